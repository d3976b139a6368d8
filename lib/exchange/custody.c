/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: the custody clock and the notice of a release (SOP 2.2.3,
 * 3.2.4, rule R10): an instant and a day, each with what it was counted from.
 * They tell what the procedures expect of ICE and of an agency; whether and
 * how long anybody may be detained is not theirs to tell.
 */

#include <string.h>

#include "../base/diag.h"
#include "calendar.h"

#define COUNTED (48 * TPI_HOUR)
#define NOTICE_DAYS 30

/* Count from out->from, day by day; each day is counted or left out as a whole. */
static tp_status
count_days(const tp_local_time *local, tp_custody *out, tp_diag *diag)
{
	int64_t day = tpi_day_of_instant(out->from, local), at = out->from, left = COUNTED, end;
	tp_day_off off;
	tp_date date;

	for (;; day++) {
		tpi_date_of_day(day, &date);
		if (!tp_date_valid(&date))
			return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
			    "the clock runs past the years %d-%d", TP_FIRST_YEAR, TP_LAST_YEAR);
		end = tpi_day_start(day + 1, local);
		if (tp_date_off(&date, &off)) {
			if (out->count == TP_LEFT_OUT_MAX)
				return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET,
				    "more than %d days are left out", TP_LEFT_OUT_MAX);
			out->left_out[out->count++] = off;
		} else if (end - at >= left) {
			out->due = at + left;
			return tpi_instant_check(out->due, diag);
		} else
			left -= end - at;
		at = end;
	}
}

tp_status
tp_clock_custody(int64_t notice, const tp_local_time *local, tp_custody *out, tp_diag *diag)
{
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the clock");
	memset(out, 0, sizeof *out);
	status = tpi_instant_check(notice, diag);
	if (status == TP_OK)
		status = tpi_local_check(local, diag);
	if (status != TP_OK)
		return status;
	out->from = notice;
	out->rule = "R10";
	out->clause = "SOP 2.2.3, 3.2.4";
	out->basis = "48 hours from the notice of release, not counting Saturdays, Sundays and "
	    "federal holidays";
	status = count_days(local, out, diag);
	if (status != TP_OK)
		memset(out, 0, sizeof *out);
	return status;
}

tp_status
tp_clock_notice(const tp_date *release, const tp_date *known, tp_release_notice *out,
    tp_diag *diag)
{
	tp_status status;
	tp_date due;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the notice");
	memset(out, 0, sizeof *out);
	if (known != NULL && !tp_date_valid(known))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "the day when it became known is no date of the years %d-%d",
		    TP_FIRST_YEAR, TP_LAST_YEAR);
	status = tp_date_add(release, -NOTICE_DAYS, &due, diag);
	if (status != TP_OK)
		return status;
	out->when_known = known != NULL && tpi_day_of_date(known) > tpi_day_of_date(&due);
	out->due = out->when_known ? *known : due;
	out->rule = "R10";
	out->clause = "SOP 2.2.3";
	out->basis = out->when_known
	    ? "as soon as known: less than thirty days were left before the release or transfer"
	    : "thirty days before the release or transfer";
	return TP_OK;
}
