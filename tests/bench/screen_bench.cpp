// How fast the screen answers a finger, without a window: from the touch to the changed pixels in memory. What the
// window adds, one copy of them, is in the terminal's bench. Prints JSON lines.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "ui/screen/gallery/samples.hpp"
#include "ui/screen/page_view.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::ui;
using Watch = std::chrono::steady_clock;

double milliseconds_since(Watch::time_point start) {
  return std::chrono::duration<double, std::milli>(Watch::now() - start).count();
}

void report(const char* name, double ours, const char* unit, double goal) {
  std::printf("{\"name\":\"%s\",\"ours\":%.3f,\"unit\":\"%s\",\"goal\":%.10g,\"met\":%s}\n", name, ours, unit, goal,
              ours <= goal ? "true" : "false");
  std::fflush(stdout);
}

double at(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
}

// Proportional set size of this process, MiB.
double memory() {
  std::ifstream in("/proc/self/smaps_rollup");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("Pss:")) return std::stod(line.substr(4)) / 1024;
  return 0;
}

struct Bench {
  base::ManualClock clock{base::Instant{}};
  TextEngine text;
  PageView view{clock, text, sample_words()};

  void show(const std::string& name, ViewStyle style) { view.show(make_sample(name, i18n::kChinese, {style}).page); }
  bool press(const std::string& id) {
    clock.advance(base::Milliseconds(1000));
    const Target* target = view.canvas().layout().target(id);
    if (!target) return false;
    const Point p = target->rect.centre();
    view.touch_down(p);
    view.touch_up(p);
    return true;
  }
};

int run() {
  Bench b;
  b.view.resize({1080, 1920});
  auto handwriting = open_handwriting(kHandwritingModel);
  auto pinyin = open_pinyin(kPinyinData);
  auto words = WordList::open((std::filesystem::path(kPinyinData) / kWordDictionary).string());
  if (!handwriting || !pinyin || !words) return 1;
  auto strokes = StrokeIndex::open((std::filesystem::path(kPinyinData) / kStrokeDictionary).string(), **words);
  if (!strokes) return 1;
  b.view.set_input_methods({std::move(*handwriting), std::move(*pinyin), *words, *strokes});

  for (const ViewStyle style : {ViewStyle::Standard, ViewStyle::Elder}) {
    const bool elder = style == ViewStyle::Elder;
    std::vector<double> digits, letters, candidates, taps, following;
    for (int round = 0; round < 40; ++round) {
      b.show("home", style);
      b.show("phone", style);
      b.press("key:erase");
      for (const char* key : {"key:type:7", "key:erase", "key:type:4"}) {
        const auto start = Watch::now();
        if (!b.press(key)) return 1;
        digits.push_back(milliseconds_since(start));
      }
      b.show("memo", style);
      b.press("key:tab:pinyin");
      for (const char letter : std::string_view("ludeng")) {
        const auto start = Watch::now();
        if (!b.press("key:pinyin:" + std::string(1, letter))) return 1;
        letters.push_back(milliseconds_since(start));
      }
      const auto chosen = Watch::now();
      if (!b.press("key:candidate:0")) return 1;
      following.push_back(milliseconds_since(chosen));
      b.press("key:tab:strokes");
      for (const char stroke : std::string_view("szhshs")) {
        const auto start = Watch::now();
        if (!b.press("key:stroke:" + std::string(1, stroke))) return 1;
        taps.push_back(milliseconds_since(start));
      }
      b.press("key:tab:handwriting");
      // 路, thirteen strokes: the time of the last.
      const Sample sample = make_sample("complaint-text", i18n::kChinese, {style});
      const Rect ink = b.view.canvas().layout().target("key:ink")->rect;
      const auto place = [&](Point p) { return Point{ink.x + p.x * ink.width, ink.y + p.y * ink.height}; };
      for (const auto& stroke : sample.local.writing.strokes) {
        b.clock.advance(base::Milliseconds(300));
        b.view.touch_down(place(stroke.front()));
        for (const Point p : stroke) b.view.touch_move(place(p));
        const auto start = Watch::now();
        b.view.touch_up(place(stroke.back()));
        if (&stroke == &sample.local.writing.strokes.back()) candidates.push_back(milliseconds_since(start));
      }
      if (b.view.local().writing.candidates.empty()) return 1;
    }
    const auto name = [&](const char* what) { return std::string("screen: ") + what + (elder ? ", elder" : ""); };
    report(name("digit to glyph, p99").c_str(), at(digits, 0.99), "ms", 16);
    report(name("pinyin letter to candidates, p99").c_str(), at(letters, 0.99), "ms", 16);
    report(name("stroke key to candidates, p99").c_str(), at(taps, 0.99), "ms", 16);
    report(name("chosen word to what follows, p99").c_str(), at(following, 0.99), "ms", 50);
    report(name("last stroke to candidates, p99").c_str(), at(candidates, 0.99), "ms", 50);

    std::vector<double> turns;
    for (int round = 0; round < 4; ++round)
      for (const auto& page : sample_names()) {
        const Page next = make_sample(page, i18n::kChinese, {style}).page;
        const auto start = Watch::now();
        b.view.show(next);
        turns.push_back(milliseconds_since(start));
      }
    report(name("page change, median").c_str(), at(turns, 0.5), "ms", 33);
    report(name("page change, p99").c_str(), at(turns, 0.99), "ms", 50);
    b.show("viewfinder", style);
    const auto frame = make_sample("viewfinder", i18n::kChinese, {style}).local.viewfinder;
    std::vector<double> frames;
    for (int i = 0; i < 60; ++i) {
      const auto next = std::make_shared<Bitmap>(*frame);
      const auto start = Watch::now();
      b.view.viewfinder(next);
      frames.push_back(milliseconds_since(start));
    }
    report(name("viewfinder picture, median").c_str(), at(frames, 0.5), "ms", 33);
  }
  report("screen: memory with every input method loaded, without window", memory(), "MiB", 150);
  return 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_screen: %s\n", error.what());
    return 1;
  }
}
