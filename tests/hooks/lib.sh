# lib.sh - what the scripts of this folder share.  They begin with
#
#     . "$(dirname "$0")/lib.sh"
#
# and end with `finish`.  $TMP is a scratch folder that goes away at the end;
# HOME lies in it, nobody's configuration counts, messages are English.  A
# failed check is printed and counted, and the script goes on.
# shellcheck shell=sh

set -u
: "${KAGIBAN:?the program to test}"
[ -x "$KAGIBAN" ] || { echo "not there: $KAGIBAN" >&2; exit 1; }
TMP=$(mktemp -d "${TMPDIR:-/tmp}/kagiban-test.XXXXXX") || exit 1
TMP=$(cd "$TMP" && pwd -P)
PASSED=0
FAILED=0

cleanup() {
	status=$?
	cd /
	chmod -R u+rwx "$TMP" 2>/dev/null
	rm -rf "$TMP"
	exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

for name in $(env | sed -n 's/^\(GIT_[A-Z_0-9]*\)=.*/\1/p'); do
	unset "$name"
done
unset XDG_CONFIG_HOME XDG_DATA_HOME LANGUAGE LC_MESSAGES CI
HOME=$TMP/home
LC_ALL=C
GIT_CONFIG_NOSYSTEM=1
GIT_EDITOR=true
export HOME LC_ALL GIT_CONFIG_NOSYSTEM GIT_EDITOR
mkdir "$HOME"
git config --global user.name Tester
git config --global user.email tester@localhost
git config --global init.defaultBranch main
# Hooks are files, whichever git this is; install_settings.sh has the others.
git config --global kagiban.hookFiles true
cd "$TMP" || exit 1

# Notes that WHAT held, or that it did not.
pass() {
	PASSED=$((PASSED + 1))
}

fail() { # WHAT
	FAILED=$((FAILED + 1))
	printf 'FAILED: %s\n' "$1"
}

# Ends the script; the last line is what test runners read.
finish() {
	printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
	[ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
	exit
}

# Leaves with "skipped".
skip() { # WHY
	printf 'skipped: %s\n' "$1"
	exit 77
}

# Runs a command; its output goes to $TMP/out and $TMP/err, its status is ours.
run() { # COMMAND...
	"$@" >"$TMP/out" 2>"$TMP/err"
}

show_output() {
	sed 's/^/  out: /' "$TMP/out"
	sed 's/^/  err: /' "$TMP/err"
}

# The command must end with the status WANTED.
assert_status() { # WANTED WHAT COMMAND...
	wanted=$1
	what=$2
	shift 2
	got=0
	run "$@" || got=$?
	if [ "$got" -eq "$wanted" ]; then
		pass
	else
		fail "$what: status $got, not $wanted"
		show_output
	fi
}

# The command must succeed, or fail, with no regard to what it prints.
assert() { # WHAT COMMAND...
	what=$1
	shift
	if "$@"; then pass; else fail "$what"; fi
}

assert_not() { # WHAT COMMAND...
	what=$1
	shift
	if "$@"; then fail "$what"; else pass; fi
}

assert_equal() { # WHAT WANTED GOT
	if [ "$2" = "$3" ]; then
		pass
	else
		fail "$1"
		printf '  wanted: %s\n  got:    %s\n' "$2" "$3"
	fi
}

# TEXT stands, or does not stand, in FILE ($TMP/out and $TMP/err: "out", "err").
assert_contains() { # WHAT FILE TEXT
	case $2 in out | err) file=$TMP/$2 ;; *) file=$2 ;; esac
	if grep -qF -e "$3" "$file"; then
		pass
	else
		fail "$1: no \"$3\""
		sed 's/^/  | /' "$file"
	fi
}

assert_lacks() { # WHAT FILE TEXT
	case $2 in out | err) file=$TMP/$2 ;; *) file=$2 ;; esac
	if grep -qF -e "$3" "$file"; then
		fail "$1: there is \"$3\""
		sed 's/^/  | /' "$file"
	else
		pass
	fi
}

# Two files are the same, byte for byte.
assert_same_file() { # WHAT ONE OTHER
	if diff "$2" "$3" >"$TMP/diff"; then
		pass
	else
		fail "$1"
		sed 's/^/  /' "$TMP/diff" | head -n 40
	fi
}

# COUNT random characters of a set as tr(1) takes it.
random_of() { # SET COUNT
	LC_ALL=C tr -dc "$1" </dev/urandom | dd bs=1 count="$2" 2>/dev/null
}

# Sets AWS_ID and AWS_SECRET to a key that has never been one: the id decodes
# to an account of twelve digits, as real ones do.
make_aws_key() {
	AWS_ID=
	AWS_SECRET=
	while :; do
		AWS_ID=AK
		AWS_ID=${AWS_ID}IA$(random_of S-Z2-5 1)$(random_of A-Z2-7 15)
		AWS_SECRET=$(random_of A-Za-z0-9+/ 40)
		case ${AWS_ID#????} in *[2-7]*) ;; *) continue ;; esac
		case $AWS_SECRET in *[0-9]*) ;; *) continue ;; esac
		case $AWS_SECRET in *[a-z]*) ;; *) continue ;; esac
		case $AWS_SECRET in *[A-Z]*) break ;; esac
	done
}

# Makes the repository DIR and goes there.
new_repo() { # DIR [git init's options]
	dir=$1
	shift
	git init -q "$@" "$dir" && cd "$dir" || exit 1
}

# Prints the account that a key id carries, found by another way than the
# program's: bits 1 to 40 of what follows the prefix, in base 32.
account_of() { # KEY-ID
	printf '%s\n' "$1" | awk '{
		for (i = 5; i <= 14; i++)
			bits = bits * 32 + index("ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
				"234567", substr($0, i, 1)) - 1
		printf "%012.0f\n", int(bits / 512) % 1099511627776
	}'
}

# Makes the repository DIR with the hooks in it, and goes there.
guarded_repo() { # DIR [git init's options]
	new_repo "$@"
	"$KAGIBAN" --install --local --quiet || exit 1
}

# Runs a command as run() does; git's own trace says which hooks it ran, and
# each becomes a line "NAME STATUS" of $TMP/hooks.
run_traced() { # COMMAND...
	status=0
	rm -f "$TMP/trace"
	GIT_TRACE2_EVENT=$TMP/trace
	export GIT_TRACE2_EVENT
	run "$@" || status=$?
	unset GIT_TRACE2_EVENT
	awk '{
		match($0, /"sid":"[^"]*"/)
		child = substr($0, RSTART, RLENGTH)
		match($0, /"child_id":[0-9]+/)
		child = child substr($0, RSTART, RLENGTH)
	}
	/"event":"child_start".*"child_class":"hook"/ {
		match($0, /"hook_name":"[^"]*"/)
		hook[child] = substr($0, RSTART + 13, RLENGTH - 14)
	}
	/"event":"child_exit"/ && child in hook {
		match($0, /"code":[0-9-]+/)
		print hook[child], substr($0, RSTART + 7, RLENGTH - 7)
	}' "$TMP/trace" >"$TMP/hooks"
	return "$status"
}

# No eight characters of the secret are in what the last command has printed.
assert_unseen() { # WHAT
	printf '%s\n' "$AWS_SECRET" | fold -w 8 | grep ........ >"$TMP/pieces"
	if cat "$TMP/out" "$TMP/err" | grep -qF -f "$TMP/pieces"; then
		fail "$1: the secret is shown"
		show_output
	else
		pass
	fi
}

# The command fails because HOOK finds something at PLACE; nothing is recorded.
assert_refused() { # WHAT HOOK PLACE COMMAND...
	tried=$1
	hook=$2
	place=$3
	shift 3
	failed_before=$FAILED
	head_before=$(git rev-parse -q --verify HEAD)
	status=0
	run_traced "$@" || status=$?
	assert "$tried: fails" test "$status" -ne 0
	assert_equal "$tried: HEAD stays" "$head_before" \
		"$(git rev-parse -q --verify HEAD)"
	assert_equal "$tried: the hook's status" "$hook 1" \
		"$(tail -n 1 "$TMP/hooks")"
	assert_contains "$tried: is said" err 'kagiban: '
	assert_contains "$tried: the place" err "$place"
	assert_unseen "$tried"
	[ "$FAILED" -eq "$failed_before" ] || show_output
}

# The command succeeds and moves HEAD, and HOOK has run; it may say something.
assert_passes() { # WHAT HOOK COMMAND...
	tried=$1
	hook=$2
	shift 2
	failed_before=$FAILED
	head_before=$(git rev-parse -q --verify HEAD)
	status=0
	run_traced "$@" || status=$?
	assert_equal "$tried: succeeds" 0 "$status"
	assert_not "$tried: HEAD moves" \
		test "$head_before" = "$(git rev-parse HEAD)"
	assert_contains "$tried: the hook has run" "$TMP/hooks" "$hook 0"
	[ "$FAILED" -eq "$failed_before" ] || show_output
}

# Prints each command for a waiver in FILES, in a line, whatever the program's
# path made of it in the block: broken behind a \, or by its name alone.
waiver_commands() { # FILES...
	sed -n ':joined
		/\\$/{N;s/\\\n *//;b joined
		}
		/ --allow /{s/^.*[?？] *//;s/^ *//;p;}' "$@" |
		sed "s|^kagiban |'$KAGIBAN' |"
}

# Runs the command that the last block gives for a waiver, with more options.
waive() { # WHAT OPTIONS...
	waived_what=$1
	shift
	waiver_commands "$TMP/out" "$TMP/err" | sed "s|\$| $*|" >"$TMP/command"
	assert_equal "$waived_what: one command is given" 1 \
		"$(wc -l <"$TMP/command" | tr -d ' ')"
	assert_status 0 "$waived_what: it works" sh "$TMP/command"
	assert_unseen "$waived_what"
}

# The same without a word of ours.
assert_let_through() { # WHAT HOOK COMMAND...
	assert_passes "$@"
	assert_lacks "$1: no word" err kagiban
	assert_lacks "$1: no summary" err scanned
}

# Puts the program's hooks into the repository we are in.
install_hooks() {
	"$KAGIBAN" --install >"$TMP/out" 2>&1 || {
		cat "$TMP/out"
		exit 1
	}
}

# Sets KEY to the two lines of a new AWS key.
new_key() {
	make_aws_key
	KEY=$(printf 'aws_access_key_id = %s\naws_secret_access_key = %s' \
		"$AWS_ID" "$AWS_SECRET")
}

# Makes a new KEY and adds it to FILE.
leak_into() { # FILE
	new_key
	printf '%s\n' "$KEY" >>"$1"
}

head_commit() {
	git rev-parse -q --verify HEAD || echo none
}

# `git COMMAND...` must be refused: because of secrets, said so without one of
# them, and without a new commit.
assert_commit_refused() { # WHAT COMMAND...
	what=$1
	shift
	before=$(head_commit)
	if run git "$@"; then
		fail "$what: let through"
		show_output
	elif [ "$before" != "$(head_commit)" ]; then
		fail "$what: refused, and HEAD has moved"
	elif ! grep -q 'kagiban: .*blocked: [0-9]* secret' "$TMP/err"; then
		fail "$what: refused, but not for a secret"
		show_output
	else
		assert_unseen "$what"
	fi
}

# `git COMMAND...` must make a commit, and kagiban not say a word.
assert_commit_passes() { # WHAT COMMAND...
	what=$1
	shift
	before=$(head_commit)
	if ! run git "$@"; then
		fail "$what: refused"
		show_output
	elif [ "$before" = "$(head_commit)" ]; then
		fail "$what: no new commit"
		show_output
	elif grep -q kagiban "$TMP/out" "$TMP/err"; then
		fail "$what: let through, but not in silence"
		show_output
	else
		pass
	fi
}

# Prints the folder of a real git that runs configured hooks.
find_new_git() {
	for folder in "${NEW_GIT-}" "$(dirname "$(command -v git)")" \
		/opt/git-*/bin; do
		version=$("$folder/git" --version 2>/dev/null |
			sed 's/[^0-9]*\([0-9]*\)\.\([0-9]*\).*/\1 \2/')
		# shellcheck disable=SC2086 # two words
		set -- $version
		if [ $((${1:-0} * 100 + ${2:-0})) -ge 254 ]; then
			echo "$folder"
			return
		fi
	done
}

# What is staged and in the work tree is as in HEAD again.
start_over() {
	git reset -q --hard && git clean -qfdx
}

# One line per file below DIR: mode, kind, checksum or link target, name.
list_tree() { # DIR
	(cd "$1" && find . | LC_ALL=C sort | while IFS= read -r path; do
		# shellcheck disable=SC2012 # ls gives the mode everywhere
		mode=$(ls -ld "$path" | cut -c1-10)
		if [ -h "$path" ]; then
			what=$(readlink "$path")
		elif [ -f "$path" ]; then
			what=$(cksum <"$path")
		else
			what=-
		fi
		printf '%s %s %s\n' "$mode" "$what" "$path"
	done)
}

# Where the repository's format has extensions, libgit2 1.5 loses the memory of
# each regular expression that does not match (git_regexp_match).  From here on
# a build with sanitizers passes over that; nothing else may be lost.
forgive_libgit2() {
	echo 'leak:libgit2' >"$TMP/suppressions"
	LSAN_OPTIONS=suppressions=$TMP/suppressions:print_suppressions=0
	ASAN_OPTIONS=fast_unwind_on_malloc=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
	export LSAN_OPTIONS ASAN_OPTIONS
}
