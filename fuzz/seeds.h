/* SPDX-License-Identifier: MIT */
/* Fuzzing: what the files of make_seeds share. */
#ifndef SEEDS_H
#define SEEDS_H

#include "support.h"

/* Write FOLDER/target/name. */
void seed(const char *target, const char *name, const void *bytes, size_t len);
/* Of each codec, and of the records that bear images (seed_images.c). */
void seed_images(void);
/* Of the messages' texts (seed_messages.c). */
void seed_messages(void);

#endif
