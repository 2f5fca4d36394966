// Events a second through the flow machine on a realistic mix, and the time a page takes.
#include <chrono>
#include <cstdio>
#include <exception>

#include "tests/kiosk/flow_chaos.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
using Watch = std::chrono::steady_clock;

double seconds_since(Watch::time_point start) { return std::chrono::duration<double>(Watch::now() - start).count(); }

void report(const char* name, double ours, const char* unit, double goal, bool more_is_better) {
  const bool met = more_is_better ? ours >= goal : ours <= goal;
  std::printf("{\"name\":\"%s\",\"ours\":%.1f,\"unit\":\"%s\",\"goal\":%.1f,\"met\":%s}\n", name, ours, unit, goal,
              met ? "true" : "false");
}

// What a terminal hears on a working day, recorded once so that making events up costs nothing while measuring.
struct Recording {
  State start;
  std::vector<std::pair<base::Instant, Event>> events;
};

// Two whole visits and a minute of nobody.
Recording working_day() {
  Player p;
  Recording out{p.state, {}};
  const auto step = [&](Event event) {
    out.events.emplace_back(p.now, event);
    p.send(event);
  };
  const auto press = [&](const char* id) {
    step(ui::ScreenTouched{});
    step(ui::ActionPressed{id});
  };
  const auto wait = [&](int seconds) {
    for (int i = 0; i < seconds; ++i) {
      p.now += base::Milliseconds(1000);
      step(Ticked{});
    }
  };
  const auto speech = [&] {
    step(devices::VoiceEvent(devices::SpeechStarted{1}));
    step(devices::VoiceEvent(devices::SpeechFinished{1}));
  };
  press("service:social-proof");
  speech();
  wait(4);
  step(devices::CardEvent(devices::CardPresented{}));
  step(devices::CardEvent(devices::CardRead{person(1)}));
  wait(1);
  step(Answered{p.ticket(), json(record_of(1).c_str())});
  speech();
  wait(8);
  press("next");
  step(Answered{p.ticket(), json(kCertificate)});
  step(PrinterReported{"a4", devices::PrintStatusChanged{devices::PrinterBusy{}}});
  wait(6);
  step(PrinterReported{"a4", devices::PrintFinished{p.job()}});
  step(PrinterReported{"a4", devices::PrintStatusChanged{devices::PrinterReady{}}});
  wait(5);
  press("next");
  press("rate:5");
  wait(60);
  press("service:complaint");
  speech();
  press("choose:roads");
  press("choose:dongguan");
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += "路";
    step(ui::ScreenTouched{});
    step(ui::TextEdited{"text", text});
    if (i % 3 == 0) wait(1);
  }
  press("next");
  press("skip");
  press("skip");
  speech();
  wait(6);
  press("next");
  step(CaseFiled{p.ticket(), "LC07-2611-00001-8", "BM1:made-up", p.now});
  wait(3);
  step(PrinterReported{"slip", devices::PrintFinished{p.job()}});
  press("finish");
  return out;
}

template <class Each>
double events_a_second(const Recording& day, int days, Each&& each) {
  std::size_t count = 0;
  double seconds = 0;
  for (int i = 0; i < days; ++i) {
    State state = day.start;  // tickets and jobs of the recording fit a fresh start only
    const auto start = Watch::now();
    for (const auto& [at, event] : day.events) each(state, advance(state, event, at));
    seconds += seconds_since(start);
    count += day.events.size();
  }
  return double(count) / seconds;
}

int run() {
  const Recording day = working_day();
  std::size_t seen = 0;
  const double alone =
      events_a_second(day, 2000, [&](const State&, const Effects& effects) { seen += effects.size(); });
  report("flow: advance", alone, "events/s", 500'000, true);
  const double with_page =
      events_a_second(day, 300, [&](const State& state, const Effects&) { seen += build_page(state).blocks.size(); });
  report("flow: advance and page", with_page, "events/s", 20'000, true);

  Player p;
  const auto page_time = [&](const char* name) {
    constexpr int kPages = 20'000;
    const auto start = Watch::now();
    for (int i = 0; i < kPages; ++i) seen += build_page(p.state).blocks.size();
    report(name, seconds_since(start) * 1e6 / kPages, "us", 200, false);
  };
  page_time("flow: home page");
  to_complaint_review(p, true);
  page_time("flow: review page");
  return seen == 0 ? 1 : 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_flow: %s\n", error.what());
    return 1;
  }
}
