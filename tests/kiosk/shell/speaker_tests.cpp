#include "kiosk/shell/speaker.hpp"

#include "devices/voice/espeak_voice.hpp"
#include "devices/voice/simulated_voice.hpp"
#include "devices/voice/sound_sink.hpp"
#include "tests/kiosk/shell/terminal.hpp"

#include <cmath>
#include <condition_variable>
#include <mutex>
#include <numbers>

using namespace bianmin;
using namespace bianmin::tests;

namespace {

const std::vector<i18n::Language> kBoth{i18n::kChinese, i18n::kEnglish};
constexpr const char* kTitle = "请选择您要办的事";

// A second of a tone in Opus, as opusenc makes it of a clerk's WAV file.
void record(const std::filesystem::path& opus, const std::string& title) {
  const TemporaryDirectory folder;
  const std::string wav = folder / "a.wav";
  auto sink = devices::wav_sink(wav, 48000, 0);
  BOOST_REQUIRE(sink->open());
  std::vector<devices::Sample> samples(48000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] =
        static_cast<devices::Sample>(9000 * std::sin(2 * std::numbers::pi * 440 * static_cast<double>(i) / 48000));
  BOOST_REQUIRE(sink->write(samples));
  sink->flush();
  sink.reset();
  std::filesystem::create_directories(opus.parent_path());
  std::vector<std::string> command{"opusenc", "--quiet"};
  if (!title.empty()) command.insert(command.end(), {"--title", title});
  command.insert(command.end(), {wav, opus.string()});
  BOOST_REQUIRE(kiosk::capture(command).status == 0);
}

// Content whose home page has a title of ours.
struct Pushed {
  TemporaryDirectory folder;
  Pushed() { write(folder / "texts" / "zh_CN.po", std::string("msgid \"home.title\"\nmsgstr \"") + kTitle + "\"\n"); }
  std::filesystem::path recording() const { return folder / "recordings" / "zh-CN" / "home.title.opus"; }
  kiosk::LoadedContent load() const {
    auto loaded = kiosk::ContentLoader(kShare, kBoth).load(folder.path(), 7);
    BOOST_REQUIRE_MESSAGE(loaded.has_value(), why(loaded));
    return *loaded;
  }
};

ui::Page page(const char* title = kTitle) {
  ui::Page page{.id = "home", .language = i18n::kChinese};
  page.title = title;
  page.lead = "按一下就行";
  return page;
}

// What the voice says of this page, in samples at 22,050 Hz.
std::vector<devices::Sample> heard(const kiosk::LoadedContent& content, const ui::Page& of) {
  const TemporaryDirectory folder;
  devices::EspeakVoice::Options options;
  options.device.clear();
  options.wav_file = folder / "said.wav";
  options.wav_gap_ms = 0;
  options.pace = devices::EspeakVoice::Pace::AsFast;
  std::mutex mutex;
  std::condition_variable changed;
  bool finished = false;
  {
    devices::EspeakVoice voice(options);
    voice.start([&](const devices::VoiceEvent& event) {
      const std::lock_guard lock(mutex);
      finished = finished || std::holds_alternative<devices::SpeechFinished>(event);
      changed.notify_all();
    });
    kiosk::Speaker speaker(voice);
    speaker.use(content);
    speaker.say_page(of);
    std::unique_lock lock(mutex);
    BOOST_REQUIRE(changed.wait_for(lock, std::chrono::seconds(20), [&] { return finished; }));
  }
  const std::string bytes = read(folder / "said.wav");
  std::vector<devices::Sample> samples((bytes.size() - 44) / 2);
  std::memcpy(samples.data(), bytes.data() + 44, samples.size() * 2);
  return samples;
}

bool begins_with_the_tone(const std::vector<devices::Sample>& samples) {
  BOOST_REQUIRE(samples.size() > 15000U);
  int crossings = 0;
  for (std::size_t i = 5001; i < 15000; ++i) crossings += (samples[i - 1] < 0) != (samples[i] < 0);
  return std::abs(crossings / 2.0 / (10000.0 / 22050) - 440) < 5;
}

struct Said {
  devices::SimulatedVoice voice;
  kiosk::Speaker speaker{voice};
  std::vector<std::string> words;
  explicit Said(const kiosk::LoadedContent& content) {
    speaker.use(content);
    speaker.listen([this](const i18n::Language&, std::string_view text) { words.emplace_back(text); });
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(speaker_tests)

BOOST_AUTO_TEST_CASE(a_recorded_prompt_is_played_instead_of_synthesis) {
  const Pushed pushed;
  record(pushed.recording(), kTitle);
  const auto content = pushed.load();
  BOOST_REQUIRE(content.recordings);
  BOOST_TEST(content.recordings->size() == 1U);
  BOOST_TEST(begins_with_the_tone(heard(content, page())));
  // Any other text, and the same words in another sentence, are synthesized.
  Said said(content);
  said.speaker.say_page(page("请选择您要办的事，谢谢"));
  said.speaker.say_page(page());
  const auto utterances = said.voice.said();
  BOOST_REQUIRE(utterances.size() == 2U);
  BOOST_TEST(utterances[0].utterance.segments[0].recording.empty());
  BOOST_TEST(utterances[1].utterance.segments[0].recording == pushed.recording().string());
  BOOST_TEST(utterances[1].utterance.segments.back().recording.empty());  // the lead
}

BOOST_AUTO_TEST_CASE(a_recording_that_breaks_after_it_was_loaded_is_synthesized) {
  const Pushed pushed;
  record(pushed.recording(), "");
  const auto content = pushed.load();
  write(pushed.recording(), "OggS, and then nothing of use");
  BOOST_TEST(!begins_with_the_tone(heard(content, page())));
}

BOOST_AUTO_TEST_CASE(what_can_t_be_used_is_left_out_and_the_content_stays) {
  const Pushed pushed;
  const auto folder = pushed.folder / "recordings" / "zh-CN";
  record(folder / "home.title.opus", "从前的话");  // the words were changed since
  record(folder / "no.such.key.opus", "");
  record(folder / "help.where.opus", "");  // has {places}
  record(pushed.folder / "recordings" / "no language" / "action.back.opus", "");
  write(folder / "action.home.opus", "RIFF1234WAVE");
  write(folder / "readme.txt", "notes");
  const auto content = pushed.load();
  BOOST_REQUIRE(content.recordings);
  BOOST_TEST(content.recordings->size() == 0U);
  record(folder / "action.back.opus", "返 回");
  BOOST_TEST(pushed.load().recordings->size() == 1U);
}

BOOST_AUTO_TEST_CASE(where_am_i_says_page_step_item_and_keys) {
  Said said(Pushed().load());
  ui::Page form = page("您要反映什么事？");
  form.progress = ui::Progress{{"选类别", "说事情", "核对"}, 1};
  form.blocks.emplace_back(ui::Choices{{{"choose:a", "路灯不亮"}, {"choose:b", "路面破损"}}});
  form.back = ui::Action{"back", "返回"};
  form.help = ui::Action{"help", "请人帮忙"};
  said.speaker.say_where(form, "choose:b");
  const std::vector<std::string> wanted{"现在这一页：您要反映什么事？",
                                        "第二步，共三步：说事情",
                                        "第二项，共两项：路面破损",
                                        "按上下键换一项",
                                        "按确认键选这一项",
                                        "按返回键退回去",
                                        "按帮助键请人帮忙"};
  BOOST_TEST(said.words == wanted, boost::test_tools::per_element());
  said.words.clear();
  said.speaker.say_where(form, "back");  // stands on every page: it is not counted
  BOOST_TEST(said.words.at(2) == "每一页都有的按钮：返回");
  said.words.clear();
  form.dialog = ui::Dialog{"还在吗？", "还有20秒", {{"stay", "我还在"}, {"leave", "退出"}}};
  said.speaker.say_where(form, "");
  BOOST_TEST(said.words.front() == "现在这一页：还在吗？");
  BOOST_TEST(said.words.at(1) == "这一页一共三项");
}

BOOST_AUTO_TEST_CASE(a_pause_ends_with_what_is_said_next) {
  base::ManualClock clock(base::Instant{});
  devices::SimulatedVoice voice(clock, base::Milliseconds(100));
  kiosk::Speaker speaker(voice);
  speaker.use(Pushed().load());
  voice.start([](const devices::VoiceEvent&) {});
  speaker.say_page(page());
  speaker.toggle_pause();
  BOOST_TEST(speaker.paused());
  clock.advance(base::Milliseconds(60'000));
  voice.tick();
  BOOST_TEST(voice.speaking());
  speaker.toggle_pause();
  BOOST_TEST(!speaker.paused());
  clock.advance(base::Milliseconds(60'000));
  voice.tick();
  BOOST_TEST(!voice.speaking());
  speaker.pause(true);
  speaker.say_page(page());
  BOOST_TEST(!speaker.paused());
  speaker.pause(true);
  speaker.stop();
  BOOST_TEST(!speaker.paused());
}

BOOST_AUTO_TEST_SUITE_END()
