# The libraries: PCRE2 (engine/pattern.c), GIT2 (source/, cli/), JANSSON
# (report/), and PROGRAM_LINK, how the program itself is linked.
#
# A hook's time goes into its start, so the default is what starts fastest;
# a trial link decides:
#
#   static   archives only, no dynamic linker, no network code
#   archive  libgit2 and PCRE2 as archives, no network code; the rest shared
#   static with network code: where it cannot be left out
#   shared   everything shared: STATIC=OFF, and the last resort
find_package(PkgConfig REQUIRED)
pkg_check_modules(pcre2 REQUIRED libpcre2-8>=10.40)
pkg_check_modules(git2 REQUIRED libgit2>=1.5)
pkg_check_modules(jansson REQUIRED jansson>=2.10)
find_package(Intl REQUIRED)

# Finds the archives of the libraries NAMES, and of those that have none the
# shared library if SHARED; what is not there is left out.
function(find_archives output names dirs shared)
  set(found)
  foreach(name ${names})
    find_library(archive_${name} NAMES lib${name}.a HINTS ${dirs})
    if(archive_${name})
      list(APPEND found ${archive_${name}})
    elseif(shared)
      find_library(shared_${name} NAMES ${name} HINTS ${dirs})
      if(shared_${name})
        list(APPEND found ${shared_${name}})
      endif()
    endif()
  endforeach()
  set(${output} ${found} PARENT_SCOPE)
endfunction()

# Whether a small program links with LIBRARIES and the further SOURCES.
function(try_linking result options sources libraries)
  try_compile(${result} ${CMAKE_BINARY_DIR}/trial
    SOURCES ${CMAKE_SOURCE_DIR}/cmake/trial.c ${sources}
    CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${git2_INCLUDE_DIRS};${pcre2_INCLUDE_DIRS};${jansson_INCLUDE_DIRS}"
    COMPILE_DEFINITIONS -D_XOPEN_SOURCE=700
    LINK_OPTIONS ${options}
    LINK_LIBRARIES ${libraries} Intl::Intl
    C_STANDARD 11
    OUTPUT_VARIABLE trial_output)
  if(NOT ${result})
    file(APPEND ${CMAKE_BINARY_DIR}/CMakeFiles/trial.log
      "Linking ${options} with ${sources} ${libraries}:\n${trial_output}\n\n")
  endif()
  set(${result} ${${result}} PARENT_SCOPE)
endfunction()

# Sets `linking` and `archives`, and `stand_in` to no_transport.c if it is to
# be linked.
function(choose_linking)
  set(no_transport ${CMAKE_SOURCE_DIR}/src/source/no_transport.c)
  set(names ${git2_STATIC_LIBRARIES} ${pcre2_STATIC_LIBRARIES}
    ${jansson_STATIC_LIBRARIES})
  list(REMOVE_DUPLICATES names)
  set(dirs ${git2_STATIC_LIBRARY_DIRS} ${pcre2_STATIC_LIBRARY_DIRS}
    ${jansson_STATIC_LIBRARY_DIRS})
  find_archives(archives "${names}" "${dirs}" FALSE)
  find_archives(mixture "${names}" "${dirs}" TRUE)
  set(linking shared)
  set(stand_in ${no_transport})
  if(STATIC AND NOT SANITIZE AND archive_git2 AND archive_pcre2-8 AND
    archive_jansson)
    try_linking(links_static "-static" "${no_transport}" "${archives}")
    if(links_static)
      set(linking static)
    else()
      try_linking(links_archive "" "${no_transport}" "${mixture}")
      try_linking(links_with_network "-static" "" "${archives}")
      if(links_archive)
        set(linking archive)
        set(archives ${mixture})
      elseif(links_with_network)
        set(linking "static with network code")
        set(stand_in "")
      endif()
    endif()
  endif()
  set(linking ${linking} PARENT_SCOPE)
  set(archives ${archives} PARENT_SCOPE)
  set(stand_in ${stand_in} PARENT_SCOPE)
endfunction()

choose_linking()
message(STATUS "Linking kagiban: ${linking}")

add_library(PCRE2 INTERFACE)
target_include_directories(PCRE2 SYSTEM INTERFACE ${pcre2_INCLUDE_DIRS})
target_compile_definitions(PCRE2 INTERFACE PCRE2_CODE_UNIT_WIDTH=8)
add_library(GIT2 INTERFACE)
target_include_directories(GIT2 SYSTEM INTERFACE ${git2_INCLUDE_DIRS})
add_library(JANSSON INTERFACE)
target_include_directories(JANSSON SYSTEM INTERFACE ${jansson_INCLUDE_DIRS})
add_library(PROGRAM_LINK INTERFACE)

# It has to be on the command line as an object, before any archive.
if(stand_in)
  add_library(no_transport OBJECT ${stand_in})
  target_link_libraries(no_transport PRIVATE house)
  target_link_libraries(GIT2 INTERFACE $<TARGET_OBJECTS:no_transport>)
endif()

if(linking STREQUAL "shared")
  target_compile_definitions(no_transport PRIVATE KAGIBAN_SHARED_GIT2)
  target_link_libraries(PCRE2 INTERFACE ${pcre2_LINK_LIBRARIES})
  target_link_libraries(GIT2 INTERFACE ${git2_LINK_LIBRARIES})
  target_link_libraries(JANSSON INTERFACE ${jansson_LINK_LIBRARIES})
else()
  target_link_libraries(PCRE2 INTERFACE ${archive_pcre2-8})
  target_link_libraries(GIT2 INTERFACE ${archives})
  target_link_libraries(JANSSON INTERFACE ${archive_jansson})
endif()
if(linking MATCHES "^static")
  target_link_options(PROGRAM_LINK INTERFACE -static)
endif()
