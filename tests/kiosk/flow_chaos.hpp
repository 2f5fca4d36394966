#pragma once

#include <random>

#include "tests/kiosk/chaos_visits.hpp"
#include "tests/kiosk/flow_chaos_amount.hpp"
#include "tests/kiosk/flow_chaos_capture.hpp"
#include "tests/kiosk/flow_chaos_payment.hpp"
#include "tests/kiosk/flow_player.hpp"
#include "tests/kiosk/whole_service.hpp"

namespace bianmin::kiosk::testing {

/// What made-up residents write and are called: none of it may be met once they have gone.
inline const std::vector<std::string>& markers() {
  static const std::vector<std::string> all{"马试一",      "牛试二",      made_up_id(1),
                                            made_up_id(2), "13911112222", "标记甲乙丙丁",
                                            "SB-MARKED-",  "marked-code", std::string(kMarkedPayCode)};
  return all;
}
inline bool has_marker(std::string_view text) {
  return std::any_of(markers().begin(), markers().end(),
                     [&](const std::string& marker) { return text.find(marker) != std::string_view::npos; });
}

inline std::shared_ptr<const Content> chaos_content(int version = 1) {
  std::vector<ServiceSpec> more;
  more.push_back(must(load_service(kWholeService, "whole.json", kLanguages)));
  more.push_back(must(load_service(kCapturingService, "capturing.json", kLanguages)));
  return content(std::move(more), version);
}

/// Makes up what happens next: mostly what a resident and the world would do, often what they should not.
class Chaos {
 public:
  explicit Chaos(std::uint64_t seed) : random_(seed) {}

  base::Milliseconds pause() {
    const int p = below(1000);
    if (p < 900) return base::Milliseconds(below(900));
    if (p < 990) return base::Milliseconds(below(20'000));
    if (p < 998) return base::Milliseconds(below(250'000));
    return base::Milliseconds(-below(3'600'000));
  }

  Event next(const State& s, const ui::Page& page) {
    const bool works = s.session && std::holds_alternative<AtWork>(s.session->phase);
    const StepSpec* step = current_step(s);
    if (works && step != nullptr && below(100) < 45) {
      if (std::holds_alternative<IdentifyStep>(step->action)) return below(4) > 0 ? card() : scan();
      if (const auto* query = std::get_if<QueryStep>(&step->action)) {
        const bool bills = query->operation == "record.medical-insurance" || query->operation == "record.utilities";
        if (query->operation == "record.prepaid-meters" && below(4) > 0)
          return Answered{s.session->ticket, ChaosAmounts::meters()};
        if (bills && below(4) > 0) return Answered{s.session->ticket, ChaosPayments::bills()};
        return answer(s.session->ticket);
      }
      if (std::holds_alternative<SubmitStep>(step->action)) return filing(s.session->ticket);
      return paper(s);
    }
    if (const auto* pay = step == nullptr ? nullptr : std::get_if<PayStep>(&step->action);
        pay != nullptr && s.session->payment) {
      const int p = below(100);
      if (p < 30 && s.session->payment->request != Payment::Request::None) return payments_.answer(s, *pay, random_);
      if (p < 45) return Ticked{};
      if (p < 53) return devices::ScanEvent(devices::CodeScanned{base::Secret(kMarkedPayCode)});
    }
    if (below(100) < (ChaosVisits::waited_for(s) ? 35 : 2)) return ChaosVisits::next(s, random_);
    if (below(100) < (ChaosAmounts::waited_for(s) ? 40 : 1)) return ChaosAmounts::next(random_);
    const bool capturing =
        s.session && (s.session->camera != CameraUse::Off || s.session->memo != ui::Memo::State::Idle ||
                      (step != nullptr && std::holds_alternative<SignStep>(step->action)));
    if (below(100) < (capturing ? 20 : 3)) return ChaosCaptures::next(s, random_);
    const int p = below(100);
    if (p < 49) return press(page);
    if (p < 55) return edit(s);
    if (p < 63) return key();
    if (p < 71) return Ticked{};
    if (p < 74) return card();
    if (p < 76) return scan();
    if (p < 79) return answer(random_() % (s.tickets + 2));
    if (p < 81) return filing(random_() % (s.tickets + 2));
    if (p < 85) return paper(s);
    if (p < 91) return ui::ActionPressed{garbage()};
    return world(s);
  }

  int below(int bound) { return int(random_() % std::uint64_t(bound)); }

 private:
  Event press(const ui::Page& page) {
    const auto stops = ui::focus_stops(page);
    std::vector<const ui::FocusStop*> actions;
    for (const auto& stop : stops)
      if (stop.action) actions.push_back(&stop);
    if (actions.empty()) return ui::ScreenTouched{};
    // However many services ship, the one that has every kind of step is met often enough.
    for (const char* service : {"service:whole", "service:capturing", "service:social-proof"})
      if (ui::can_choose(page, service) && below(6) == 0) return ui::ActionPressed{service};
    // What was done is taken back now and then, wherever that can be.
    if (page.undo && page.undo->enabled && below(8) == 0) return ui::ActionPressed{"undo"};
    // Forward more often than away, so that services are gone through to their end.
    for (int i = 0; i < 3; ++i) {
      const auto& id = actions[std::size_t(below(int(actions.size())))]->id;
      const bool away = id == "home" || id == "leave" || id.starts_with("tool:") || id == "help" || id == "back";
      if (!away || i == 2) return ui::ActionPressed{id};
    }
    return ui::ScreenTouched{};
  }

  std::string garbage() {
    static const std::vector<std::string> ids{"",
                                              "back",
                                              "next",
                                              "skip",
                                              "finish",
                                              "retry",
                                              "reprint",
                                              "home",
                                              "stay",
                                              "leave",
                                              "edit:submit",
                                              "edit:category",
                                              "edit:identify",
                                              "edit:print",
                                              "row:0",
                                              "row:77",
                                              "row:-1",
                                              "rate:0",
                                              "rate:9",
                                              "rate:3",
                                              "reason:slow",
                                              "choose:",
                                              "choose:one",
                                              "choose:two",
                                              "service:",
                                              "service:none",
                                              "service:complaint",
                                              "phrase:text:99",
                                              "phrase:text:0",
                                              "acknowledge",
                                              "park",
                                              "undo",
                                              "rehearse",
                                              "resume",
                                              "companion:start",
                                              "companion:consent",
                                              "companion:swap",
                                              "help:call",
                                              "help:cancel",
                                              "all",
                                              "tool:curtain",
                                              "method:code",
                                              "x",
                                              "repeat",
                                              "help",
                                              "tool:text_size",
                                              "photo:take",
                                              "photo:keep",
                                              "photo:drop:0",
                                              "photo:drop:7",
                                              "memo:start",
                                              "memo:stop",
                                              "memo:play",
                                              "memo:erase",
                                              "sign:key",
                                              "other",
                                              "tick:hukou",
                                              "tick:none",
                                              "date:birthday:year:-1",
                                              "date:birthday:day:+9",
                                              "suggestions:off"};
    // What would do harm on the wrong page comes more often than nonsense.
    static const std::vector<std::string> harmful{"retry",   "back", "next",   "skip",
                                                  "reprint", "slip", "finish", "paper:voucher"};
    if (below(2) == 0) return harmful[std::size_t(below(int(harmful.size())))];
    return ids[std::size_t(below(int(ids.size())))];
  }

  Event edit(const State& s) {
    const auto* step = current_step(s);
    const auto* form = step == nullptr ? nullptr : std::get_if<FormStep>(&step->action);
    static const std::vector<std::string> texts{
        "",  " ",      "13911112222", "标记甲乙丙丁", "标记甲乙丙丁标记甲乙丙丁",
        "1", "马试一", "12.50",       made_up_id(1),  std::string(600, 'x')};
    return ui::TextEdited{form != nullptr && below(10) > 0 ? form->field : "text",
                          texts[std::size_t(below(int(texts.size())))]};
  }

  Event key() { return devices::KeypadEvent(devices::KeyPressed{static_cast<devices::Key>(below(15))}); }

  Event card() {
    using namespace devices;
    switch (below(8)) {
      case 0: return CardEvent(CardPresented{});
      case 1: return CardEvent(CardRemoved{});
      case 2: return CardEvent(CardFailed{{base::FailureCode::CardMute, {}}});
      default: return CardEvent(CardRead{person(1 + below(2))});
    }
  }

  Event scan() {
    switch (below(4)) {
      case 0: return devices::ScanEvent(devices::CodeScanned{base::Secret("BM1:broken")});
      case 1: return devices::ScanEvent(devices::CodeScanned{base::Secret(made_up_slip(1 + below(3)))});
      default: return devices::ScanEvent(devices::CodeScanned{base::Secret("marked-code-" + std::to_string(below(2)))});
    }
  }

  Event answer(std::uint64_t ticket) {
    static const std::vector<boost::json::value> replies{
        json(record_of(1).c_str()),
        json(record_of(2).c_str()),
        json(R"({"number":"SB-MARKED-1","verify_url":"https://verify.example/v?c=SB-MARKED-2"})"),
        json(R"({"number":"SB-MARKED-1","verify_url":"https://verify.example/v?c=SB-MARKED-2"})"),
        json(
            R"({"cases":[{"number":"LC07-2611-00001-8","unit":{"zh-CN":"标记甲乙丙丁"},"status":"assigned","deadline":"2026-11-30"},
                 {"status":"closed","history":[{"at":"2026-11-20T02:00:00Z","text":{"zh-CN":"标记甲乙丙丁"}}]}]})"),
        json(R"({"cases":[{"number":"LC07-2611-00001-8","light":"red","deadline":"2026-11-30"}]})"),
        json(R"({"rows":[{"name":"标记甲乙丙丁"},{"name":"马试一"},{}]})"),
        json(R"({"rows":[{"name":"牛试二","day":"2026-11-20"}]})"),
        json(R"({"rows":[],"cases":[]})"),
        json("{}"),
        json("null"),
        json("[1]"),
        json(R"({"number":"LC07-2611-00001-8","name":"马试一"})")};
    static const std::vector<base::FailureCode> failures{
        base::FailureCode::NetworkDown, base::FailureCode::RecordNotFound, base::FailureCode::CaseNotFound,
        base::FailureCode::PlatformError};
    if (below(8) == 0) return Answered{ticket, base::fail(failures[std::size_t(below(int(failures.size())))])};
    return Answered{ticket, replies[std::size_t(below(int(replies.size())))]};
  }

  Event filing(std::uint64_t ticket) {
    if (below(6) == 0) return CaseNotFiled{ticket, {base::FailureCode::StoreFull, {}}};
    return CaseFiled{ticket, "SB-MARKED-3", "BM1:SB-MARKED-4",
                     base::Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20}}};
  }

  Event paper(const State& s) {
    std::string job = s.session ? s.session->print_job : std::string();
    if (!job.empty()) old_jobs_[std::size_t(below(int(old_jobs_.size())))] = job;
    if (job.empty() || below(8) == 0) job = old_jobs_[std::size_t(below(int(old_jobs_.size())))];
    const std::string name = below(2) == 0 ? "a4" : "slip";
    const base::Failure why{below(2) == 0 ? base::FailureCode::PrinterOutOfPaper : base::FailureCode::PrinterJam, {}};
    switch (below(10)) {
      case 0: return PrinterReported{name, devices::PrintWaiting{job, why}};
      case 1: return PrinterReported{name, devices::PrintFailed{job, why}};
      case 2: return PrintNotPossible{job, why};
      case 3: return PrinterReported{name, devices::PrintStatusChanged{devices::PrinterBusy{}}};
      default: return PrinterReported{name, devices::PrintFinished{job}};
    }
  }

  Event world(const State& s) {
    using namespace devices;
    switch (below(20)) {
      case 0: return KeypadEvent(HeadphonesChanged{below(2) == 0});
      case 1: return LinkChanged{below(4) > 0};
      case 2: return OutboxChanged{std::size_t(below(9))};
      case 3: return ContentChanged{contents_[std::size_t(below(2))]};
      case 4: return ContentUnusable{{base::FailureCode::ServiceInvalid, {}}};
      case 5:
      case 6: return notices(s);
      case 7:
        return PrinterReported{below(2) == 0 ? "a4" : "slip",
                               PrintStatusChanged{PrinterStopped{{base::FailureCode::PrinterOutOfPaper, {}}}}};
      case 8:
      case 9: return PrinterReported{below(2) == 0 ? "a4" : "slip", PrintStatusChanged{PrinterReady{below(2) == 0}}};
      case 10: return CardEvent(ReaderLost{{base::FailureCode::ReaderMissing, {}}});
      case 11: return CardEvent(ReaderReady{});
      case 12: return VoiceEvent(VoiceLost{{base::FailureCode::VoiceMissing, {}}});
      case 13: return PrinterReported{"a4", PrintStatusChanged{PrinterGone{{base::FailureCode::PrinterMissing, {}}}}};
      case 14:
        if (s.session && !s.session->keys.empty())
          return CaseDispatched{s.session->keys.begin()->second,
                                json(R"({"unit":{"zh-CN":"标记甲乙丙丁"},"deadline":"2026-12-01"})")};
        return CaseDispatched{base::Uuid{}, json(R"({"unit":"标记甲乙丙丁"})")};
      case 15: return ScanEvent(ScannerReady{});
      case 16: return ScanEvent(ScannerLost{{base::FailureCode::CameraMissing, {}}});
      case 17: return below(2) == 0 ? VoiceEvent(SpeechStarted{1}) : VoiceEvent(SpeechFinished{1});
      case 18: return KeypadEvent(KeypadLost{{base::FailureCode::Internal, {}}});
      default: return ui::ScreenTouched{};
    }
  }

  Event notices(const State& s) {
    NoticesChanged changed;
    if (below(3) > 0) return changed;
    Notice notice{"n" + std::to_string(below(3)),          static_cast<NoticeLevel>(below(3)),       {}, {},
                  s.now - base::Milliseconds(below(9000)), s.now + base::Milliseconds(below(60'000))};
    notice.title.set(i18n::kChinese, "大风");
    notice.text.set(i18n::kChinese, "请关好门窗。");
    changed.notices.push_back(std::move(notice));
    return changed;
  }

  std::mt19937_64 random_;
  ChaosPayments payments_;
  std::array<std::string, 8> old_jobs_{"", "not-a-job"};
  std::array<std::shared_ptr<const Content>, 2> contents_{chaos_content(1), chaos_content(2)};
};

}  // namespace bianmin::kiosk::testing
