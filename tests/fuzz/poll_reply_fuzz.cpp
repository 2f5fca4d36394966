#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/json.hpp"
#include "offline/http_reply.hpp"
#include "offline/manifest_reply.hpp"
#include "offline/poll_reply.hpp"

// A hostile platform: the first line is a header of its reply, the rest is the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_end = input.find('\n');
  const std::string_view body = line_end == std::string_view::npos ? input : input.substr(line_end + 1);
  offline::ReplyHead head;
  if (line_end != std::string_view::npos) head.add_line(input.substr(0, line_end));
  for (const int status : {200, 404, 429, 500}) {
    const auto reply = offline::interpret_reply(status, head, body, 1U << 20);
    if (!reply) continue;
    (void)offline::parse_poll_reply(*reply);
    (void)offline::parse_manifest_reply(*reply);
  }
  return 0;
}
