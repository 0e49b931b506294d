# coreai_palettize(<in> <out> [OPTIONS <option>...])
#
# Adds a command that palettizes the program <in> to <out>, and runs whenever
# <in> is newer. OPTIONS are those of -coreai-palettize, as in
#
#   coreai_palettize(model.mlirbc model.p4.mlirbc
#                    OPTIONS n_bits=4 granularity=per_channel)
#
# An <out> that ends in .mlirbc is written as bytecode, any other as text.
# Relative paths are those of a custom command: <in> is in the source folder,
# <out> in the build folder. As with any custom command, a target has to depend
# on <out>.
function(coreai_palettize in out)
  cmake_parse_arguments(PARSE_ARGV 2 ARG "" "" "OPTIONS")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "coreai_palettize(<in> <out> [OPTIONS <option>...]) "
                        "got unexpected arguments: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  cmake_path(ABSOLUTE_PATH in BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  cmake_path(ABSOLUTE_PATH out BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  cmake_path(GET out EXTENSION LAST_ONLY extension)
  set(form "")
  if(extension STREQUAL ".mlirbc")
    set(form --emit-bytecode)
  endif()
  list(JOIN ARG_OPTIONS " " options)
  add_custom_command(
    OUTPUT ${out}
    COMMAND CoreAI::coreai-opt ${in} "--coreai-palettize=${options}" ${form}
            -o ${out}
    DEPENDS ${in} CoreAI::coreai-opt
    COMMENT "Palettizing ${in}"
    VERBATIM)
endfunction()
