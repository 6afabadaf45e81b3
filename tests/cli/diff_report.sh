#!/bin/sh
# diff_report.sh - what --scan-diff says: a secret in a commit of a log, in a
# message, what the diff does not have, and stdin that is none; and the same
# secrets by --scan-history.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
golden "$0"

GIT_AUTHOR_DATE='2026-01-01T00:00:00Z'
GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
export GIT_AUTHOR_DATE GIT_COMMITTER_DATE

# What a log prints, with ids that are always the same.
equal_ids() {
	awk '/^commit / { $2 = substr("1111111111222222222233333333334444444444", \
		++count) substr("11111111112222222222", 1, count - 1) } { print }'
}

scan() { # FILE
	kagiban --scan-diff --color never <"$1"
}
kagiban() {
	"$KAGIBAN" "$@"
}

new_repo repo
echo fine >a.txt
git add a.txt
git commit -qm first
printf 'a\000b' >logo.png
write_key s3.json
git add .
git commit -qm "a sample"
make_github_token
git commit -q --allow-empty -m "subject

token: $GITHUB_TOKEN"
git rm -q s3.json
git commit -qm "gone"
git log -p | equal_ids >../log.txt
cd ..
show scan log.txt
echo "no diff" >text.txt
show scan text.txt
git -C repo log -p -1 >clean.txt
show scan clean.txt
cd repo || exit 1
kagiban --scan-history >../history.txt
sed 's/[0-9a-f]\{10\} /COMMIT     /;s/message of [0-9a-f]*/message of COMMIT/' \
	../history.txt >../shown.txt
show cat ../shown.txt
