#!/bin/sh
# install.sh - from a fresh clone to a guarded repository in one command.
#
# Installs what the build needs (by the system's package manager, and only if
# something is missing), builds kagiban, puts it under ~/.local, puts its hooks
# into the repository it was started in, and ends with the drill.  Asks
# nothing, never reads stdin, writes nothing outside of the prefix, the build
# folder and that repository's hooks; --uninstall takes all of it away again.
set -eu
exec </dev/null
umask 022

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
ja*) JAPANESE=1 ;;
*) JAPANESE= ;;
esac

say() { # ENGLISH JAPANESE
	if [ -n "$JAPANESE" ]; then
		printf '%s\n' "$2"
	else
		printf '%s\n' "$1"
	fi
}

die() { # ENGLISH JAPANESE
	say "install.sh: $1" "install.sh: $2" >&2
	exit 1
}

usage() {
	say 'usage: install.sh [OPTIONS]

  --prefix DIR     install under DIR (default: ~/.local)
  --build-dir DIR  build in DIR (default: build/install in the source tree)
  --no-hooks       leave the hooks of the current repository alone
  --no-drill       do not end with the drill
  --uninstall      take everything away again (give the same --prefix)
  --help           this text' '使い方: install.sh [オプション]

  --prefix DIR     DIR の下に入れる（既定: ~/.local）
  --build-dir DIR  DIR でビルドする（既定: ソースの build/install）
  --no-hooks       今いるリポジトリのフックに触らない
  --no-drill       最後の訓練をしない
  --uninstall      すべて元に戻す（同じ --prefix を付けて）
  --help           この説明'
}

# A path from the command line as an absolute one.
absolute() { # PATH
	case $1 in
	/*) printf '%s\n' "$1" ;;
	*) printf '%s\n' "$START/$1" ;;
	esac
}

START=$(pwd -P)
SOURCE=$(cd -P "$(dirname "$0")" && pwd -P)
PREFIX=
BUILD=$SOURCE/build/install
HOOKS=1
DRILL=1
UNINSTALL=
while [ $# -gt 0 ]; do
	option=$1
	shift
	case $option in
	--prefix | --build-dir)
		[ $# -gt 0 ] || die "$option wants a folder" \
			"$option にはフォルダーが要ります"
		case $option in
		--prefix) PREFIX=$(absolute "$1") ;;
		*) BUILD=$(absolute "$1") ;;
		esac
		shift
		;;
	--no-hooks) HOOKS= ;;
	--no-drill) DRILL= ;;
	--uninstall) UNINSTALL=1 ;;
	--help | -h)
		usage
		exit 0
		;;
	*)
		usage >&2
		die "unknown option $option" "知らないオプションです: $option"
		;;
	esac
done
if [ -z "$PREFIX" ]; then
	[ -n "${HOME:-}" ] || die 'HOME is not set: give --prefix' \
		'HOME がありません。--prefix を付けてください'
	PREFIX=$HOME/.local
fi
PROGRAM=$PREFIX/bin/kagiban
# What was put where: lines "file PATH", "folder PATH" (made by us) and "hooks
# PATH" (a repository).
MANIFEST=$PREFIX/share/kagiban/install_manifest.txt

# Shows a command, then runs it.
run() { # COMMAND...
	printf '+ %s\n' "$*"
	"$@"
}

run_as_root() { # COMMAND...
	if [ "$(id -u)" -eq 0 ]; then
		run "$@"
	elif command -v sudo >/dev/null; then
		run sudo "$@"
	else
		die "there is no sudo here; run this as root, then me again: $*" \
			"sudo がありません。root で次を実行してから、もう一度: $*"
	fi
}

has_libraries() {
	pkg-config --exists 'libgit2 >= 1.5' 'libpcre2-8 >= 10.40' \
		'jansson >= 2.10' 2>/dev/null
}

# Whether the build would find everything, by the ways that CMake looks.
has_all() {
	for tool in git cmake pkg-config msgfmt; do
		command -v "$tool" >/dev/null || return 1
	done
	command -v "${CC:-cc}" >/dev/null || return 1
	{ command -v make || command -v ninja; } >/dev/null || return 1
	has_libraries
}

# On macOS gettext is outside of the compiler's own folders.
find_brewed() {
	[ "$(uname -s)" = Darwin ] && command -v brew >/dev/null || return 0
	brewed=$(brew --prefix)
	CMAKE_PREFIX_PATH=$brewed/opt/gettext:$brewed${CMAKE_PREFIX_PATH:+:$CMAKE_PREFIX_PATH}
	PATH=$PATH:$brewed/opt/gettext/bin
	export CMAKE_PREFIX_PATH PATH
}

install_packages() {
	find_brewed
	if has_all; then
		return
	fi
	say 'Some of what the build needs is missing; installing it:' \
		'ビルドに要るものが足りないので入れます:'
	if command -v apt-get >/dev/null; then
		run_as_root apt-get update -q
		run_as_root env DEBIAN_FRONTEND=noninteractive apt-get install \
			-q -y --no-install-recommends gcc libc6-dev make cmake \
			pkg-config libgit2-dev libpcre2-dev \
			libjansson-dev gettext git
	elif command -v dnf >/dev/null; then
		run_as_root dnf install -y gcc make cmake pkgconf-pkg-config \
			libgit2-devel pcre2-devel jansson-devel gettext git
	elif command -v pacman >/dev/null; then
		# A machine that never had the lists needs them; any other
		# keeps its own, so that nothing is upgraded half-way.
		set -- /var/lib/pacman/sync/*.db
		[ -e "$1" ] || run_as_root pacman -Sy
		run_as_root pacman -S --needed --noconfirm gcc make cmake \
			pkgconf libgit2 pcre2 jansson gettext git
	elif command -v apk >/dev/null; then
		run_as_root apk add gcc musl-dev make cmake pkgconf \
			libgit2-dev pcre2-dev jansson-dev gettext git
	elif command -v brew >/dev/null; then
		run brew install cmake pkg-config libgit2 pcre2 jansson gettext
		find_brewed
	else
		die 'no package manager I know (apt-get, dnf, pacman, apk, brew): install a C compiler, make, cmake, pkg-config, libgit2 (1.5), pcre2 (10.40), jansson (2.10), gettext and git, then run me again' \
			'知っているパッケージ管理がありません (apt-get, dnf, pacman, apk, brew)。C コンパイラー、make、cmake、pkg-config、libgit2 (1.5)、pcre2 (10.40), jansson (2.10)、gettext、git を入れてからもう一度どうぞ'
	fi
	has_all || die 'still missing: a C compiler, make, cmake, pkg-config, libgit2 1.5 or newer, pcre2 10.40 or newer, jansson 2.10 or newer, gettext (msgfmt) or git' \
		'まだ足りません: C コンパイラー、make、cmake、pkg-config、libgit2 1.5 以上、pcre2 10.40 以上、jansson 2.10 以上、gettext (msgfmt)、git のどれか'
}

# Runs a step of the build; what it prints is shown only if it fails.
logged() { # COMMAND...
	printf '+ %s\n' "$*" >>"$LOG"
	if ! "$@" >>"$LOG" 2>&1; then
		tail -n 30 "$LOG" >&2
		die "the build failed; all of it is in $LOG" \
			"ビルドに失敗しました。詳しくは $LOG"
	fi
}

build() {
	say "Building in $BUILD" "$BUILD でビルドします"
	mkdir -p "$BUILD"
	LOG=$BUILD/install.log
	: >"$LOG"
	jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || jobs=1
	logged cmake -S "$SOURCE" -B "$BUILD" -DCMAKE_BUILD_TYPE=Release \
		-DCMAKE_INSTALL_PREFIX="$PREFIX" -DBUILD_TESTING=OFF
	logged cmake --build "$BUILD" -j "$jobs"
}

# The folders above PATH that are not there yet, PATH's own not counted.
missing_folders() { # PATH
	folder=$(dirname "$1")
	while [ ! -d "$folder" ]; do
		printf 'folder %s\n' "$folder"
		folder=$(dirname "$folder")
	done
}

# What is going to be put where, from an installation into the build folder.
plan() {
	rm -rf "$BUILD/stage"
	DESTDIR=$BUILD/stage
	export DESTDIR
	logged cmake --install "$BUILD"
	unset DESTDIR
	(cd "$BUILD/stage" && find . ! -type d) | sed 's/^\.//' |
		while IFS= read -r path; do
			printf 'file %s\n' "$path"
			missing_folders "$path"
		done
	missing_folders "$MANIFEST"
	rm -rf "$BUILD/stage"
}

note() { # LINES
	mkdir -p "$(dirname "$MANIFEST")"
	{
		[ ! -f "$MANIFEST" ] || cat "$MANIFEST"
		printf '%s\n' "$1"
	} | LC_ALL=C sort -u >"$MANIFEST.new"
	mv "$MANIFEST.new" "$MANIFEST"
}

install_files() {
	planned=$(plan)
	note "$planned"
	logged cmake --install "$BUILD"
	say "Installed: $PROGRAM" "入れました: $PROGRAM"
}

install_hooks() {
	if ! git rev-parse --git-dir >/dev/null 2>&1; then
		say 'No git repository here: no hooks installed. In one: kagiban --install' \
			'ここは git のリポジトリではないので、フックは入れません。リポジトリの中で: kagiban --install'
		return
	fi
	top=$(git rev-parse --show-toplevel 2>/dev/null) || top=$START
	note "hooks $top"
	"$PROGRAM" --install
}

say_path() {
	case :$PATH: in
	*:"$PREFIX/bin":*) return ;;
	esac
	# shellcheck disable=SC2016 # for the reader's shell, not for this one
	line='export PATH="'$PREFIX'/bin:$PATH"'
	say "$PREFIX/bin is not in PATH. Add this line to ~/.profile (zsh: ~/.zprofile):
    $line" "$PREFIX/bin が PATH にありません。~/.profile（zsh では ~/.zprofile）に足す行:
    $line"
}

# The paths of one kind in the manifest.
listed() { # KIND
	sed -n "s/^$1 //p" "$MANIFEST"
}

uninstall_hooks() {
	if [ ! -x "$PROGRAM" ]; then
		return
	fi
	listed hooks | while IFS= read -r path; do
		if [ -d "$path" ]; then
			(cd "$path" && "$PROGRAM" --uninstall) ||
				say "The hooks of $path are still there." \
					"$path のフックは残っています。" >&2
		fi
	done
	# The hooks of --global would block everywhere without their program.
	data=${XDG_DATA_HOME:-${HOME:-}/.local/share}
	if grep -qsF "kagiban='$PROGRAM'" "$data/kagiban/hooks/pre-commit" ||
		git config --global hook.kagiban-pre-commit.command |
		grep -qF "kagiban='$PROGRAM'"; then
		"$PROGRAM" --uninstall --global
	fi
	if grep -qsF "kagiban='$PROGRAM'" "$data/kagiban/hooks/pre-receive" \
		"$PREFIX/share/kagiban/hooks/pre-receive"; then
		"$PROGRAM" --uninstall --server --global
	fi
}

uninstall() {
	[ -f "$MANIFEST" ] || die "nothing was installed under $PREFIX by install.sh ($MANIFEST is not there)" \
		"$PREFIX には install.sh で入れたものがありません（$MANIFEST がない）"
	uninstall_hooks
	listed file | while IFS= read -r path; do
		rm -f "$path"
	done
	# The deepest first: the list is sorted the other way round.
	folders=$(listed folder | LC_ALL=C sort -r)
	rm -f "$MANIFEST"
	rmdir "$(dirname "$MANIFEST")" 2>/dev/null || :
	printf '%s\n' "$folders" | while IFS= read -r path; do
		rmdir "$path" 2>/dev/null || :
	done
	say "kagiban is gone from $PREFIX. A repository in which you ran kagiban --install yourself still has its hooks: they block, and say how to remove them." \
		"$PREFIX から kagiban を消しました。自分で kagiban --install したリポジトリのフックは残っていて、コミットを止め、外し方を表示します。"
}

if [ -n "$UNINSTALL" ]; then
	uninstall
	exit 0
fi
install_packages
build
install_files
[ -z "$HOOKS" ] || install_hooks
say_path
[ -z "$DRILL" ] || "$PROGRAM" --drill
