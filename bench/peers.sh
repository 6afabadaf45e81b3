#!/bin/bash
# peers.sh - the scan of a usual staged commit by other programs that do it as
# a hook, whole process, side by side.  What is not installed is skipped.
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

make_repository "$work/usual" 20 10
stage "$work/usual" 5
cd "$work/usual" || exit 1
git checkout-index -a
files=$(git diff --cached --name-only | tr '\n' ' ')
printf '%s\n' '{ "rules": [ { "id":
"@secretlint/secretlint-rule-preset-recommend" } ] }' >.secretlintrc.json
echo '{}' >baseline.json

# NAME COMMAND...; the name is the program's as well.
names=(kagiban)
commands=("git diff --cached" "$KAGIBAN --scan-staged")
peer() {
	if ! command -v "$1" >/dev/null; then
		echo "$1: not installed, skipped"
		return
	fi
	names+=("$1")
	commands+=("$2")
}
peer gitleaks "gitleaks git --staged --no-banner ."
peer ripsecrets "ripsecrets --strict-ignore $files"
peer git-secrets "git-secrets --scan --cached"
peer detect-secrets-hook "detect-secrets-hook $files"
peer secretlint "secretlint $files"
peer kingfisher "kingfisher scan --staged --no-validate ."
[ ${#names[@]} -eq 1 ] || git config secrets.patterns '[A-Z0-9]{20}' ||
	exit 1

runs=5
measure "${commands[@]}"
printf '%-24s %10s %8s\n' '' ms ratio
printf '%-24s %10s %8.2f\n' 'git diff --cached' "$(milliseconds 0)" 1
for ((i = 0; i < ${#names[@]}; i++)); do
	printf '%-24s %10s %8.2f\n' "${names[i]}" "$(milliseconds $((i + 1)))" \
		"$(ratio 0 $((i + 1)))"
done
