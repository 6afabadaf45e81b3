# packages.sh - what the build, the tests and the checks need, and how it is
# installed.  For tests/run.sh and .ci/run, which read it with `.`.
#
# Only Debian and Ubuntu are installed to; elsewhere a missing program is
# named and the rest is left to the person.
# shellcheck shell=sh disable=SC2034 # the lists are used by who reads this

# Build, then tests: what a check by itself may do without.
PACKAGES_TEST="gcc libc6-dev make cmake pkg-config binutils gettext git \
libgit2-dev libpcre2-dev libjansson-dev libcmocka-dev bsdutils jq python3-jsonschema git-secrets \
strace"
# The checks of .ci/run on top of these.
PACKAGES_CHECK="clang libclang-rt-14-dev clang-format-14 clang-tidy-14 \
shellcheck bash fish zsh python3-venv dpkg-dev file"

# Runs a command as root and says so; sudo only where it is needed.
packages_as_root() {
	if [ "$(id -u)" -ne 0 ]; then
		if ! command -v sudo >/dev/null; then
			echo "needs root, and there is no sudo: $*" >&2
			return 1
		fi
		set -- sudo "$@"
	fi
	echo "+ $*"
	"$@"
}

# Prints those of the packages $@ that are not installed.
packages_missing() {
	for package in "$@"; do
		# shellcheck disable=SC2016 # the format is dpkg's
		dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null |
			grep -q ' installed$' || echo "$package"
	done
}

# Installs those of the packages $@ that are missing.
packages_install() {
	if ! command -v apt-get >/dev/null; then
		echo "This is neither Debian nor Ubuntu; going on with what is" \
			"here.  Needed, by their names in Debian:"
		echo "    $*"
		return 0
	fi
	# shellcheck disable=SC2046 # one word a package
	set -- $(packages_missing "$@")
	[ $# -gt 0 ] || return 0
	packages_as_root apt-get update -q &&
		packages_as_root env DEBIAN_FRONTEND=noninteractive \
			apt-get install -q -y --no-install-recommends "$@"
}

# How many things to do at once.
packages_jobs() {
	getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2
}
