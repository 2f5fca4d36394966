# How fast the functional core turns: build bench_flow with the preset "release" and run it; it prints JSON lines.
add_executable(bench_flow EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/flow_bench.cpp)
target_link_libraries(bench_flow PRIVATE bianmin_options bianmin_flow)
target_compile_definitions(bench_flow PRIVATE BIANMIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
