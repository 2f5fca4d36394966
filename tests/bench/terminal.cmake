# The whole terminal in its window, beside Chromium: bench_terminal; README.md says how it measures.
if(TARGET bench_support)
  file(GLOB terminal_bench_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/terminal/*.cpp)
  bianmin_program(bench_terminal
    SOURCES ${terminal_bench_sources} ${PROJECT_SOURCE_DIR}/tests/ui/support/virtual_display.cpp
    LIBRARIES bench_support)
  set_target_properties(bench_terminal PROPERTIES EXCLUDE_FROM_ALL ON)
  add_dependencies(bench_terminal bianmin-platform bianmin-kiosk bianmin-journey bianmin-decode bianmin-typeset bianmin-virtual-card bianmin_kiosk_share)
endif()
# The table of tests/bench/run.
bianmin_program(bench_report SOURCES ${CMAKE_CURRENT_LIST_DIR}/report.cpp LIBRARIES bianmin_base)
set_target_properties(bench_report PROPERTIES EXCLUDE_FROM_ALL ON)
