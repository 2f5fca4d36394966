#include "kiosk/flow/log/event_log.hpp"

#include <boost/json.hpp>
#include "base/overloaded.hpp"

#include "kiosk/flow/log/log_parts.hpp"
#include "kiosk/flow/log/log_words.hpp"
#include "kiosk/flow/visit/parked_visit.hpp"
#include "kiosk/flow/visit/payment_code.hpp"
#include "kiosk/flow/visit/redaction.hpp"
#include "kiosk/flow/visit/strokes.hpp"
#include "offline/slip_code.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

using base::FailureCode;

constexpr std::uint64_t kJobsRemembered = 256;

// A name that a document or the program gave. Anything else, and what could be somebody's number, is not written.
std::string plain_name(std::string_view name) {
  int digits = 0;
  for (const char c : name) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' ||
                      c == '/' || c == '.' || c == '+';
    if (!fits || digits > 8) return "?";
  }
  return name.size() > 160 ? "?" : std::string(name);
}

std::int64_t number(std::uint64_t value) { return value > std::uint64_t(kLargestLogNumber) ? 0 : std::int64_t(value); }

// How many points a signature has; 0: it is none. Where they are is nobody's business.
std::int64_t stroke_points(std::string_view text) {
  return is_strokes(text) ? std::min<std::int64_t>(std::count(text.begin(), text.end(), ','), kMostLoggedPoints) : 0;
}

void put(json::object& out, const base::Failure& why) { out["code"] = base::to_string(why.code); }

enum class CodeKind { Code, Slip, Broken, Payment, Parked };
CodeKind kind_of(std::string_view payload) {
  if (is_payment_code(payload)) return CodeKind::Payment;
  if (payload.starts_with("BMP1:")) return CodeKind::Parked;
  const auto slip = offline::parse_slip_code(payload);
  if (slip) return CodeKind::Slip;
  return slip.error().code == FailureCode::CodeUnknown ? CodeKind::Code : CodeKind::Broken;
}
const char* word_of(CodeKind kind) {
  switch (kind) {
    case CodeKind::Slip: return "slip";
    case CodeKind::Broken: return "broken";
    case CodeKind::Payment: return "payment";
    case CodeKind::Parked: return "parked";
    case CodeKind::Code: break;
  }
  return "code";
}

}  // namespace

int EventLogWriter::person(std::string_view who) {
  if (!visit_) return 0;
  for (std::size_t i = 0; i < people_.size(); ++i)
    if (people_[i].reveal() == who) return int(i) + 1;
  if (people_.size() < kMaxPeople) people_.emplace_back(who);
  return int(people_.size());
}

std::uint64_t EventLogWriter::parked(const std::string& id) {
  const auto found = std::find(parked_.begin(), parked_.end(), id);
  if (found != parked_.end()) return std::uint64_t(found - parked_.begin()) + 1;
  if (parked_.size() >= kMaxParked) return 0;
  parked_.push_back(id);
  return parked_.size();
}

std::uint64_t EventLogWriter::job(const std::string& id) const {
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? 0 : found->second;
}

std::string EventLogWriter::line(const Event& event, const Effects& effects, base::Instant at,
                                 std::string_view page_after) {
  json::object out{{"t", base::format_utc(at)}, {"e", name_of(event)}, {"p", plain_name(page_after)}};
  const auto nothing = [](const auto&) {};
  std::visit(base::Overloaded{
                 [](const Started&) {},
                 [](const Ticked&) {},
                 [](const ui::ScreenTouched&) {},
                 [&](const ui::ActionPressed& e) { out["id"] = plain_name(e.id); },
                 [&](const ui::TextEdited& e) {
                   out["field"] = plain_name(e.field);
                   if (base::IdNumber::parse(e.value))
                     out["number"] = true;
                   else if (const auto points = stroke_points(e.value); points > 0)
                     out["points"] = points;
                   else
                     out["text"] = text_shape(e.value);
                 },
                 [&](const devices::KeypadEvent& keypad) {
                   std::visit(base::Overloaded{
                                  [&](const devices::KeyPressed& e) { out["key"] = kLogKeys[std::size_t(e.key)]; },
                                  [&](const devices::HeadphonesChanged& e) { out["in"] = e.plugged_in; },
                                  [&](const devices::KeypadLost& e) { put(out, e.why); },
                              },
                              keypad);
                 },
                 [&](const devices::CardEvent& card) {
                   std::visit(base::Overloaded{
                                  [&](const devices::CardRead& e) {
                                    out["person"] = person("card:" + std::string(e.holder.id_number.secret().reveal()));
                                    out["named"] = !e.holder.name.empty();
                                  },
                                  [&](const devices::ReaderLost& e) { put(out, e.why); },
                                  [&](const devices::CardFailed& e) { put(out, e.why); },
                                  nothing,
                              },
                              card);
                 },
                 [&](const devices::ScanEvent& scan) {
                   std::visit(base::Overloaded{
                                  [&](const devices::CodeScanned& e) {
                                    const CodeKind kind = kind_of(e.payload.reveal());
                                    out["kind"] = word_of(kind);
                                    if (kind == CodeKind::Slip)
                                      out["person"] = person(
                                          "slip:" + offline::parse_slip_code(e.payload.reveal())->id.to_string());
                                    if (kind == CodeKind::Code)
                                      out["person"] = person("code:" + std::string(e.payload.reveal()));
                                  },
                                  [&](const devices::ScannerLost& e) { put(out, e.why); },
                                  nothing,
                              },
                              scan);
                 },
                 [&](const devices::VoiceEvent& voice) {
                   if (const auto* lost = std::get_if<devices::VoiceLost>(&voice)) put(out, lost->why);
                 },
                 [&](const PrinterReported& e) {
                   out["printer"] = plain_name(e.printer);
                   std::visit(base::Overloaded{
                                  [&](const devices::PrintStatusChanged& s) { out["status"] = of_status(s.status); },
                                  [&](const devices::PrintWaiting& s) {
                                    out["job"] = number(job(s.job));
                                    put(out, s.why);
                                  },
                                  [&](const devices::PrintFinished& s) { out["job"] = number(job(s.job)); },
                                  [&](const devices::PrintFailed& s) {
                                    out["job"] = number(job(s.job));
                                    put(out, s.why);
                                  },
                              },
                              e.event);
                 },
                 [&](const Answered& e) {
                   out["ticket"] = number(e.ticket);
                   if (e.answer)
                     out["answer"] = answer_shape(*e.answer);
                   else
                     put(out, e.answer.error());
                 },
                 [&](const CaseFiled& e) {
                   out["ticket"] = number(e.ticket);
                   out["at"] = base::format_utc(e.filed_at);
                 },
                 [&](const CaseNotFiled& e) {
                   out["ticket"] = number(e.ticket);
                   put(out, e.why);
                 },
                 [&](const CaseDispatched&) {},
                 [&](const PrintNotPossible& e) {
                   out["job"] = number(job(e.job));
                   put(out, e.why);
                 },
                 [&](const LinkChanged& e) { out["up"] = e.up; },
                 [&](const devices::PresenceEvent& presence) {
                   if (const auto* changed = std::get_if<devices::PresenceChanged>(&presence))
                     out["there"] = changed->there;
                   if (const auto* lost = std::get_if<devices::PresenceLost>(&presence)) put(out, lost->why);
                 },
                 [&](const VisitParked& e) {
                   out["ticket"] = number(e.ticket);
                   out["lies"] = number(parked(e.id));
                 },
                 [&](const VisitNotParked& e) {
                   out["ticket"] = number(e.ticket);
                   put(out, e.why);
                 },
                 [&](const VisitFound& e) {
                   out["ticket"] = number(e.ticket);
                   out["lies"] = number(parked(e.id));
                   out["visit"] = visit_shape(e.visit.reveal());
                 },
                 [&](const VisitNotFound& e) {
                   out["ticket"] = number(e.ticket);
                   put(out, e.why);
                 },
                 [&](const ParkedChanged& e) { out["waiting"] = number(e.waiting); },
                 [&](const OutboxChanged& e) { out["waiting"] = number(e.waiting); },
                 [&](const ContentChanged& e) { out["version"] = e.content ? e.content->version : -1; },
                 [&](const ContentUnusable& e) { put(out, e.why); },
                 [&](const NoticesChanged& e) { out["notices"] = of_notices(e.notices); },
                 [&](const CameraChanged& e) { out["ready"] = e.ready; },
                 [](const PhotoTaken&) {},
                 [&](const PhotoFailed& e) { put(out, e.why); },
                 [&](const RecorderChanged& e) { out["ready"] = e.ready; },
                 [](const MemoLevel&) {},
                 [](const MemoRecorded&) {},
                 [&](const MemoFailed& e) { put(out, e.why); },
                 [](const MemoPlayed&) {},
             },
             event);
  for (const auto& effect : effects) {
    if (std::holds_alternative<ArmCard>(effect) || std::holds_alternative<ArmScanner>(effect)) visit_ = true;
    if (std::holds_alternative<WipeSession>(effect)) {
      visit_ = false;
      people_.clear();
    }
    if (const auto* print = std::get_if<Print>(&effect)) {
      jobs_[print->job] = ++printed_;
      if (jobs_.size() > kJobsRemembered)
        std::erase_if(jobs_, [&](const auto& entry) { return entry.second + kJobsRemembered / 2 < printed_; });
    }
  }
  std::string line = json::serialize(out);
  if (line.size() <= kMaxLogLine) return line;
  // Only an answer's shape, or a visit's, can be that large.
  for (const char* large : {"answer", "visit"})
    if (out.contains(large)) out[large] = json::object();
  return json::serialize(out);
}

}  // namespace bianmin::kiosk
