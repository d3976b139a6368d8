/* SPDX-License-Identifier: MIT */
/*
 * XML layer: items that XML spreads over several elements: VER's two
 * numbers, coordinates written without a separator (9.008, 9.012), polygons,
 * names, lists.
 */

#include <stdlib.h>
#include <string.h>

#include "../base/number.h"
#include "map.h"

uint32_t
tpi_xml_parts_a_round(unsigned kind)
{
	switch (kind) {
	case TPI_XML_VERTEX:
		return 2;
	case TPI_XML_VECTOR:
		return 3;
	case TPI_XML_LIST:
		return 1;
	default:
		return 0;
	}
}

/* What stands before a part that is not the first. */
static const char *
joint(unsigned kind, uint32_t part)
{
	switch (kind) {
	case TPI_XML_COMMA:
	case TPI_XML_LIST:
		return ",";
	case TPI_XML_DASH:
		return "-";
	case TPI_XML_NAME:
		return part == 2 ? "," : " ";
	case TPI_XML_PART:
		return ", ";
	case TPI_XML_VERTEX:
		return part % 2 == 0 ? "," : "-";
	default:
		return "";
	}
}

/* Digits that the standard fixes: XXXXYYYYTTT, or five each of X and Y (ITL 2013, 8.9.2). */
static size_t
width_of(const tpi_xml_node *node, uint32_t part, size_t widest)
{
	size_t width = 0;

	if (node->kind == TPI_XML_VER)
		return 2;
	if (node->kind == TPI_XML_XYT && part == 3)
		return 3;
	if (node->kind == TPI_XML_XYT)
		return widest > 4 ? 5 : 4;
	if (node->kind == TPI_XML_HALF)
		width = node->arg != NULL ? (size_t)(node->arg[0] - '0') : 4;
	return widest > width && width != 0 ? widest : width;
}

/* A coordinate or a pressure, big endian (ITL 2013, 8.8). */
static void
put_vector(uint32_t part, tp_str text, tpi_buf *out)
{
	bool pressure = part % 3 == 0;
	uint64_t n = 0;

	if (tpi_parse_decimal(text.ptr, text.len, pressure ? 255 : 65535, &n) != TP_OK)
		n = 0;
	if (!pressure)
		tpi_buf_byte(out, (uint8_t)(n >> 8));
	tpi_buf_byte(out, (uint8_t)n);
}

void
tpi_xml_pack(const tpi_xml_node *node, uint32_t part, tp_str text, size_t widest, tpi_buf *out)
{
	size_t width = width_of(node, part, widest), i;

	if (node->kind == TPI_XML_VECTOR) {
		put_vector(part, text, out);
		return;
	}
	if (part > 1)
		tpi_buf_text(out, joint(node->kind, part));
	for (i = text.len; i < width; i++)
		tpi_buf_byte(out, '0');
	tpi_buf_put(out, text.ptr, text.len);
}

/* The nth piece between separators, counted from 0; false when there are fewer. */
static bool
piece(tp_str text, const char *separator, uint32_t nth, tp_str *out)
{
	size_t length = strlen(separator), i = 0, start = 0;

	for (; i + length <= text.len; i++) {
		if (memcmp(text.ptr + i, separator, length) != 0)
			continue;
		if (nth == 0)
			break;
		nth--;
		start = i + length;
		i = start - 1;
	}
	if (i + length > text.len)
		i = text.len;
	out->ptr = text.ptr + start;
	out->len = i - start;
	return nth == 0;
}

static size_t
count_pieces(tp_str text, const char *separator)
{
	uint32_t n = 0;
	tp_str one;

	while (piece(text, separator, n, &one))
		n++;
	return n;
}

static bool
cut(tp_str text, size_t from, size_t len, tp_str *out)
{
	if (from + len > text.len)
		return false;
	out->ptr = text.ptr + from;
	out->len = len;
	return true;
}

static bool
all_digits(tp_str text)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
	return text.len != 0;
}

/* "SURNAME,GIVEN MIDDLE": what follows the given name is the middle one. */
static bool
unpack_name(uint32_t part, tp_str item, tp_str *out)
{
	const char *comma = memchr(item.ptr, ',', item.len), *space;
	const char *end = item.ptr + item.len, *given;

	if (part == 1) {
		out->ptr = item.ptr;
		out->len = comma != NULL ? (size_t)(comma - item.ptr) : item.len;
		return true;
	}
	if (comma == NULL || part > 3)
		return false;
	given = comma + 1;
	space = memchr(given, ' ', (size_t)(end - given));
	if (part == 2) {
		out->ptr = given;
		out->len = (size_t)((space != NULL ? space : end) - given);
		return true;
	}
	if (space == NULL)
		return false;
	out->ptr = space + 1;
	out->len = (size_t)(end - out->ptr);
	return true;
}

/* The nth number of x,y-x,y-...; the item has nothing but digits and those. */
static bool
unpack_vertex(uint32_t part, tp_str item, tp_str *out)
{
	tp_str point;

	return piece(item, "-", (part - 1) / 2, &point) && count_pieces(point, ",") == 2 &&
	    piece(point, ",", (part - 1) % 2, out) && all_digits(*out);
}

static bool
unpack_digits(const tpi_xml_node *node, uint32_t part, tp_str item, tp_str *out)
{
	size_t half;

	if (!all_digits(item))
		return false;
	if (node->kind == TPI_XML_XYT) {
		half = (item.len - 3) / 2;
		return (item.len == 11 || item.len == 13) &&
		    cut(item, half * (part - 1), part == 3 ? 3 : half, out);
	}
	half = item.len / 2;
	if (item.len % 2 != 0 || (node->kind == TPI_XML_VER && half != 2) ||
	    !cut(item, half * (part - 1), half, out))
		return false;
	while (node->kind == TPI_XML_VER && out->len > 1 && out->ptr[0] == '0') {
		out->ptr++;
		out->len--;
	}
	return true;
}

static bool
unpack_dash(uint32_t part, tp_str item, tp_str *out)
{
	const char *dash = memchr(item.ptr, '-', item.len);

	if (dash == NULL)
		return part == 2 && cut(item, 0, item.len, out);
	if (part == 1)
		return cut(item, 0, (size_t)(dash - item.ptr), out);
	return cut(item, (size_t)(dash - item.ptr) + 1,
	    item.len - (size_t)(dash - item.ptr) - 1, out);
}

bool
tpi_xml_unpack(const tpi_xml_node *node, uint32_t part, tp_str item, tp_str *out)
{
	switch (node->kind) {
	case TPI_XML_VER:
	case TPI_XML_XYT:
	case TPI_XML_HALF:
		return unpack_digits(node, part, item, out);
	case TPI_XML_COMMA:
		return count_pieces(item, ",") == 2 && piece(item, ",", part - 1, out);
	case TPI_XML_DASH:
		return unpack_dash(part, item, out);
	case TPI_XML_NAME:
		return unpack_name(part, item, out);
	case TPI_XML_PART:
		return node->arg != NULL &&
		    count_pieces(item, ", ") == (size_t)(node->arg[0] - '0') &&
		    piece(item, ", ", part - 1, out);
	case TPI_XML_VERTEX:
		return unpack_vertex(part, item, out);
	case TPI_XML_ALPHA:
		return part == 1 ? cut(item, 0, 1, out)
		                 : item.len > 1 && cut(item, 1, item.len - 1, out);
	case TPI_XML_LIST:
		return piece(item, ",", part - 1, out);
	default:
		return false;
	}
}

uint32_t
tpi_xml_rounds(const tpi_xml_node *node, tp_str item)
{
	switch (node->kind) {
	case TPI_XML_VERTEX:
		return (uint32_t)count_pieces(item, "-");
	case TPI_XML_LIST:
		return (uint32_t)count_pieces(item, ",");
	case TPI_XML_VECTOR:
		return (uint32_t)(item.len / 5);
	default:
		return 1;
	}
}
