# The platform's intake and what a held connection costs; see the comment in platform_intake.cpp.
add_executable(bench_platform_intake EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/platform_intake.cpp)
target_link_libraries(bench_platform_intake PRIVATE bianmin_options bianmin_platform)
target_compile_definitions(bench_platform_intake PRIVATE BIANMIN_BINARY_DIR="${PROJECT_BINARY_DIR}")
set_target_properties(bench_platform_intake PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
add_dependencies(bench_platform_intake bianmin-platform)
