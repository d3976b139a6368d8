/* SPDX-License-Identifier: MIT */
/* Exchange layer: the tables that scripts/gen-exchange.awk makes of data/. */
#ifndef TPI_EXCHANGE_TABLES_H
#define TPI_EXCHANGE_TABLES_H

#include <tenprint/offense.h>

/* Runs of codes, sorted, that do not overlap; then drugs by sentence. */
extern const tp_offense_row tpi_offenses[];
extern const size_t tpi_offenses_count;

/* A federal holiday: a day of a month, or one of the weekdays of a month. */
typedef struct tpi_holiday {
	int32_t month;
	int32_t day;     /* 0: by weekday */
	int32_t weekday; /* 1 Monday */
	int32_t nth;     /* from 1; 0: the last */
	int32_t since;   /* years, both included */
	int32_t until;
	const char *name;
} tpi_holiday;

/* Sorted by month. */
extern const tpi_holiday tpi_holidays[];
extern const size_t tpi_holidays_count;

#endif
