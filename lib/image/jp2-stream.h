/* SPDX-License-Identifier: MIT */
/* Image layer: a block of memory as one of OpenJPEG's streams. */
#ifndef TPI_JP2_STREAM_H
#define TPI_JP2_STREAM_H

#include <openjpeg.h>

#include "../base/mem.h"

/* Read from bytes, or written to buf. */
typedef struct tpi_jp2_memory {
	const uint8_t *bytes;
	size_t len;
	size_t at;
	tpi_buf buf;
	bool cut; /* more was asked for than there is */
} tpi_jp2_memory;

/* NULL without memory. The block outlives the stream. */
opj_stream_t *tpi_jp2_stream(tpi_jp2_memory *m, bool input);

#endif
