/* SPDX-License-Identifier: MIT */
/* Tests of relations: cases of those between fields of image records, and between records. */

#include "relate_cases.h"

#define CARD BASE_CARD
#define CARD4 BASE_CARD4
#define ALL BASE_ALL
#define CASE(rule, base, at, fault, near) { rule, base, at, fault, near, NULL, 0 }
#define IN(profile, rule, base, at, fault, near) { rule, base, at, fault, near, profile, 0 }

/* A second segment on the first one, and one that only touches it. */
#define OVER "14@2.021=2\\u10\\u40\\u20\\u90\\r3\\u12\\u42\\u20\\u90"
#define BESIDE "14@2.021=2\\u10\\u40\\u20\\u90\\r3\\u30\\u60\\u20\\u90"

const relate_case relate_record_cases[] = {
	/* IDCs and references. */
	CASE("idc-shared", ALL, "14@2.002",
	    "+14@30;14@30.002=2", "+14@9"),
	CASE("idc-size", ALL, "14@1.007", "14@2.002=1;14@1.006=80;14@1.007=76",
	    "14@2.002=1;14@1.006=80;14@1.007=75"),
	CASE("idc-gap", ALL, "21@10.002", "21@8.002=10", "21@8.002=8"),
	CASE("minutiae-image", ALL, "9@8.002", "9@1.002=8", "9@1.002=2"),
	CASE("minutiae-position", ALL, "9@1.006.1", "9@1.006=2", "9@1.006=0"),
	CASE("minutiae-position", ALL, "9@1.134.1", "9@1.134=2", "4@1.004.1=0;9@1.134=2"),
	CASE("minutiae-width", ALL, "9@1.128", "9@1.128=81", "9@1.128=080"),
	CASE("minutiae-height", ALL, "9@1.129", "9@1.129=80", "9@1.129=75"),
	CASE("reference-context", ALL, "10@3.995.1.1", "10@3.995=2", "10@3.995=2;21@8.021=2"),
	CASE("reference-source", ALL, "10@3.997.2.1", "10@3.997=1\\r2", "10@3.997=01"),
	CASE("reference-text", ALL, "10@3.992", "10@3.992=2", "10@3.992=00"),
	CASE("reference-efs", ALL, "9@1.360.1.1", "9@1.360.1.1=50", "9@1.360.1.1=8"),
	CASE("reference-candidate", CARD, "2@0.2033.1.10",
	    "2.2033=A\\u\\u\\u\\u\\u\\u\\u\\u\\u30", "2.2033=A\\u\\u\\u\\u\\u\\u\\u\\u\\u03"),

	/* Resolution and scale. */
	CASE("class-resolution", ALL, "4@1.005", "1.012=19.30", "1.012=19.50"),
	CASE("class-resolution", ALL, "4@1.005", "1.012=39.37", "1.012=39.37;4@1.005=1"),
	CASE("nominal-resolution", CARD4, "4@2.005", "4@2.005=1;1.012=39.37",
	    "4@2.005=1;1.012=19.69"),
	CASE("print-resolution-inch", ALL, "14@2.008", "14@2.009=300;14@2.010=300",
	    "14@2.009=490;14@2.010=490"),
	CASE("print-resolution-inch", ALL, "15@5.008", "15@5.008=1", "15@5.008=0"),
	CASE("print-resolution-cm", ALL, "15@5.008", "15@5.009=150;15@5.010=150",
	    "15@5.009=193;15@5.010=193"),
	CASE("latent-resolution-cm", ALL, "13@4.008", "13@4.009=150;13@4.010=150",
	    "13@4.009=193;13@4.010=193"),
	CASE("latent-resolution-inch", ALL, "13@4.008", "13@4.008=1", "13@4.008=0"),
	CASE("scale-zero", ALL, "10@3.008", "10@3.009=0;10@3.010=0",
	    "10@3.008=0;10@3.009=0;10@3.010=0"),
	CASE("scale-none", ALL, "14@2.008", "14@2.008=0", "13@4.008=0"),
	CASE("scanned-horizontal", ALL, "14@2.009", "14@2.016=499", "14@2.016=1000"),
	CASE("scanned-vertical", ALL, "15@5.010", "15@5.017=196", "-15@5.017"),

	/* Positions and impressions. */
	CASE("impression-plain", ALL, "14@2.003", "14@2.003=1", "14@2.003=20"),
	CASE("impression-plain", ALL, "14@2.003", "14@2.013=47;14@2.003=25",
	    "14@2.013=2;14@2.003=1"),
	CASE("impression-plain", CARD4, "4@13.003", "4@13.003=3", "4@13.003=2"),
	CASE("impression-mixed", ALL, "4@1.003", "4@1.003=0;4@1.004.2=11", "4@1.003=0;4@1.004.2=2"),
	CASE("impression-latent-finger", ALL, "13@4.003", "13@4.003=12", "13@4.003=5"),
	CASE("impression-latent-palm", ALL, "13@4.003", "13@4.013=21", "13@4.013=21;13@4.003=13"),
	IN("itl-2015", "impression-latent-palm-2015", ALL, "13@4.003", "13@4.013=21;13@4.003=5",
	    "13@4.013=21;13@4.003=4"),
	CASE("impression-latent-sole", ALL, "13@4.003", "13@4.013=61", "13@4.013=61;13@4.003=33"),
	IN("itl-2015", "impression-latent-sole-2015", ALL, "13@4.003", "13@4.013=61;13@4.003=12",
	    "13@4.013=61;13@4.003=4"),
	CASE("impression-palm", ALL, "15@5.003", "15@5.003=28", "15@5.003=29"),
	CASE("position-none", ALL, "4@1.004.1", "4@1.004.1=255", "4@1.004.1=0"),
	CASE("position-segment", ALL, "14@2.021.2.1", "14@2.021.2.1=7", "14@2.021.2.1=5"),
	CASE("position-segment", ALL, "14@2.025.1.1", "14@2.025.1.1=1", "14@2.025.1.1=16"),
	CASE("position-measure", ALL, "14@2.022.1.1", "14@2.022.1.1=1", "14@2.022.1.1=4"),
	CASE("position-measure", ALL, "14@2.024.1.1", "14@2.024.1.1=10", "14@2.024.1.1=05"),
	CASE("position-measure-palm", ALL, "15@5.024.1.1", "15@5.024.1.1=27", "15@5.024.1.1=81"),
	CASE("position-missing", ALL, "14@2.018.1.1", "14@2.018.1.1=6", "14@2.018.1.1=4"),
	CASE("position-missing-palm", ALL, "15@5.018.1.1", "15@5.018.1.1=36",
	    "15@5.013=20;15@5.018.1.1=36"),
	CASE("position-size-finger", CARD, "14@3.013", "14@3.006=810", "14@3.006=805"),
	CASE("position-size-finger", CARD, "14@3.013", "14@3.007=900",
	    "14@3.007=900;14@3.009=1000;14@3.010=1000"),
	CASE("position-size-thumb", CARD, "14@11.013", "14@11.006=600", "14@11.007=1000"),
	CASE("position-size-slap", CARD4, "4@13.004.1", "4@13.006=1700", "4@13.006=1608"),

	/* What AMP says in a slap. */
	CASE("amp-segmented", ALL, "14@2.018.1.1", "14@2.018=3\\uUP", "14@2.018=3\\uXX"),
	CASE("amp-segmented", CARD, "14@4.018.1.1", "14@4.018=4\\uUP", "14@4.018=4\\uXX"),
	CASE("finger-repeated", ALL, "14@2.021.2.1", "14@2.021.2.1=2", "14@2.021.2.1=4"),
	CASE("finger-repeated", ALL, "14@2.022.2.1", "14@2.022.2.1=02", "14@2.022.2.1=04"),
	CASE("finger-repeated", ALL, "14@2.018.2.1", "14@2.018=5\\uXX\\r5\\uXX",
	    "14@2.018=5\\uXX\\r4\\uXX"),

	/* Segments and outlines. */
	CASE("segment-overlap", ALL, "14@2.021.2.1", OVER, BESIDE),
	CASE("segment-order", ALL, "14@2.021.2.1", "14@2.021.1.1=3;14@2.021.2.1=2",
	    "14@2.021.1.1=3;14@2.021.2.1=4"),
	CASE("segment-order", ALL, "14@2.021.2.1", "14@2.013=14;14@2.021.1.1=7;14@2.021.2.1=8",
	    "14@2.013=14;14@2.021.1.1=8;14@2.021.2.1=7"),
	CASE("outline-points", ALL, "10@3.015.1.2", "10@3.015=C\\u3\\u5\\u5\\u9\\u9\\u7\\u7",
	    "10@3.015=E\\u3\\u5\\u5\\u9\\u9\\u7\\u7"),
	CASE("outline-points-iris", ALL, "17@6.033.1.2", "17@6.033=P\\u2\\u1\\u1\\u2\\u2",
	    "17@6.033=P\\u3\\u1\\u1\\u2\\u2\\u1\\u2"),
	CASE("outline-vertices", ALL, "14@2.025.1.2", "14@2.025.1.7=1;14@2.025.1.8=1",
	    "14@2.025.1.7=1;14@2.025.1.8=2"),
	CASE("outline-vertices-face", ALL, "10@3.033.1.2", "10@3.033.1.7=1;10@3.033.1.8=1",
	    "10@3.033.1.7=1;10@3.033.1.8=2"),
	CASE("outline-vertices-face", ALL, "10@3.045.1.3", "10@3.045.1.8=9;10@3.045.1.9=1",
	    "10@3.045.1.8=9;10@3.045.1.9=2"),
	CASE("outline-vertices-iris", ALL, "17@6.035.1.2", "17@6.035.1.7=9;17@6.035.1.8=1",
	    "17@6.035.1.7=9;17@6.035.1.8=2"),

	/* Faces and places. */
	CASE("face-size-30", ALL, "10@3.013", "10@3.013=30;10@3.006=400", "10@3.013=30"),
	CASE("face-size-40", ALL, "10@3.013", "10@3.013=40",
	    "10@3.013=40;10@3.006=1024;10@3.007=768"),
	CASE("face-size-50", ALL, "10@3.013", "10@3.013=50",
	    "10@3.013=50;10@3.006=3300;10@3.007=4400"),
	CASE("face-size-51", ALL, "10@3.013", "10@3.013=52;10@3.006=2400;10@3.007=3199",
	    "10@3.013=51;10@3.006=2400;10@3.007=3200"),
	CASE("geo-zone", ALL, "10@3.998.1.10", "10@3.998.1.10=61S", "10@3.998.1.10=60S"),
	CASE("geo-latitude", ALL, "10@3.998.1.2", "10@3.998.1.2=38.5", "10@3.998.1.2=-38.0"),
	CASE("geo-latitude", ALL, "10@3.998.1.2", "10@3.998.1.2=38.5",
	    "10@3.998=\\u38.5\\u\\u\\u77.25"),
	CASE("geo-latitude-minutes", ALL, "10@3.998.1.3", "10@3.998.1.3=53.5",
	    "10@3.998.1.3=53.5;10@3.998.1.4="),
	CASE("geo-longitude", ALL, "10@3.998.1.5", "10@3.998.1.5=77.1", "10@3.998.1.5=-077"),
	CASE("geo-longitude-minutes", ALL, "10@3.998.1.6", "10@3.998.1.6=2.5",
	    "10@3.998.1.6=2.5;10@3.998.1.7="),
};
const size_t relate_record_case_count = sizeof relate_record_cases / sizeof relate_record_cases[0];
