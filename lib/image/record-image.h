/* SPDX-License-Identifier: MIT */
/* Image layer: what the files about images in records share. */
#ifndef TPI_RECORD_IMAGE_H
#define TPI_RECORD_IMAGE_H

#include <tenprint/print.h>

/* 1.011 in whole pixels an inch; 0 if it is not there or says none. */
double tpi_native_ppi(const tp_transaction *t);

#endif
