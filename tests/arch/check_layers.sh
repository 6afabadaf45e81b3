#!/bin/sh
# check_layers.sh - holds the layers apart, by the objects and the includes.
#
# Covers: no object of the engine prints or ends the program (err.o and mem.o
# are the named exceptions), and none holds mutable data; git2.h and pcre2.h
# are named only where they belong; each room includes only the rooms below
# it; reports know no chunks and matches, sources no rules and findings; each
# header compiles alone.
#
# Needs BUILD_DIR and SOURCE_DIR.  Skipped in sanitizer builds, which add
# globals and calls of their own, and where objects are not ELF.
set -u

if [ -n "${SANITIZE:-}" ]; then
	echo "skipped: a sanitizer build"
	exit 77
fi
engine=$BUILD_DIR/libengine.a
builtin=$BUILD_DIR/libbuiltin.a
failures=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
found=$work/found

if ! objdump -f "$engine" >"$work/format"; then
	echo "cannot read $engine"
	exit 1
fi
if ! grep -q 'file format elf' "$work/format"; then
	echo "skipped: objects are not ELF"
	exit 77
fi

# Shows what stands in $found as violations of $1, if there is anything.
report() {
	[ -s "$found" ] || return 0
	echo "not allowed: $1"
	sed 's/^/    /' "$found"
	failures=$((failures + 1))
}

# Prints "object symbol" for what the engine's objects must not call.
forbidden_calls() {
	printing='v?[fds]?n?w?printf|v?asprintf|f?put[cs]|f?putw?c|putchar|'
	printing="${printing}fwrite|perror|psignal|v?syslog|stdout|stderr"
	ending='_?exit|_Exit|quick_exit|abort|raise|kill|v?errx?'
	nm -A -u "$engine" >"$work/calls" || echo "nm failed"
	sed 's/^.*\.a:\([^:]*\): *[Uwv] /\1 /; s/@.*//' "$work/calls" |
		grep -E " (__)?($printing|$ending)(_chk)?\$" |
		grep -vE '^err\.c\.o (__)?vsnprintf(_chk)?$' |
		grep -vE '^mem\.c\.o (f(put[cs]|write)|stderr|exit)$'
}

# Prints "object section symbol" for data that could change at run time.
# Constant tables of pointers are relocated once: .data.rel.ro.
mutable_data() {
	for archive in "$engine" "$builtin"; do
		objdump -t "$archive" >"$work/symbols" || echo "objdump failed"
		awk '
			/file format/ { object = substr($1, 1, length($1) - 1) }
			/file format/ || NF < 4 { next }
			{ section = $(NF - 2); size = $(NF - 1) }
			section ~ /^\.data\.rel\.ro/ { next }
			section ~ /^(\.t?data|\.t?bss|\*COM\*)/ &&
				size !~ /^0+$/ {
				print object " " section " " $NF
			}' "$work/symbols"
	done
}

# Prints the files that include HEADER and are not covered by ALLOWED.
includes_outside() {
	grep -rlE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$1" \
		src tests |
		grep -vE "$2"
}

# Prints the includes of ROOM that lead to none of the ROOMS.
includes_above() {
	grep -rnE '#include "[a-z_]+/' "src/$1" --include='*.[ch]' |
		grep -vE "#include \"($2)"
}

headers_alone() {
	compiler=$(sed -n 's/^CMAKE_C_COMPILER:[^=]*=//p' \
		"$BUILD_DIR/CMakeCache.txt")
	flags=$(pkg-config --cflags libgit2 libpcre2-8)
	for header in src/*/*.h; do
		# shellcheck disable=SC2086 # flags are several words
		"$compiler" -std=c11 -D_XOPEN_SOURCE=700 -Isrc $flags \
			-DPCRE2_CODE_UNIT_WIDTH=8 \
			-fsyntax-only -x c "$header" 2>&1 || echo "$header"
	done
}

cd "$SOURCE_DIR" || exit 1
forbidden_calls >"$found"
report "a call that prints or ends the program, in the engine"
mutable_data >"$found"
report "data that can change, in the engine"
includes_outside pcre2 '^src/engine/pattern\.c$' >"$found"
report "pcre2.h outside of engine/pattern.c"
includes_outside git2 '^src/(source|cli)/|^tests/' >"$found"
report "git2.h outside of source/ and cli/"

base='base/'
model="$base|model/"
includes_above base "$base" >"$found"
report "base/ knows only itself"
includes_above model "$model" >"$found"
report "model/ knows base/"
includes_above rules "$model|rules/|engine/(azure_key|bip39|check|keyputty|pattern|prefilter)\\.h" >"$found"
report "rules/ knows model/, and of the engine its tables and patterns"
includes_above engine "$model|engine/|policy/(allowed|exempt|inline_tag)\\.h" >"$found"
report "engine/ knows model/, and what takes a match out"
includes_above policy "$model|policy/|rules/|engine/pattern\\.h" >"$found"
report "policy/ knows model/, the readers in rules/, and of the engine patterns"
includes_above source "$model|source/" >"$found"
report "source/ knows model/"
includes_above report "$model|report/" >"$found"
report "report/ knows model/"
grep -rnE '#include "model/(rule|finding|match)\.h"' src/source >"$found"
report "a source that knows rules, matches or findings"
grep -rnE '#include "model/(chunk|match)\.h"' src/report >"$found"
report "a report that knows chunks or matches"
headers_alone >"$found"
report "a header that does not compile alone"

if [ "$failures" -gt 0 ]; then
	echo "$failures kinds of violations"
	exit 1
fi
objects=$(grep -c 'file format' "$work/format")
echo "layers hold: $objects objects, $(find src -name '*.h' | wc -l) headers"
