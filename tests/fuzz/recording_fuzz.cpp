// A recorded prompt: refused with a reason, or samples at the wanted rate and no more than five minutes of them. Only
// small files, because decoding is slow.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "devices/voice/recording.hpp"
#include "tests/fuzz/memory_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  if (size > 8192) return 0;
  const fuzz::MemoryFile file(data, size);
  constexpr unsigned kRate = 8000;
  const auto samples = devices::read_recording(file.path(), kRate);
  if (!samples && samples.error().detail.empty()) std::abort();
  if (samples && samples->size() > std::size_t{kRate} * 301) std::abort();
  return 0;
}
