# `house`: what every target of ours is compiled with.  Targets only, no
# global flags.
add_library(house INTERFACE)
target_compile_features(house INTERFACE c_std_11)
target_compile_definitions(house INTERFACE
  _POSIX_C_SOURCE=200809L _XOPEN_SOURCE=700)
if(APPLE)
  target_compile_definitions(house INTERFACE _DARWIN_C_SOURCE)
endif()
target_compile_options(house INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
  -Wmissing-prototypes -Wold-style-definition -Wvla -Wwrite-strings
  -Wcast-qual -Wformat=2 -Wundef)
if(STRICT)
  target_compile_options(house INTERFACE -Werror)
endif()
if(SANITIZE)
  target_compile_options(house INTERFACE -fsanitize=${SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(house INTERFACE -fsanitize=${SANITIZE})
endif()
if(FUZZ)
  target_compile_options(house INTERFACE -fsanitize=fuzzer-no-link)
endif()
set(CMAKE_C_EXTENSIONS OFF)
