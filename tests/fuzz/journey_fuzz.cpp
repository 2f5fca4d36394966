// A journey file: refused with its place, or steps that can be played.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "kiosk/journey/journey.hpp"
#include "tests/fuzz/memory_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  const fuzz::MemoryFile file(data, size);
  const auto journey = kiosk::load_journey(file.path());
  if (!journey) {
    if (journey.error().detail.empty()) std::abort();
    return 0;
  }
  for (const auto& step : journey->steps)
    if (kiosk::kind_of(step.action).empty()) std::abort();
  return 0;
}
