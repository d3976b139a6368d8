#!/bin/sh
# SPDX-License-Identifier: MIT
# Change a name without it being seen in the list of processes: edit_field.sh FILE PATH <VALUE
# The value comes from standard input; the file keeps a copy of what it was as FILE.orig.
set -eu
tenprint=${TENPRINT:-tenprint}

IFS= read -r value
# A backslash in a value is written twice, as in every script of edits.
value=$(printf '%s' "$value" | sed 's/\\/\\\\/g')
printf 'set %s = %s\n' "$2" "$value" | "$tenprint" edit --script - --in-place "$1"
