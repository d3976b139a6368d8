# SPDX-License-Identifier: MIT
# Turn data/*.tsv into one C file of sorted const tables on standard output.
#
#	LC_ALL=C awk -f gen-tables.awk lists.tsv codes.tsv fields.tsv ...
#
# A file's kind is told by its line of column names, so each may be left out,
# but lists come before codes and codes before what names them. A bad row
# ends it with "file:line: text" and status 1. POSIX awk and nothing else.

BEGIN {
	FS = "\t"
	columns["lists"] = "list state title"
	columns["codes"] = "list code meaning since until"
	columns["fields"] = "type field item mnemonic name cond chars minlen maxlen" \
	    " minocc maxocc list rule since until source depends"
	columns["tots"] = "tot name group role response error since until"
	columns["occurrence"] = "edition tot field min max note"
	columns["messages"] = "code class label mininserts maxinserts insert1 insert2 insert3 hint"
	columns["rules"] = "rule scope types tots predicate args severity level since until" \
	    " fbi clause title hint"
	columns["counts"] = "edition tot types min max"
	split("A N S AN AS NS ANS H U B BASE64 set -", word, " ")
	for (i in word)
		char_class[word[i]] = 1
	# What follows the colon: references, conditions, or text of its own.
	split("required-with:refs required-without:refs required-if:conds allowed-with:refs" \
	    " allowed-if:conds iff:conds if-absent:refs count:refs" \
	    " match:refs one-of:refs occurs-as:alternatives value:bounds equal-if:equal" \
	    " zero-if:conds zero-unless-record:types subfield:subfields by-tot:" \
	    " doubtful-unless:conds doubtful-with:refs", word, " ")
	for (i in word) {
		split(word[i], part, ":")
		verb[part[1]] = part[2] ""
	}
	EDITIONS = "itl ebts-9.1 ebts-11.0"
}

function fail(text) {
	fail_at(FILENAME, FNR, text)
}

function fail_at(file, line, text) {
	print file ":" line ": " text | "cat 1>&2"
	close("cat 1>&2")
	failed = 1
	exit 1
}

# A C string literal.
function quote(s, i, c, out) {
	if (s !~ /["\\?]/)
		return "\"" s "\""
	out = ""
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		out = out (c == "\"" || c == "\\" || c == "?" ? "\\" : "") c
	}
	return "\"" out "\""
}

# A decimal number without leading zeros that fits in 32 bits.
function number(s, what) {
	if (s !~ /^(0|[1-9][0-9]*)$/ || length(s) > 10 || s + 0 >= 4294967295)
		fail("bad number in " what ": \"" s "\"")
	return s + 0
}

function maximum(s, what) {
	if (s == "*")
		return 4294967295
	return number(s, what)
}

function digits(n) {
	return sprintf("%.0fu", n)
}

# "0502" is 502, "9.1" is 901, nothing is 0.
function edition(s, what, part) {
	if (s == "")
		return 0
	if (s ~ /^0[2-6][0-9][0-9]$/)
		return substr(s, 2) + 0
	if (s !~ /^[1-9][0-9]*\.[0-9][0-9]?$/)
		fail("bad edition in " what ": \"" s "\"")
	split(s, part, ".")
	return part[1] * 100 + part[2]
}

function since_until(a, b) {
	if (a != 0 && b != 0 && a > b)
		fail("until is before since")
	if (a != 0 && b != 0 && (a < 700) != (b < 700))
		fail("since and until are editions of two series")
}

function emit(table, line) {
	row[table, ++count[table]] = line
}

# Rows of strings come in byte order; the x keeps digits from being compared as numbers.
function ordered(table, key) {
	if ((table in last_key) && ("x" key) == last_key[table])
		fail("duplicate " table " row")
	if ((table in last_key) && ("x" key) < last_key[table])
		fail(table " row is not in order")
	last_key[table] = "x" key
}

# ---- rules and dependencies -------------------------------------------------

function check_lists(s, part, n, i) {
	n = split(s, part, "|")
	for (i = 1; i <= n; i++)
		if (!(part[i] in list_state))
			fail("unknown code list \"" part[i] "\"")
}

function check_words(s, pattern, part, n, i) {
	n = split(s, part, "|")
	if (n == 0)
		fail("rule without a value")
	for (i = 1; i <= n; i++)
		if (part[i] == "" || (pattern != "" && part[i] !~ pattern))
			fail("bad value in rule: \"" part[i] "\"")
}

function check_range(s, part, n, i, end) {
	n = split(s, part, "|")
	for (i = 1; i <= n; i++)
		if (split(part[i], end, /\.\./) == 2 && end[1] + 0 >= end[2] + 0)
			fail("empty range in rule: \"" part[i] "\"")
}

function check_rule(s, arg) {
	if (s == "" || s ~ /^(date|date-partial|date-or-zero|gmt|lines)$/)
		return
	arg = s
	sub(/^[^:]*:/, "", arg)
	if (s ~ /^num:/) {
		check_words(arg, "^-?[0-9]+([.][.]-?[0-9]+)?$")
		check_range(arg)
	} else if (s ~ /^in:/)
		check_words(arg, "")
	else if (s ~ /^cmp:/) {
		gsub(/,/, "|", arg)
		check_words(arg, "^(<|>|<=|>=)-?[0-9]+([.][0-9]+)?$")
	} else if (s ~ /^step:/)
		number(arg, "rule")
	else if (s !~ /^re:./)
		fail("unknown rule \"" s "\"")
}

# References are checked at the end, when every mnemonic is known.
function refer(type, name) {
	if (name !~ /^[A-Z0-9]+([.][A-Z0-9]+)?$/)
		fail("bad reference \"" name "\"")
	ref_name[++ref_count] = type SUBSEP name
	ref_file[ref_count] = FILENAME
	ref_line[ref_count] = FNR
}

function refer_all(type, s, separator, part, n, i) {
	n = split(s, part, separator)
	if (n == 0)
		fail("dependency without a reference")
	for (i = 1; i <= n; i++) {
		sub(/^(<=|>=|!=|<|>|=)-?/, "", part[i])
		refer(type, part[i])
	}
}

function check_conditions(type, s, part, n, i, name, value) {
	n = split(s, part, "&")
	if (n == 0)
		fail("dependency without a condition")
	for (i = 1; i <= n; i++) {
		if (match(part[i], /(>=|<=|=|<|>)/) == 0)
			fail("bad condition \"" part[i] "\"")
		name = substr(part[i], 1, RSTART - 1)
		value = substr(part[i], RSTART + RLENGTH)
		refer(type, name)
		check_words(value, "^[A-Z0-9]([A-Z0-9 .-]*[A-Z0-9])?$")
	}
}

function check_clause(type, s, name, arg, kind, at) {
	at = index(s, ":")
	name = at ? substr(s, 1, at - 1) : s
	arg = at ? substr(s, at + 1) : ""
	if (!(name in verb))
		fail("unknown dependency \"" s "\"")
	kind = verb[name]
	if ((kind == "") != (arg == ""))
		fail("bad dependency \"" s "\"")
	if (kind == "refs" || kind == "bounds")
		refer_all(type, arg, ",")
	else if (kind == "alternatives")
		refer_all(type, arg, "|")
	else if (kind == "conds")
		check_conditions(type, arg)
	else if (kind == "types")
		check_words(arg, "^[1-9][0-9]?$")
	else if (kind == "subfields")
		check_words(arg, "^[1-9][0-9]*([.][.])?$")
	else if (kind == "equal") {
		at = index(arg, ",")
		refer(type, substr(arg, 1, at - 1))
		check_conditions(type, substr(arg, at + 1))
	}
}

function check_depends(type, s, clause, n, i) {
	n = split(s, clause, ";")
	for (i = 1; i <= n; i++)
		check_clause(type, clause[i])
}

# ---- one function a table ---------------------------------------------------

function lists_row() {
	ordered("lists", $1)
	if ($1 !~ /^[A-Z0-9-]+$/)
		fail("bad list name \"" $1 "\"")
	if ($2 != "open" && $2 != "closed")
		fail("a list is open or closed, not \"" $2 "\"")
	if ($3 == "")
		fail("a list without title")
	list_state[$1] = $2
	list_title[$1] = $3
	list_name[++list_count] = $1
	list_numeric[$1] = 1
	list_line[$1] = FNR
	list_file[$1] = FILENAME
}

function codes_row(a, b) {
	ordered("codes", $1 SUBSEP $2)
	if (!($1 in list_state))
		fail("unknown code list \"" $1 "\"")
	if ($2 == "")
		fail("a row without code")
	a = edition($4, "since")
	b = edition($5, "until")
	since_until(a, b)
	if (!($1 in list_first))
		list_first[$1] = count["codes"] + 0
	list_codes[$1]++
	if ($2 !~ /^(0|[1-9][0-9]*)$/)
		list_numeric[$1] = 0
	has_code[$1, $2] = 1
	emit("codes", "{ " quote($2) ", " quote($3) ", " digits(a) ", " digits(b) " }")
}

# Mnemonics are unique among the fields of a type and among the items of a field.
function check_mnemonic(type, field, item, owner, key) {
	if ($4 == "") {
		if (index($2, "-") == 0 && $6 != "-")
			fail("a row without mnemonic")
		return
	}
	if ($4 !~ /^[A-Z0-9]+$/ || $4 !~ /[A-Z]/)
		fail("bad mnemonic \"" $4 "\"")
	key = item == 0 ? type SUBSEP $4 : type SUBSEP field SUBSEP $4
	owner = item == 0 ? field : item
	if ((key in mnemonic) && mnemonic[key] != owner)
		fail("mnemonic " $4 " is taken")
	mnemonic[key] = owner
	if (item == 0) {
		known[type, $4] = 1
		field_name[type, field] = $4
	} else if ((type, field) in field_name)
		known[type, field_name[type, field] "." $4] = 1
	else
		fail("an item without its field")
}

function check_order(type, field, item, since) {
	if (type < at_type || (type == at_type && (field < at_field || (field == at_field &&
	    (item < at_item || (item == at_item && since < at_since))))))
		fail("fields row is not in order")
	if (type == at_type && field == at_field && item == at_item && since == at_since &&
	    ($17 !~ /^subfield:/ || $17 <= at_depends))
		fail("duplicate fields row")
	if (type == at_type && field != at_field && field <= at_last)
		fail("the field is in the range before it")
	at_type = type
	at_field = field
	at_item = item
	at_since = since
	at_depends = $17
}

function fields_row(type, field, last, item, part, a, b, low, high, few, many) {
	type = number($1, "type")
	last = field = number(split($2, part, "-") == 2 ? part[1] : $2, "field")
	if (index($2, "-"))
		last = number(part[2], "field")
	item = number($3, "item")
	if (type < 1 || type > 99 || field < 1 || last < field)
		fail("no such type or field")
	a = edition($14, "since")
	b = edition($15, "until")
	since_until(a, b)
	check_order(type, field, item, a)
	at_last = last
	check_mnemonic(type, field, item)
	if ($6 !~ /^[MDO-]$/)
		fail("bad condition \"" $6 "\"")
	if (!($7 in char_class))
		fail("bad character class \"" $7 "\"")
	low = $8 == "" ? 0 : number($8, "minlen")
	high = $9 == "" ? 0 : maximum($9, "maxlen")
	few = number($10, "minocc")
	many = maximum($11, "maxocc")
	if (low > high || few > many || many == 0)
		fail("a minimum above its maximum")
	check_lists($12)
	check_rule($13)
	if (index(" " EDITIONS " ", " " $16 " ") == 0)
		fail("unknown source \"" $16 "\"")
	check_depends(type, $17)
	emit("fields", "{ " type ", " digits(field) ", " digits(last) ", " digits(item) ", " \
	    quote($4) ", " quote($5) ",\n\t    '" $6 "', " quote($7) ", " digits(low) ", " \
	    digits(high) ", " digits(few) ", " digits(many) ", " quote($12) ",\n\t    " \
	    quote($13) ", " digits(a) ", " digits(b) ", " quote($16) ", " quote($17) " }")
}

function tots_row(a, b) {
	ordered("tots", $1)
	if ($1 !~ /^[A-Z]+$/ || $2 == "" || $3 == "")
		fail("bad type of transaction")
	if ($4 !~ /^(request|response|error|notification)$/)
		fail("bad role \"" $4 "\"")
	a = edition($7, "since")
	b = edition($8, "until")
	since_until(a, b)
	is_tot[$1] = 1
	need_tots($5)
	need_tots($6)
	emit("tots", "{ " quote($1) ", " quote($2) ", " quote($3) ", " quote($4) ",\n\t    " \
	    quote($5) ", " quote($6) ", " digits(a) ", " digits(b) " }")
}

function need_tots(s) {
	need_tots_parted(s, " ")
}

function need_tots_parted(s, separator, part, n, i) {
	n = split(s, part, separator)
	for (i = 1; i <= n; i++) {
		tot_name[++tot_needed] = part[i]
		tot_file[tot_needed] = FILENAME
		tot_line[tot_needed] = FNR
	}
}

function occurrence_row(e, f, few, many) {
	e = edition($1, "edition")
	f = number($3, "field")
	ordered("occurrence", sprintf("%05d%s%s%s%010d", e, SUBSEP, $2, SUBSEP, f))
	if ($2 != "*" && !($2 in is_tot))
		fail("unknown type of transaction \"" $2 "\"")
	if (!((2, f) in field_name))
		fail("Type-2 has no field " f)
	few = number($4, "min")
	many = number($5, "max")
	if (few > many || many == 0)
		fail("a minimum above its maximum")
	if ($6 != "" && !(("EBTS-NOTE", $6) in has_code))
		fail("unknown note \"" $6 "\"")
	emit("occurrence", "{ " digits(e) ", " quote($2) ", " digits(f) ", " digits(few) ", " \
	    digits(many) ", " quote($6) " }")
}

function messages_row(few, many, i, given) {
	ordered("messages", $1)
	if ($1 !~ /^[A-Z]+[0-9]+$/ || $2 == "" || $3 == "" || $9 !~ /[.]$/)
		fail("bad message")
	few = number($4, "mininserts")
	many = number($5, "maxinserts")
	given = 0
	for (i = 6; i <= 8; i++)
		given += $i != ""
	if (few > many || many != given)
		fail("the inserts are not those that are counted")
	emit("messages", "{ " quote($1) ", " quote($2) ", " quote($3) ", " digits(few) ", " \
	    digits(many) ",\n\t    { " quote($6) ", " quote($7) ", " quote($8) " }, " quote($9) " }")
}

function rules_row(a, b, severity) {
	if ($1 !~ /^[a-z][a-z0-9-]*[a-z0-9]$/)
		fail("bad rule \"" $1 "\"")
	if ($1 in rule_row)
		fail("duplicate rule")
	if ($2 != "itl" && $2 != "ebts")
		fail("bad scope \"" $2 "\"")
	if ($3 != "" && $3 != "*")
		check_words($3, "^[1-9][0-9]?$")
	if ($4 != "")
		need_tots_parted($4, "|")
	if ($5 !~ /^([a-z][a-z0-9-]*)?$/)
		fail("bad predicate \"" $5 "\"")
	severity = index("note   warningerror  ", $7)
	if ($7 !~ /^(note|warning|error)$/)
		fail("bad severity \"" $7 "\"")
	if ($8 !~ /^[012]$/)
		fail("bad level")
	a = edition($9, "since")
	b = edition($10, "until")
	since_until(a, b)
	if ($11 != "")
		check_words($11, "^[A-Z]+[0-9]+$|^-$")
	if ($12 == "" || $13 == "" || $14 == "")
		fail("a rule without clause, title or hint")
	rule_row[$1] = "{ " quote($1) ", " quote($2) ", " (severity + 6) / 7 ", " $8 ", " \
	    quote($3) ", " quote($4) ", " quote($5) ",\n\t    " quote($6) ", " digits(a) ", " \
	    digits(b) ", " quote($11) ", " quote($12) ",\n\t    " quote($13) ",\n\t    " \
	    quote($14) " }"
	rule_id[++rule_count] = $1
}

# Those of several files, in order of their ids.
function sort_rules(i, k, id) {
	for (i = 2; i <= rule_count; i++) {
		id = rule_id[i]
		for (k = i - 1; k >= 1 && ("x" rule_id[k]) > ("x" id); k--)
			rule_id[k + 1] = rule_id[k]
		rule_id[k + 1] = id
	}
	for (i = 1; i <= rule_count; i++)
		emit("rules", rule_row[rule_id[i]])
}

function counts_row(e, few, many) {
	e = edition($1, "edition")
	ordered("counts", sprintf("%05d%s%s%s%s", e, SUBSEP, $2, SUBSEP, $3))
	if ($2 != "*" && !($2 in is_tot))
		fail("unknown type of transaction \"" $2 "\"")
	check_words($3, "^[1-9][0-9]?$")
	few = number($4, "min")
	many = maximum($5, "max")
	if (few > many)
		fail("a minimum above its maximum")
	emit("counts", "{ " digits(e) ", " quote($2) ", " quote($3) ", " digits(few) ", " \
	    digits(many) " }")
}

# ---- reading ----------------------------------------------------------------

function start_file(names, t) {
	names = $0
	gsub(/\t/, " ", names)
	for (t in columns)
		if (columns[t] == names) {
			table = t
			width = split(names, word, " ")
			seen[t] = 1
			return
		}
	fail("these are not the columns of any table")
}

FNR == 1 {
	table = ""
}

/^#/ {
	next
}

/[\001-\010\013-\037\177]/ {
	fail("a control character")
}

table == "" {
	start_file()
	next
}

NF != width {
	fail("the row has " NF " columns, the table " width)
}

table == "lists" { lists_row() }
table == "codes" { codes_row() }
table == "fields" { fields_row() }
table == "tots" { tots_row() }
table == "occurrence" { occurrence_row() }
table == "messages" { messages_row() }
table == "rules" { rules_row() }
table == "counts" { counts_row() }

# ---- writing ----------------------------------------------------------------

function check_references(i, key) {
	for (i = 1; i <= ref_count; i++)
		if (!(ref_name[i] in known)) {
			key = ref_name[i]
			sub(SUBSEP, ": no field or item ", key)
			fail_at(ref_file[i], ref_line[i], "Type-" key)
		}
	for (i = 1; i <= tot_needed; i++)
		if (!(tot_name[i] in is_tot))
			fail_at(tot_file[i], tot_line[i],
			    "unknown type of transaction \"" tot_name[i] "\"")
	for (i = 1; i <= list_count; i++)
		if (list_codes[list_name[i]] + 0 == 0)
			fail_at(list_file[list_name[i]], list_line[list_name[i]],
			    "the list has no codes")
}

# C has no empty array: a table without rows has one that is not counted.
function write_table(table, type, name, total, i) {
	printf "\n%s %s[] = {\n", type, name
	for (i = 1; i <= count[table]; i++)
		printf "\t%s,\n", row[table, i]
	if (count[table] + 0 == 0)
		print "\t{ 0 },"
	print "};"
	if (total != "")
		printf "const size_t %s = %d;\n", total, count[table]
}

END {
	if (failed)
		exit 1
	check_references()
	sort_rules()
	for (i = 1; i <= list_count; i++) {
		name = list_name[i]
		emit("lists", "{ " quote(name) ", " quote(list_title[name]) ", " \
		    (list_state[name] == "closed" ? "true" : "false") ", " \
		    (list_numeric[name] ? "true" : "false") ",\n\t    codes + " \
		    list_first[name] ", " list_codes[name] ", \"\" }")
	}
	print "/* SPDX-License-Identifier: MIT */"
	print "/* Generated by scripts/gen-tables.awk from data/ (*.tsv): change those instead. */"
	print "\n#include \"tables.h\""
	write_table("codes", "static const tp_code", "codes", "")
	write_table("lists", "const tp_code_list", "tpi_code_lists", "tpi_code_list_count")
	write_table("fields", "const tp_field_def", "tpi_fields", "tpi_field_count")
	write_table("tots", "const tp_tot_def", "tpi_tots", "tpi_tot_count")
	write_table("occurrence", "const tp_tot_rule", "tpi_tot_rules", "tpi_tot_rule_count")
	write_table("messages", "const tp_fbi_message", "tpi_messages", "tpi_message_count")
	write_table("rules", "const tp_rule", "tpi_rules", "tpi_rule_count")
	write_table("counts", "const tp_count_rule", "tpi_counts", "tpi_count_count")
}
