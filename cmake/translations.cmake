# po/*.po -> share/locale/<language>/LC_MESSAGES/kagiban.mo, in the build tree
# beside bin/ as in an installation, so that the program finds them alike.
target_link_libraries(engine PUBLIC Intl::Intl)
set_property(SOURCE ${CMAKE_SOURCE_DIR}/src/base/i18n.c APPEND PROPERTY
  COMPILE_DEFINITIONS KAGIBAN_LOCALEDIR="${CMAKE_INSTALL_FULL_LOCALEDIR}")

file(GLOB po_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/po/*.po)
set(catalogues "")
if(po_files)
  find_program(MSGFMT msgfmt)
  if(NOT MSGFMT)
    message(FATAL_ERROR "msgfmt is missing: it compiles po/*.po. "
      "Install gettext (apt-get install gettext, brew install gettext).")
  endif()
endif()
foreach(po ${po_files})
  get_filename_component(language ${po} NAME_WE)
  set(folder ${CMAKE_BINARY_DIR}/share/locale/${language}/LC_MESSAGES)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${folder}/kagiban.mo
    COMMAND ${MSGFMT} --check -o ${folder}/kagiban.mo ${po}
    DEPENDS ${po}
    COMMENT "Compiling po/${language}.po"
    VERBATIM)
  list(APPEND catalogues ${folder}/kagiban.mo)
  install(FILES ${folder}/kagiban.mo
    DESTINATION ${CMAKE_INSTALL_LOCALEDIR}/${language}/LC_MESSAGES)
endforeach()
add_custom_target(translations ALL DEPENDS ${catalogues})
