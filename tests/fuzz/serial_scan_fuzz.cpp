#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "devices/pictures/payload_text.hpp"
#include "devices/scanner/scan_framer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  devices::ScanFramer framer;
  auto codes = framer.feed({reinterpret_cast<const char*>(data), size});
  for (auto& code : framer.idle()) codes.push_back(std::move(code));
  for (const auto& code : codes) {
    if (code.empty() || code.size() > devices::ScanFramer::kMaxCode) std::abort();
    (void)devices::payload_text(code.reveal());
  }
  return 0;
}
