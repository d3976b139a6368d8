/* SPDX-License-Identifier: MIT */
/* Fuzzing: writes synthetic seeds, FOLDER/TARGET/NAME, so that few need be kept. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "seeds.h"

static const char *folder;

void
seed(const char *target, const char *name, const void *bytes, size_t len)
{
	char path[4096];

	(void)snprintf(path, sizeof path, "%s/%s", folder, target);
	(void)mkdir(path, 0777);
	(void)snprintf(path, sizeof path, "%s/%s/%s", folder, target, name);
	if (tp_file_write(path, bytes, len, NULL) != TP_OK) {
		(void)fprintf(stderr, "%s cannot be written\n", path);
		exit(EXIT_FAILURE);
	}
}

static void
finish(ts_file *f, const char *name)
{
	seed("parse", name, f->bytes, f->len);
	seed("check", name, f->bytes, f->len);
	ts_file_free(f);
}

static void
whole_files(void)
{
	ts_file f;

	ts_file_init(&f);
	ts_sample(&f);
	finish(&f, "sample");
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "0");
	finish(&f, "type-1");
	ts_text(&f, "1.01:", "1.02:0201" GS "1.03:1" US "1" RS "2" US "0");
	ts_text(&f, "2.01:", "2.02:0" GS "2.5:x" US RS);
	finish(&f, "two-digits");
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "2" RS "3" US "1" RS "8" US "2");
	ts_binary(&f, 1, "", 0, 0);
	ts_binary(&f, 2, "short", 5, 0);
	finish(&f, "short-binary");
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "14" US "01" GS "1.015:3" US
	    "UTF-8");
	ts_text(&f, "14.001:", "14.002:01" GS "14.999:80" GS "14.999:" FS GS RS US);
	finish(&f, "doubled-data");
}

static void
patterns(void)
{
	static const char ranges[] = "re:(a|[0-9]{2,3}\\.)+x?\n12.aax";

	seed("check", "pattern", ranges, sizeof ranges - 1);
}

static void
damaged_files(void)
{
	ts_file f;

	ts_file_init(&f);
	ts_tagged(&f, "1.001:", "1.002:0500", 10, 1);
	ts_tagged(&f, "2.001:", "2.002:00" GS GS "2.018:x" GS, 18, -1);
	ts_raw(&f, FS GS "junk", 6);
	finish(&f, "defects");
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "2" RS "7" US "1" RS "2" US "0");
	ts_binary(&f, 1, "xy", 2, 1);
	ts_text(&f, "2.001:", "2.002:0");
	finish(&f, "binary-len");
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "9" RS "4" US "1" RS "x" RS "1" US "0");
	ts_raw(&f, "\0\0\0", 3);
	finish(&f, "cut");
	ts_raw(&f, "\037\213\010\0\0\0\0\0\0\003", 10);
	finish(&f, "gzip-header");
}

/* Random series of calls; what they mean is the target's to say. */
static void
edits(void)
{
	uint64_t state = 7;
	uint8_t bytes[200];
	char name[16];
	size_t i, n;

	for (n = 0; n < 24; n++) {
		for (i = 0; i < sizeof bytes; i++)
			bytes[i] = (uint8_t)ts_random(&state);
		(void)snprintf(name, sizeof name, "calls-%02zu", n);
		seed("edit", name, bytes, 20 + n * 7);
	}
}

/* One of each table that an overlay may have, and one that is wrong. */
static void
overlays(void)
{
	static const struct {
		const char *name;
		const char *text;
	} texts[] = {
		{ "title", "overlay\ttitle\trevision\tbase\tonly\n"
		    "x\tX (invented)\t1\tebts-11.0|itl-2011\t2|14\n" },
		{ "fields", "# a field of its own, one that is tightened, one that is forbidden\n"
		    "type\tfield\titem\tmnemonic\tname\tcond\tchars\tminlen\tmaxlen\tminocc\t"
		    "maxocc\tlist\trule\tsince\tuntil\tsource\tdepends\n"
		    "2\t16\t0\t\t\t\t\t\t\t\t0\t\t\t\t\t\t\n"
		    "2\t41\t0\t\t\t\t\t\t60\t\t\t\t\t\t\t\t\n"
		    "2\t3001\t0\tCTY\tCounty\tD\tA\t3\t3\t0\t1\tX-COUNTY\tre:[A-Z]{3}\t\t\tX\t"
		    "by-tot\n\nlist\tstate\ttitle\trevision\nX-COUNTY\tclosed\tCounties\t1\n\n"
		    "list\tcode\tmeaning\tsince\tuntil\nX-COUNTY\tABC\tA\t\t\n" },
		{ "tots", "alias\ttot\nCARAAR\tCAR\n\n"
		    "tot\tname\tgroup\trole\tresponse\terror\tsince\tuntil\n"
		    "CSUP\tcharges\tcriminal\trequest\t\tERRT\t\t\n\n"
		    "edition\ttot\tfield\tmin\tmax\tnote\n\tCARAAR\t41\t1\t1\t\n\n"
		    "edition\ttot\ttypes\tmin\tmax\n\tCARAAR\t4|14\t1\t14\n" },
		{ "severities", "rule\tseverity\nfield-unused\terror\nvalue-date\toff\n" },
		{ "wrong", "rule\tseverity\nno-rule\toff\n" },
	};
	size_t i;

	for (i = 0; i < sizeof texts / sizeof texts[0]; i++)
		seed("overlay", texts[i].name, texts[i].text, strlen(texts[i].text));
}

#define PACKAGE(content) \
	"<?xml version='1.0'?><i:NISTBiometricInformationExchangePackage " \
	"xmlns:i='http://biometrics.nist.gov/standard/2011' " \
	"xmlns='http://niem.gov/niem/biometrics/1.0' " \
	"xmlns:n='http://niem.gov/niem/niem-core/2.0'><i:PackageInformationRecord><Transaction>" \
	"<TransactionUTCDate><n:DateTime>2011-02-03T04:05:06+01:00</n:DateTime>" \
	"</TransactionUTCDate><TransactionMajorVersionValue>5</TransactionMajorVersionValue>" \
	"<TransactionMinorVersionValue>2</TransactionMinorVersionValue></Transaction>" \
	"</i:PackageInformationRecord>" content "</i:NISTBiometricInformationExchangePackage>"

static void
xml_files(void)
{
	static const char prints[] = PACKAGE("<i:PackageFingerprintImageRecord>"
	    "<ImageReferenceIdentification><n:IdentificationID>1</n:IdentificationID>"
	    "</ImageReferenceIdentification><FingerImpressionImage><n:BinaryBase64Object>QUJD\nRA=="
	    "</n:BinaryBase64Object><FingerPositionCode>2</FingerPositionCode><x a='b'>&lt;</x>"
	    "</FingerImpressionImage></i:PackageFingerprintImageRecord>"
	    "<i:PackageHighResolutionGrayscaleImageRecord><FingerprintImage><n:BinaryBase64Object>"
	    "QUJD</n:BinaryBase64Object></FingerprintImage>"
	    "</i:PackageHighResolutionGrayscaleImageRecord>");
	static const char minutiae[] = PACKAGE("<i:PackageMinutiaeRecord>"
	    "<MinutiaeFormatNISTStandardIndicator>true</MinutiaeFormatNISTStandardIndicator>"
	    "<i:Minutiae><i:MinutiaeNISTStandard><i:MinutiaDetail>"
	    "<PositionHorizontalCoordinateValue>12</PositionHorizontalCoordinateValue>"
	    "<PositionThetaAngleMeasure>7</PositionThetaAngleMeasure></i:MinutiaDetail>"
	    "</i:MinutiaeNISTStandard></i:Minutiae></i:PackageMinutiaeRecord>");
	static const char doctype[] = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";

	seed("xml", "prints", prints, sizeof prints - 1);
	seed("xml", "minutiae", minutiae, sizeof minutiae - 1);
	seed("xml", "doctype", doctype, sizeof doctype - 1);
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		(void)fprintf(stderr, "usage: make_seeds FOLDER\n");
		return EXIT_FAILURE;
	}
	folder = argv[1];
	(void)mkdir(folder, 0777);
	whole_files();
	patterns();
	damaged_files();
	edits();
	overlays();
	seed_images();
	xml_files();
	seed_messages();
	return EXIT_SUCCESS;
}
