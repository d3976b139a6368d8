/* SPDX-License-Identifier: MIT */
/* Tools: convert: what is to be done, and prints of the other type. */
#ifndef TOOL_CONVERT_H
#define TOOL_CONVERT_H

#include <tenprint/tenprint.h>

typedef struct convert_job {
	const char *file;
	const char *to;
	const char *path;
	uint32_t edition;
	int prints;     /* 4 or 14; 0: as they are */
	bool lossy;
	bool force;
	size_t losses;
} convert_job;

/* ctx is the job: tell what would be lost, or is, and count it. */
void convert_tell(void *ctx, const tp_diag *loss);
/*
 * Make all prints of the job's type, their images as they are; NSR and NTR
 * follow. TOOL_DONE, or TOOL_NEGATIVE if one cannot be, which is said.
 */
int convert_prints(convert_job *j, tp_transaction *t);

#endif
