/* SPDX-License-Identifier: MIT */
/* Tests of relations: cases of those with the bytes of images. */

#include "relate_cases.h"

#define CARD BASE_CARD
#define CARD4 BASE_CARD4
#define ALL BASE_ALL
#define CASE(rule, base, at, fault, near) { rule, base, at, fault, near, NULL, 0 }
#define IN(profile, rule, base, at, fault, near) { rule, base, at, fault, near, profile, 0 }
#define DECODED(rule, base, at, fault, near) \
	{ rule, base, at, fault, near, NULL, TP_CHECK_IMAGES }

#define WSQ14 "14@2.011=WSQ20;!14@2="
#define PNG14 "14@2.011=PNG;!14@2="
#define JPL14 "14@2.011=JPEGL;!14@2="
/* Of raw:60x50x1:3, the latent of the base. */
#define HASH "704361D09BA91E9463DE0CC6A0EFE119B0827C4FEA4266627DEBABA954DDB0C7"

const relate_case relate_image_cases[] = {
	/* Size, resolution, depth. */
	CASE("image-size", ALL, "14@2.006", WSQ14 "wsq:150x150x1", WSQ14 "wsq:160x150x1"),
	CASE("image-size", ALL, "14@2.007", PNG14 "png:160x151x1", PNG14 "png:160x150x1"),
	CASE("image-size", ALL, "4@1.006", "4@1.008=1;!4@1=wsq:81x75x1",
	    "4@1.008=1;!4@1=wsq:80x75x1"),
	CASE("image-shape", ALL, "10@3.006", "!10@3=jpeg:481x500x3:72", "!10@3=jpeg:240x300x3:72"),
	CASE("image-scaled", ALL, "10@3.007", "!10@3=jpeg:240x300x3:72", "!10@3=jpeg:480x600x3:72"),
	CASE("image-ppi", ALL, "14@2.009", PNG14 "png:160x150x1:300", PNG14 "png:160x150x1:501"),
	CASE("image-ppi", ALL, "4@1.005", "4@1.008=6;!4@1=png:80x75x1:255",
	    "4@1.008=6;!4@1=png:80x75x1:500"),
	/* 29 a centimeter is 73.7 an inch, as near to 72 as a whole number comes. */
	CASE("image-ppi", ALL, "10@3.009", "10@3.008=2;10@3.009=31;10@3.010=31",
	    "10@3.008=2;10@3.009=29;10@3.010=29"),
	CASE("image-depth", ALL, "14@2.012", PNG14 "png:160x150x1;14@2.012=16",
	    PNG14 "png:160x150x1"),
	CASE("image-depth", ALL, "4@1.009", "4@1.008=6;!4@1=png:80x75x3",
	    "4@1.008=6;!4@1=png:80x75x1"),
	CASE("image-colour", ALL, "10@3.012", "!10@3=jpeg:480x600x1:72",
	    "10@3.012=GRAY;!10@3=jpeg:480x600x1:72"),
	CASE("image-sample", ALL, "13@4.012", "13@4.011=PNG;!13@4=png:60x50x3",
	    "13@4.011=PNG;13@4.012=24;!13@4=png:60x50x3"),
	CASE("image-length", ALL, "14@2.999", "14@2.007=151", "14@2.006=150;14@2.007=160"),
	CASE("image-length", ALL, "4@1.009", "!4@1=raw:80x74x1:1", "!4@1=raw:80x75x1:9"),

	/* Compression. */
	CASE("image-codec", ALL, "14@2.011", "14@2.011=PNG;!14@2=wsq:160x150x1",
	    WSQ14 "wsq:160x150x1"),
	CASE("image-codec", ALL, "4@1.008", "4@1.008=2;!4@1=wsq:80x75x1",
	    "4@1.008=1;!4@1=wsq:80x75x1"),
	CASE("image-codec", ALL, "14@2.011", "14@2.011=WSQ20", "14@2.011=NONE"),
	CASE("image-codec-jpeg", ALL, "14@2.011", "14@2.011=JPEGB;!14@2=jpegl:160x150x1",
	    "14@2.011=JPEGB;!14@2=jpeg:160x150x1"),
	CASE("image-codec-jpegl", ALL, "14@2.011", JPL14 "jpeg:160x150x1",
	    JPL14 "jpegl:160x150x1"),
	CASE("image-codec-jp2", ALL, "14@2.011", "14@2.011=JP2L;!14@2=jp2:160x150x1",
	    "14@2.011=JP2L;!14@2=jp2l:160x150x1"),
	CASE("image-label", ALL, "14@2.011", "14@2.011=WSQ;!14@2=wsq:160x150x1",
	    WSQ14 "wsq:160x150x1"),
	CASE("image-ratio-wsq", ALL, "14@2.999", WSQ14 "flat:160x150x1", WSQ14 "wsq:160x150x1"),
	CASE("image-ratio-jp2", ALL, "14@2.999", "14@2.011=JP2;!14@2=jp2:160x150x1",
	    "14@2.011=JP2L;!14@2=jp2l:160x150x1"),
	CASE("latent-lossy", ALL, "13@4.011", "13@4.011=WSQ20;!13@4=wsq:60x50x1",
	    "13@4.011=PNG;!13@4=png:60x50x1"),
	IN("ebts-9.1", "latent-lossy-fbi", ALL, "13@4.011", "13@4.011=JPEGB;!13@4=jpeg:60x50x1",
	    ""),
	CASE("latent-lossy-native", CARD, "7@20.003", "+7@20;!7@20=native:60x50x1",
	    "+7@20;!7@20=raw:60x50x1"),
	CASE("print-jpeg", ALL, "14@2.011", "14@2.011=JPEGB;!14@2=jpeg:160x150x1",
	    WSQ14 "wsq:160x150x1"),
	CASE("print-jp2-class", ALL, "14@2.011", "14@2.011=JP2;!14@2=jp2:160x150x1",
	    "14@2.011=JP2;14@2.009=1000;14@2.010=1000;!14@2=jp2:160x150x1:1000"),
	CASE("print-wsq-class", ALL, "14@2.011",
	    "14@2.009=1000;14@2.010=1000;" WSQ14 "wsq:160x150x1:1000", WSQ14 "wsq:160x150x1"),
	CASE("photo-wsq", ALL, "10@3.011", "10@3.011=WSQ20;10@3.012=GRAY;!10@3=wsq:480x600x1",
	    ""),
	CASE("image-unknown", ALL, "14@2.999", PNG14 "junk:1x1x1", PNG14 "png:160x150x1"),
	CASE("image-unreadable", ALL, "14@2.999", PNG14 "broken:1x1x1", PNG14 "png:160x150x1"),

	/* Hash, copies. */
	CASE("image-hash", ALL, "13@4.996", "13@4.996=" HASH ";!13@4=raw:60x50x1:4",
	    "13@4.996=" HASH),
	CASE("image-twice", CARD, "14@4.999", "!14@4=raw:80x75x1:3", "!14@4=raw:80x75x1:40"),
	CASE("image-twice", CARD4, "4@10.009", "!4@10=raw:80x75x1:1", "!4@10=raw:80x75x1:41"),

	/* Pixels. */
	DECODED("image-decode", ALL, "14@2.999", JPL14 "jpegl:160x150x1",
	    "-10@3;" JPL14 "whole:160x150x1"),
	DECODED("image-damaged", ALL, "14@2.999", JPL14 "cut:160x150x1", JPL14 "whole:160x150x1"),
	DECODED("image-blank", ALL, "14@2.999", "!14@2=blank:160x150x1", ""),
	DECODED("image-blank", ALL, "14@2.999", WSQ14 "flat:160x150x1", WSQ14 "wsq:160x150x1"),
};
const size_t relate_image_case_count = sizeof relate_image_cases / sizeof relate_image_cases[0];
