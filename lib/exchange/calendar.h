/* SPDX-License-Identifier: MIT */
/* Exchange layer: days as numbers, and when they start. Arguments are valid here. */
#ifndef TPI_CALENDAR_H
#define TPI_CALENDAR_H

#include <tenprint/clock.h>

#define TPI_HOUR ((int64_t)3600)
#define TPI_DAY (24 * TPI_HOUR)

/* Of the years 1971-2100 in UTC? */
bool tpi_instant_valid(int64_t instant);
/* TP_ERR_RANGE with its text unless it is. */
tp_status tpi_instant_check(int64_t instant, tp_diag *diag);
/* TP_ERR_ARG for offsets that no place has. NULL is UTC. */
tp_status tpi_local_check(const tp_local_time *local, tp_diag *diag);
/* Days since 1970-01-01, and back. */
int64_t tpi_day_of_date(const tp_date *date);
void tpi_date_of_day(int64_t day, tp_date *out);
int tpi_weekday_of_day(int64_t day);
/* The local day of an instant, and the instant at which a local day starts. */
int64_t tpi_day_of_instant(int64_t instant, const tp_local_time *local);
int64_t tpi_day_start(int64_t day, const tp_local_time *local);

#endif
