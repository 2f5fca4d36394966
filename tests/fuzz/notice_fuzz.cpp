#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline/notice.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::offline;
  const auto envelope = parse_notice({reinterpret_cast<const char*>(data), size});
  if (!envelope) {
    if (envelope.error().detail.empty()) std::abort();
    return 0;
  }
  if (envelope->sequence == 0 || envelope->notice.id.empty()) std::abort();
  if (!envelope->withdrawn && (envelope->notice.until <= envelope->notice.from || envelope->notice.title.empty()))
    std::abort();
  (void)envelope->concerns("LC07");
  return 0;
}
