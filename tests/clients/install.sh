#!/bin/sh
# install.sh - installs the clients that the tests of this folder use, from
# their registries, into BUILD/clients: pre-commit and sarif-tools (PyPI),
# husky and lefthook (npm).  What cannot be had is named, and its tests skip.
# None of their own scripts is run: lefthook's would put hooks in here.
#
#     tests/clients/install.sh [BUILD]
set -u
cd "$(dirname "$0")/../.." || exit 1
clients=${1:-build/dev}/clients
mkdir -p "$clients" || exit 1
clients=$(cd "$clients" && pwd)
missing=

if [ ! -x "$clients/python/bin/pre-commit" ]; then
	python3 -m venv "$clients/python" &&
		"$clients/python/bin/pip" install -q --disable-pip-version-check \
			'pre-commit>=3,<5' 'sarif-tools>=2,<4' ||
		missing="$missing pre-commit sarif-tools"
fi
if [ ! -d "$clients/npm/node_modules/husky" ]; then
	mkdir -p "$clients/npm"
	if command -v npm >/dev/null; then
		printf '{"private": true}\n' >"$clients/npm/package.json"
		(cd "$clients/npm" && npm install --silent --ignore-scripts --no-audit --no-fund \
			husky@9 lefthook@1) || missing="$missing husky lefthook"
	else
		missing="$missing npm"
	fi
fi
[ -z "$missing" ] || echo "not to be had:$missing"
