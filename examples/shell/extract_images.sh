#!/bin/sh
# SPDX-License-Identifier: MIT
# Every image of a transaction as a file of its own, as it is stored: extract_images.sh FILE DIR
# The names are made of record type, IDC and a number: t14-i1-1.wsq.
set -eu
tenprint=${TENPRINT:-tenprint}

"$tenprint" dump --json --data "$2" "$1" >/dev/null
ls "$2"
