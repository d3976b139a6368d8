#!/bin/sh
# SPDX-License-Identifier: MIT
# An arrest from what a jail system knows, and synthetic prints: build_car.sh OUT
set -eu
tenprint=${TENPRINT:-tenprint}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$tenprint" synth --card "$work/prints" --size "${SIZE:-800x750}" --codec "${CODEC:-pgm}"
{
	cat <<-'BOOKING'
		TOT = CAR
		DAI = WVIAFIS0Z
		ORI = NY0300000
		TCN = SYNTHETIC-SAMPLE-0004
		NAM = SYNTHETIC,SAMPLE
		DOB = 19800101
		SEX = X
		ASL = 20261121\usSYNTHETIC THEFT
		print_type = 4
		ppi = 500
	BOOKING
	for print in "$work"/prints/*; do
		fgp=$(basename "${print%.*}")
		imp=1 # rolled
		[ "$fgp" -le 10 ] || imp=0
		echo "print FGP=${fgp#0} IMP=$imp file=prints/$(basename "$print")"
	done
} >"$work/booking.txt"
"$tenprint" build -o "$1" "$work/booking.txt"
