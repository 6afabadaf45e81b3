# receive_hook.sh - a server's pre-receive behind `git push file://...`: each
# kind of push refused and let through, nothing of what is refused is left
# behind, only the server's own settings, waivers and tags in the text count,
# kagiban.waiverRef, kagiban.receiveTimeout, a hook that was there before, many
# refs, a repository with a work tree; what is said fits behind "remote: ".
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
SERVER=$TMP/server.git

git init -q --bare "$SERVER"
(cd "$SERVER" && "$KAGIBAN" --install --server --quiet) || exit 1
new_repo "$TMP/work"
git remote add origin "file://$SERVER"

refs_there() {
	git -C "$SERVER" for-each-ref --format='%(refname) %(objectname)'
}

# All that is stored there, loose or packed.
objects_there() {
	(cd "$SERVER" && find objects -type f | LC_ALL=C sort)
}

record() { # MESSAGE
	git add -A
	git commit -q --allow-empty -m "$1"
}

# What the server has said, without git's "remote: " and blanks at the end.
said() {
	sed -n 's/^remote: \{0,1\}//p' "$TMP/err" | sed 's/ *$//'
}

# `git push ARGUMENTS` is refused by the server for a secret at PLACE.
assert_push_refused() { # WHAT PLACE ARGUMENTS...
	what=$1
	place=$2
	shift 2
	before=$(refs_there)
	objects=$(objects_there)
	assert_status 1 "$what" git push "$@"
	assert_contains "$what: by the server" err 'pre-receive hook declined'
	assert_contains "$what: said" err 'remote: kagiban: push blocked: '
	assert_contains "$what: the place" err "$place"
	assert_equal "$what: no ref" "$before" "$(refs_there)"
	assert_equal "$what: no object" "$objects" "$(objects_there)"
	assert_unseen "$what"
	said | sed 's,…,-,g' | awk 'length($0) > 72' >"$TMP/wide"
	assert_equal "$what: 80 columns" '' "$(cat "$TMP/wide")"
}

assert_push_passes() { # WHAT ARGUMENTS...
	what=$1
	shift
	before=$(refs_there)
	assert_status 0 "$what" git push "$@"
	assert_lacks "$what: no word" err 'kagiban: '
	assert_not "$what: it has arrived" [ "$before" = "$(refs_there)" ]
}

fresh() {
	git checkout -q -B main origin/main
	git clean -qfd
}

echo '- branches'
record start
assert_push_passes 'the first' origin main
leak_into conf.txt
record 'read from S3'
commit=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused 'a commit' "$commit conf.txt:1" origin main
assert_contains 'its subject' err "commit    $commit read from S3"
assert_contains 'how to go on' err 'git commit --amend'
assert_contains 'nothing is kept' err 'The server has kept nothing of this'
assert_contains 'the waiver' err 'Whoever runs the server can waive it there:'
assert_lacks 'no path of the server' err "$KAGIBAN"
assert_lacks 'not by --no-verify' err 'no-verify'
assert_not 'nothing is kept for --allow' test -e "$SERVER/kagiban"
assert_not 'the commit is not there' \
	git -C "$SERVER" cat-file -e "$(git rev-parse HEAD)"
assert_push_refused 'past pre-push' conf.txt:1 --no-verify origin main
assert_push_refused 'a new branch' conf.txt:1 origin main:new
git rm -q conf.txt
record 'take it out'
assert_push_refused 'taken out later' "$commit conf.txt:1" origin main
assert_contains 'taken out later' err "git rebase -i $commit^"
assert_contains 'taken out later' err 'A later commit without it does not help'
git reset -q --soft origin/main
record 'without'
assert_push_passes 'without' origin main

echo '- several refs at once: all or nothing'
git branch good
git checkout -q -b bad
leak_into conf.txt
record key
assert_push_refused 'two refs' conf.txt:1 origin good bad
assert_push_passes 'the good one' origin good
git checkout -q main

echo '- force, deletion, tags, messages, names'
echo x >x
record x
assert_push_passes x origin main
leak_into x
git commit -qa --amend -m forced
assert_push_refused 'forced' x:2 -f origin main
echo y >x
git commit -qa --amend -m forced
assert_push_passes 'forced without' -f origin main
assert_push_passes 'a deletion' origin :good
git tag light bad
git tag -a -m note heavy bad
assert_push_refused 'a lightweight tag' conf.txt:1 origin light
assert_push_refused 'an annotated tag' conf.txt:1 origin heavy
git tag -f light main >/dev/null
git tag -f -a -m note heavy main >/dev/null
assert_push_passes 'tags without' origin light heavy
new_key
git tag -a -m "$KEY" noted main
assert_push_refused "a tag's text" 'text of tag noted, line 1' origin noted
assert_contains "a tag's text" err "git tag -f -a noted 'noted^{}'"
new_key
git commit -q --allow-empty -m "note
$KEY"
assert_push_refused 'a message' ', line 3' origin main
git reset -q --hard origin/main
assert_push_refused 'the name of a branch' '(the name itself)' \
	origin "main:refs/heads/$AWS_ID"
assert_push_passes 'another name' origin main:refs/heads/plain

echo '- what the server has already is not new'
git checkout -q -b known main
leak_into known.txt
record key
git -C "$SERVER" config core.hooksPath /dev/null
git push -q origin known
git -C "$SERVER" config --unset core.hooksPath
record more
assert_push_passes 'on top of it' origin known known:refs/heads/known2

echo '- nothing of the pushed tree counts, nor of the one who pushes'
git checkout -q -b own main
new_key
printf 'key = %s secret = %s # kagiban:allow\n' "$AWS_ID" "$AWS_SECRET" \
	>conf.txt
cat >.kagiban <<'END'
[kagiban]
	skipPath = **
[rule "aws-access-key"]
	enabled = false
[rule "aws-access-key-id"]
	enabled = false
END
record key
assert_status 0 'here they count' "$KAGIBAN" --scan-range main..own
assert_push_refused 'the tree' conf.txt:1 origin own
id=$(said | sed -n 's/.*--allow \([0-9a-f]*\) .*/\1/p')
assert_equal 'all digits of the id' 16 "${#id}"
printf '[allow "%s"]\n\treason = mine\n' "$id" >.kagiban
record waiver
assert_push_refused 'a waiver of the tree' conf.txt:1 origin own
mkdir -p "$HOME/.config/kagiban"
cp .kagiban "$HOME/.config/kagiban/config"
assert_push_refused 'a waiver in HOME' conf.txt:1 origin own
cat >"$HOME/.config/kagiban/config" <<'END'
[kagiban]
	skipPath = **
END
assert_push_refused 'a path skipped in HOME' conf.txt:1 origin own
rm -r "$HOME/.config"
git config --global kagiban.waiverRef own
git config --global kagiban.inlineTags true
git config --global kagiban.receiveTimeout 1ms
git config --global kagiban.block nonsense
git config --global kagiban.lang ja
assert_push_refused "HOME's settings" conf.txt:1 --no-verify origin own
assert_contains "HOME's language" err 'push blocked: 1 secret'
for name in waiverRef inlineTags receiveTimeout block lang; do
	git config --global --unset "kagiban.$name"
done
assert_push_refused 'git -c there' conf.txt:1 \
	--receive-pack='git -c kagiban.inlineTags=true receive-pack' origin own
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=kagiban.inlineTags GIT_CONFIG_VALUE_0=true
export GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
assert_push_refused 'the environment' conf.txt:1 \
	--receive-pack='env GIT_CONFIG_COUNT=1 git receive-pack' --no-verify \
	origin own
unset GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0

echo '- what does count: the system, the repository, info/kagiban'
cat >"$TMP/system" <<'END'
[kagiban]
	inlineTags = true
END
unset GIT_CONFIG_NOSYSTEM
GIT_CONFIG_SYSTEM=$TMP/system
export GIT_CONFIG_SYSTEM
assert_status 0 'tags by the system' git push origin own:refs/heads/system
assert_contains 'tags by the system: said' err 'allowed by a tag'
git -C "$SERVER" update-ref -d refs/heads/system
git -C "$SERVER" config kagiban.inlineTags false
assert_push_refused 'not by the repository' conf.txt:1 origin own
: >"$TMP/system"
git -C "$SERVER" config kagiban.inlineTags true
assert_status 0 'tags by the repository' git push origin own:refs/heads/tags
git -C "$SERVER" config --unset kagiban.inlineTags
git -C "$SERVER" update-ref -d refs/heads/tags
git -C "$SERVER" config kagiban.lang ja
assert_status 1 'its language' git push origin own
assert_contains 'its language' err 'プッシュを止めました'
git -C "$SERVER" config --unset kagiban.lang
(cd "$SERVER" && "$KAGIBAN" --allow "$id" --local --reason 'used in tests') \
	>/dev/null || fail 'the waiver that was shown'
assert_status 0 "the server's waiver" git push origin own
assert_contains "the server's waiver: said" err '1 waived'
rm "$SERVER/info/kagiban"

echo '- kagiban.waiverRef: as it stands before the push'
git checkout -q -b policy main
git checkout -q -b secret main
leak_into conf.txt
record key
assert_push_refused 'without' conf.txt:1 origin secret
id=$(said | sed -n 's/.*--allow \([0-9a-f]*\) .*/\1/p')
git checkout -q policy
cat >.kagiban <<END
[allow "$id"]
	reason = used in tests
[kagiban]
	skipPath = other.txt
END
record waive
git -C "$SERVER" config kagiban.waiverRef policy
assert_push_refused 'no such branch yet' conf.txt:1 origin secret
assert_push_refused 'pushed along' conf.txt:1 origin secret policy
git push -q origin policy:refs/tags/policy
assert_push_refused 'a tag of that name' conf.txt:1 origin secret
git push -q origin :refs/tags/policy
git push -q origin policy:refs/heads/policy
assert_status 0 'it stands there' git push origin secret
assert_contains 'it stands there: said' err '1 waived'
git checkout -q secret
leak_into other.txt
record another
assert_push_refused 'its waivers alone' other.txt:1 origin secret
git -C "$SERVER" config kagiban.waiverRef refs/heads/policy
assert_push_refused 'by its full name' other.txt:1 origin secret
git -C "$SERVER" symbolic-ref HEAD refs/heads/policy
git -C "$SERVER" config kagiban.waiverRef HEAD
git checkout -q -b third secret~1
echo more >more.txt
record more
assert_push_passes HEAD origin third
git -C "$SERVER" symbolic-ref HEAD refs/heads/main
git -C "$SERVER" config --unset kagiban.waiverRef

echo '- kagiban.receiveTimeout'
git checkout -q -b timed main
echo timed >timed
record timed
git -C "$SERVER" config kagiban.receiveTimeout 0.001
before=$(refs_there)
objects=$(objects_there)
assert_status 1 'it runs out' git push origin timed
assert_contains 'it runs out' err \
	'kagiban: push blocked: not scanned within 0.001 s'
assert_equal 'it runs out: no ref' "$before" "$(refs_there)"
assert_equal 'it runs out: no object' "$objects" "$(objects_there)"
# The status that the hook itself ends with.
zero=0000000000000000000000000000000000000000
assert_status 3 'its status' env GIT_DIR="$TMP/work/.git" \
	GIT_CONFIG_SYSTEM="$SERVER/config" "$KAGIBAN" --scan-receive \
	--hook pre-receive <<END
$zero $(git rev-parse HEAD) refs/heads/else
END
for value in 4.5 4500ms 4.5s 60; do
	git -C "$SERVER" config kagiban.receiveTimeout "$value"
	assert_push_passes "$value" origin "timed:refs/heads/t$value"
done
for value in soon -1 4,5 4.x 5m ''; do
	git -C "$SERVER" config kagiban.receiveTimeout "$value"
	echo "$value" >timed
	record timed
	assert_status 1 "\"$value\" is none" git push origin timed
	assert_contains "\"$value\"" err 'kagiban.receiveTimeout: expected'
done
git -C "$SERVER" config --unset kagiban.receiveTimeout
assert_push_passes 'without' origin timed

echo '- a hook that was there before'
(cd "$SERVER" && "$KAGIBAN" --uninstall --server --quiet)
assert_not 'taken away' test -e "$SERVER/hooks/pre-receive"
git checkout -q -b unguarded main
leak_into conf.txt
record key
assert_push_passes 'unguarded' origin unguarded
cat >"$SERVER/hooks/pre-receive" <<END
#!/bin/sh
cat >"$TMP/received"
grep -q no-entry "$TMP/received" && exit 5
exit 0
END
chmod 755 "$SERVER/hooks/pre-receive"
cp "$SERVER/hooks/pre-receive" "$TMP/earlier"
(cd "$SERVER" && "$KAGIBAN" --install --server --quiet) || fail 'install'
git checkout -q -b kept main
leak_into conf.txt
record key
assert_push_refused 'both' conf.txt:1 origin kept
assert_equal 'both: it has read' \
	"$zero $(git rev-parse kept) refs/heads/kept" "$(cat "$TMP/received")"
assert_status 1 'it refuses' git push origin main:no-entry
assert_lacks 'it refuses: kagiban does not run' err 'kagiban: '
assert_push_passes 'both let it' origin main:entry
(cd "$SERVER" && "$KAGIBAN" --uninstall --server --quiet)
assert_same_file 'it is back' "$TMP/earlier" "$SERVER/hooks/pre-receive"
rm "$SERVER/hooks/pre-receive"
(cd "$SERVER" && "$KAGIBAN" --install --server --quiet) || exit 1

echo '- 10,000 refs'
git checkout -q main
good=$(git rev-parse main)
i=0
while [ $i -lt 10000 ]; do
	echo "create refs/heads/many/$i $good"
	i=$((i + 1))
done | git update-ref --stdin
assert_status 0 'many refs' git push -q origin 'refs/heads/many/*'
assert_equal 'many: all have arrived' 10000 \
	"$(git -C "$SERVER" for-each-ref refs/heads/many | wc -l)"
git update-ref refs/heads/many/9999 kept
assert_status 1 'many, one bad' git push -q origin 'refs/heads/many/*'
assert_contains 'many, one bad' err conf.txt:1
assert_unseen 'many, one bad'

echo '- the program is gone: nothing passes'
cp "$KAGIBAN" "$TMP/passing"
(cd "$SERVER" && "$TMP/passing" --install --server --quiet)
rm "$TMP/passing"
assert_status 1 gone git push origin main:gone
assert_contains gone err 'kagiban: blocked, the program is missing'
assert_contains gone err 'kagiban --install --server'

echo '- a repository with a work tree'
new_repo "$TMP/deployed"
git config receive.denyCurrentBranch updateInstead
assert_status 0 'allowed' "$KAGIBAN" --install --server
assert_contains 'and said' out 'This repository has a work tree'
cd "$TMP/work" || exit 1
git remote set-url origin "file://$TMP/deployed"
SERVER=$TMP/deployed/.git
assert_push_refused 'a work tree' conf.txt:1 origin kept:main
assert_push_passes 'a work tree, clean' origin main
assert_equal 'its files' "$(git rev-parse 'main^{tree}')" \
	"$(git -C "$TMP/deployed" rev-parse 'HEAD^{tree}')"

finish
