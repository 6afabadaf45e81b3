# The table of options -> completions of bash, zsh and fish, made by the
# program that was just built; where that cannot run there are none.
if(CMAKE_CROSSCOMPILING)
  return()
endif()
set(completions_folder ${CMAKE_BINARY_DIR}/generated/completions)
foreach(shell bash zsh fish)
  set(completion ${completions_folder}/kagiban.${shell})
  add_custom_command(OUTPUT ${completion}
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:kagiban> -DSHELL=${shell}
      -DSCRIPT=${CMAKE_SOURCE_DIR}/tools/completions.sh -DOUTPUT=${completion}
      -P ${CMAKE_SOURCE_DIR}/cmake/make_completion.cmake
    DEPENDS kagiban ${CMAKE_SOURCE_DIR}/tools/completions.sh
      ${CMAKE_SOURCE_DIR}/cmake/make_completion.cmake
    COMMENT "Making the completion of ${shell}"
    VERBATIM)
  list(APPEND completions ${completion})
endforeach()
add_custom_target(completions ALL DEPENDS ${completions})

install(FILES ${completions_folder}/kagiban.bash RENAME kagiban
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${completions_folder}/kagiban.zsh RENAME _kagiban
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${completions_folder}/kagiban.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
