// Every page in a language that nobody speaks: what stands outside of brackets was written into the code, and what is
// cut has no room for a longer language.
#include "tests/i18n/pseudo/pseudo.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

#include "i18n/text.hpp"
#include "kiosk/flow/pages/page_builder.hpp"
#include "kiosk/flow/service/service_loader.hpp"
#include "kiosk/flow/turn/machine.hpp"
#include "kiosk/shell/screen_words.hpp"
#include "tests/support/temporary_directory.hpp"
#include "ui/screen/canvas.hpp"
#include "ui/screen/gallery/samples.hpp"

using namespace bianmin;
using namespace bianmin::tests;

namespace {

const std::filesystem::path kSource = BIANMIN_SOURCE_DIR;

template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(*result);
}

const i18n::Catalogue& texts() {
  static const i18n::Catalogue loaded = [] {
    const TemporaryDirectory folder;
    write_pseudo_catalogues(must(i18n::Catalogue::load(kSource / "i18n/po")), kSource / "i18n/po", folder.path());
    return must(i18n::Catalogue::load(folder.path()));
  }();
  return loaded;
}

std::shared_ptr<const kiosk::Content> content() {
  static const auto made = [] {
    std::vector<kiosk::ServiceSpec> services;
    for (const auto& file : std::filesystem::directory_iterator(kSource / "kiosk/services")) {
      if (file.path().extension() != ".json") continue;
      auto document = must(base::read_json_file(file.path()));
      add_pseudo_texts(document);
      auto service = kiosk::load_service(boost::json::serialize(document), file.path().filename().string(),
                                         {i18n::kChinese, i18n::kEnglish, kPseudo});
      if (!service) BOOST_ERROR(service.error().detail);
      if (service) services.push_back(std::move(*service));
    }
    base::Calendar calendar;
    for (const char* year : {"2026.json", "2027.json"})
      calendar.merge(
          must(base::parse_calendar(must(base::read_json_file(kSource / "platform/demo/holidays" / year)), year)));
    return std::make_shared<kiosk::Content>(kiosk::Content{1, texts(), std::move(services), std::move(calendar)});
  }();
  return made;
}

kiosk::State start() {
  kiosk::Rules rules;
  rules.terminal = "LC07";
  rules.place.set(i18n::kChinese, "[某镇便民服务中心]");
  rules.place.set(kPseudo, pseudo("Service centre"));
  rules.languages = {kPseudo};
  kiosk::State state = kiosk::initial_state(std::move(rules));
  const base::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours(2)};
  kiosk::advance(state, kiosk::ContentChanged{content()}, now);
  kiosk::advance(state, kiosk::LinkChanged{true}, now);
  state.language = kPseudo;
  state.scanner_ready = state.camera_ready = state.recorder_ready = true;
  for (const char* printer : {"a4", "slip"}) state.printers[printer] = devices::PrinterReady{};
  return state;
}

struct Seen {
  ui::Page page;
  std::string name;
};

const base::Failure kOutOfPaper{base::FailureCode::PrinterOutOfPaper, {}};

// Every step of every service, however it may stand.
void each_step(std::vector<Seen>& seen) {
  using namespace kiosk;
  const std::vector<Phase> phases{Asking{},
                                  Asking{.missing = true},
                                  Asking{.missing = false, .full = true},
                                  AtWork{},
                                  Reading{},
                                  Paused{kOutOfPaper},
                                  Stuck{{base::FailureCode::PlatformError, {}}},
                                  Stuck{{base::FailureCode::NotEligible, {}}},
                                  Empty{}};
  for (const auto& service : content()->services)
    for (std::size_t step = 0; step < service.steps.size(); ++step)
      for (std::size_t phase = 0; phase < phases.size(); ++phase)
        for (const bool elder : {false, true}) {
          State state = start();
          state.where = InService{};
          state.view.style = elder ? ui::ViewStyle::Elder : ui::ViewStyle::Standard;
          state.headphones = elder;
          Session session;
          session.service = service.id;
          session.step = step;
          session.phase = phases[phase];
          if (step > 0) session.trail = {0};
          state.session = std::move(session);
          seen.push_back(
              {build_page(state), service.id + " step " + service.steps[step].id + " phase " + std::to_string(phase)});
        }
}

void each_other_page(std::vector<Seen>& seen) {
  using namespace kiosk;
  const auto add = [&](const std::string& name, auto&& change) {
    for (const bool elder : {false, true}) {
      State state = start();
      state.view.style = elder ? ui::ViewStyle::Elder : ui::ViewStyle::Standard;
      change(state);
      seen.push_back({build_page(state), name});
    }
  };
  add("home", [](State&) {});
  add("home, all", [](State& s) { s.where = AtHome{true}; });
  add("home, nothing works", [](State& s) {
    s.link_up = false;
    s.printers.clear();
    s.card_left = true;
    s.outbox_waiting = 3;
    s.headphones = true;
    s.reader_failure = base::Failure{base::FailureCode::ReaderMissing, {}};
  });
  add("help", [](State& s) { s.helping = true; });
  add("rehearsal", [](State& s) { s.where = ChoosingRehearsal{}; });
  add("rehearsed", [](State& s) { s.where = Rehearsed{"complaint"}; });
  add("resuming", [](State& s) { s.where = Resuming{}; });
  add("not resumed", [](State& s) { s.where = Resuming{0, base::Failure{base::FailureCode::CaseNotFound, {}}}; });
  add("parked", [](State& s) { s.where = Parked{true, true}; });
  add("still there", [](State& s) { s.question = StillThere{s.now + base::Milliseconds(20'000)}; });
  add("leave", [](State& s) { s.question = LeaveWithout{}; });
  add("paper coming", [](State& s) { s.question = PaperComing{}; });
#define BIANMIN_FAILURE(name, code)                                                                         \
  add("cannot " code, [](State& s) { s.where = CannotStart{"complaint", {base::FailureCode::name, {}}}; }); \
  add("trouble " code, [](State& s) { s.trouble = base::Failure{base::FailureCode::name, {}}; });
#include "base/failure_codes.inc"
#undef BIANMIN_FAILURE
}

// Ids of all pages; those that look alike stand only once in pages().
std::set<std::string>& page_ids() {
  static std::set<std::string> ids;
  return ids;
}

const std::vector<Seen>& pages() {
  static const auto all = [] {
    std::vector<Seen> seen, distinct;
    each_other_page(seen);
    each_step(seen);
    std::set<std::string> known;
    for (auto& one : seen) page_ids().insert(one.page.id);
    for (auto& one : seen)
      if (known.insert(std::to_string(static_cast<int>(one.page.view.style)) + ui::to_plain_text(one.page)).second)
        distinct.push_back(std::move(one));
    return distinct;
  }();
  return all;
}

// What stands for itself: the terminal's number, codes that staff ask for, the currency.
std::vector<std::string> data() {
  std::vector<std::string> known{"LC07", "CNY"};
#define BIANMIN_FAILURE(name, code) known.emplace_back(code);
#include "base/failure_codes.inc"
#undef BIANMIN_FAILURE
  return known;
}

const ui::TextEngine& engine() {
  static const ui::TextEngine text;
  return text;
}

// Every part of the page on this screen.
std::vector<ui::Layout> layouts_of(const ui::Page& page, ui::Size size, const ui::Words& words,
                                   ui::LocalState local = {}) {
  std::vector<ui::Layout> parts;
  std::size_t count = 1;
  for (std::size_t part = 0; part < count; ++part) {
    local.body_page = part;
    parts.push_back(ui::lay_out(page, size, engine(), words, local));
    count = parts.back().body_pages;
  }
  return parts;
}

// The first text of the layout that has no room, or "".
std::string cut_in(const ui::Layout& layout) {
  const ui::Rect screen{0, 0, layout.size.width, layout.size.height};
  for (const auto& item : layout.items) {
    const auto* text = std::get_if<ui::TextItem>(&item.what);
    if (text == nullptr) continue;
    const ui::Size needed = engine().measure(text->text, text->style, item.rect.width, text->bold_bytes);
    if (needed.width > item.rect.width + 1 || needed.height > item.rect.height + 1 || !screen.contains(item.rect))
      return text->text + " needs " + std::to_string(int(needed.width)) + "x" + std::to_string(int(needed.height)) +
             ", has " + std::to_string(int(item.rect.width)) + "x" + std::to_string(int(item.rect.height));
  }
  return {};
}

constexpr std::array kSizes{ui::Size{1080, 1920}, ui::Size{1920, 1080}, ui::Size{1280, 1024}};

}  // namespace

BOOST_AUTO_TEST_SUITE(pseudo_tests)

BOOST_AUTO_TEST_CASE(the_pseudo_language_is_longer_and_bracketed) {
  BOOST_TEST(pseudo("Back") == "[Back é]");
  BOOST_TEST(pseudo("Call {phone}.") == "[Call {phone}. éxtra]");
  BOOST_TEST(pseudo("").empty());
  BOOST_TEST(texts().phrase(kPseudo, "help.where", {{"phone", "12345"}}).shown.find("12345") != std::string::npos);
  BOOST_TEST(literal_in("[a [b] c]，12:30 · [d]").empty());
  BOOST_TEST(literal_in("[a] Menu") == " Menu");
  BOOST_TEST(literal_in("返回").size() > 0U);
  BOOST_TEST(literal_in("please check éx]").empty());
  BOOST_TEST(literal_in("LC07 [a]", {"LC07"}).empty());
}

BOOST_AUTO_TEST_CASE(it_never_ships) {
  for (const auto& folder : {kSource / "i18n/po", std::filesystem::path(BIANMIN_BINARY_DIR) / "share/bianmin/po"})
    if (std::filesystem::exists(folder))
      for (const auto& file : std::filesystem::directory_iterator(folder))
        BOOST_TEST(file.path().stem().string().starts_with("qps") == false, file.path().string());
}

BOOST_AUTO_TEST_CASE(no_page_has_a_word_that_cannot_be_translated) {
  for (const auto& [page, name] : pages()) {
    std::vector<ui::Text> all{page.title,           page.lead,       page.ribbon, page.status, page.header.place,
                              page.header.subtitle, page.header.date};
    if (page.progress) all.insert(all.end(), page.progress->steps.begin(), page.progress->steps.end());
    if (page.dialog) all.insert(all.end(), {page.dialog->title, page.dialog->text});
    for (const auto& stop : ui::focus_stops(page)) all.push_back(stop.text);
    for (const auto& text : all)
      BOOST_TEST(literal_in(text.shown, data()) == "", page.id << " (" << name << "): " << text.shown);
  }
  for (const auto& service : content()->services)
    for (const auto& step : service.steps)
      BOOST_TEST(std::any_of(page_ids().begin(), page_ids().end(),
                             [&](const std::string& id) { return id.starts_with(service.id + "/" + step.id); }),
                 service.id << "/" << step.id << " was never shown");
  BOOST_TEST_MESSAGE(pages().size() << " pages of " << page_ids().size() << " kinds");
}

BOOST_AUTO_TEST_CASE(no_text_of_any_page_is_cut) {
  const auto words = kiosk::screen_words(texts());
  for (const auto& [page, name] : pages())
    for (const int percent : {100, 200})
      for (const ui::Size size : kSizes) {
        ui::Page larger = page;
        larger.view.text_percent = percent;
        for (const auto& layout : layouts_of(larger, size, words)) {
          const std::string cut = cut_in(layout);
          BOOST_TEST(cut == "", page.id << " (" << name << ") " << percent << " % " << int(size.width) << "x"
                                        << int(size.height) << ": " << cut);
        }
      }
}

BOOST_AUTO_TEST_CASE(the_screen_adds_no_words_of_its_own) {
  const auto words = kiosk::screen_words(texts());
  for (const auto& [page, name] : pages())
    for (const auto& layout : layouts_of(page, kSizes[0], words))
      for (const auto& item : layout.items)
        if (const auto* text = std::get_if<ui::TextItem>(&item.what);
            text && i18n::length(text->text) > 3)  // keys have letters
          BOOST_TEST(literal_in(text->text, data()) == "", page.id << " (" << name << "): " << text->text);
}

BOOST_AUTO_TEST_CASE(no_text_of_any_sample_page_is_cut) {
  const auto words = kiosk::screen_words(texts());
  for (const auto& sample_name : ui::sample_names())
    for (const auto style : {ui::ViewStyle::Standard, ui::ViewStyle::Elder})
      for (const int percent : {100, 200})
        for (const ui::Size size : kSizes) {
          ui::View view;
          view.style = style;
          view.text_percent = percent;
          ui::Sample sample = ui::make_sample(sample_name, i18n::kEnglish, view);
          const ui::Page page = pseudo_page(std::move(sample.page));
          for (const auto& layout : layouts_of(page, size, words, sample.local)) {
            const std::string cut = cut_in(layout);
            BOOST_TEST(cut == "", sample_name << " " << percent << " % " << int(size.width) << "x" << int(size.height)
                                              << ": " << cut);
          }
        }
}

BOOST_AUTO_TEST_SUITE_END()
