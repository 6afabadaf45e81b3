# Runs PROGRAM --help --format rows | SCRIPT SHELL into OUTPUT.
get_filename_component(folder ${OUTPUT} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
set(ENV{LC_ALL} C)
execute_process(COMMAND ${PROGRAM} --help --format rows
  COMMAND sh ${SCRIPT} ${SHELL}
  OUTPUT_FILE ${OUTPUT}
  RESULTS_VARIABLE results)
if(NOT results STREQUAL "0;0")
  message(FATAL_ERROR "cannot make ${OUTPUT}: ${results}")
endif()
