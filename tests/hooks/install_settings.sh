# install_settings.sh - hooks in git's configuration, where git runs them (2.54
# and later): put there, refusing and passing, taken away byte for byte, in a
# repository and for all; beside hook files, other managers' folders and
# settings of others; to and from files; a git that only claims to run them.
# With a real such git if there is one: the git in PATH, that of NEW_GIT (the
# folder of its program), or /opt/git-*/bin; else with the stand-in.
# The real one that this was written with is 2.55.0, built from the source of
# Debian sid: apt-get source git, then make prefix=/opt/git-2.55 install.
# slow: everything is tried with a commit and a push
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

git config --global --remove-section kagiban
OLD_PATH=$PATH
mkdir "$TMP/standin"
cp "$SOURCE_DIR/tests/hooks/standin-git" "$TMP/standin/git"

no_files() { # WHAT
	assert_status 1 "$1: no hook file" grep -rlF '# kagiban hook' \
		.git/hooks
}

# A key, a key in the message, and a push are refused here; without, they pass.
assert_guarded() { # WHAT
	leak_into "key.ini"
	git add key.ini
	assert_commit_refused "$1: a key" commit -qm key
	assert_commit_refused "$1: with -a" commit -qam key
	git rm -qf --cached key.ini
	rm key.ini
	new_key
	assert_commit_refused "$1: a message" commit -q --allow-empty -m "$KEY"
	assert_commit_passes "$1: none" commit -q --allow-empty -m none
	rm -rf "$TMP/remote.git"
	git init -q --bare "$TMP/remote.git"
	assert_status 0 "$1: a push" git push -q "$TMP/remote.git" HEAD:main
	leak_into key.ini
	git add key.ini
	git commit -qnm key
	assert_status 1 "$1: a push of a key" git push -q "$TMP/remote.git" \
		HEAD:main
	assert_contains "$1: a push of a key" err 'push blocked: 1 secret'
	assert_unseen "$1: a push of a key"
	git reset -q --hard HEAD~1
}

assert_config() { # WHAT
	assert_same_file "$1: the configuration is as before" "$TMP/config" \
		.git/config
}

install_and_back() { # WHAT
	cp -p .git/config "$TMP/config"
	assert_status 0 "$1" "$KAGIBAN" --install
	assert_contains "$1" out 'which git runs from 2.54 on'
	no_files "$1"
	assert_guarded "$1"
	cp .git/config "$TMP/once"
	assert_status 0 "$1, again" "$KAGIBAN" --install
	assert_contains "$1, again" out 'already there'
	assert_same_file "$1, again: nothing more" "$TMP/once" .git/config
	assert_status 0 "$1: the doctor" "$KAGIBAN" --doctor
	assert_contains "$1: the doctor" out "pre-push: in git's configuration"
	assert_status 0 "$1: uninstall" "$KAGIBAN" --uninstall
	assert_config "$1"
	assert_equal "$1: nothing beside it" '' \
		"$(find .git -name '*.kagiban-*' -o -name '*.lock')"
}

in_repository() {
	echo '- plain; without a newline at the end; a link, read-only for others'
	new_repo "$TMP/$1/plain"
	install_and_back plain
	printf '[user]\n\tnote = x' >>.git/config
	install_and_back 'no newline'
	mkdir "$TMP/$1/elsewhere"
	mv .git/config "$TMP/$1/elsewhere/config"
	ln -s "$TMP/$1/elsewhere/config" .git/config
	chmod 600 "$TMP/$1/elsewhere/config"
	install_and_back 'a link'
	assert 'still a link' test -h .git/config
	list_tree "$TMP/$1/elsewhere" >"$TMP/listing"
	assert_contains 'its mode' "$TMP/listing" '-rw-------'

	echo '- other settings, added while it was installed, stay'
	new_repo "$TMP/$1/others"
	printf '[hook "linter"]\n\tevent = pre-commit\n\tcommand = %s\n' \
		"echo ran >>$TMP/ran" >>.git/config
	cp .git/config "$TMP/wanted"
	"$KAGIBAN" --install --quiet
	git config user.note later
	assert_guarded others
	assert_contains "another's hook runs" "$TMP/ran" ran
	assert_status 0 others "$KAGIBAN" --doctor
	assert_contains others out 'hook.linter.command'
	"$KAGIBAN" --uninstall --quiet
	printf '[user]\n\tnote = later\n' >>"$TMP/wanted"
	assert_same_file 'others stay' "$TMP/wanted" .git/config

	echo '- a hook file, with and without #!, and a core.hooksPath'
	for text in "#!/bin/sh\necho ran >>'$TMP/ran'\n" \
		"echo ran >>'$TMP/ran'"; do
		for folder in .git/hooks .husky/_ "$TMP/$1/team hooks"; do
			new_repo "$TMP/$1/files"
			mkdir -p "$folder"
			# shellcheck disable=SC2059 # it is a format
			printf "$text" >"$folder/pre-push"
			chmod 755 "$folder/pre-push"
			[ "$folder" = .git/hooks ] ||
				git config core.hooksPath "$folder"
			list_tree "$folder" >"$TMP/before"
			rm -f "$TMP/ran"
			install_and_back "beside $folder"
			assert_contains "beside $folder: theirs" "$TMP/ran" ran
			list_tree "$folder" >"$TMP/after"
			assert_same_file "beside $folder: untouched" \
				"$TMP/before" "$TMP/after"
			cd "$TMP" || exit 1
			rm -rf "$TMP/$1/files"
		done
	done
	new_repo "$TMP/$1/said"
	printf '#!/bin/sh\n' >.git/hooks/pre-commit
	chmod 755 .git/hooks/pre-commit
	assert_status 0 'said' "$KAGIBAN" --install
	assert_contains 'said' out "run after kagiban's"

	echo '- worktree, submodule, bare'
	new_repo "$TMP/$1/main"
	git commit -q --allow-empty -m first
	cp .git/config "$TMP/config"
	git worktree add -q "$TMP/$1/linked"
	cd "$TMP/$1/linked" || exit 1
	assert_status 0 worktree "$KAGIBAN" --install
	assert_guarded worktree
	assert_status 0 worktree "$KAGIBAN" --uninstall
	cd "$TMP/$1/main" || exit 1
	assert_config worktree
	git init -q "$TMP/$1/part"
	git -C "$TMP/$1/part" commit -q --allow-empty -m first
	new_repo "$TMP/$1/whole"
	git -c protocol.file.allow=always submodule --quiet add \
		"$TMP/$1/part" part
	cp .git/modules/part/config "$TMP/config"
	cd part || exit 1
	assert_status 0 submodule "$KAGIBAN" --install
	assert_contains submodule out "$TMP/$1/whole/.git/modules/part/config"
	assert_guarded submodule
	assert_status 0 submodule "$KAGIBAN" --uninstall
	cd .. || exit 1
	assert_same_file 'submodule: as before' "$TMP/config" \
		.git/modules/part/config
	git init -q --bare "$TMP/$1/bare.git"
	cd "$TMP/$1/bare.git" || exit 1
	cp config "$TMP/config"
	assert_status 0 bare "$KAGIBAN" --install
	assert_contains bare out 'bare repository'
	assert_status 0 bare "$KAGIBAN" --uninstall
	assert_same_file 'bare: as before' "$TMP/config" config
}

troubled() {
	echo '- changed by somebody: left alone, and said'
	new_repo "$TMP/$1/changed"
	"$KAGIBAN" --install --quiet
	git config hook.kagiban-pre-commit.enabled false
	cp .git/config "$TMP/config"
	assert_status 1 'switched off' "$KAGIBAN" --doctor
	assert_contains 'switched off' out 'but not run from there'
	assert_status 2 'changed' "$KAGIBAN" --install
	assert_contains 'changed' err '[hook "kagiban-pre-commit"] is not as'
	assert_config 'changed, install'
	assert_status 0 'changed' "$KAGIBAN" --uninstall
	assert_contains 'changed' out 'left alone'
	git config --remove-section hook.kagiban-pre-commit
	assert_status 0 'mended' "$KAGIBAN" --install
	assert_guarded 'mended'

	echo '- switched off where it cannot be seen: files'
	new_repo "$TMP/$1/off"
	git config --global hook.pre-push.enabled false
	assert_status 0 'an event' "$KAGIBAN" --install
	assert 'an event: files' test -x .git/hooks/pre-commit
	git config --global --remove-section hook.pre-push
	assert_guarded 'an event'
	git config --global hook.kagiban-pre-push.enabled false
	assert_status 0 'one of ours' "$KAGIBAN" --install
	assert 'one of ours: files' test -x .git/hooks/pre-commit
	git config --global --remove-section hook.kagiban-pre-push

	echo '- the program is gone: blocked, and the command given removes it'
	new_repo "$TMP/$1/gone"
	cp "$KAGIBAN" "$TMP/passing"
	cp .git/config "$TMP/config"
	"$TMP/passing" --install --quiet
	for how in empty absent; do
		: >"$TMP/passing"
		[ "$how" = empty ] || rm "$TMP/passing"
		assert_status 1 "$how" git commit -q --allow-empty -m x
		assert_contains "$how" err 'the program is missing'
		assert_contains "$how" err '直す:    kagiban --install'
	done
	for hook in pre-commit commit-msg; do
		git commit -q --allow-empty -m x 2>"$TMP/err"
		eval "$(sed -n 's/^  Remove:  //p' "$TMP/err")"
	done
	assert_status 0 'both removed' git commit -q --allow-empty -m x
	"$KAGIBAN" --uninstall --quiet
	assert_config 'gone'

	echo '- locked: refused, and nothing half done'
	new_repo "$TMP/$1/locked"
	cp .git/config "$TMP/config"
	touch .git/config.lock
	list_tree .git >"$TMP/before"
	assert_status 3 locked "$KAGIBAN" --install
	assert_contains locked err 'cannot lock'
	list_tree .git >"$TMP/after"
	assert_same_file 'locked: as before' "$TMP/before" "$TMP/after"
	rm .git/config.lock

	[ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null || return
	echo '- hook files of ours that cannot be removed: no settings either'
	new_repo "$TMP/$1/half"
	PATH=$OLD_PATH "$KAGIBAN" --install --quiet
	chown -R 65534:65534 "$TMP/$1/half"
	chown 0:0 .git/hooks
	chmod 755 "$TMP" .git/hooks
	cp "$KAGIBAN" "$TMP/kagiban"
	list_tree .git >"$TMP/before"
	assert_status 3 'half-way' setpriv --reuid=65534 --regid=65534 \
		--clear-groups "$TMP/kagiban" --install
	assert_contains 'half-way' err "$TMP/$1/half/.git/hooks"
	list_tree .git >"$TMP/after"
	assert_same_file 'half-way: as before' "$TMP/before" "$TMP/after"
}

to_and_fro() {
	echo '- from files to settings and back'
	new_repo "$TMP/$1/fro"
	printf '#!/bin/sh\necho ran >>"%s"\n' "$TMP/ran" >.git/hooks/pre-commit
	chmod 755 .git/hooks/pre-commit
	list_tree .git/hooks >"$TMP/before"
	cp .git/config "$TMP/config"
	PATH=$OLD_PATH "$KAGIBAN" --install --quiet
	list_tree .git/hooks >"$TMP/filed"
	assert_status 0 'to settings' "$KAGIBAN" --install
	list_tree .git/hooks >"$TMP/after"
	assert_same_file 'to settings: no files' "$TMP/before" "$TMP/after"
	assert_guarded 'to settings'
	PATH=$OLD_PATH "$KAGIBAN" --install --quiet
	list_tree .git/hooks >"$TMP/after"
	assert_same_file 'back to files' "$TMP/filed" "$TMP/after"
	assert_config 'back to files'
	"$KAGIBAN" --install --quiet
	git config kagiban.hookFiles true
	assert_status 0 'kagiban.hookFiles' "$KAGIBAN" --install
	assert 'kagiban.hookFiles' test -x .git/hooks/pre-push
	git config --remove-section kagiban
	"$KAGIBAN" --install --quiet
	assert_not 'settings again' test -e .git/hooks/pre-push
	assert_status 0 'an older git takes them away' \
		env PATH="$OLD_PATH" "$KAGIBAN" --uninstall
	assert_config 'an older git takes them away'
}

for_all() {
	echo '- --global'
	list_tree "$HOME" >"$TMP/before"
	cp "$HOME/.gitconfig" "$TMP/user"
	cd "$TMP" || exit 1
	assert_status 0 global "$KAGIBAN" --install --global
	assert_contains global out "$HOME/.gitconfig"
	assert_equal 'no core.hooksPath' '' "$(git config core.hooksPath)"
	new_repo "$TMP/$1/any"
	assert_guarded any
	git config core.hooksPath .husky/_
	assert_guarded 'a core.hooksPath of its own does not escape'
	git config --unset core.hooksPath
	"$KAGIBAN" --install --quiet
	leak_into key.ini
	git add key.ini
	assert_commit_refused 'with --local on top' commit -qm key
	assert_equal 'it scans once' 1 "$(grep -c 'commit blocked' "$TMP/err")"
	"$KAGIBAN" --uninstall --quiet
	assert_commit_refused 'without it again' commit -qm key
	assert_status 0 global "$KAGIBAN" --uninstall --global
	list_tree "$HOME" >"$TMP/after"
	assert_same_file 'HOME is as before' "$TMP/before" "$TMP/after"
	assert_status 0 'unguarded again' git commit -qm key
	git reset -q --hard HEAD~1

	echo '- --global: from the folder of an older git, and back'
	PATH=$OLD_PATH "$KAGIBAN" --install --global --quiet
	assert_status 0 'from the folder' "$KAGIBAN" --install --global
	assert_not 'from the folder' test -e "$HOME/.local/share/kagiban"
	assert_equal 'from the folder' '' "$(git config core.hooksPath)"
	PATH=$OLD_PATH "$KAGIBAN" --install --global --quiet
	assert_not 'to the folder' grep -q kagiban-pre "$HOME/.gitconfig"
	PATH=$OLD_PATH "$KAGIBAN" --uninstall --global --quiet
	assert_same_file 'and nothing' "$TMP/user" "$HOME/.gitconfig"

	echo '- --global: no file before, and the other place'
	mv "$HOME/.gitconfig" "$TMP/user"
	"$KAGIBAN" --install --global --quiet
	assert 'made' test -f "$HOME/.gitconfig"
	"$KAGIBAN" --uninstall --global --quiet
	assert_not 'gone again' test -e "$HOME/.gitconfig"
	mkdir -p "$HOME/.config/git"
	cp "$TMP/user" "$HOME/.config/git/config"
	assert_status 0 'the other place' "$KAGIBAN" --install --global
	assert_not 'the other place' test -e "$HOME/.gitconfig"
	cd "$TMP/$1/any" || exit 1
	assert_guarded 'the other place'
	"$KAGIBAN" --uninstall --global --quiet
	assert_same_file 'the other place' "$TMP/user" "$HOME/.config/git/config"
	rm -r "$HOME/.config"
	mv "$TMP/user" "$HOME/.gitconfig"
}

with() { # NAME FOLDER
	PATH=$2:$OLD_PATH
	echo "with $1: $(git --version)"
	mkdir "$TMP/with-$1"
	in_repository "with-$1"
	troubled "with-$1"
	to_and_fro "with-$1"
	for_all "with-$1"
	PATH=$OLD_PATH
}

new_git=$(find_new_git)
if [ -n "$new_git" ]; then
	with real "$new_git"
else
	echo 'no git 2.54 or later here: with the stand-in'
	with standin "$TMP/standin"
fi

echo '- a git that says 2.54 and runs none: files'
PATH=$TMP/standin:$OLD_PATH
export STANDIN
for STANDIN in claims lists; do
	new_repo "$TMP/$STANDIN"
	cp .git/config "$TMP/config"
	assert_status 0 "$STANDIN" "$KAGIBAN" --install
	assert "$STANDIN: files" test -x .git/hooks/pre-commit
	assert_config "$STANDIN"
	assert_guarded "$STANDIN"
done
finish
