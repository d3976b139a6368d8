/* SPDX-License-Identifier: MIT */
/* Tools: codecs as words: one table, its first word for a codec is the one that is written. */

#include <string.h>
#include <strings.h>

#include "codec-words.h"

static const struct {
	const char *word;
	tp_codec codec;
} words[] = {
	{ "pgm", TP_CODEC_PNM }, { "png", TP_CODEC_PNG }, { "wsq", TP_CODEC_WSQ },
	{ "jp2", TP_CODEC_JP2 }, { "jp2l", TP_CODEC_JP2L }, { "jpg", TP_CODEC_JPEG },
	{ "ljpg", TP_CODEC_JPEGL }, { "raw", TP_CODEC_RAW }, { "g4", TP_CODEC_G4 },
	{ "vec", TP_CODEC_VECTOR }, { "pnm", TP_CODEC_PNM }, { "ppm", TP_CODEC_PNM },
	{ "pbm", TP_CODEC_PNM }, { "jpeg", TP_CODEC_JPEG }, { "j2k", TP_CODEC_JP2 },
	{ "jpl", TP_CODEC_JPEGL },
};

tp_codec
codec_by_word(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcasecmp(words[i].word, word) == 0)
			return words[i].codec;
	return TP_CODEC_UNKNOWN;
}

tp_codec
codec_by_ending(const char *path)
{
	const char *leaf = strrchr(path, '/');
	const char *point = strrchr(leaf != NULL ? leaf : path, '.');

	return point != NULL ? codec_by_word(point + 1) : TP_CODEC_UNKNOWN;
}

const char *
codec_word(tp_codec codec)
{
	size_t i;

	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		if (words[i].codec == codec)
			return words[i].word;
	return NULL;
}

const char *
codec_ending(const tp_image_info *info)
{
	const char *word = codec_word((tp_codec)info->codec);

	if (info->codec == TP_CODEC_PNM)
		return info->depth == 1 ? "pbm" : info->components == 3 ? "ppm" : "pgm";
	if (info->codec == TP_CODEC_JP2L)
		return "jp2";
	return word != NULL ? word : "bin";
}
