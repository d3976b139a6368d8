/* SPDX-License-Identifier: MIT */
/* XML layer: what reading says in a build without libxml2. */

#include <tenprint/xml.h>

#include "../base/diag.h"

tp_status
tp_xml_read(const void *bytes, size_t len, const tp_read_options *options,
    tp_transaction **out, tp_diag *diag)
{
	(void)bytes;
	(void)len;
	return tp_xml_read_from(NULL, NULL, options, out, diag);
}

tp_status
tp_xml_read_from(tp_read_fn read, void *ctx, const tp_read_options *options,
    tp_transaction **out, tp_diag *diag)
{
	(void)read;
	(void)ctx;
	(void)options;
	tp_diag_init(diag);
	if (out != NULL)
		*out = NULL;
	return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
	    "XML is not read by this build: libxml2 was left out");
}
