# hooks/* -> generated/hook_templates.c, part of `program`.
set(hook_names applypatch-msg commit-msg pre-applypatch pre-commit
  pre-merge-commit pre-push)
set(server_hook_names pre-receive)
set(hook_output ${CMAKE_BINARY_DIR}/generated/hook_templates.c)
set(hook_files ${hook_names} ${server_hook_names} every-other
  configured)
list(TRANSFORM hook_files PREPEND ${CMAKE_SOURCE_DIR}/hooks/)
add_custom_command(OUTPUT ${hook_output}
  COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_SOURCE_DIR}/hooks
    "-DNAMES=${hook_names}" "-DSERVER_NAMES=${server_hook_names}"
    -DOUTPUT=${hook_output}
    -P ${CMAKE_SOURCE_DIR}/cmake/embed_hooks.cmake
  DEPENDS ${hook_files} ${CMAKE_SOURCE_DIR}/cmake/embed_hooks.cmake
  COMMENT "Embedding ${CMAKE_SOURCE_DIR}/hooks"
  VERBATIM)
target_sources(program PRIVATE ${hook_output})
