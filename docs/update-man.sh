#!/bin/sh
# update-man.sh - writes the lists of options in docs/kagiban.1.
#
#     docs/update-man.sh [--check] [PROGRAM]
#
# They stand between `.\" made: KIND` and `.\" end` and are made from the rows
# of src/cli/options.c, as PROGRAM (build/dev/bin/kagiban) prints them. With
# --check nothing is written, and the status is 1 if they differ.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd -P)
page=$top/docs/kagiban.1
check=
if [ "${1:-}" = --check ]; then
	check=1
	shift
fi
program=${1:-$top/build/dev/bin/kagiban}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LC_ALL=C "$program" --help --format rows >"$work/rows"

awk -F '\t' -v rows="$work/rows" '
	# Prints a text in lines of up to 78 bytes.
	function wrap(text,    count, word, line, i) {
		count = split(text, word, " ")
		line = word[1]
		for (i = 2; i <= count; i++) {
			if (length(line " " word[i]) > 78) {
				print line
				line = word[i]
			} else
				line = line " " word[i]
		}
		print line
	}
	# An item of a list: -q, --quiet or --output FILE.
	function item(letter, name, argument, text) {
		printf ".It "
		if (letter != "-")
			printf "Fl %s , ", letter
		printf "Fl -%s", name
		if (argument != "")
			printf " Ar %s", argument
		printf "\n"
		gsub(/`/, "", text)
		text = toupper(substr(text, 1, 1)) substr(text, 2)
		wrap(text (text ~ /\.$/ ? "" : "."))
	}
	function list(kind,    line, field) {
		print ".Bl -tag -width Ds"
		while ((getline line <rows) > 0) {
			split(line, field, "\t")
			if (field[5] == kind)
				item(field[1], field[2], field[3], field[4])
		}
		close(rows)
		print ".El"
	}
	/^\.\\" made: / {
		print
		list(substr($0, 11))
		skipping = 1
	}
	/^\.\\" end$/ { skipping = 0 }
	!skipping { if ($0 !~ /^\.\\" made: /) print }
' "$page" >"$work/page"
if [ -n "$check" ]; then
	diff -u "$page" "$work/page"
else
	cat "$work/page" >"$page"
fi
