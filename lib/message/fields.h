/* SPDX-License-Identifier: MIT */
/* Message layer: the numbers of the fields that the messages' structs have members for. */
#ifndef TPI_FIELDS_H
#define TPI_FIELDS_H

/* Type-1. */
enum {
	F1_VER = 2,
	F1_TOT = 4,
	F1_DAT = 5,
	F1_PRY = 6,
	F1_DAI = 7,
	F1_ORI = 8,
	F1_TCN = 9,
	F1_TCR = 10,
	F1_NSR = 11,
	F1_NTR = 12,
	F1_DOM = 13
};

/* Type-2. */
enum {
	F2_RET = 5,
	F2_ATN = 6,
	F2_SCO = 7,
	F2_OCA = 9,
	F2_FBI = 14,
	F2_SID = 15,
	F2_SOC = 16,
	F2_MNU = 17,
	F2_NAM = 18,
	F2_AKA = 19,
	F2_POB = 20,
	F2_CTZ = 21,
	F2_DOB = 22,
	F2_SEX = 24,
	F2_RAC = 25,
	F2_SMT = 26,
	F2_HGT = 27,
	F2_WGT = 29,
	F2_EYE = 31,
	F2_HAI = 32,
	F2_DOA = 45,
	F2_ASL = 47,
	F2_SRF = 59,
	F2_MSG = 60,
	F2_CRI = 73,
	F2_ERS = 75,
	F2_AMP = 84,
	F2_NDR = 98,
	F2_SDOB = 2007,
	F2_SNAM = 2008,
	F2_SII = 2023
};

/* What image records have in common. */
enum {
	F_LEN = 1,
	F_IDC = 2,
	F_CNT = 3, /* of Type-1 */
	F_IMP = 3, /* of Types 4, 14, 15; IMT of Type-10 */
	F_SRC = 4,
	F_DATE = 5,
	F_FGP = 13, /* of Types 14, 15; SAP of Type-10 */
	F4_FGP = 4,
	F10_SAP = 13
};

#endif
