/* SPDX-License-Identifier: MIT */
/* Tests of relations: cases of those between values of Type-1 and Type-2, and of all prints. */

#include "relate_cases.h"

#define CARD BASE_CARD
#define CARD4 BASE_CARD4
#define ALL BASE_ALL
#define LINE72 "123456789012345678901234567890123456789012345678901234567890123456789012"
#define CASE(rule, base, at, fault, near) { rule, base, at, fault, near, NULL, 0 }

const relate_case relate_value_cases[] = {
	/* Dates. A day's grace is for time zones. */
	CASE("date-birth", CARD, "2@0.022.1", "2.022=20240301", "2.022=20240229"),
	CASE("date-birth", CARD, "2@0.022.1", "2.022=20250000", "2.022=20240200"),
	CASE("date-birth", CARD, "2@0.2007", "2.2007=20240301", "2.2007=20240229"),
	CASE("date-birth-arrest", CARD, "2@0.022.1", "2.022=20240228", "2.022=20240227"),
	CASE("date-birth-arrest", CARD, "2@0.022.1", "-2.045;2.038=20240228;2.022=20240229",
	    "-2.045;2.038=20240228;2.022=20240227"),
	CASE("date-future", CARD, "2@0.045", "2.045=20240302", "2.045=20240301"),
	CASE("date-future", CARD, "2@0.038", "2.038=20240302", "2.038=20240301"),
	CASE("date-offense", CARD, "2@0.047.1.1", "2.047.1.1=20240229", "2.047.1.1=20240228"),
	CASE("date-offense", CARD, "2@0.047.2.1", "2.047=20240227\\uA\\r20240300\\uB",
	    "2.047=20240227\\uA\\r20240200\\uB"),
	CASE("date-offense-birth", CARD, "2@0.047.1.1", "2.047.1.1=19791231",
	    "2.047.1.1=19800102"),
	CASE("date-court", CARD, "2@0.051.1.1", "2.051=20240302\\uA\\uB\\uCONVICTED",
	    "2.051=20240301\\uA\\uB\\uCONVICTED"),
	CASE("date-court-arrest", CARD, "2@0.051.1.1", "2.051=20240227\\uA\\uB\\uCONVICTED",
	    "2.051=20240228\\uA\\uB\\uCONVICTED"),
	CASE("date-custody", CARD4, "2@0.054", "2.054=20240227", "2.054=20240228"),
	CASE("date-custody-end", CARD, "2@0.2100", "2.054=20240228;2.2100=20240227",
	    "2.054=20240228;2.2100=20240228"),
	CASE("date-subscription", CARD, "2@0.2015", "2.2054=20240301;2.2015=20240229",
	    "2.2054=20240301;2.2015=20240301"),
	CASE("date-subscription", CARD, "2@0.2049", "2.2054=20240301;2.2049=20240229",
	    "2.2054=20240301;2.2049=20250229"),
	CASE("date-subscription-past", CARD, "2@0.2015", "2.2015=20240228", "2.2015=20240229"),
	CASE("date-gmt", CARD, "1.014", "1.014=20240302000000Z", "1.014=20240301235959Z"),
	CASE("date-gmt", CARD, "1.014", "1.014=20240227235959Z", "1.014=20240228000000Z"),
	CASE("date-capture", CARD, "14@3.005", "14@3.005=20240302", "14@3.005=20240301"),
	CASE("range-reversed", CARD, "2@0.023", "2.023=4020", "2.023=2040"),
	CASE("range-reversed", CARD, "2@0.028", "2.028=600511", "2.028=600600"),
	CASE("range-reversed", CARD, "2@0.030", "2.030=200150", "2.030=150200"),
	CASE("range-reversed-date", CARD, "2@0.2068", "2.2068=2024030120240229",
	    "2.2068=2024022920240301"),

	/* Type-1. */
	CASE("response-reference", CARD, "1.010", "1.004=SRE", "1.004=SRE;1.010=SYNTHETIC-0000"),
	CASE("response-reference", CARD, "1.010", "1.004=ERRT", ""),
	CASE("response-number", CARD, "1.010", "1.010=SYNTHETIC-0001", "1.010=SYNTHETIC-0000"),
	CASE("domain-name", CARD, "1.013.1.1", "1.013.1.1=NORTHAM", "-1.013"),
	CASE("domain-version-9", CARD4, "1.013.1.2", "1.013.1.2=11.0", "1.013.1.2=9.1"),
	CASE("domain-version-11", CARD, "1.013.1.2", "1.013.1.2=9.1", "1.013.1.2=11.2"),
	CASE("agency-form", CARD, "1.008", "1.008=1V0000000", "1.008=WVFBI0000"),
	CASE("agency-form", CARD, "1.007", "1.007=WV-000000", ""),
	CASE("agency-control", CARD, "2@0.073.1", "2.073=000000000", "2.073=WVIAFIS0Z"),
	CASE("agency-control", CARD, "2@0.007.2", "2.007=WV0000000\\r3V0000000/X",
	    "2.007=WV0000000\\rWV0000001/X"),
	CASE("native-resolution", CARD4, "1.011", "1.011=19.50", "1.011=39.37"),

	/* Values of Type-2. */
	CASE("name-form", CARD, "2@0.018", "2.018=SYNTHETIC, PERSON", "2.018=SYN-THETIC,PERSON A"),
	CASE("name-form", CARD, "2@0.018", "2.018=SYNTHETIC", "2.018=UNKNOWN AMNESIA,XX"),
	CASE("name-form", CARD, "2@0.018", "2.018=O'SYNTHETIC,PERSON",
	    "2.018=SYNTHETIC,PERSON,JR"),
	CASE("alias-same", CARD, "2@0.019.2", "2.019=OTHER,NAME\\rSYNTHETIC,PERSON",
	    "2.019=OTHER,NAME\\rSYNTHETIC,PERSONA"),
	CASE("value-repeated", CARD, "2@0.016.2", "2.016=999999999\\r999999999",
	    "2.016=999999999\\r999999998"),
	CASE("value-repeated", CARD, "2@0.098.2", "2.098=1\\r01", "2.098=1\\r10"),
	CASE("value-repeated", CARD, "2@0.019.3", "2.019=A,B\\rC,D\\rA,B", "2.019=A,B\\rC,D"),
	CASE("sheet-lines", CARD, "2@0.075",
	    "2.075=short\n" LINE72 "3", "2.075=short\n" LINE72 "\r\nshort"),

	/* By type of transaction. */
	CASE("tot-retain", CARD, "2@0.005", "1.004=CNA;2.005=N", "1.004=CNA"),
	CASE("tot-retain", CARD, "2@0.005", "1.004=CNA;2.005=N", "2.005=N"),
	CASE("tot-retain-unknown", CARD, "2@0.005", "1.004=MPR;2.005=N", "1.004=MPR;2.005=Y"),
	CASE("tot-direct-route", CARD, "2@0.043", "1.004=CPDR;2.043=H", "1.004=CPDR;2.043=C"),
	CASE("tot-direct-route", CARD, "2@0.043", "1.004=NNDR;2.043=V", "1.004=CPNU;2.043=V"),
	CASE("tot-arrest", CARD, "2@0.047", "-2.047", "-2.047;2.005=N"),
	CASE("tot-reason", CARD4, "2@0.037", "1.004=MAP;2.037=LICENSE",
	    "1.004=MAP;2.037=Law Enforcement"),
	CASE("tot-reason", CARD4, "2@0.037", "1.004=MAP;2.037=LICENSE",
	    "1.004=FAUF;2.037=LICENSE"),
	CASE("tot-repository", CARD4, "2@0.098.1", "1.004=RPIS;2.098=9", "1.004=RPIS;2.098=4"),
	CASE("tot-disposition", CARD, "2@0.051.1.5",
	    "1.004=FDSP;2.051=20240228\\uA\\uB\\uCONVICTED",
	    "1.004=FDSP;2.051=20240228\\uA\\uB\\uCONVICTED\\u01"),
	CASE("tot-disposition", CARD, "2@0.051.2.1",
	    "1.004=FDSP;2.051=20240228\\uA\\uB\\uCONVICTED\\u01\\r\\uC\\uD\\uCONVICTED\\u01",
	    "2.051=\\uC\\uD\\uCONVICTED"),
	CASE("tot-result", CARD, "2@0.059", "1.004=SRE;2.059=G", "1.004=SRE;2.059=I"),
	CASE("tot-result-rapid", CARD, "2@0.059", "1.004=RPISR;2.059=I", "1.004=RPISR;2.059=G"),
	CASE("custody-together", CARD4, "2@0.055", "2.054=20240228",
	    "2.054=20240228;2.055=IN CUSTODY"),
	CASE("custody-together", CARD4, "2@0.009", "-2.009;2.054=20240228;2.055=IN CUSTODY",
	    "-2.009"),

	/* What AMP says, and the card as a whole. */
	CASE("amp-imaged", CARD, "2@0.084.1.1", "2.084=03\\uXX", "-14@3;2.084=03\\uXX"),
	CASE("amp-imaged", CARD4, "2@0.084.1.1", "2.084=03\\uXX", "2.084=03\\uUP"),
	CASE("amp-imaged-up", CARD, "2@0.084.2.1", "-14@3;2.084=03\\uXX\\r04\\uUP",
	    "-14@3;2.084=03\\uUP"),
	CASE("amp-imaged-up", CARD, "2@0.084.1.1", "2.084=13\\uUP", "-14@13;2.084=13\\uUP"),
	CASE("amp-repeated", CARD, "2@0.084.2.1", "-14@3;2.084=03\\uXX\\r03\\uXX",
	    "-14@3;2.084=03\\uXX\\r04\\uXX"),
	CASE("prints-finger", CARD, "2@0.084", "-14@3;14@13.018=3\\uXX\\r4\\uXX;-14@4;-14@5;"
	    "14@13.018.3.1=5;14@13.018.4.1=2;-14@2;-14@13", "-14@3"),
	CASE("prints-finger", CARD4, "2@0.084", "-4@1;-4@11", "-4@1"),
	CASE("prints-finger", CARD4, "2@0.084", "-4@1;-4@11", "-4@1;-4@11;2.084=01\\uXX"),
	CASE("prints-finger", CARD, "2@0.084", "-14@1;-14@11", "1.004=RPIS;-14@1;-14@11"),
	CASE("prints-plain", CARD, "2@0.084", "-14@13",
	    "-14@13;2.084=02\\uXX\\r03\\uXX\\r04\\uXX\\r05\\uXX"),
	CASE("prints-plain", CARD, "2@0.084", "-14@11", "14@11.013=15;-14@12"),
	CASE("prints-plain", CARD, "2@0.084", "-14@13",
	    "-14@1;-14@2;-14@3;-14@4;-14@5;-14@6;-14@7;-14@8;-14@9;-14@10;-14@11"),
	CASE("prints-mixed", CARD, "4@20", "+4@20;4@20.003=1;4@20.004.1=5", "+13@20"),
	CASE("prints-repeated", CARD, "14@3.013", "14@3.013=2", "14@3.013=0"),
	CASE("prints-repeated", CARD4, "4@3.004", "4@3.004.1=2", "4@3.004.2=2"),
};
const size_t relate_value_case_count = sizeof relate_value_cases / sizeof relate_value_cases[0];
