/* SPDX-License-Identifier: MIT */
/* Tools: profiles as the command line names them: a built-in one and files of overlays. */
#ifndef TOOL_PROFILE_FILES_H
#define TOOL_PROFILE_FILES_H

#include "files.h"

/*
 * Make the profile of that name with the overlays over it, in their order.
 * Says what is wrong; TOOL_USAGE for an unknown name, TOOL_INPUT, TOOL_FAULT.
 */
int profile_open(const char *name, const file_list *overlays, tp_profile **out);
/* Lay one file over it. */
int profile_lay(tp_profile *profile, const char *file);
/* "file:line:column: severity: rule: text" on stderr; line 0 is the text as a whole. */
void profile_note(const char *file, const char *severity, const char *rule,
    const tp_overlay_note *note);
/* The rule of an error in an overlay: its status, "syntax". */
const char *profile_rule(tp_status status);

#endif
