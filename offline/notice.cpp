#include "offline/notice.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "offline/case_number.hpp"

namespace bianmin::offline {
namespace {

constexpr std::size_t kMaxEnvelope = 64U << 10;
constexpr std::size_t kMaxTitle = 400, kMaxText = 8000, kMaxLanguages = 16, kMaxTerminals = 2000;

std::map<std::string, std::string> read_texts(base::JsonReader reader, std::size_t max_bytes) {
  std::map<std::string, std::string> texts;
  reader.each_member([&](std::string_view tag, base::JsonReader words) {
    if (tag.size() < 2 || tag.size() > 20) words.refuse("its name is no language tag");
    if (texts.size() >= kMaxLanguages) words.refuse("too many languages");
    if (words.ok()) texts.emplace(tag, words.string(max_bytes));
  });
  if (reader.ok() && texts.empty()) reader.refuse("is empty");
  return texts;
}

base::Instant read_time(base::JsonReader reader) {
  const auto time = base::parse_utc(reader.string(40));
  if (!time) reader.refuse("is no RFC 3339 time");
  return time.value_or(base::Instant{});
}

NoticeLevel read_level(base::JsonReader reader) {
  const std::string level = reader.string(20);
  if (level == "info") return NoticeLevel::Info;
  if (level == "warning") return NoticeLevel::Warning;
  if (level != "emergency") reader.refuse("must be info, warning or emergency");
  return NoticeLevel::Emergency;
}

}  // namespace

bool NoticeEnvelope::concerns(std::string_view terminal) const {
  return std::any_of(terminals.begin(), terminals.end(),
                     [&](const std::string& scope) { return scope == "*" || scope == terminal; });
}

base::Result<NoticeEnvelope> parse_notice(std::string_view bytes) {
  const auto document = base::parse_json(bytes, {.bytes = kMaxEnvelope, .depth = 4});
  if (!document) return base::fail(base::FailureCode::InputInvalid, "notice: " + document.error().detail);
  base::JsonReader root(*document, "notice");
  root.only({"sequence", "id", "level", "title", "text", "from", "until", "terminals", "withdrawn"});
  NoticeEnvelope envelope;
  envelope.sequence = static_cast<std::uint64_t>(root.member("sequence").integer(1, 1'000'000'000'000));
  envelope.notice.id = root.member("id").string(100);
  if (root.ok() && envelope.notice.id.empty()) root.member("id").refuse("is empty");
  if (auto withdrawn = root.optional_member("withdrawn"); withdrawn.present()) envelope.withdrawn = withdrawn.boolean();
  root.member("terminals").each([&](base::JsonReader scope) {
    if (!scope.ok()) return;
    std::string id = scope.string(20);
    if (id != "*" && !is_terminal_id(id)) scope.refuse("must be a terminal's id or \"*\"");
    if (envelope.terminals.size() >= kMaxTerminals) scope.refuse("too many terminals");
    envelope.terminals.push_back(std::move(id));
  });
  const auto wanted = [&](const char* name) { return !envelope.withdrawn || root.optional_member(name).present(); };
  if (wanted("level")) envelope.notice.level = read_level(root.member("level"));
  if (wanted("title")) envelope.notice.title = read_texts(root.member("title"), kMaxTitle);
  if (wanted("text")) envelope.notice.text = read_texts(root.member("text"), kMaxText);
  if (wanted("from")) envelope.notice.from = read_time(root.member("from"));
  if (wanted("until")) envelope.notice.until = read_time(root.member("until"));
  if (root.ok() && !envelope.withdrawn && envelope.notice.until <= envelope.notice.from)
    root.member("until").refuse("is not after from");
  if (!root.ok()) return base::fail(base::FailureCode::InputInvalid, root.error());
  return envelope;
}

}  // namespace bianmin::offline
