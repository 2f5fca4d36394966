#include "offline/notice_board.hpp"

#include <algorithm>
#include <tuple>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/log.hpp"

namespace bianmin::offline {
namespace json = boost::json;
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::size_t kMaxFile = 32U << 20;
constexpr auto kWithdrawnKept = std::chrono::days{400};  // when the notice that was withdrawn is unknown here

}  // namespace

NoticeBoard::NoticeBoard(std::filesystem::path file, VerifyKey key, std::string terminal)
    : file_(std::move(file)), key_(key), terminal_(std::move(terminal)) {}

Result<void> NoticeBoard::load(base::Instant now) {
  std::error_code error;
  entries_.clear();
  if (!std::filesystem::exists(file_, error)) return {};
  const auto document = base::read_json_file(file_, {.bytes = kMaxFile, .depth = 6});
  if (!document) return tl::unexpected(document.error());
  base::JsonReader root(*document, file_.filename().string());
  root.member("notices").each([&](base::JsonReader entry) {
    const auto envelope = base::decode_base64(entry.member("envelope").string(96U << 10));
    const auto signature = base::decode_base64(entry.member("signature").string(200));
    const auto keep_until = base::parse_utc(entry.member("keep_until").string(40));
    if (!entry.ok() || !envelope || !signature || !keep_until || entries_.size() >= kMaxNotices) return;
    if (const auto taken = take({*envelope, *signature}, now, *keep_until); !taken)
      base::log_failure("notice-left-out", taken.error(), "notices");
  });
  if (!root.ok()) return fail(FailureCode::InputInvalid, root.error());
  return {};
}

// True when it changed something.
Result<bool> NoticeBoard::take(const SignedNotice& received, base::Instant now,
                               std::optional<base::Instant> keep_until) {
  if (!verify(key_, received.envelope, received.signature))
    return fail(FailureCode::SignatureInvalid, "notice: the signature isn't the content key's");
  auto envelope = parse_notice(received.envelope);
  if (!envelope) return tl::unexpected(envelope.error());
  const auto known = entries_.find(envelope->notice.id);
  if (known != entries_.end()) {
    if (known->second.kept == received) return false;
    if (envelope->sequence <= known->second.envelope.sequence)
      return fail(FailureCode::VersionTooOld, "notice: sequence " + std::to_string(envelope->sequence) +
                                                  " was followed by " +
                                                  std::to_string(known->second.envelope.sequence));
  }
  const bool here = envelope->concerns(terminal_);
  if (!here && known == entries_.end()) return false;
  if (!here) envelope->withdrawn = true;  // it was meant for us before and isn't any more
  base::Instant until = envelope->notice.until;
  if (envelope->withdrawn) {
    until = std::max(until, known != entries_.end() ? known->second.keep_until : base::Instant(now + kWithdrawnKept));
    if (keep_until) until = *keep_until;
  }
  if (until <= now) return false;
  const std::string id = envelope->notice.id;
  entries_[id] = Entry{received, std::move(*envelope), until};
  return true;
}

NoticeBoard::Applied NoticeBoard::apply(const std::vector<SignedNotice>& received, base::Instant now) {
  Applied applied;
  for (const auto& each : received) {
    auto taken = take(each, now, std::nullopt);
    if (!taken) {
      base::log_failure("notice-refused", taken.error(), "notices");
      applied.refused.push_back(taken.error());
    } else {
      applied.changed = applied.changed || *taken;
    }
  }
  if (!applied.changed) return applied;
  forget_old(now);
  if (auto saved = save(); !saved) base::log_failure("notices-not-kept", saved.error(), "notices");
  return applied;
}

void NoticeBoard::forget_old(base::Instant now) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.second.keep_until <= now; });
  while (entries_.size() > kMaxNotices) {
    // The least important goes: what is withdrawn, then the lowest level, then the oldest.
    const auto least = std::min_element(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
      const auto weight = [](const Entry& e) {
        return std::tuple(!e.envelope.withdrawn, e.envelope.notice.level, e.envelope.sequence);
      };
      return weight(a.second) < weight(b.second);
    });
    entries_.erase(least);
  }
}

std::vector<Notice> NoticeBoard::active(base::Instant now) const {
  std::vector<Notice> notices;
  for (const auto& [id, entry] : entries_) {
    const Notice& notice = entry.envelope.notice;
    if (!entry.envelope.withdrawn && notice.from <= now && now < notice.until) notices.push_back(notice);
  }
  std::sort(notices.begin(), notices.end(), [](const Notice& a, const Notice& b) {
    return std::tie(b.level, a.from, a.id) < std::tie(a.level, b.from, b.id);
  });
  return notices;
}

std::optional<base::Instant> NoticeBoard::next_change(base::Instant now) const {
  std::optional<base::Instant> next;
  for (const auto& [id, entry] : entries_) {
    if (entry.envelope.withdrawn) continue;
    for (const auto moment : {entry.envelope.notice.from, entry.envelope.notice.until})
      if (moment > now && (!next || moment < *next)) next = moment;
  }
  return next;
}

Result<void> NoticeBoard::save() const {
  json::array notices;
  for (const auto& [id, entry] : entries_)
    notices.push_back({{"envelope", base::encode_base64(entry.kept.envelope)},
                       {"signature", base::encode_base64(entry.kept.signature)},
                       {"keep_until", base::format_utc(entry.keep_until)}});
  return base::write_file_durably(file_, json::serialize(json::object{{"notices", std::move(notices)}}));
}

}  // namespace bianmin::offline
