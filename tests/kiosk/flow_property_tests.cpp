// What must hold whatever happens, in whatever order.
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <deque>
#include <set>

#include "tests/kiosk/chaos_watches.hpp"
#include "tests/kiosk/flow_chaos.hpp"
#include "tests/support/event_count.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

constexpr std::array<std::uint64_t, 4> kSeeds{1, 11, 20261121, 4242424242};
constexpr int kEventsOfASeed = 260'000;
constexpr std::size_t kRecent = 12;  // events told when something is wrong

bool at_home(const State& s) {
  const auto* home = std::get_if<AtHome>(&s.where);
  return home != nullptr && !home->all && !s.session && !s.helping && !s.question && standing_emergency(s) == nullptr;
}

// Searches by pressing, the likeliest first; the state is a copy.
bool home_within(const State& s, int presses) {
  if (at_home(s)) return true;
  if (presses == 0) return false;
  const ui::Page page = build_page(s);
  std::vector<std::string> ids;
  for (const char* likely : {"home", "leave", "acknowledge", "finish"})
    if (ui::can_choose(page, likely)) ids.emplace_back(likely);
  for (const auto& stop : ui::focus_stops(page))
    if (stop.action && stop.enabled && std::find(ids.begin(), ids.end(), stop.id) == ids.end()) ids.push_back(stop.id);
  for (const auto& id : ids) {
    State copy = s;
    advance(copy, ui::ActionPressed{id}, copy.now);
    if (home_within(copy, presses - 1)) return true;
  }
  return false;
}

std::string all_words(const ui::Page& page) {
  std::string words =
      ui::to_plain_text(page) + page.status.shown + page.id + page.header.place.shown + page.header.subtitle.shown;
  for (const auto& text : ui::arrival_speech(page)) words += text.spoken;
  for (const auto& stop : ui::focus_stops(page)) words += stop.text.spoken + stop.id;
  for (const auto& block : page.blocks)
    if (const auto* field = std::get_if<ui::Field>(&block)) words += field->value;
  return words;
}

bool effect_has_marker(const Effect& effect) {
  if (const auto* ask = std::get_if<Ask>(&effect)) return has_marker(ask->body.reveal());
  if (const auto* file = std::get_if<FileCase>(&effect)) return has_marker(file->payload.reveal());
  if (const auto* rate = std::get_if<Rate>(&effect)) {
    for (const auto& reason : rate->reasons)
      if (has_marker(reason)) return true;
    return has_marker(rate->service);
  }
  return std::holds_alternative<Print>(effect);  // nobody's paper begins after the visit
}

std::string page_faults(const ui::Page& page) {
  std::set<std::string> ids;
  bool way_out = page.kind == ui::PageKind::Home || page.kind == ui::PageKind::Trouble || page.id == "emergency";
  for (const auto& stop : ui::focus_stops(page)) {
    if (!ids.insert(stop.id).second) return "\"" + stop.id + "\" stands twice";
    if (stop.action && stop.text.spoken.empty()) return "\"" + stop.id + "\" is not spoken";
    if (stop.action && stop.text.shown.empty()) return "\"" + stop.id + "\" has no words";
    if (stop.field && stop.text.spoken.empty()) return "\"" + stop.id + "\" is not spoken";
    way_out = way_out || (stop.action && (stop.id == "home" || stop.id == "back" || stop.id == "stay"));
  }
  if (!way_out) return "no way back or home";
  if (page.title.spoken.empty() && page.kind != ui::PageKind::Trouble) return "no title";
  return {};
}

// Follows what is printed: a step's second sheet needs a failure or the resident's wish before it.
class PaperWatch {
 public:
  std::string see(const std::string& focus_before, const ui::Page& page_before, const Event& event,
                  const Effects& effects) {
    if (const auto* reported = std::get_if<PrinterReported>(&event))
      if (const auto* failed = std::get_if<devices::PrintFailed>(&reported->event)) fail(failed->job);
    if (const auto* not_possible = std::get_if<PrintNotPossible>(&event)) fail(not_possible->job);
    const std::string pressed = pressed_by(focus_before, event);
    if (pressed == "reprint" && ui::can_choose(page_before, "reprint")) wish_ = true;
    if (pressed == "slip" && ui::can_choose(page_before, "slip")) wish_ = true;
    if (pressed.starts_with("paper:") && ui::can_choose(page_before, pressed)) wish_ = true;
    if (pressed == "park" && ui::can_choose(page_before, "park")) wish_ = true;
    if (pressed == "skip" && ui::can_choose(page_before, "skip")) wish_ = false;
    if (const auto* reported = std::get_if<PrinterReported>(&event))
      if (const auto* waits = std::get_if<devices::PrintWaiting>(&reported->event);
          waits != nullptr && waits->why.code == base::FailureCode::PrinterOutOfPaper)
        for_paper_.insert(waits->job);
    for (const auto& effect : effects) {
      if (std::holds_alternative<WipeSession>(effect)) wish_ = false;
      // Parked while it waited for paper: it is called back before anything of it came out.
      if (std::holds_alternative<CancelPrints>(effect) && pressed == "park")
        for (const auto& job : std::exchange(for_paper_, {})) out_.erase(job);
      const auto* print = std::get_if<Print>(&effect);
      if (print == nullptr) continue;
      if (!jobs_.insert(print->job).second) return "the job " + print->job + " was printed twice";
      const std::string step = step_of(print->job);
      if (step.empty()) return "the job " + print->job + " does not end with the sheet's number";
      for (const auto& other : out_)
        if (step_of(other) == step && !wish_) return "a second sheet of " + step + " that nobody asked for";
      out_.insert(print->job);
      last_ = print->job;
      if (std::exchange(wish_, false)) wished_.insert(print->job);
    }
    return {};
  }
  std::size_t sheets() const { return jobs_.size(); }

 private:
  static std::string pressed_by(const std::string& focus, const Event& event) {
    if (const auto* press = std::get_if<ui::ActionPressed>(&event)) return press->id;
    const auto* keypad = std::get_if<devices::KeypadEvent>(&event);
    const auto* key = keypad == nullptr ? nullptr : std::get_if<devices::KeyPressed>(keypad);
    return key != nullptr && key->key == devices::Key::Select ? focus : std::string();
  }
  void fail(const std::string& job) {
    out_.erase(job);
    if (job == last_) wish_ = wish_ || wished_.contains(job);  // the wished sheet did not come: it may be tried again
  }
  // A job's id is the session's, the step's and the sheet's number.
  static std::string step_of(const std::string& job) {
    const auto number = job.find_last_not_of("0123456789");
    return number == std::string::npos || number + 1 == job.size() ? std::string() : job.substr(0, number);
  }

  std::set<std::string> jobs_;
  std::set<std::string> out_;        // printed or printing, not failed
  std::set<std::string> for_paper_;  // that wait for paper
  std::set<std::string> wished_;     // second sheets that were asked for
  std::string last_;
  bool wish_ = false;  // a second sheet was asked for and has not come yet
};

std::string what_happened(const Event& event) {
  std::string what(name_of(event));
  if (const auto* press = std::get_if<ui::ActionPressed>(&event)) what += " " + press->id;
  return what;
}

bool answers_another_ticket(const State& s, const Event& event) {
  const std::uint64_t now = s.session ? s.session->ticket : 0;
  if (const auto* e = std::get_if<Answered>(&event);
      e && s.help_call && s.help_call->ticket != 0 && e->ticket == s.help_call->ticket)
    return false;
  if (const auto* e = std::get_if<Answered>(&event);
      e && s.session && e->ticket != 0 && e->ticket == s.session->suggestions_ticket)
    return false;
  if (const auto* e = std::get_if<Answered>(&event)) return e->ticket != now || now == 0;
  if (const auto* e = std::get_if<CaseFiled>(&event)) return e->ticket != now || now == 0;
  if (const auto* e = std::get_if<CaseNotFiled>(&event)) return e->ticket != now || now == 0;
  return false;
}

struct Seen {
  std::map<std::string, int> pages;
  std::size_t sheets = 0, sessions = 0, filed = 0;
  int orders = 0, paid = 0, undone = 0, pictures = 0, memos = 0, fetched = 0;
};

void run(std::uint64_t seed, Seen& seen) {
  Chaos chaos(seed);
  Player world(rules(), chaos_content());
  State s = std::move(world.state);
  base::Instant now = world.now;
  PaperWatch papers;
  PaymentWatch payments;
  DeviceWatch devices;
  FetchWatch fetches;
  ui::Page page = build_page(s);
  const int events = tests::event_count(kEventsOfASeed);
  std::deque<std::string> recent;
  for (int i = 0; i < events; ++i) {
    now += chaos.pause();
    const Event event = chaos.next(s, page);
    const auto where = [&] {
      std::string way;
      for (const auto& each : recent) way += each + "\n";
      return way + "seed " + std::to_string(seed) + ", event " + std::to_string(i) + " (" + what_happened(event) +
             ") on " + page.id;
    };
    recent.push_back(what_happened(event) + " on " + page.id);
    if (recent.size() > kRecent) recent.pop_front();
    const bool late = answers_another_ticket(s, event);
    const bool had_session = s.session.has_value();
    const std::string focus_before = s.focus;
    const std::uint64_t ticket_before = s.session ? s.session->ticket : 0;
    const std::optional<Payment> payment_before = s.session ? s.session->payment : std::nullopt;
    const bool check_late = late && i % 4 == 0;
    std::optional<ui::Page> page_before;
    if (check_late) {
      s.now = now;
      page_before = build_page(s);
    }
    const Effects effects = advance(s, event, now);
    const ui::Page shown = std::exchange(page, build_page(s));
    if (page_before && *page_before != page) BOOST_FAIL(where() << ": a late answer changed the page to " << page.id);
    if (const auto fault = papers.see(focus_before, shown, event, effects); !fault.empty())
      BOOST_FAIL(where() << ": " << fault);
    if (const auto fault = payments.see(s, event, effects, ticket_before, payment_before); !fault.empty())
      BOOST_FAIL(where() << ": " << fault);
    if (const auto fault = ChaosAmounts::fault(s, effects); !fault.empty()) BOOST_FAIL(where() << ": " << fault);
    if (const auto fault = devices.see(s, effects); !fault.empty()) BOOST_FAIL(where() << ": " << fault);
    if (const auto fault = fetches.see(s, effects); !fault.empty()) BOOST_FAIL(where() << ": " << fault);
    if (const auto* pressed = std::get_if<ui::ActionPressed>(&event); pressed != nullptr && pressed->id == "undo")
      seen.undone += ui::can_choose(shown, "undo") ? 1 : 0;
    if (const auto fault = page_faults(page); !fault.empty()) BOOST_FAIL(where() << " → " << page.id << ": " << fault);
    if (!s.session) {
      if (had_session || i % 16 == 0) {
        if (has_marker(all_words(page))) BOOST_FAIL(where() << ": something of the last resident is on " << page.id);
        if (has_marker(s.focus)) BOOST_FAIL(where() << ": in the focus");
      }
      for (const auto& effect : effects)
        if (effect_has_marker(effect)) BOOST_FAIL(where() << ": in the effect " << name_of(effect));
      if (had_session) {
        ++seen.sessions;
        const bool wiped = std::any_of(effects.begin(), effects.end(),
                                       [](const Effect& e) { return std::holds_alternative<WipeSession>(e); });
        if (!wiped) BOOST_FAIL(where() << ": the session ended without being wiped");
      }
    }
    if (seen.pages[page.id]++ == 0 || i % 64 == 0)
      if (!home_within(s, 3)) BOOST_FAIL(where() << ": home is not within three actions of " << page.id);
    for (const auto& effect : effects) seen.filed += std::holds_alternative<FileCase>(effect) ? 1 : 0;
  }
  seen.sheets += papers.sheets();
  seen.orders += payments.created;
  seen.pictures += devices.opened;
  seen.memos += devices.memos;
  seen.fetched += fetches.fetched;
  seen.paid += payments.paid;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(flow_property_tests)

BOOST_AUTO_TEST_CASE(a_million_things_happen) {
  Seen seen;
  std::vector<std::uint64_t> seeds(kSeeds.begin(), kSeeds.end());
  if (const char* given = std::getenv("BIANMIN_SEED")) seeds = {std::strtoull(given, nullptr, 10)};
  for (const auto seed : seeds) {
    BOOST_TEST_MESSAGE("seed " << seed);
    run(seed, seen);
  }
  BOOST_TEST_MESSAGE(seen.undone << " undone, " << seen.pictures << " times the camera, " << seen.memos
                                 << " times the microphone, " << seen.fetched << " visits fetched");
  for (const int count : {seen.undone, seen.pictures, seen.memos, seen.fetched}) BOOST_TEST(count > 100);
  BOOST_TEST_MESSAGE(seen.sessions << " visits, " << seen.sheets << " sheets, " << seen.filed << " cases, "
                                   << seen.orders << " orders, " << seen.paid << " paid, " << seen.pages.size()
                                   << " pages");
  if (tests::event_count(kEventsOfASeed) < kEventsOfASeed) return;
  // The run is worth something only if it went everywhere.
  for (const char* id : {"home",
                         "home/all",
                         "help",
                         "emergency",
                         "cannot/social-proof",
                         "social-proof/done",
                         "social-proof/rate",
                         "social-proof/print/paused",
                         "social-proof/print/stuck",
                         "social-proof/done/reprint",
                         "complaint/review",
                         "complaint/submit/stuck",
                         "complaint/done",
                         "progress/choose",
                         "progress/case",
                         "progress/search/nothing",
                         "whole/pick",
                         "whole/tell",
                         "whole/stars",
                         "whole/who",
                         "capturing/which",
                         "capturing/shots",
                         "capturing/shots/look",
                         "capturing/shots/kept",
                         "capturing/shots/none",
                         "capturing/say",
                         "capturing/when",
                         "capturing/look",
                         "capturing/sign",
                         "capturing/send",
                         "capturing/slip",
                         "capturing/end",
                         "utilities/choose",
                         "top-up/amount",
                         "top-up/review",
                         "top-up/pay",
                         "medical-payment/choose",
                         "medical-payment/pay",
                         "medical-payment/pay/paying",
                         "medical-payment/pay/uncertain",
                         "medical-payment/pay/failed",
                         "medical-payment/pay/expired",
                         "medical-payment/pay/cancelling",
                         "medical-payment/pay/refunding",
                         "medical-payment/pay/refunded",
                         "medical-payment/pay/stuck",
                         "medical-payment/slip",
                         "medical-payment/done",
                         "medical-payment/done/reprint",
                         "rehearsal",
                         "rehearsal/done",
                         "parking",
                         "parked",
                         "resume",
                         "resume/nothing",
                         "help/calling",
                         "help/waiting",
                         "help/coming",
                         "help/not-possible",
                         "social-proof/identify/elder",
                         "social-proof/identify/helper",
                         "social-proof/identify/consent"})
    BOOST_TEST(seen.pages[id] > 0, id << " was never reached");
}

BOOST_AUTO_TEST_SUITE_END()
