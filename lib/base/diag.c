/* SPDX-License-Identifier: MIT */
/* Base layer: statuses as text, and filling and printing a diagnostic. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "diag.h"

static const struct {
	const char *name;
	const char *text;
} statuses[] = {
	{ "TP_OK", "no error" },
	{ "TP_ERR_NOMEM", "out of memory" },
	{ "TP_ERR_IO", "reading or writing failed" },
	{ "TP_ERR_TRUNCATED", "the input ends too early" },
	{ "TP_ERR_SYNTAX", "the input is malformed" },
	{ "TP_ERR_LENGTH", "a record's length is wrong" },
	{ "TP_ERR_COUNT", "the record count is wrong" },
	{ "TP_ERR_LIMIT", "a limit was reached" },
	{ "TP_ERR_RANGE", "a number is out of range" },
	{ "TP_ERR_NOTFOUND", "there is no such thing" },
	{ "TP_ERR_STATE", "this cannot be done here" },
	{ "TP_ERR_ARG", "an argument is invalid" },
	{ "TP_ERR_UNSUPPORTED", "this is not supported" },
};

static size_t
status_index(int status)
{
	return status <= 0 && status > -(int)(sizeof statuses / sizeof statuses[0])
	    ? (size_t)-status : SIZE_MAX;
}

const char *
tp_strerror(int status)
{
	size_t i = status_index(status);

	return i != SIZE_MAX ? statuses[i].text : "unknown status";
}

const char *
tp_status_name(int status)
{
	size_t i = status_index(status);

	return i != SIZE_MAX ? statuses[i].name : "TP_ERR_UNKNOWN";
}

void
tp_diag_init(tp_diag *diag)
{
	if (diag == NULL)
		return;
	memset(diag, 0, sizeof *diag);
	diag->record = diag->type = diag->idc = -1;
	diag->field = diag->subfield = diag->item = -1;
	diag->offset = TP_NO_OFFSET;
}

tp_status
tpi_fail(tp_diag *diag, tp_status code, uint64_t offset, const char *format, ...)
{
	va_list args;

	if (diag == NULL || diag->code != TP_OK)
		return code;
	tp_diag_init(diag);
	diag->code = code;
	diag->offset = offset;
	va_start(args, format);
	(void)vsnprintf(diag->text, sizeof diag->text, format, args);
	va_end(args);
	return code;
}

tp_status
tpi_nomem(tp_diag *diag)
{
	return tpi_fail(diag, TP_ERR_NOMEM, TP_NO_OFFSET, "out of memory");
}

/* Append a formatted piece; the length wanted goes on growing past the size. */
static void TPI_PRINTF(4, 5)
piece(char *buf, size_t size, size_t *len, const char *format, ...)
{
	size_t at = *len < size ? *len : size;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(size > at ? buf + at : NULL, size - at, format, args);
	va_end(args);
	if (n > 0)
		*len += (size_t)n;
}

size_t
tp_diag_format(const tp_diag *diag, char *buf, size_t size)
{
	size_t len = 0;

	if (size > 0)
		buf[0] = '\0';
	if (diag->offset != TP_NO_OFFSET)
		piece(buf, size, &len, "offset %llu: ", (unsigned long long)diag->offset);
	if (diag->record >= 0) {
		piece(buf, size, &len, "record %ld", (long)diag->record);
		if (diag->type >= 0 && diag->idc >= 0)
			piece(buf, size, &len, " (type %ld, idc %ld)", (long)diag->type,
			    (long)diag->idc);
		else if (diag->type >= 0)
			piece(buf, size, &len, " (type %ld)", (long)diag->type);
		piece(buf, size, &len, ": ");
	}
	if (diag->field >= 0) {
		piece(buf, size, &len, "field %lld", (long long)diag->field);
		if (diag->subfield >= 0)
			piece(buf, size, &len, " subfield %lld", (long long)diag->subfield);
		if (diag->item >= 0)
			piece(buf, size, &len, " item %lld", (long long)diag->item);
		piece(buf, size, &len, ": ");
	}
	piece(buf, size, &len, "%s",
	    diag->text[0] != '\0' ? diag->text : tp_strerror(diag->code));
	return len;
}
