// Where a piece of a large body belongs, as a terminal writes it into the target: whatever comes is refused with a
// reason or lies wholly inside the body. Links bianmin_platform_parsers.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/cases/case_intake.hpp"
#include "platform/content/manifest.hpp"
#include "platform/http/message.hpp"
#include "platform/uploads/piece.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::platform;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto name = uploaded_case(text); name && !is_sha256(*name) && name->size() > 128) std::abort();
  Request request;
  if (!parse_target(text, request)) return 0;
  const std::string path = request.path;
  const std::string name = path.substr(path.find_last_of('/') + 1);
  const std::size_t length = size * 977 % 300'000;
  const auto head = read_piece_head(name, request.parameter("start"), request.parameter("size"), length);
  if (!head) {
    if (head.error().detail.empty()) std::abort();
    return 0;
  }
  if (head->start < 0 || head->size > kMostUpload || head->start + static_cast<std::int64_t>(length) > head->size ||
      length == 0 || !is_sha256(head->sha256))
    std::abort();
  return 0;
}
