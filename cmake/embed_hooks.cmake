# Writes OUTPUT, C that holds the files NAMES, SERVER_NAMES, every-other and
# configured of FOLDER.
# Byte by byte, so that no quote, backslash or semicolon can be misread.
function(read_as_literal result file)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
  string(REPLACE "\\x0a" "\\x0a\"\n\t\"" text "${bytes}")
  set(${result} "\"${text}\"" PARENT_SCOPE)
endfunction()

set(rows "")
foreach(name IN LISTS NAMES)
  read_as_literal(text ${FOLDER}/${name})
  string(APPEND rows "\t{ \"${name}\", HOOKS_OF_PERSON, ${text} },\n")
endforeach()
foreach(name IN LISTS SERVER_NAMES)
  read_as_literal(text ${FOLDER}/${name})
  string(APPEND rows "\t{ \"${name}\", HOOKS_OF_SERVER, ${text} },\n")
endforeach()
read_as_literal(other ${FOLDER}/every-other)
read_as_literal(configured ${FOLDER}/configured)
file(WRITE ${OUTPUT} "/* Made from hooks/ by cmake/embed_hooks.cmake. */
#include \"cli/hook_templates.h\"

const struct hook_template hook_templates[HOOK_COUNT] = {
${rows}};

const char hook_every_other[] = ${other};

const char hook_configured[] = ${configured};
")
