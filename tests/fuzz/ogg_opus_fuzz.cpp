#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/ogg_opus.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::base;
  const auto found = inspect_ogg_opus({reinterpret_cast<const char*>(data), size}, Milliseconds(120'000));
  if (!found) {
    if (found.error().detail.empty()) std::abort();
    return 0;
  }
  if (found->channels < 1 || found->channels > 2 || found->length.count() <= 0 || found->length.count() > 120'000 ||
      found->title.size() > 1000)
    std::abort();
  return 0;
}
