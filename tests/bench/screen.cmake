# How fast the screen answers a finger: build bench_screen with the preset "release" and run it; it prints JSON lines.
add_executable(bench_screen EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/screen_bench.cpp)
target_link_libraries(bench_screen PRIVATE bianmin_options bianmin_ui_samples)
