#include "devices/pictures/payload_text.hpp"

#include "devices/card/records.hpp"
#include "devices/pictures/decode_protocol.hpp"

namespace bianmin::devices {

base::Result<base::Secret> payload_text(std::string_view bytes) {
  if (is_utf8(bytes)) return base::Secret(bytes);
  auto text =
      utf8_from_gb18030({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, decode::kMaxPayload);
  if (!text) return base::fail(base::FailureCode::CodeUnreadable, "the code's bytes are neither UTF-8 nor GB18030");
  return text;
}

}  // namespace bianmin::devices
