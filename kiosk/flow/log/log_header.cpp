// The first line of an event log.
#include <boost/json.hpp>

#include "base/json.hpp"
#include "kiosk/flow/log/event_log.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;

std::string encode_header(const LogHeader& header) {
  json::object out{{"format", header.format},
                   {"software", header.software},
                   {"content", header.content},
                   {"terminal", header.terminal},
                   {"language", header.language}};
  if (!header.state.empty()) out["state"] = header.state;
  return json::serialize(out);
}

base::Result<LogHeader> decode_header(std::string_view line) {
  auto document = base::parse_json(line, {kMaxLogLine, 8});
  if (!document) return tl::unexpected(document.error());
  base::JsonReader in(*document, "header");
  in.only({"format", "software", "content", "terminal", "language", "state"});
  LogHeader header;
  auto format = in.member("format");
  header.format = int(format.integer(0, 1'000'000));
  if (in.ok() && header.format != kEventLogFormat)
    format.refuse("this program reads format " + std::to_string(kEventLogFormat));
  header.software = in.member("software").string(64);
  header.content = int(in.member("content").integer(0, 1'000'000'000));
  header.terminal = in.member("terminal").string(16);
  header.language = in.member("language").string(32);
  if (auto state = in.optional_member("state"); state.present()) {
    if (state.raw()->is_object())
      header.state = state.raw()->as_object();
    else
      state.refuse("is no object");
  }
  if (!in.ok()) return base::fail(base::FailureCode::InputInvalid, in.error());
  return header;
}

}  // namespace bianmin::kiosk
