// The file of reserved case numbers. Whatever stands in it, a number that is given out is one that exists.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline/case_number.hpp"
#include "offline/case_sequence.hpp"
#include "tests/fuzz/memory_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  const fuzz::MemoryFile file(data, size);
  const offline::CaseSequence sequence(file.path(), true);
  const base::Instant now{base::Milliseconds{1'795'305'600'000}};  // 2026-11-22
  for (const int month : {offline::CaseNumber::month_of(now), 2610, 101, 9912}) {
    const int first = sequence.first_unused(month, now);
    // One above the last says that a month's numbers are used up.
    if (first < 1 || first > offline::CaseNumber::kMaxSequence + 1) std::abort();
  }
  return 0;
}
