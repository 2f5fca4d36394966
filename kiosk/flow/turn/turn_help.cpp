// 请工作人员过来: nothing is said to be done before the platform has taken it.
#include <boost/json.hpp>

#include "kiosk/flow/service/who.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

constexpr std::size_t kMostWho = 60;  // bytes of a clerk's name
constexpr std::size_t kMostId = 64;

std::string text_of(const json::value& answer, std::string_view name, std::size_t most) {
  const auto* member = answer.is_object() ? answer.as_object().if_contains(name) : nullptr;
  if (member == nullptr || !member->is_string() || member->as_string().size() > most) return {};
  return std::string(std::string_view(member->as_string()));
}

// It stands in a path.
bool is_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

}  // namespace

bool Turn::press_help(const std::string& id) {
  const bool waits = s.help_call && s.help_call->stage != HelpCall::Stage::NotPossible;
  if (id == "help:call" && !waits) {
    HelpCall call;
    call.key = s.help_call ? s.help_call->key : new_uuid();
    call.asked_at = s.now;
    if (!s.link_up) {
      call.stage = HelpCall::Stage::NotPossible;
    } else {
      const StepSpec* step = current_step(s);
      call.ticket = new_ticket();
      call.page = s.help_call && !s.help_call->page.empty() ? s.help_call->page
                  : step != nullptr                         ? s.session->service + "/" + step->id
                                                            : "home";
      emit(Ask{call.ticket, "help.call", secret_json({{"page", call.page}, {"language", s.language.tag()}}), call.key});
    }
    s.help_call = std::move(call);
    arrived(true);
    return true;
  }
  if (id == "help:cancel" && waits) {
    forget_help();
    arrived();
    return true;
  }
  return false;
}

bool Turn::heard_help(const Answered& e) {
  if (!s.help_call || s.help_call->ticket == 0 || e.ticket != s.help_call->ticket) return false;
  HelpCall& call = *s.help_call;
  using Stage = HelpCall::Stage;
  call.ticket = 0;
  call.next_look = s.now + s.rules.help_look;
  const Stage before = call.stage;
  if (before == Stage::Calling) {
    call.id = e.answer ? text_of(*e.answer, "id", kMostId) : std::string();
    call.stage = is_id(call.id) ? Stage::Waiting : Stage::NotPossible;
  } else if (e.answer) {
    const std::string state = text_of(*e.answer, "state", 16);
    if (state == "coming") {
      call.stage = Stage::Coming;
      call.who = text_of(*e.answer, "who", kMostWho);
    } else if (state == "closed" || state == "cancelled") {
      s.help_call.reset();
      if (s.helping) arrived();
      return true;
    }
  } else if (e.answer.error().code == base::FailureCode::RecordNotFound ||
             e.answer.error().code == base::FailureCode::CaseNotFound) {
    s.help_call.reset();
    return true;
  }
  if (call.stage != before) arrived(true);
  return true;
}

void Turn::look_for_help() {
  if (!s.help_call) return;
  HelpCall& call = *s.help_call;
  using Stage = HelpCall::Stage;
  call.next_look = std::min(call.next_look, s.now + s.rules.help_look);  // the clock may have been set back
  call.asked_at = std::min(call.asked_at, s.now);
  if (call.stage == Stage::NotPossible) return;
  if (call.ticket != 0) {
    // Nobody shall wait for an answer that got lost.
    if (call.stage == Stage::Calling && s.now - call.asked_at >= s.rules.help_patience) {
      emit(CancelAsk{call.ticket});
      call.ticket = 0;
      call.stage = Stage::NotPossible;
      arrived(true);
    }
    return;
  }
  if (s.now < call.next_look) return;
  call.ticket = new_ticket();
  emit(Ask{call.ticket, "help.state", secret_json({{"id", call.id}}), std::nullopt});
}

void Turn::forget_help() {
  if (!s.help_call) return;
  using Stage = HelpCall::Stage;
  if (s.help_call->ticket != 0) emit(CancelAsk{s.help_call->ticket});
  // Who is on the way may come; who has not set out need not.
  if (s.help_call->stage == Stage::Waiting)
    emit(Ask{new_ticket(), "help.cancel", secret_json({{"id", s.help_call->id}}), s.help_call->key});
  s.help_call.reset();
}

}  // namespace bianmin::kiosk
