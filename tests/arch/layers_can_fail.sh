#!/bin/sh
# layers_can_fail.sh - check_layers.sh finds what it is there to find.
#
# Plants one violation of each kind into a copy of the sources and of the
# archives and demands that each is named.
set -u

if [ -n "${SANITIZE:-}" ]; then
	echo "skipped: a sanitizer build"
	exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
missing=0

# Writes the planted file $1 from stdin.
plant() {
	cat >"$work/$1"
}

# Demands a line that matches $1 in the output.
expect() {
	grep -q -- "$1" "$work/out" && return 0
	echo "not found: $1"
	missing=$((missing + 1))
}

mkdir "$work/tests" || exit 1
cp -R "$SOURCE_DIR/src" "$work/src" || exit 1
cp "$BUILD_DIR/libengine.a" "$BUILD_DIR/libbuiltin.a" \
	"$BUILD_DIR/CMakeCache.txt" "$work" || exit 1

plant plant.c <<'END'
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
int plant_counter;
static const char *plant_name = "x";
const char *const plant_names[] = { "constant" };
const char *plant(va_list args)
{
	static __thread int calls;
	char text[8];
	if (++calls > 1)
		exit(2);
	if (plant_counter > 2)
		abort();
	vsnprintf(text, sizeof(text), plant_name, args);
	printf("%d\n", *text);
	plant_name = plant_names[0];
	return plant_name;
}
END
compiler=$(sed -n 's/^CMAKE_C_COMPILER:[^=]*=//p' "$work/CMakeCache.txt")
"$compiler" -c "$work/plant.c" -o "$work/plant.c.o" || exit 1
ar r "$work/libengine.a" "$work/plant.c.o" || exit 1
echo 'int builtin_plant = 1;' >"$work/table.c"
"$compiler" -c "$work/table.c" -o "$work/table.c.o" || exit 1
ar r "$work/libbuiltin.a" "$work/table.c.o" || exit 1
rm "$work/plant.c" "$work/table.c"

echo '#include "model/span.h"' | plant src/base/plant.h
echo '#include "rules/rulefile.h"' | plant src/model/plant.h
echo '#include "engine/pair.h"' | plant src/rules/plant.h
echo '#include <pcre2.h>' | plant src/engine/plant.c
echo '#include "report/report.h"' | plant src/engine/plant.h
echo '#include <git2.h>' | plant src/policy/plant.c
echo '#include "engine/pipeline.h"' | plant src/policy/plant.h
echo '#include "model/rule.h"' | plant src/source/plant.h
echo '#include "rules/rulefile.h"' | plant src/source/plant.c
echo '#include "model/chunk.h"' | plant src/report/plant.h
echo '#include "source/source.h"' | plant src/report/plant.c
echo 'size_t plant(void);' | plant src/cli/plant.h

script=$SOURCE_DIR/tests/arch/check_layers.sh
env BUILD_DIR="$work" SOURCE_DIR="$work" sh "$script" >"$work/out" 2>&1
status=$?
if [ "$status" -ne 1 ]; then
	echo "check_layers.sh ended with $status, not 1"
	missing=$((missing + 1))
fi

expect "plant.c.o exit"
expect "plant.c.o abort"
expect "plant.c.o printf"
expect "plant.c.o vsnprintf"
expect "plant.c.o .bss plant_counter"
expect "plant.c.o .data[a-z.]* plant_name"
expect "plant.c.o .tbss [a-z.]*calls"
expect "table.c.o .data builtin_plant"
expect "src/engine/plant.c"
expect "src/policy/plant.c"
expect "src/base/plant.h:1:"
expect "src/model/plant.h:1:"
expect "src/rules/plant.h:1:"
expect "src/engine/plant.h:1:"
expect "src/policy/plant.h:1:"
expect "src/source/plant.c:1:"
expect "src/source/plant.h:1:"
expect "src/report/plant.c:1:"
expect "src/report/plant.h:1:"
expect "src/cli/plant.h:1:"
if grep -q plant_names "$work/out"; then
	echo "a constant table was taken for data that can change"
	missing=$((missing + 1))
fi
if [ "$missing" -gt 0 ]; then
	cat "$work/out"
	exit 1
fi
