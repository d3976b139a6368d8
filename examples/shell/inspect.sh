#!/bin/sh
# SPDX-License-Identifier: MIT
# What is in a transaction, and the values that a desk asks for: inspect.sh FILE...
set -eu
tenprint=${TENPRINT:-tenprint}

for file in "$@"; do
	"$tenprint" info "$file"
	echo
	for path in TOT NAM DOB 'ASL[*].AOL'; do
		# Status 1: this transaction has no such value, which is not an error here.
		if value=$("$tenprint" get "$path" "$file" 2>/dev/null); then
			printf '%s: %s\n' "$path" "$(printf '%s' "$value" | tr '\n' ';')"
		fi
	done
done
