/* SPDX-License-Identifier: MIT */
/* Tools: codecs as words on the command line and as endings of file names. */
#ifndef TOOL_CODEC_WORDS_H
#define TOOL_CODEC_WORDS_H

#include <tenprint/tenprint.h>

#define CODEC_CHOICE_GREY "pgm|png|wsq|jp2|jp2l|jpg|ljpg|raw" /* that hold grey levels */
#define CODEC_CHOICE CODEC_CHOICE_GREY "|g4"

/* TP_CODEC_UNKNOWN for another word. */
tp_codec codec_by_word(const char *word);
/* By the ending of a path, where "pnm", "jpeg" and others are known too. */
tp_codec codec_by_ending(const char *path);
/* The word that is written for a codec; NULL if it has none. */
const char *codec_word(tp_codec codec);
/* The ending for an image, without the point; "bin" for an unknown codec. */
const char *codec_ending(const tp_image_info *info);

#endif
