// Event logs on the disk: each file replays by itself.
#include <sstream>

#include "base/file.hpp"
#include "kiosk/flow/log/replay.hpp"
#include "kiosk/shell/content_loader.hpp"
#include "kiosk/shell/event_journal.hpp"
#include "tests/kiosk/shell/terminal.hpp"

using namespace bianmin;
using namespace bianmin::tests;
using kiosk::EventJournal;

namespace {

std::size_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error ? 0 : std::size_t(size);
}

// A terminal whose log is large after a few lines.
struct Logged {
  Terminal terminal;
  std::filesystem::path file = terminal.folder.path() / "events.log";
  std::filesystem::path before = terminal.folder.path() / "events.log.1";
  std::unique_ptr<EventJournal> journal;

  explicit Logged(EventJournal::Limits limits) {
    auto& shell = terminal.stage->shell();
    auto opened = EventJournal::open(file, "test", shell.state(), limits);
    BOOST_REQUIRE_MESSAGE(opened.has_value(), why(opened));
    journal = std::move(*opened);
    shell.watch([this](const kiosk::Shell::Step& step) { journal->write(step); });
  }
  void press(const std::string& id) { BOOST_REQUIRE_MESSAGE(terminal.stage->press(id).has_value(), id); }
  // Begins a complaint and goes home again.
  void visit() {
    press("service:complaint");
    press("choose:roads");
    press("home");
    press("leave");
  }
  // The result of `bianmin-kiosk --replay`.
  int replay(const std::filesystem::path& log, std::string& said) {
    const auto& state = terminal.stage->shell().state();
    std::ostringstream out;
    const int result = kiosk::replay_journal(log, state.rules, state.content, out);
    said = out.str();
    return result;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_tests)

BOOST_AUTO_TEST_CASE(a_log_that_went_on_in_another_file_replays_from_there) {
  Logged logged({.large = 1, .most = 1U << 20});
  // The header of the very first log knows nothing of a terminal that runs already: only those after it can be
  // replayed.
  logged.visit();
  BOOST_REQUIRE(size_of(logged.before) > 0);
  logged.visit();
  logged.visit();
  for (const auto& file : {logged.before, logged.file}) {
    const std::string text = read(file);
    BOOST_TEST(text.find("\"state\"") != std::string::npos, file);
    std::string said;
    BOOST_TEST(logged.replay(file, said) == 0, said);
    BOOST_TEST(said.find(" 0 mismatches") != std::string::npos, said);
  }
}

BOOST_AUTO_TEST_CASE(another_file_is_not_begun_while_somebody_is_here) {
  Logged logged({.large = 1, .most = 1U << 20});
  logged.visit();
  logged.press("service:complaint");
  const auto written = std::filesystem::last_write_time(logged.before);
  logged.press("choose:roads");
  BOOST_TEST((std::filesystem::last_write_time(logged.before) == written));
  BOOST_TEST(read(logged.file).find("complaint/area") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_full_log_leaves_out_what_is_beyond_and_goes_on_after_the_visit) {
  Logged logged({.large = 600, .most = 900});
  logged.press("service:complaint");
  for (int i = 0; i < 20; ++i) logged.press("help"), logged.press("back");
  BOOST_TEST(size_of(logged.file) <= 900U);
  logged.press("home");
  BOOST_TEST(read(logged.file).find("\"state\"") != std::string::npos);
  std::string said;
  BOOST_TEST(logged.replay(logged.file, said) == 0, said);
}

BOOST_AUTO_TEST_CASE(the_log_of_the_run_before_is_kept) {
  Terminal terminal;
  const auto file = terminal.folder.path() / "events.log";
  write(file, "of yesterday");
  auto opened = EventJournal::open(file, "test", terminal.stage->shell().state());
  BOOST_REQUIRE(opened.has_value());
  BOOST_TEST(read(terminal.folder.path() / "events.log.1") == "of yesterday");
}

BOOST_AUTO_TEST_SUITE_END()
