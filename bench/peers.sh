#!/bin/bash
# peers.sh - the scan of a usual staged commit by other programs that do it as
# a hook, whole process, side by side.  What is not installed is skipped, and
# so is a program that, called like that, does not refuse a staged key.
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

# Random characters of the set $1, as many as $2.
draw() { # SET COUNT
	LC_ALL=C tr -dc "$1" </dev/urandom | head -c "$2"
}

# What some of them need beside the files.
prepare() { # DIR
	printf '%s\n' '{ "rules": [ { "id":
"@secretlint/secretlint-rule-preset-recommend" } ] }' \
		>"$1/.secretlintrc.json"
	git -C "$1" config secrets.patterns 'AK[I]A[A-Z0-9]{16}'
}

make_repository "$work/usual" 20 10
git -C "$work/usual" checkout-index -a
stage "$work/usual" 5
git -C "$work/usual" checkout-index -a -f
prepare "$work/usual"
files=$(git -C "$work/usual" diff --cached --name-only | tr '\n' ' ')

git init -q "$work/leak"
git -C "$work/leak" commit -q --allow-empty -m start
{
	printf 'aws_access_key_id = AK%s%s\n' IA "$(draw A-Z2-7 16)"
	printf 'aws_secret_access_key = %s\n' "$(draw A-Za-z0-9 40)"
} >"$work/leak/credentials.ini"
git -C "$work/leak" add credentials.ini
prepare "$work/leak"

names=()
commands=("git diff --cached")

# Takes a program into the measurement; FILES stands for the staged files.
peer() { # PROGRAM COMMAND
	if ! command -v "$1" >/dev/null; then
		echo "$1: not installed, skipped"
		return
	fi
	# shellcheck disable=SC2086 # a list of words
	if (cd "$work/leak" && ${2/FILES/credentials.ini}) \
		>"$work/log" 2>&1; then
		echo "$1: lets a staged key pass, skipped"
		return
	fi
	names+=("$1")
	commands+=("${2/FILES/$files}")
}
peer "$KAGIBAN" "$KAGIBAN --scan-staged"
peer gitleaks "gitleaks git --pre-commit --staged --no-banner ."
peer betterleaks "betterleaks git --pre-commit --staged --no-banner ."
peer ripsecrets "ripsecrets --strict-ignore FILES"
peer git-secrets "git-secrets --scan --cached"
peer detect-secrets-hook "detect-secrets-hook FILES"
peer secretlint "secretlint FILES"
peer kingfisher "kingfisher scan . --staged --no-validate --no-update-check -q"

cd "$work/usual" || exit 1
runs=5
measure "${commands[@]}"
printf '%-24s %10s %8s\n' '' ms ratio
printf '%-24s %10s %8.2f\n' 'git diff --cached' "$(milliseconds 0)" 1
for ((i = 0; i < ${#names[@]}; i++)); do
	printf '%-24s %10s %8.2f\n' "$(basename "${names[i]}")" \
		"$(milliseconds $((i + 1)))" "$(ratio 0 $((i + 1)))"
done
