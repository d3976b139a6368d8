/* SPDX-License-Identifier: MIT */
/*
 * Tests of the check: transactions without a fault, of no person. The first
 * has the record types and fields that the rules speak of, under the 2013
 * edition; the second is an arrest as the FBI takes it.
 */
#ifndef TEST_CHECK_SAMPLES_H
#define TEST_CHECK_SAMPLES_H

#include "check_cases.h"

#define HASH "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"

/* IMP 1, FGP 1, ISR 0, 20 x 10, not compressed; the image is short, which nobody decodes. */
#define PRINT_SIZE 15
static const char print[] = "\1\1\377\377\377\377\377\0\0\24\0\12\0AB";
/* SIG 0, SRT 2: ISR, HLL and VLL are 0; one unit of five bytes. */
#define SIGNATURE_SIZE 12
static const char signature[] = "\0\2\0\0\0\0\0\0\1\0\1\1";

static const piece standard[] = {
	{ "1.001:", "1.002:0501" GS "1.003:1" US "8" RS "2" US "00" RS "4" US "01" RS "14" US "02"
	    RS "10" US "03" RS "9" US "04" RS "17" US "05" RS "8" US "06" RS "13" US "07" GS
	    "1.004:TEST" GS "1.005:20240229" GS "1.006:4" GS "1.007:DAI" GS "1.008:ORI" GS
	    "1.009:SYNTHETIC-1" GS "1.011:19.69" GS "1.012:19.69" GS "1.013:NORAM" US "11.0" GS
	    "1.014:20240229235960Z" GS "1.015:3" US "UTF-8" US GS "1.016:ORG" US "NAME" US "1" GS
	    "1.017:DESTINATION" US "ORIGIN" GS "1.018:ISO", 0, 0 },
	{ "2.001:", "2.002:00" GS "2.003:ANYTHING" US "AT" RS "ALL", 0, 0 },
	{ NULL, print, 1, PRINT_SIZE },
	{ "14.001:", "14.002:02" GS "14.003:0" GS "14.004:SRC" GS "14.005:20240229" GS
	    "14.006:500" GS "14.007:400" GS "14.008:1" GS "14.009:500" GS "14.010:500" GS
	    "14.011:NONE" GS "14.012:8" GS "14.013:13" GS "14.016:500" GS "14.018:5" US "XX" GS
	    "14.020:r\303\251mark" GS "14.021:2" US "10" US "100" US "20" US "200" RS
	    "3" US "110" US "200" US "20" US "200" GS "14.022:2" US "1" GS
	    "14.023:2" US "50" US "00FF" US "1" GS "14.024:2" US "50" US "00ff" US "1" GS
	    "14.025:2" US "3" US "1" US "1" US "9" US "1" US "5" US "9" GS "14.026:7" GS
	    "14.027:Y" GS "14.030:OBSERVED" GS "14.250:" US "ours" GS
	    "14.903:M0123456789AB" GS "14.904:MAKE" US "MODEL" US "SERIAL" GS "14.996:" HASH GS
	    "14.998:20240229000000Z" US "38" US "53.5" US US "-77" US "2" GS "14.999:IMAGE", 0, 0 },
	{ "10.001:", "10.002:03" GS "10.003:FACE" GS "10.004:SRC" GS "10.005:20240229" GS
	    "10.006:480" GS "10.007:600" GS "10.008:1" GS "10.009:72" GS "10.010:72" GS
	    "10.011:JPEGB" GS "10.012:RGB" GS "10.013:20" GS
	    "10.014:1" US "400" US "1" US "500" US "F" GS "10.020:A" GS "10.021:-30" GS
	    "10.023:VENDOR" US "A CAMERA" GS "10.026:SMILE" GS "10.028:RED" RS "BRO" GS
	    "10.992:0" GS "10.999:IMAGE", 0, 0 },
	{ "9.001:", "9.002:04" GS "9.003:1" GS "9.004:S" GS "9.005:SYSTEM" US "A" GS "9.006:1" GS
	    "9.010:2" GS "9.011:1" GS "9.012:1" US "01000200003" US "20" US "A" US "2,1" US "3,4" RS
	    "2" US "01000200004" US US "B" GS "9.300:100" US "100" GS "9.302:1" GS "9.303:0" GS
	    "9.307:AU" US "PA" GS "9.308:A" GS "9.309:4" US "UNC" GS "9.320:10" US "10", 0, 0 },
	{ "17.001:", "17.002:05" GS "17.003:1" GS "17.004:SRC" GS "17.005:20240229" GS
	    "17.006:640" GS "17.007:480" GS "17.008:1" GS "17.009:300" GS "17.010:300" GS
	    "17.011:PNG" GS "17.012:8" GS "17.013:GRAY" GS "17.025:DEFINED" GS
	    "17.027:500" US "510" GS "17.033:C" US "2" US "50" US "50" US "30" US "40" GS
	    "17.999:IMAGE", 0, 0 },
	{ NULL, signature, 6, SIGNATURE_SIZE },
	{ "13.001:", "13.002:07" GS "13.003:4" GS "13.004:SRC" GS "13.005:20240229" GS
	    "13.006:800" GS "13.007:700" GS "13.008:2" GS "13.009:394" GS "13.010:394" GS
	    "13.011:NONE" GS "13.012:8" GS "13.013:19" RS "20" GS "13.014:1" US "EJI" GS
	    "13.046:D" GS "13.999:IMAGE", 0, 0 },
};
#define STANDARD_COUNT (sizeof standard / sizeof standard[0])

static const piece arrest[] = {
	{ "1.001:", "1.002:0502" GS "1.003:1" US "2" RS "2" US "00" RS "14" US "01" GS
	    "1.004:CAR" GS "1.005:20240229" GS "1.007:WVIAFIS0Z" GS "1.008:WV0000000" GS
	    "1.009:SYNTHETIC-0001" GS "1.011:00.00" GS "1.012:00.00" GS
	    "1.013:NORAM" US "11.0", 0, 0 },
	{ "2.001:", "2.002:00" GS "2.005:Y" GS "2.016:999999999" GS "2.017:MP-1" GS
	    "2.018:SYNTHETIC,PERSON" GS "2.019:OTHER,NAME" RS "THIRD,NAME" GS "2.020:WV" GS
	    "2.022:19800101" GS "2.024:M" GS "2.025:U" GS "2.027:510" GS "2.029:180" GS
	    "2.031:BRO" GS "2.032:BRO" GS "2.045:20240228" GS
	    "2.047:20240228" US "A CHARGE" GS "2.073:WV0000000", 0, 0 },
	{ "14.001:", "14.002:01" GS "14.003:1" GS "14.004:WV0000000" GS "14.005:20240229" GS
	    "14.006:500" GS "14.007:400" GS "14.008:1" GS "14.009:500" GS "14.010:500" GS
	    "14.011:WSQ20" GS "14.012:8" GS "14.013:1" GS "14.999:IMAGE", 0, 0 },
};
#define ARREST_COUNT (sizeof arrest / sizeof arrest[0])

#endif
