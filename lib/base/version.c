/* SPDX-License-Identifier: MIT */
/* Base layer: the library's version, and what this build of it can do. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <tenprint/version.h>

#ifdef HAVE_ZLIB
#define WITH_ZLIB true
#else
#define WITH_ZLIB false
#endif
#ifdef HAVE_LIBPNG
#define WITH_PNG true
#else
#define WITH_PNG false
#endif
#ifdef HAVE_LIBJPEG
#define WITH_JPEG true
#else
#define WITH_JPEG false
#endif
#ifdef HAVE_OPENJPEG
#define WITH_JPEG2000 true
#else
#define WITH_JPEG2000 false
#endif
#ifdef HAVE_LIBTIFF
#define WITH_TIFF true
#else
#define WITH_TIFF false
#endif
#ifdef HAVE_LIBXML2
#define WITH_XML true
#else
#define WITH_XML false
#endif

const char *
tp_version(void)
{
	return TP_VERSION;
}

uint32_t
tp_version_number(void)
{
	return TP_VERSION_HEX;
}

bool
tp_has(int feature)
{
	switch (feature) {
	case TP_FEATURE_ZLIB:
		return WITH_ZLIB;
	case TP_FEATURE_PNG:
		return WITH_PNG;
	case TP_FEATURE_JPEG:
		return WITH_JPEG;
	case TP_FEATURE_JPEG2000:
		return WITH_JPEG2000;
	case TP_FEATURE_TIFF:
		return WITH_TIFF;
	case TP_FEATURE_XML:
		return WITH_XML;
	case TP_FEATURE_WSQ:
		return true;
	default:
		return false;
	}
}
