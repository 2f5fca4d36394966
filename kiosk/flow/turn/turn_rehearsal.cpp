// 练一练: a service with made-up people and answers. Nothing leaves the terminal: `emit` holds back whatever would.
#include "base/working_days.hpp"
#include "kiosk/flow/service/rehearsed_steps.hpp"
#include "kiosk/flow/service/yuan.hpp"
#include "kiosk/flow/turn/rehearsal.hpp"
#include "kiosk/flow/turn/turn.hpp"
#include "kiosk/flow/visit/redaction.hpp"
#include "offline/case_number.hpp"

namespace bianmin::kiosk {

bool Turn::press_rehearsals(const std::string& id) {
  if (id == "rehearse" && std::holds_alternative<AtHome>(s.where)) {
    s.where = ChoosingRehearsal{};
    arrived();
  } else if (std::holds_alternative<ChoosingRehearsal>(s.where) && id.starts_with("rehearse:")) {
    start_rehearsal(id.substr(9));
  } else if (const auto* done = std::get_if<Rehearsed>(&s.where); done && id == "rehearse:again") {
    start_rehearsal(std::string(done->service));
  } else if (done && id == "rehearse:real") {
    start_service(std::string(done->service));
  } else if (done && id == "rehearse:other") {
    s.where = ChoosingRehearsal{};
    arrived();
  } else {
    return false;
  }
  return true;
}

void Turn::start_rehearsal(const std::string& id) {
  const ServiceSpec* service = s.content ? s.content->service(id) : nullptr;
  if (service == nullptr || !service->rehearsal) return;
  open_session(*service);
  s.session->rehearsal = true;
  enter(0);
}

bool Turn::begin_rehearsed(const StepSpec& step) {
  Session& session = *s.session;
  if (!session.rehearsal) return false;
  if (const auto* query = std::get_if<QueryStep>(&step.action)) {
    start_work();
    session.ticket = new_ticket();
    const auto& answers = *current_service(s)->rehearsal;
    const auto found = answers.find(query->operation);
    on(Answered{session.ticket, found == answers.end()
                                    ? base::Result<boost::json::value>(base::fail(base::FailureCode::RecordNotFound))
                                    : base::Result<boost::json::value>(found->second)});
    return true;
  }
  return is_only_told_of(step);  // its page says what would happen now
}

bool Turn::press_rehearsed(const StepSpec& step, const std::string& id) {
  Session& session = *s.session;
  if (!session.rehearsal) return false;
  if (const auto* identify = std::get_if<IdentifyStep>(&step.action)) {
    if (id == "skip" && identify->optional) return false;
    if (id != "rehearse:card") return true;
    Record holder;
    holder.set("id_number", made_up_number(kRehearsalPerson).secret().reveal());
    Value name{base::Secret(s.content->texts.phrase(i18n::kChinese, "rehearse.person").shown), {}};
    for (const auto& language : s.rules.languages)
      name.label.set(language, s.content->texts.phrase(language, "rehearse.person").shown);
    holder.fields["name"] = std::move(name);
    holder.set("method", "card");
    identified(std::move(holder));
    return true;
  }
  if (is_only_told_of(step)) {
    if (id != "next") return true;
    if (const auto* submit = std::get_if<SubmitStep>(&step.action)) {
      Record filed;
      filed.set("number", offline::CaseNumber::make("DEMO", 2601, 1).text());
      filed.set("code", "");
      filed.set("filed_at", base::format_utc(s.now));
      filed.set("deadline", base::format_civil_date(base::add_working_days(
                                base::china_date(s.now), submit->answer_within_working_days, s.content->calendar)));
      session.values.set(submit->into, std::move(filed));
    } else if (const auto* pay = std::get_if<PayStep>(&step.action)) {
      const auto& answers = *current_service(s)->rehearsal;
      if (const auto found = answers.find(kRehearsedPayment); found != answers.end()) {
        Record paid = record_from(found->second);
        // What is put on a meter is what was just chosen.
        if (!pay->amount.empty()) {
          const auto put = fen_from_yuan(session.values.text(pay->amount)).value_or(0);
          const auto before = fen_from_yuan(session.values.text(pay->bills + ".balance")).value_or(0);
          paid.set("amount", yuan_from_fen(put));
          paid.set("balance", yuan_from_fen(before + put));
        }
        session.values.set(pay->into, std::move(paid));
      }
    }
    session.trail.push_back(session.step);
    enter(session.step + 1);
    return true;
  }
  if (std::holds_alternative<DoneStep>(step.action)) {
    if (id == "next") {
      session.trail.push_back(session.step);
      enter(session.step + 1);
    } else if (id == "finish") {
      end_rehearsal();
    }
    return true;
  }
  if (const auto* rate = std::get_if<RateStep>(&step.action)) {
    if (id == "skip" || id == "finish" || id == "next") {
      end_rehearsal();
    } else if (id.size() == 6 && id.starts_with("rate:") && id[5] >= '1' && id[5] <= '5') {
      session.values.set("rating", Value{base::Secret(id.substr(5)), {}});
      if (id[5] > '2' || rate->reasons.empty())
        end_rehearsal();
      else
        arrived();
    } else {
      return false;  // reasons are ticked as ever
    }
    return true;
  }
  return false;
}

void Turn::end_rehearsal() {
  const std::string service = s.session->service;
  end_session(Visitor::Stays);
  s.where = Rehearsed{service};
  arrived();
}

}  // namespace bianmin::kiosk
