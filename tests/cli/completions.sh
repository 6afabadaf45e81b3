#!/bin/sh
# completions.sh - each option of the table is offered by bash, zsh and fish;
# what an argument can be as well; the files are right in their shells' eyes.
set -u

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
failed=0
files=$BUILD_DIR/generated/completions

fail() {
	failed=$((failed + 1))
	echo "FAILED: $*"
}

has() { # WHAT FILE TEXT
	grep -qxF -e "$3" "$2" || fail "$1: no $3"
}

LC_ALL=C "$KAGIBAN" --help --format rows | cut -f 2 >"$dir/options"
test -s "$dir/options" || fail 'no options'

if command -v bash >/dev/null; then
	bash -n "$files/kagiban.bash" || fail 'bash: syntax'
	# Prints what is offered after the words given.
	offer() {
		bash -c '. "$1"; shift; COMP_WORDS=("$@")
			COMP_CWORD=$(($# - 1)); _kagiban
			printf "%s\n" "${COMPREPLY[@]}"' \
			bash "$files/kagiban.bash" "$@" >"$dir/bash"
	}
	offer "$KAGIBAN" --
	while read -r option; do
		has bash "$dir/bash" "--$option"
	done <"$dir/options"
	offer "$KAGIBAN" --scan-staged --format ''
	has bash "$dir/bash" sarif
	offer "$KAGIBAN" --explain aws-acc
	has bash "$dir/bash" aws-access-key
	offer git kagiban --scan-st
	has bash "$dir/bash" --scan-staged
fi
if command -v fish >/dev/null; then
	fish -n "$files/kagiban.fish" || fail 'fish: syntax'
	HOME=$dir fish -c "source '$files/kagiban.fish'; complete -C 'kagiban --'" |
		cut -f 1 >"$dir/fish"
	while read -r option; do
		has fish "$dir/fish" "--$option"
	done <"$dir/options"
fi
if command -v zsh >/dev/null; then
	zsh -n "$files/kagiban.zsh" || fail 'zsh: syntax'
fi
while read -r option; do
	grep -q -e "'--$option\[" "$files/kagiban.zsh" || fail "zsh: no $option"
done <"$dir/options"
if sh "$SOURCE_DIR/tools/completions.sh" csh </dev/null 2>/dev/null; then
	fail 'a shell that is not known'
fi
test $failed -eq 0
