/* SPDX-License-Identifier: MIT */
/* Tools: guesses at blobs by their first bytes; each test is cheap and narrow. */

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "blob.h"

#define LOOK 4096 /* bytes that are looked at */

typedef struct look {
	const char *at;
	size_t len;
} look;

static bool
starts(const look *l, const char *prefix)
{
	size_t n = strlen(prefix);

	return l->len >= n && memcmp(l->at, prefix, n) == 0;
}

static bool
contains(const look *l, const char *word)
{
	size_t n = strlen(word), i;

	for (i = 0; i + n <= l->len; i++)
		if (strncasecmp(l->at + i, word, n) == 0)
			return true;
	return false;
}

static bool
is_text(const look *l)
{
	size_t i;

	for (i = 0; i < l->len; i++) {
		unsigned char c = (unsigned char)l->at[i];

		if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != 0x0c)
			return false;
	}
	return l->len != 0;
}

static bool
is_xml(const look *l)
{
	look rest = *l;

	if (starts(&rest, "\xef\xbb\xbf")) {
		rest.at += 3;
		rest.len -= 3;
	}
	while (rest.len > 0 && isspace((unsigned char)rest.at[0])) {
		rest.at++;
		rest.len--;
	}
	return starts(&rest, "<?xml") || (rest.len > 2 && rest.at[0] == '<' &&
	    (isalpha((unsigned char)rest.at[1]) || rest.at[1] == '!') && contains(&rest, "xmlns"));
}

/* Header fields of a mail come first and one of them is MIME's. */
static bool
is_mime(const look *l)
{
	const char *colon = memchr(l->at, ':', l->len);
	const char *at;

	if (colon == NULL || colon == l->at || !is_text(l))
		return false;
	for (at = l->at; at < colon; at++)
		if (!isalnum((unsigned char)*at) && *at != '-')
			return false;
	return contains(l, "\nMIME-Version:") || strncasecmp(l->at, "MIME-Version:", 13) == 0 ||
	    contains(l, "\nContent-Type:") || strncasecmp(l->at, "Content-Type:", 13) == 0;
}

/* Nlets text: dot-ended header fields, a message key such as IAQ or IAR, and tagged fields. */
static bool
is_nlets(const look *l)
{
	static const char *const keys[] = { "IAQ.", "IAR.", "IAQ/", "IAR/", "AM.", "LESC" };
	size_t i;

	if (!is_text(l) || !contains(l, "."))
		return false;
	for (i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (contains(l, keys[i]) && (contains(l, "TXT") || contains(l, "NAM/")))
			return true;
	return false;
}

/* A transaction or an image as base64: its first group decodes to a tag or a marker. */
static bool
is_base64(const look *l)
{
	static const char *const heads[] = { "MS4wMDE6", "MS4wMTo", "/6D/", "/9j/", "iVBORw0K",
		"AAAADGpQ" };
	size_t i;

	for (i = 0; i < sizeof heads / sizeof heads[0]; i++)
		if (starts(l, heads[i]))
			return true;
	return false;
}

const char *
blob_kind(const void *bytes, size_t len)
{
	look l = { bytes, len < LOOK ? len : LOOK };

	if (len == 0)
		return NULL;
	if (starts(&l, "\x1f\x8b"))
		return "gzip data";
	if (is_base64(&l))
		return "base64 text of a transaction or an image";
	if (is_xml(&l))
		return contains(&l, "NISTBiometricInformationExchangePackage") ||
		    contains(&l, "biometrics.nist.gov") ? BLOB_NIEM : "XML";
	if (starts(&l, "tenprint text 1"))
		return "tenprint text form";
	if (l.at[0] == '{' && contains(&l, "\"tenprint/transaction/1\""))
		return "tenprint JSON form";
	if (starts(&l, "%PDF-"))
		return "PDF";
	if (starts(&l, "BM") && l.len > 26 && l.at[14] == 40)
		return "BMP image";
	if (starts(&l, "II*") || (starts(&l, "MM") && l.len > 3 && l.at[3] == '*'))
		return "TIFF image";
	if (is_mime(&l))
		return "MIME message";
	return is_nlets(&l) ? "Nlets text" : NULL;
}
