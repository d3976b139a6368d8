# SPDX-License-Identifier: MIT
# Turn the element map of data/ into one C file on standard output.
#
#	LC_ALL=C awk -f gen-xml.awk xml-namespaces.tsv xml-records.tsv xml-names.tsv xml-fields.tsv
#
# A file's kind is told by its line of column names. A bad row ends it with
# "file:line: text" and status 1. POSIX awk and nothing else.

BEGIN {
	FS = "\t"
	nodes = depth = 0
	columns["namespaces"] = "prefix uri since until"
	columns["records"] = "type element since until"
	columns["aliases"] = "types name element until"
	columns["fields"] = "type path field item conversion since until"
	n = split("type const date gmt bool-yn bool-10 bool-su base64 b64text face other finger " \
	    "palm code len2 len3 digits filler list", word, " ")
	for (i = 1; i <= n; i++)
		kind[word[i]] = kind_name(word[i])
	kind[""] = "TPI_XML_TEXT"
	n = split("ver xyt half comma dash name part vertex alpha vector", word, " ")
	for (i = 1; i <= n; i++)
		pack[word[i]] = kind_name(word[i])
}

function kind_name(s) {
	gsub(/-/, "_", s)
	return "TPI_XML_" toupper(s)
}

function fail(text) {
	print FILENAME ":" FNR ": " text | "cat 1>&2"
	close("cat 1>&2")
	failed = 1
	exit 1
}

# A C string literal.
function quote(s, i, c, out) {
	out = ""
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		out = out (c == "\"" || c == "\\" || c == "?" ? "\\" : "") c
	}
	return "\"" out "\""
}

function number(s, what, least, most) {
	if (s !~ /^[0-9]+$/ || length(s) > 9 || s + 0 < least || s + 0 > most)
		fail("bad " what ": \"" s "\"")
	return s + 0
}

# An edition as a number; an empty one is no bound.
function edition(s) {
	if (s == "")
		return 0
	if (s !~ /^0[0-9][0-9][0-9]$/)
		fail("an edition has four digits, not \"" s "\"")
	sub(/^0+/, "", s)
	return s + 0
}

# An element's name as the tables know it, "prefix:local".
function name_of(s) {
	if (s !~ /:/)
		s = "biom:" s
	if (s !~ /^[a-z]+:[A-Za-z0-9]+$/)
		fail("bad name \"" s "\"")
	if (!(substr(s, 1, index(s, ":") - 1) in prefix_index))
		fail("no namespace of that prefix: " s)
	if (!(s in known)) {
		known[s] = 1
		# Local name first, for the order.
		sorted[++names] = substr(s, index(s, ":") + 1) " " substr(s, 1, index(s, ":") - 1)
	}
	return s
}

# ---- one function a table ---------------------------------------------------

function namespaces_row() {
	if (!($1 in prefix_index)) {
		prefix_index[$1] = prefixes + 0
		prefix_name[prefixes++] = $1
	}
	uri[++uris] = "{ " prefix_index[$1] ", " quote($2) ", " edition($3) ", " edition($4) " }"
}

function records_row(t) {
	t = number($1, "type", 1, 99)
	if (t in record_name)
		fail("two elements of one type")
	record_name[t] = name_of($2)
	record_bounds[t] = edition($3) ", " edition($4)
	record_order[++records] = t
}

function aliases_row(i, n, list) {
	n = split($1, list, "|")
	for (i = 1; i <= n; i++) {
		aliases++
		alias_type[aliases] = list[i] == "*" ? 0 : number(list[i], "type", 1, 99)
		alias_name[aliases] = name_of($2)
		alias_element[aliases] = name_of($3)
		alias_until[aliases] = edition($4)
	}
}

# Close the nodes that are open below a depth.
function close_to(d) {
	for (; depth > d; depth--)
		node_end[open_node[depth]] = nodes
}

# A step of the path becomes a node.
function open_step(s, marks) {
	marks = s
	gsub(/[A-Za-z0-9:]/, "", marks)
	sub(/#[0-9]$/, "", s)
	sub(/[*%?^!]+$/, "", s)
	sub(/#$/, "", marks)
	if (marks !~ /^[?^]?[*%]?!?$/)
		fail("bad marks \"" marks "\"")
	node_name[nodes] = name_of(s)
	node_flags[nodes] = (marks ~ /[*]/ ? 1 : 0) + (marks ~ /%/ ? 2 : 0) + (marks ~ /[?]/ ? 4 : 0) \
	    + (marks ~ /!/ ? 8 : 0) + (marks ~ /\^/ ? 16 : 0)
	node_parent[nodes] = depth > 0 ? open_node[depth] : -$1
	open_node[++depth] = nodes
	node_leaf[nodes] = "0, 0, 1, "
	node_tail[nodes] = "TPI_XML_TEXT, 0, 0, NULL"
	node_bounds[nodes] = "0, 0"
	node_group[nodes] = nodes
	nodes++
}

# The siblings with a mark * that serve the same field and item count together.
function join_group(n, field, key) {
	for (; n >= 0; n = node_parent[n])
		if (node_flags[n] % 2 == 1) {
			key = node_parent[n] SUBSEP field
			if (!(n in grouped)) {
				grouped[n] = 1
				if (key in group_of)
					node_group[n] = group_of[key]
				else
					group_of[key] = n
			}
			return
		}
}

function fields_row(type, n, i, parts, old, common, field, item, step, first, conv, arg, part) {
	type = number($1, "type", 1, 99)
	if (!(type in record_name))
		fail("no record of that type")
	if (type != last_type) {
		if (type in first_node)
			fail("the rows of a type are not together")
		close_to(0)
		first_node[type] = nodes + 0
		last_path = ""
		last_type = type
	}
	n = split($2, parts, "/")
	split(last_path, old, "/")
	for (common = 0; common < depth && common < n - 1 && parts[common + 1] == old[common + 1]; )
		common++
	close_to(common)
	for (i = common + 1; i <= n; i++) {
		path = path_key(parts, i, type)
		if (path in seen)
			fail("the path's rows are not together: " parts[i])
		seen[path] = 1
		open_step(parts[i])
	}
	last_path = $2
	last_node[type] = nodes
	conv = $5
	arg = "NULL"
	if (conv ~ / /) {
		arg = quote(substr(conv, index(conv, " ") + 1))
		conv = substr(conv, 1, index(conv, " ") - 1)
	}
	part = 0
	if (!(conv in kind)) {
		part = number(substr(conv, length(conv)), "part", 1, 9)
		conv = substr(conv, 1, length(conv) - 2)
		if (!(conv in pack))
			fail("no such conversion: \"" $5 "\"")
	}
	field = $3 == "" && conv == "const" ? 0 : number($3, "field", 1, 999999999)
	item = $4
	first = 1
	step = 0
	if (item ~ /:/) {
		first = number(substr(item, 1, index(item, ":") - 1), "subfield", 1, 9)
		item = substr(item, index(item, ":") + 1)
	}
	if (item ~ /[+]/) {
		step = number(substr(item, index(item, "+") + 1), "step", 1, 99)
		item = substr(item, 1, index(item, "+") - 1)
	}
	item = field == 0 ? 0 : number(item, "item", 1, 999)
	i = nodes - 1
	join_group(i, field SUBSEP item)
	node_bounds[i] = edition($6) ", " edition($7)
	node_leaf[i] = item ", " step ", " first ", "
	node_tail[i] = (conv in kind ? kind[conv] : pack[conv]) ", " part ", " field ", " arg
}

function path_key(parts, n, type, i, key) {
	key = type
	for (i = 1; i <= n; i++)
		key = key "/" parts[i]
	return key
}

# ---- reading ----------------------------------------------------------------

function start_file(names, t) {
	names = $0
	gsub(/\t/, " ", names)
	for (t in columns)
		if (columns[t] == names || t == "aliases" && names == "types name element until") {
			table = t
			width = split(names, word, " ")
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

table == "namespaces" { namespaces_row() }
table == "records" { records_row() }
table == "aliases" { aliases_row() }
table == "fields" { fields_row() }

# ---- writing ----------------------------------------------------------------

# Heap sort, for there may be a thousand names.
function sift(list, from, n, child, kept) {
	kept = list[from]
	while ((child = 2 * from) <= n) {
		if (child < n && list[child + 1] > list[child])
			child++
		if (list[child] <= kept)
			break
		list[from] = list[child]
		from = child
	}
	list[from] = kept
}

function sort(list, n, i, kept) {
	for (i = int(n / 2); i >= 1; i--)
		sift(list, i, n)
	for (i = n; i > 1; i--) {
		kept = list[1]
		list[1] = list[i]
		list[i] = kept
		sift(list, 1, i - 1)
	}
}

function head(type, name) {
	printf "\nconst %s %s[] = {\n", type, name
}

function tail(name, n) {
	if (n + 0 == 0) {
		print "no rows for " name | "cat 1>&2"
		failed = 1
		exit 1
	}
	printf "};\nconst size_t %s_count = %d;\n", name, n
}

function write_names(i, w) {
	sort(sorted, names)
	head("tpi_xml_name", "tpi_xml_names")
	for (i = 1; i <= names; i++) {
		split(sorted[i], w, " ")
		name_index[w[2] ":" w[1]] = i - 1
		printf "\t{ %s, %d },\n", quote(w[1]), prefix_index[w[2]]
	}
	tail("tpi_xml_names", names)
}

function write_records(i, t) {
	head("tpi_xml_record", "tpi_xml_records")
	for (i = 1; i <= records; i++) {
		t = record_order[i]
		printf "\t{ %d, %d, %s, %d, %d },\n", t, name_index[record_name[t]], record_bounds[t], \
		    first_node[t], last_node[t]
	}
	tail("tpi_xml_records", records)
}

function write_aliases(i) {
	head("tpi_xml_alias", "tpi_xml_aliases")
	for (i = 1; i <= aliases; i++)
		printf "\t{ %d, %d, %d, %d },\n", alias_type[i], name_index[alias_name[i]], \
		    name_index[alias_element[i]], alias_until[i]
	tail("tpi_xml_aliases", aliases)
}

function write_nodes(i) {
	head("tpi_xml_node", "tpi_xml_nodes")
	for (i = 0; i < nodes; i++)
		printf "\t{ %d, %d, %d, %s, %s%d, %s },\n", name_index[node_name[i]], node_end[i], \
		    node_group[i], node_bounds[i], node_leaf[i], node_flags[i], node_tail[i]
	tail("tpi_xml_nodes", nodes)
}

END {
	if (failed)
		exit 1
	close_to(0)
	print "/* SPDX-License-Identifier: MIT */"
	print "/* Generated by scripts/gen-xml.awk from data/ (xml-*.tsv): change those instead. */"
	print "\n#include \"tables.h\""
	head("char *const", "tpi_xml_prefixes")
	for (i = 0; i < prefixes; i++)
		printf "\t%s,\n", quote(prefix_name[i])
	tail("tpi_xml_prefixes", prefixes)
	head("tpi_xml_namespace", "tpi_xml_namespaces")
	for (i = 1; i <= uris; i++)
		printf "\t%s,\n", uri[i]
	tail("tpi_xml_namespaces", uris)
	write_names()
	write_records()
	write_aliases()
	write_nodes()
}
