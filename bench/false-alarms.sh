#!/bin/bash
# false-alarms.sh - scans the Debian source packages of false-alarms.txt and
# prints, for each, its lines and what was found in it.
#
#     bench/false-alarms.sh [-n] DIRECTORY [PACKAGE...]
#
# DIRECTORY keeps the sources (3 GB) and the reports: DIRECTORY/out/NAME.json
# has each finding with its places, to be read and judged.  -n: fetch nothing.
# Needs apt and Debian's keyring; no root.
#
# KAGIBAN names the program; default build/dev/bin/kagiban.
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 1
program=${KAGIBAN:-$here/../build/dev/bin/kagiban}
fetch=yes
if [ "${1:-}" = -n ]; then
	fetch=no
	shift
fi
directory=${1:?usage: false-alarms.sh [-n] DIRECTORY [PACKAGE...]}
shift
mkdir -p "$directory/state/lists" "$directory/src" "$directory/out" || exit 1
cd "$directory" || exit 1
directory=$PWD

# A list of sources of its own, so that the machine's is not touched.
apt_options()
{
	mkdir -p state/parts
	cat >state/parts/debian.sources <<-END
	Types: deb-src
	URIs: http://deb.debian.org/debian
	Suites: bookworm
	Components: main
	Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
	END
	cat >state/apt.conf <<-END
	Dir::Etc::sourcelist "/dev/null";
	Dir::Etc::sourceparts "$directory/state/parts";
	Dir::State::lists "$directory/state/lists";
	END
}

# Upstream's sources, without Debian's changes.
fetch_package()
{
	mkdir -p "state/$1" && (
		cd "state/$1" &&
			apt-get -qq -c ../apt.conf source --download-only "$1"
	) >"state/$1.log" 2>&1 || return 1
	mkdir -p "src/$1"
	for archive in "state/$1"/*.orig*.tar.*[!c]; do
		tar -C "src/$1" -xf "$archive" || return 1
	done
	rm -r "state/$1"
}

scan_package()
{
	"$program" --scan-files --no-config --format json "src/$1" \
		>"out/$1.json" 2>"out/$1.log"
}

# A row of the table: name, lines, findings high, medium, low.
print_row()
{
	awk -v name="$1" '
		/^ *"confidence":/ { count[$2]++ }
		/^ *"added_lines":/ { lines = $2 + 0 }
		END {
			printf "| %s | %d | %d | %d | %d |\n", name, lines,
				count["\"high\","], count["\"medium\","],
				count["\"low\","]
		}' "out/$1.json"
}

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
	mapfile -t names < <(grep -v '^#' "$here/false-alarms.txt" | cut -f 2)
fi
if [ "$fetch" = yes ]; then
	apt_options
	apt-get -qq -c state/apt.conf update || exit 1
fi
for name in "${names[@]}"; do
	if [ ! -d "src/$name" ] && [ "$fetch" = yes ]; then
		fetch_package "$name" || echo "$name: not fetched, see state/$name.log"
	fi
done
printf '| package | lines | high | medium | low |\n'
printf '| --- | ---: | ---: | ---: | ---: |\n'
for name in "${names[@]}"; do
	[ -d "src/$name" ] || continue
	scan_package "$name"
	print_row "$name"
done
