# The libraries: PCRE2 (engine/pattern.c), GIT2 (source/, cli/), and
# PROGRAM_LINK, how the program itself is linked.
find_package(PkgConfig REQUIRED)
pkg_check_modules(pcre2 REQUIRED libpcre2-8>=10.40)
pkg_check_modules(git2 REQUIRED libgit2>=1.5)

add_library(PCRE2 INTERFACE)
target_include_directories(PCRE2 SYSTEM INTERFACE ${pcre2_INCLUDE_DIRS})
target_compile_definitions(PCRE2 INTERFACE PCRE2_CODE_UNIT_WIDTH=8)
target_link_libraries(PCRE2 INTERFACE ${pcre2_LINK_LIBRARIES})

add_library(GIT2 INTERFACE)
target_include_directories(GIT2 SYSTEM INTERFACE ${git2_INCLUDE_DIRS})
target_link_libraries(GIT2 INTERFACE ${git2_LINK_LIBRARIES})

add_library(PROGRAM_LINK INTERFACE)
