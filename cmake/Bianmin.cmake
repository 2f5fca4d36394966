# How every library, program and test of Bianmin is declared. One folder is one library is one namespace.

add_library(bianmin_options INTERFACE)
target_compile_features(bianmin_options INTERFACE cxx_std_20)
target_include_directories(bianmin_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(bianmin_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wconversion -Werror
  $<$<CXX_COMPILER_ID:GNU>:-Wno-missing-field-initializers>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-field-initializers>)
# GCC 12's flow analysis reports these wrongly inside std::string and std::variant (GCC bugs 105329, 105593).
target_compile_options(bianmin_options INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
# When it optimises fully it sees overflows there that are none (GCC bugs 105329, 105651).
target_compile_options(bianmin_options INTERFACE
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-stringop-overflow>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-stringop-overread>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-array-bounds>)
if(BIANMIN_SANITIZE)
  target_compile_options(bianmin_options INTERFACE -fsanitize=${BIANMIN_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(bianmin_options INTERFACE -fsanitize=${BIANMIN_SANITIZE})
endif()
if(BIANMIN_FUZZ)
  target_compile_options(bianmin_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined)
  target_link_options(bianmin_options INTERFACE -fsanitize=address,undefined)
endif()

# The precompiled standard headers are compiled once and shared by all libraries.
set(BIANMIN_STANDARD_HEADERS
  <algorithm> <array> <chrono> <cstddef> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set>
  <span> <string> <string_view> <utility> <variant> <vector> <tl/expected.hpp>)

# bianmin_library(NAME SOURCES … [PUBLIC …] [PRIVATE …] [HEADERS …])
#   HEADERS: heavy third-party headers to precompile besides the standard ones.
function(bianmin_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE;HEADERS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC bianmin_options ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  target_precompile_headers(${name} PRIVATE ${BIANMIN_STANDARD_HEADERS} ${ARG_HEADERS})
endfunction()

# bianmin_program(NAME SOURCES … LIBRARIES …)
function(bianmin_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE bianmin_options ${ARG_LIBRARIES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# bianmin_tests(NAME LIBRARIES … [SOURCES …] [TIMEOUT seconds] [LOCK resource])
#   One Boost.Test program a folder; every foo_tests.cpp holds the suite foo_tests and is one ctest.
#   SOURCES: further files that are no suites.
function(bianmin_tests name)
  cmake_parse_arguments(ARG "" "TIMEOUT;LOCK" "LIBRARIES;SOURCES" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  file(GLOB suites CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_tests.cpp)
  if(NOT suites)
    return()
  endif()
  set(target tests_${name})
  add_executable(${target} ${suites} ${ARG_SOURCES} ${PROJECT_SOURCE_DIR}/tests/support/test_main.cpp)
  target_link_libraries(${target} PRIVATE bianmin_options Boost::unit_test_framework ${ARG_LIBRARIES})
  target_compile_definitions(${target} PRIVATE BOOST_TEST_DYN_LINK
    BIANMIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}" BIANMIN_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_precompile_headers(${target} PRIVATE ${BIANMIN_STANDARD_HEADERS} <boost/test/unit_test.hpp>)
  # BOOST_TEST_MODULE must be defined before Boost.Test is seen, so this one file takes no precompiled header.
  set_source_files_properties(${PROJECT_SOURCE_DIR}/tests/support/test_main.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  foreach(suite IN LISTS suites)
    get_filename_component(suite_name ${suite} NAME_WE)
    add_test(NAME ${name}.${suite_name}
      COMMAND ${target} --run_test=${suite_name} --log_level=test_suite --report_level=short --color_output=no)
    set_tests_properties(${name}.${suite_name} PROPERTIES
      LABELS ${name} TIMEOUT ${ARG_TIMEOUT} SKIP_RETURN_CODE 77)
    if(ARG_LOCK)
      set_tests_properties(${name}.${suite_name} PROPERTIES RESOURCE_LOCK ${ARG_LOCK})
    endif()
  endforeach()
endfunction()
