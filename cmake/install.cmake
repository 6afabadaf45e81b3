# What `cmake --install` puts where; install.sh and packages use nothing else.
install(TARGETS kagiban RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# git takes `git kagiban` for a program git-kagiban in PATH: the same one, by
# a link, in the build as well so that the tests can call it so.
file(MAKE_DIRECTORY ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
file(CREATE_LINK kagiban ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/git-kagiban SYMBOLIC)
install(FILES ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/git-kagiban
  DESTINATION ${CMAKE_INSTALL_BINDIR})

# `git kagiban --help` asks for the page git-kagiban(1).
if(EXISTS ${CMAKE_SOURCE_DIR}/docs/kagiban.1)
  file(WRITE ${CMAKE_BINARY_DIR}/generated/git-kagiban.1 ".so man1/kagiban.1\n")
  install(FILES ${CMAKE_SOURCE_DIR}/docs/kagiban.1
    ${CMAKE_BINARY_DIR}/generated/git-kagiban.1
    DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
