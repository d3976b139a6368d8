/* SPDX-License-Identifier: MIT */
/* Dict layer: code lists, and codes in them. */

#include <string.h>

#include "tables.h"

int
tpi_name_order(const char *name, const char *text, size_t len)
{
	size_t name_len = strlen(name);
	int order = memcmp(name, text, name_len < len ? name_len : len);

	if (order != 0 || name_len == len)
		return order;
	return name_len < len ? -1 : 1;
}

size_t
tp_code_list_count(void)
{
	return tpi_code_list_count;
}

const tp_code_list *
tp_code_list_at(size_t index)
{
	return index < tpi_code_list_count ? &tpi_code_lists[index] : NULL;
}

const tp_code_list *
tp_code_list_find(const char *list)
{
	size_t low = 0, high = tpi_code_list_count;

	if (list == NULL)
		return NULL;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(tpi_code_lists[mid].name, list);

		if (order == 0)
			return &tpi_code_lists[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static const tp_code *
find(const tp_code_list *list, const char *code, size_t len)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = tpi_name_order(list->codes[mid].code, code, len);

		if (order == 0)
			return &list->codes[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const tp_code *
tpi_code_in(const tp_code_list *list, const char *code, size_t len)
{
	if (len == 0)
		return NULL;
	while (list->numeric && len > 1 && *code == '0') {
		code++;
		len--;
	}
	return find(list, code, len);
}

const tp_code *
tp_code_find(const char *list, const char *code, size_t len)
{
	const tp_code_list *known = tp_code_list_find(list);

	return known != NULL ? tpi_code_in(known, code, len) : NULL;
}

bool
tp_code_lookup(const char *list, const char *code, size_t len, const char **meaning)
{
	const tp_code *found = tp_code_find(list, code, len);

	if (meaning != NULL)
		*meaning = found != NULL ? found->meaning : "";
	return found != NULL;
}

int
tp_code_walk(const char *list, tp_code_fn visit, void *ctx)
{
	const tp_code_list *known = tp_code_list_find(list);
	size_t i;
	int rc = 0;

	if (known == NULL)
		return TP_ERR_NOTFOUND;
	for (i = 0; i < known->count && rc == 0; i++)
		rc = visit(ctx, &known->codes[i]);
	return rc;
}
