// What comes with a case: photos, voice memos, signatures. Whatever arrives, it is taken or refused with a reason,
// never read beyond its end. Links bianmin_platform_parsers.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/cases/attachment.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::platform;
  const std::string bytes(reinterpret_cast<const char*>(data), size);  // a copy of its own, so that its end is guarded
  for (const auto check : {check_jpeg, check_ogg, check_strokes})
    if (const auto checked = check(bytes); !checked && checked.error().detail.empty()) std::abort();
  const auto photo = check_jpeg(bytes), voice = check_ogg(bytes);
  if (photo && voice) std::abort();
  if (photo && (photo->width == 0 || photo->height == 0 || photo->width > 12000 || photo->height > 12000)) std::abort();
  if (voice && (voice->duration.count() <= 0 || voice->duration > kMostVoice)) std::abort();
  return 0;
}
