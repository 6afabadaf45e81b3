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
export HOME LC_ALL GIT_CONFIG_NOSYSTEM
mkdir "$HOME"
git config --global user.name Tester
git config --global user.email tester@localhost
git config --global init.defaultBranch main
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
		sed 's/^/  /' "$TMP/diff"
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
