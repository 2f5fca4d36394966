#include "platform/notices/notice.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/cases/case_number.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr auto kLongest = std::chrono::days{31};

base::Instant read_instant(base::JsonReader reader) {
  const auto instant = base::parse_utc(reader.string(40));
  if (!instant) reader.refuse("must be an RFC 3339 time");
  return instant.value_or(base::Instant{});
}

}  // namespace

base::Result<Notice> parse_notice(std::string_view bytes) {
  const auto value = base::parse_json(bytes, {.bytes = 32 << 10, .depth = 4});
  if (!value) return tl::unexpected(value.error());
  base::JsonReader root(*value, "notice");
  root.only({"sequence", "id", "level", "title", "text", "from", "until", "terminals", "withdrawn"});
  Notice notice;
  notice.sequence = root.member("sequence").integer(1, 1'000'000'000'000);
  notice.id = root.member("id").string(64);
  base::JsonReader level = root.member("level");
  notice.level = level.string(16);
  if (root.ok() && notice.level != "info" && notice.level != "warning" && notice.level != "emergency")
    level.refuse("must be info, warning or emergency");
  notice.title = LocalText::read(root.member("title"), 300);
  notice.text = LocalText::read(root.member("text"), 3000);
  notice.from = read_instant(root.member("from"));
  base::JsonReader until = root.member("until");
  notice.until = read_instant(until);
  if (root.ok() && (notice.until <= notice.from || notice.until > notice.from + kLongest))
    until.refuse("must be later than from, by 31 days at most");
  base::JsonReader terminals = root.member("terminals");
  terminals.each([&](base::JsonReader terminal) {
    notice.terminals.push_back(terminal.string(8));
    if (terminal.ok() && notice.terminals.back() != "*" && !is_terminal_id(notice.terminals.back()))
      terminal.refuse("must be a terminal's id or *");
    if (notice.terminals.size() > 1000) terminal.refuse("has 1000 before it, which is the most");
  });
  if (root.ok() && notice.terminals.empty()) terminals.refuse("must name a terminal, or * for all");
  if (auto withdrawn = root.optional_member("withdrawn"); withdrawn.present()) notice.withdrawn = withdrawn.boolean();
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return notice;
}

std::string write_notice(const Notice& notice) {
  json::array terminals;
  for (const std::string& terminal : notice.terminals) terminals.push_back(json::string(terminal));
  json::object out{{"sequence", notice.sequence},
                   {"id", notice.id},
                   {"level", notice.level},
                   {"title", notice.title.to_json()},
                   {"text", notice.text.to_json()},
                   {"from", base::format_utc(notice.from)},
                   {"until", base::format_utc(notice.until)},
                   {"terminals", std::move(terminals)}};
  if (notice.withdrawn) out["withdrawn"] = true;
  return json::serialize(out);
}

}  // namespace bianmin::platform
