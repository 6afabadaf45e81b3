# What `cpack` makes: a Debian package, an archive.
set(CPACK_PACKAGE_NAME kagiban)
set(CPACK_PACKAGE_VENDOR kagiban)
set(CPACK_PACKAGE_CONTACT "kagiban <kagiban@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "stops secrets before git records or pushes them")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_GENERATOR DEB;TGZ)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION vcs)
# Of the libraries dpkg-shlibdeps knows which; a static program has none.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "git (>= 1:2.30)")
include(CPack)
