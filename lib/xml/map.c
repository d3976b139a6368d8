/* SPDX-License-Identifier: MIT */
/* XML layer: the element map, looked up by namespace, name, type and edition. */

#include <string.h>

#include "map.h"

unsigned
tpi_xml_prefix(const char *uri)
{
	size_t i;

	for (i = 0; i < tpi_xml_namespaces_count; i++)
		if (strcmp(tpi_xml_namespaces[i].uri, uri) == 0)
			return tpi_xml_namespaces[i].prefix;
	return 0xff;
}

bool
tpi_xml_in_edition(unsigned since, unsigned until, unsigned edition)
{
	return edition >= since && (until == 0 || edition <= until);
}

const char *
tpi_xml_uri(unsigned prefix, unsigned edition)
{
	size_t i;

	for (i = 0; i < tpi_xml_namespaces_count; i++) {
		const tpi_xml_namespace *n = &tpi_xml_namespaces[i];

		if (n->prefix == prefix && tpi_xml_in_edition(n->since, n->until, edition))
			return n->uri;
	}
	return NULL;
}

unsigned
tpi_xml_name_index(unsigned prefix, const char *local)
{
	size_t low = 0, high = tpi_xml_names_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(local, tpi_xml_names[middle].local);

		/* The prefixes of one local name stand together, in the order of their names. */
		if (order == 0)
			order = strcmp(tpi_xml_prefixes[prefix],
			    tpi_xml_prefixes[tpi_xml_names[middle].prefix]);
		if (order == 0)
			return (unsigned)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return TPI_XML_NONE;
}

unsigned
tpi_xml_canonical(unsigned type, unsigned name)
{
	size_t i;

	for (i = 0; i < tpi_xml_aliases_count; i++) {
		const tpi_xml_alias *a = &tpi_xml_aliases[i];

		if (a->name == name && (a->type == 0 || a->type == type))
			return a->element;
	}
	return name;
}

unsigned
tpi_xml_written(unsigned type, unsigned name, unsigned edition, bool ebts)
{
	size_t i;

	for (i = 0; i < tpi_xml_aliases_count; i++) {
		const tpi_xml_alias *a = &tpi_xml_aliases[i];
		const char *prefix = tpi_xml_prefixes[tpi_xml_names[a->name].prefix];

		if (a->element == name && a->until != 0 && edition <= a->until &&
		    (a->type == 0 || a->type == type) && (ebts || strcmp(prefix, "ebts") != 0))
			return a->name;
	}
	return name;
}

const tpi_xml_record *
tpi_xml_record_by_name(unsigned name)
{
	size_t i;

	for (i = 0; i < tpi_xml_records_count; i++)
		if (tpi_xml_records[i].name == name)
			return &tpi_xml_records[i];
	return NULL;
}

const tpi_xml_record *
tpi_xml_record_by_type(unsigned type)
{
	size_t i;

	for (i = 0; i < tpi_xml_records_count; i++)
		if (tpi_xml_records[i].type == type)
			return &tpi_xml_records[i];
	return NULL;
}
