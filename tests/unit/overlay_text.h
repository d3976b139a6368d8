/* SPDX-License-Identifier: MIT */
/* Tests of overlays: their text as it can be typed, with `/` for a tab. */
#ifndef TEST_OVERLAY_TEXT_H
#define TEST_OVERLAY_TEXT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/check.h>

#include "support.h"

#define OVERLAY "overlay/title/revision/base/only\n"
#define LISTS "list/state/title/revision\n"
#define CODES "list/code/meaning/since/until\n"
#define TOTS "tot/name/group/role/response/error/since/until\n"
#define ALIASES "alias/tot\n"
#define FIELDS "type/field/item/mnemonic/name/cond/chars/minlen/maxlen/minocc/maxocc/list/rule/" \
	"since/until/source/depends\n"
#define OCCURRENCE "edition/tot/field/min/max/note\n"
#define COUNTS "edition/tot/types/min/max\n"
#define SEVERITY "rule/severity\n"

/* A copy with its tabs, for the caller to free. */
static inline char *
with_tabs(const char *text)
{
	char *copy = malloc(strlen(text) + 1), *at;

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, text, strlen(text) + 1);
	for (at = copy; *at != '\0'; at++)
		if (*at == '/')
			*at = '\t';
	return copy;
}

static inline tp_profile *
profile_named(const char *name)
{
	tp_profile *p;
	tp_diag diag;

	ck_assert_msg(tp_profile_new(name, NULL, &p, &diag) == TP_OK, "%s: %s", name, diag.text);
	return p;
}

static inline tp_status
lay_text(tp_profile *p, const char *text, tp_diag *diag)
{
	char *tabs = with_tabs(text);
	tp_status status = tp_profile_overlay(p, tabs, strlen(tabs), diag);

	free(tabs);
	return status;
}

/* A profile under an overlay that must be right. */
static inline tp_profile *
overlaid(const char *name, const char *text)
{
	tp_profile *p = profile_named(name);
	tp_diag diag;

	ck_assert_msg(lay_text(p, text, &diag) == TP_OK, "%s", diag.text);
	return p;
}

#endif
