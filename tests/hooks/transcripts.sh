# transcripts.sh - the transcripts of the documentation are what is printed.
#
#     <!-- transcript: blocked-commit -->
#     ```
#     $ git commit -m "read from S3"
#     kagiban: commit blocked: 1 secret
#     ...
#
# The commands of such a block are run as they stand there, by real git with
# the real hooks, in what set_up_blocked_commit has made; "then" goes on where
# the block before has stopped.  The page's language is kagiban.lang.  Keys,
# dates and so ids are the same in each run; what is not compared is how long a
# scan took, blanks at the ends of lines, and the advice for those who have no
# terminal.  With ACCEPT=1 what differs is written anew.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

GIT_AUTHOR_DATE='2026-04-01T09:00:00Z'
GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
PROGRAM_PATH=$PATH
REAL_HOME=$HOME
export GIT_AUTHOR_DATE GIT_COMMITTER_DATE

# COUNT characters of SET, always the same for SEED.
drawn_from() { # SEED SET COUNT
	for part in 1 2 3; do
		echo "$1, part $part" | git hash-object --stdin
	done | tr -d '\n' | awk -v set="$2" -v count="$3" '{
		hex = "0123456789abcdef"
		for (i = 1; i <= count; i++) {
			high = index(hex, substr($0, 2 * i - 1, 1)) - 1
			low = index(hex, substr($0, 2 * i, 1)) - 1
			printf "%s", substr(set, (high * 16 + low) % \
				length(set) + 1, 1)
		}
	}'
}

UPPER=ABCDEFGHIJKLMNOPQRSTUVWXYZ
LOWER=abcdefghijklmnopqrstuvwxyz
AWS_ID=AK
AWS_ID=${AWS_ID}IAT$(drawn_from id "${UPPER}234567" 15)
AWS_SECRET=$(drawn_from secret "$UPPER${LOWER}0123456789+/" 40)
# The tree has no whole key in it.
CUT_ID=$(printf %.9s "$AWS_ID")…$(printf %s "$AWS_ID" | tail -c 6)

# ---- what the stories are played in ----

# A home with the program in it, and nothing else.
new_world() { # LANGUAGE
	cd "$TMP" || exit 1
	rm -rf "$REAL_HOME" "$TMP/srv"
	mkdir -p "$HOME/.local/bin" "$HOME/.local/share" "$TMP/srv"
	cp "$KAGIBAN" "$HOME/.local/bin/kagiban"
	cp -R "$(dirname "$KAGIBAN")/../share/locale" "$HOME/.local/share"
	KAGIBAN_HERE=$HOME/.local/bin/kagiban
	PATH=$HOME/.local/bin:$PROGRAM_PATH
	export PATH
	git config --global user.name You
	git config --global user.email you@localhost
	git config --global init.defaultBranch main
	git config --global kagiban.lang "$1"
	LANGUAGE_HERE=$1
}

commit_all() { # MESSAGE
	git add -A && git commit -q --no-verify -m "$1"
}

# ~/s3get, with a commit in it.
set_up_first_day() {
	new_repo "$HOME/s3get"
	printf '# s3get\n\nReads an object from S3.\n' >README.md
	commit_all 'begin'
	printf '{"require": {"aws/aws-sdk-php": "2.*"}}\n' >composer.json
	git add composer.json
}

write_key() {
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" \
		>awsconf.json
}

# The sample with its key beside it.
write_sample() {
	write_key
	cat >s3get.php <<'END'
<?php
$s3 = Aws::factory('awsconf.json')->get('S3');
END
}

set_up_blocked_commit() {
	set_up_first_day
	git commit -q -m 'use the SDK'
	"$KAGIBAN_HERE" --install --quiet
	write_sample
	git add .
}

set_up_mended_commit() {
	set_up_blocked_commit
}

set_up_blocked_push() {
	set_up_blocked_commit
	commit_all 'read from S3'
	git rm -q awsconf.json
	commit_all 'take the key out'
	git init -q --bare "$TMP/srv/s3get.git"
	git remote add origin "$TMP/srv/s3get.git"
	reach_server
}

# git@git.example.org is this machine.
reach_server() {
	cat >"$HOME/.local/bin/ssh" <<END
#!/bin/sh
shift
cd "$TMP/srv" && exec sh -c "\$1"
END
	chmod +x "$HOME/.local/bin/ssh"
	git config --global ssh.variant simple
	git remote set-url origin git@git.example.org:s3get.git
}

set_up_false_alarm() {
	set_up_first_day
	git commit -q -m 'use the SDK'
	echo '.kagiban merge=union' >.gitattributes
	commit_all 'let waivers merge'
	"$KAGIBAN_HERE" --install --quiet
	mkdir tests
	printf 'session_secret = "%s"\n' \
		"$(drawn_from session "$UPPER${LOWER}0123456789" 32)" \
		>tests/test_login.py
	git add .
}

# It has been refused; what to do is on the screen.
set_up_waived() {
	set_up_false_alarm
	git commit -m 'test the login'
}

# The key went out a year ago, and was taken out of the files since.
set_up_leaked() {
	set_up_blocked_push
	git push -q --no-verify origin main 2>/dev/null
}

# The same, and another server that has nothing of it.
set_up_mirrored() {
	set_up_leaked
	git init -q --bare "$TMP/srv/mirror.git"
	git remote add mirror git@git.example.org:mirror.git
}

set_up_anywhere() {
	cd "$HOME" || exit 1
}

set_up_server() {
	set_up_first_day
	git commit -q -m 'use the SDK'
	git init -q --bare "$TMP/srv/s3get.git"
	git remote add origin "$TMP/srv/s3get.git"
	git push -q origin main
	reach_server
	cd "$TMP/srv/s3get.git" || exit 1
	git config kagiban.lang "$LANGUAGE_HERE"
}

# The same, guarded, and somebody without hooks of their own.
set_up_refused_on_server() {
	set_up_server
	"$KAGIBAN_HERE" --install --server --quiet
	cd "$HOME/s3get" || exit 1
	write_sample
	commit_all 'read from S3'
}

set_up_mended_for_server() {
	set_up_refused_on_server
	git push origin main
}

set_up_ci() {
	set_up_refused_on_server
	git update-ref refs/remotes/origin/main HEAD~1
	CI=true
	export CI
}

set_up_old_project() {
	new_repo "$HOME/reports"
	printf 'Sends a report each morning.\n' >README
	printf '[smtp]\nuser = reports\npassword = %s\n' \
		"$(drawn_from mail "$UPPER${LOWER}0123456789" 16)" >mail.ini
	commit_all 'send the reports'
	write_key
	commit_all 'keep them in S3'
	git rm -q awsconf.json
	commit_all 'use a role'
	"$KAGIBAN_HERE" --install --quiet
}

# ---- the pages ----

# The names of a page's transcripts, in their order.
stories_of() { # PAGE
	sed -n 's/^<!-- transcript: \(.*\) -->$/\1/p' "$1"
}

# The lines of the Nth transcript, or with OTHERS what stands in none.
told() { # PAGE N [OTHERS]
	awk -v wanted="$2" -v others="${3:-}" '
		/^```/ && state { state = (state + 1) % 3; next }
		(state == 2 && n == wanted && !others) ||
			(state != 2 && others) { print }
		/^<!-- transcript: / { state = 1; n++ }' "$1"
}

# Puts FILE in the place of the Nth transcript.
retell() { # PAGE N FILE
	awk -v wanted="$2" -v new="$3" '
		/^```/ && state {
			state = (state + 1) % 3
			print
			if (state == 2 && n == wanted)
				while ((getline line <new) > 0)
					print line
			next
		}
		state != 2 || n != wanted { print }
		/^<!-- transcript: / { state = 1; n++ }' "$1" >"$TMP/page"
	cp "$TMP/page" "$1"
}

# What was printed, as it may stand in a page.
tidy() {
	sed -e "s/$AWS_ID/$CUT_ID/g" -e "s|$REAL_HOME|/home/you|g" \
		-e "s|$TMP/srv|/srv|g" -e 's/ *$//' \
		-e '/^ *git [a-z]* --no-verify /d'
}

# How long it took is another each time.
timeless() {
	sed -e 's/([0-9]* ms)$/(N ms)/' -e 's/（[0-9]* ms）$/（N ms）/'
}

# Runs the commands of the transcript FILE; $TMP/said is what it now is.  An id
# in a command is the one that was shown last.
play() { # FILE
	status=0
	: >"$TMP/said"
	while IFS= read -r line; do
		case $line in '$ '*) ;; *) continue ;; esac
		id=$(sed -n 's/.* --allow \([0-9a-f]\{8,\}\) .*/\1/p' \
			"$TMP/before" "$TMP/said" | tail -n 1)
		[ -z "$id" ] || line=$(printf '%s\n' "$line" |
			sed "s/--allow [0-9a-f]\{8,\}/--allow $id/")
		printf '%s\n' "$line" >>"$TMP/said"
		(exit "$status")
		eval "${line#??}" >>"$TMP/said" 2>&1 </dev/null
		status=$?
	done <"$1"
}

check_story() { # PAGE N NAME LANGUAGE
	if [ "$3" != "then" ]; then
		unset CI
		new_world "$4"
		"set_up_$(printf %s "$3" | tr - _)" >"$TMP/before" 2>&1
	fi
	told "$1" "$2" >"$TMP/told"
	play "$TMP/told"
	tidy <"$TMP/said" >"$TMP/now"
	assert "${1##*/}: $3 has a command" grep -q '^[$] ' "$TMP/told"
	timeless <"$TMP/told" >"$TMP/wanted"
	timeless <"$TMP/now" >"$TMP/got"
	[ -z "${ACCEPT:-}" ] || cmp -s "$TMP/wanted" "$TMP/got" || {
		retell "$1" "$2" "$TMP/now"
		cp "$TMP/got" "$TMP/wanted"
	}
	assert_same_file "${1##*/}: $3 (if it is right: ACCEPT=1)" \
		"$TMP/wanted" "$TMP/got"
}

check_page() { # PAGE LANGUAGE
	page=$SOURCE_DIR/$1
	stories_of "$page" >"$TMP/stories"
	assert "$1 tells something" test -s "$TMP/stories"
	number=0
	while read -r name; do
		number=$((number + 1))
		check_story "$page" "$number" "$name" "$2"
	done <"$TMP/stories"
	told "$page" 0 others >"$TMP/others"
	assert_not "$1: each transcript is held" grep '^[$] ' "$TMP/others"
}

# The two languages tell the same stories.
check_pages() { # PAGE JAPANESE-PAGE
	check_page "$1" en
	check_page "$2" ja
	stories_of "$SOURCE_DIR/$1" >"$TMP/one"
	stories_of "$SOURCE_DIR/$2" >"$TMP/other"
	assert_same_file "$1 and $2: the same stories" "$TMP/one" "$TMP/other"
}

check_pages README.md README.ja.md
check_pages docs/TUTORIAL.md docs/TUTORIAL.ja.md
for story in first-day blocked-commit blocked-push waived leaked \
	refused-on-server ci; do
	assert "README.md: $story" grep -qx "<!-- transcript: $story -->" \
		"$SOURCE_DIR/README.md"
done
assert 'Japanese is Japanese' grep -q '止めました: シークレット 1 件$' \
	"$SOURCE_DIR/README.ja.md"
finish
