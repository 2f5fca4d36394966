// What comes with a case: photos, voice memos, signatures. Whatever arrives, it is taken or refused with a reason,
// never read beyond its end. Links bianmin_platform_parsers.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/cases/attachment.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::platform;
  const std::string bytes(reinterpret_cast<const char*>(data), size);  // a copy of its own, so that its end is guarded
  for (const auto check : {check_jpeg, check_ogg, check_strokes})
    if (const auto checked = check(bytes); !checked && checked.error().detail.empty()) std::abort();
  if (check_jpeg(bytes) && check_ogg(bytes)) std::abort();
  return 0;
}
