#!/bin/sh
# completions.sh - makes the completions of a shell from the one table of
# options: kagiban --help --format rows | completions.sh bash|zsh|fish
#
# What an argument can be follows from its name in the table; a name that is
# not known here takes anything.
set -eu

# Of each row: option, letter or "-", argument, help, kind; joined by tabs
# that awk splits at.
make_bash() {
	awk -F '\t' '
	function words(argument) {
		if (argument == "FORMAT") return "text json sarif"
		if (argument == "WHEN") return "auto always never"
		if (argument == "LANG") return "en ja"
		return ""
	}
	{
		all = all " --" $2 ($1 == "-" ? "" : " -" $1)
		if (words($3) != "")
			cases = cases "\t--" $2 ") choices=\"" words($3) "\" ;;\n"
		else if ($3 == "RULE")
			cases = cases "\t--" $2 ") choices=$(\"$program\" --list-rules 2>/dev/null | sed \"1d;s/ .*//\") ;;\n"
		else if ($3 == "FILE")
			files = files (files ? " | " : "") "--" $2
		else if ($3 != "")
			any = any (any ? " | " : "") "--" $2
	}
	END {
		print "# bash completion of kagiban and git kagiban; made from its table of options."
		print "_kagiban() {"
		print "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=\"\" choices=\"\" program=kagiban"
		print "\t[ \"$COMP_CWORD\" -eq 0 ] || before=${COMP_WORDS[COMP_CWORD - 1]}"
		print "\tcase ${COMP_WORDS[0]} in *kagiban) program=${COMP_WORDS[0]} ;; esac"
		print "\tCOMPREPLY=()"
		print "\tcase $before in"
		print "\t" any ") return ;;"
		print "\t" files ")"
		print "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")"
		print "\t\treturn ;;"
		printf "%s", cases
		print "\t*)"
		print "\t\tcase $word in"
		print "\t\t-*) choices=\"" substr(all, 2) "\" ;;"
		print "\t\t*)"
		print "\t\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")"
		print "\t\t\treturn ;;"
		print "\t\tesac ;;"
		print "\tesac"
		print "\tmapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$word\")"
		print "}"
		print "_git_kagiban() {"
		print "\t_kagiban"
		print "}"
		print "complete -o filenames -F _kagiban kagiban git-kagiban"
	}'
}

make_zsh() {
	awk -F '\t' '
	function escaped(text) {
		gsub(/\\/, "\\\\", text)
		gsub(/\[/, "\\[", text)
		gsub(/\]/, "\\]", text)
		gsub(/:/, "\\:", text)
		gsub(/\047/, "\047\\\047\047", text)
		return text
	}
	function what(argument) {
		if (argument == "") return ""
		if (argument == "FORMAT") return ":format:(text json sarif)"
		if (argument == "WHEN") return ":when:(auto always never)"
		if (argument == "LANG") return ":language:(en ja)"
		if (argument == "FILE") return ":file:_files"
		if (argument == "RULE") return ":rule:_kagiban_rules"
		return ":" tolower(argument) ":"
	}
	BEGIN {
		print "#compdef kagiban git-kagiban"
		print "# zsh completion of kagiban and git kagiban; made from its table of options."
		print "_kagiban_rules() {"
		print "\tlocal -a rules"
		print "\trules=(${(f)\"$(kagiban --list-rules 2>/dev/null | sed \047" "1d;s/ .*//\047)\"})"
		print "\tcompadd -a rules"
		print "}"
		print "_arguments -s \\"
	}
	{
		text = "[" escaped($4) "]" what($3)
		print "\t\047--" $2 text "\047 \\"
		if ($1 != "-")
			print "\t\047-" $1 text "\047 \\"
	}
	END { print "\t\047*:file:_files\047" }'
}

make_fish() {
	awk -F '\t' '
	function quoted(text) {
		gsub(/\\/, "\\\\", text)
		gsub(/\047/, "\\\047", text)
		return "\047" text "\047"
	}
	function what(argument) {
		if (argument == "") return ""
		if (argument == "FORMAT") return " -x -a \047text json sarif\047"
		if (argument == "WHEN") return " -x -a \047auto always never\047"
		if (argument == "LANG") return " -x -a \047en ja\047"
		if (argument == "FILE") return " -r -F"
		if (argument == "RULE") return " -x -a \047(kagiban --list-rules 2>/dev/null | sed \"1d;s/ .*//\")\047"
		return " -x"
	}
	BEGIN {
		print "# fish completion of kagiban; made from its table of options."
	}
	{
		print "complete -c kagiban -l " $2 ($1 == "-" ? "" : " -s " $1) \
			what($3) " -d " quoted($4)
	}'
}

case ${1-} in
bash | zsh | fish) "make_$1" ;;
*)
	echo 'usage: kagiban --help --format rows | completions.sh bash|zsh|fish' >&2
	exit 2
	;;
esac
