#include "kiosk/flow/log/log_parts.hpp"

#include "base/overloaded.hpp"
#include "kiosk/flow/log/log_words.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;

json::object of_status(const devices::PrinterStatus& status) {
  return std::visit(base::Overloaded{
                        [](const devices::PrinterReady& s) {
                          return json::object{{"state", s.paper_low ? "low" : "ready"}};
                        },
                        [](const devices::PrinterBusy&) {
                          return json::object{{"state", "busy"}};
                        },
                        [](const devices::PrinterStopped& s) {
                          return json::object{{"state", "stopped"}, {"code", base::to_string(s.why.code)}};
                        },
                        [](const devices::PrinterGone& s) {
                          return json::object{{"state", "gone"}, {"code", base::to_string(s.why.code)}};
                        },
                    },
                    status);
}

devices::PrinterStatus read_status(base::JsonReader in) {
  auto state = in.member("state");
  const std::string name = state.string(16);
  if (name == "ready") return devices::PrinterReady{};
  if (name == "low") return devices::PrinterReady{true};
  if (name == "busy") return devices::PrinterBusy{};
  if (name == "stopped") return devices::PrinterStopped{read_why(in)};
  if (name == "gone") return devices::PrinterGone{read_why(in)};
  if (in.ok()) state.refuse("is no printer's state");
  return devices::PrinterBusy{};
}

std::string notice_name(std::string_view id) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return "n" + std::to_string(hash % 100'000'000U);
}

json::array of_notices(const std::vector<Notice>& notices) {
  json::array out;
  for (const auto& notice : notices) {
    if (out.size() >= kMaxNotices) break;
    out.push_back(json::object{{"id", notice_name(notice.id)},
                               {"level", int(notice.level)},
                               {"from", base::format_utc(notice.from)},
                               {"until", base::format_utc(notice.until)}});
  }
  return out;
}

std::vector<Notice> read_notices(base::JsonReader in) {
  std::vector<Notice> notices;
  in.each([&](base::JsonReader notice) {
    if (notices.size() >= kMaxNotices) return notice.refuse("is one notice too many");
    notice.only({"id", "level", "from", "until"});
    Notice made;
    made.id = notice.member("id").string(64);
    made.level = static_cast<NoticeLevel>(notice.member("level").integer(0, 2));
    made.title.set(i18n::kChinese, "通知");
    made.text.set(i18n::kChinese, "通知");
    made.from = read_instant(notice.member("from"));
    made.until = read_instant(notice.member("until"));
    notices.push_back(std::move(made));
  });
  return notices;
}

base::Failure read_why(base::JsonReader in) {
  auto code = in.member("code");
  const std::string text = code.string(16);
  const base::FailureCode found = base::failure_code_from(text);
  if (in.ok() && base::to_string(found) != text) code.refuse("is no failure's code");
  return {found, {}};
}

base::Instant read_instant(base::JsonReader in) {
  const std::string text = in.string(40);
  const auto parsed = base::parse_utc(text);
  if (!parsed && in.ok()) in.refuse(parsed.error().detail);
  return parsed ? *parsed : base::Instant{};
}

}  // namespace bianmin::kiosk
