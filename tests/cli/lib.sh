# SPDX-License-Identifier: MIT
# What the tests of the command share. Each runs in a folder of its own and
# leaves nothing in it that it did not ask for.
# shellcheck shell=sh
set -u
: "${TENPRINT:?the tool to test}" "${TP_SRCDIR:?the source folder}"
if [ ! -x "$TENPRINT" ]; then
	echo "$TENPRINT is not there"
	exit 99
fi
LC_ALL=C
TZ=UTC
export LC_ALL TZ
work=$(mktemp -d "${TMPDIR:-/tmp}/tenprint-cli.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' INT TERM HUP
mkdir "$work/here"
cd "$work/here" || exit 99
failures=0
checks=0

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
}

# expect STATUS ARGS...: run the tool; its output is in $work/out and $work/err.
expect() {
	want=$1
	shift
	"$TENPRINT" "$@" >"$work/out" 2>"$work/err"
	got=$?
	checks=$((checks + 1))
	[ "$got" -eq "$want" ] && return 0
	fail "tenprint $*: status $got instead of $want"
	sed 's/^/    /' "$work/err"
	return 1
}

# The exact text of an output; without an argument it is empty.
same() {
	checks=$((checks + 1))
	if [ $# -eq 1 ]; then
		: >"$work/want"
	else
		printf '%s\n' "$2" >"$work/want"
	fi
	cmp -s "$work/want" "$1" && return 0
	fail "$1 is not as it should be"
	diff "$work/want" "$1" | sed 's/^/    /' | cut -c1-300
	return 1
}
out_is() { same "$work/out" "$@"; }
err_is() { same "$work/err" "$@"; }

# has FILE PATTERN: a fixed string is in it.
has() {
	checks=$((checks + 1))
	grep -q -F -e "$2" "$1" || fail "$1 does not hold: $2"
}
hasnot() {
	checks=$((checks + 1))
	if grep -q -F -e "$2" "$1"; then
		fail "$1 holds: $2"
	fi
}

# The files of the current folder, by name, are exactly these.
files_are() {
	checks=$((checks + 1))
	now=$(find . -type f | sort | sed 's,^\./,,' | tr '\n' ' ')
	[ "$now" = "${1:+$1 }" ] || fail "files: $now instead of: $1"
}

equal() {
	checks=$((checks + 1))
	cmp "$1" "$2" || fail "$1 and $2 differ"
}

# A transaction that has a bit of everything: sample NAME.
sample() {
	"$TENPRINT" build -o "$1" <<'TEXT' || fail "the sample was not built"
tenprint text 1
record 1
1.001 = 0
1.002 = 0502
1.003 = 1\us4\rs 2\us00\rs 14\us01\rs 4\us2\rs 14\us03
1.004 = CAR
1.005 = 20261123
1.007 = WVIAFIS0Z
1.008 = NY0300000
1.009 = SAMPLE-0001
1.011 = 19.69
1.012 = 19.69
record 2
2.001 = 0
2.002 = 00
2.018 = SYNTHETIC,SAMPLE
2.019 = SAMPLE,SYNTH
    \rs SYNTHETIC,S
2.047 = 20261101\usTHEFT
    \rs 20261102\usFRAUD
2.2007 =
record 14
14.001 = 0
14.002 = 01
14.003 = 1
14.004 = NY0300000
14.005 = 20261123
14.006 = 4
14.007 = 3
14.008 = 1
14.009 = 500
14.010 = 500
14.011 = NONE
14.012 = 8
14.013 = 1
14.999 < base64
AAECAwQFBgcICQoL
.
record 4
4.001 = 0
4.002 = 2
4.003 = 1
4.004 = 2\rs255\rs255\rs255\rs255\rs255
4.005 = 0
4.006 = 2
4.007 = 2
4.008 = 0
4.009 < base64
AP8A/w==
.
record 14
14.001 = 0
14.002 = 03
14.003 = 1
14.004 = NY0300000
14.005 = 20261123
14.013 = 3
14.018 = 3\usXX
TEXT
}

finish() {
	printf '%s checks, %s failures\n' "$checks" "$failures"
	[ "$failures" -eq 0 ]
	exit
}
