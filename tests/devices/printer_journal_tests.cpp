#include "devices/printer/print_journal.hpp"

#include <fstream>

#include <boost/test/unit_test.hpp>

#include "devices/printer/printer_reasons.hpp"

using namespace bianmin::devices;
using bianmin::base::FailureCode;

namespace {

struct Folder {
  std::filesystem::path path;
  Folder() {
    char pattern[] = "/tmp/bm-journal-XXXXXX";
    path = ::mkdtemp(pattern);
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

std::optional<FailureCode> stopped(int state, bool accepting, const std::vector<std::string>& reasons) {
  const PrinterStatus status = printer_status(state, accepting, reasons);
  const auto* why = std::get_if<PrinterStopped>(&status);
  return why ? std::optional(why->why.code) : std::nullopt;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(printer_journal_tests, Folder)

BOOST_AUTO_TEST_CASE(remembers_over_a_restart) {
  {
    auto journal = PrintJournal::open(path).value();
    BOOST_REQUIRE(journal.record("a", PrintOutcome::Sending));
    BOOST_REQUIRE(journal.record("a", PrintOutcome::Accepted, 7));
    BOOST_REQUIRE(journal.record("b", PrintOutcome::Sending));
  }
  const auto journal = PrintJournal::open(path).value();
  BOOST_REQUIRE(journal.find("a"));
  BOOST_TEST((journal.find("a")->outcome == PrintOutcome::Accepted));
  BOOST_TEST(journal.find("a")->printer_job == 7);
  BOOST_TEST((journal.find("b")->outcome == PrintOutcome::Sending));
  BOOST_TEST(!journal.find("c"));
}

BOOST_AUTO_TEST_CASE(a_torn_last_line_is_dropped_and_the_file_goes_on) {
  {
    std::ofstream out(path / "print-journal");
    out << "a finished 1\nb sendi";
  }
  {
    auto journal = PrintJournal::open(path).value();
    BOOST_TEST(journal.find("a").has_value());
    BOOST_TEST(!journal.find("b"));
    BOOST_REQUIRE(journal.record("c", PrintOutcome::Sending));
  }
  const auto journal = PrintJournal::open(path).value();
  BOOST_TEST(journal.entries().size() == 2U);
}

BOOST_AUTO_TEST_CASE(nonsense_is_skipped_and_counted) {
  std::size_t skipped = 0;
  const auto entries =
      PrintJournal::parse("a finished 1\n\n\x01\xff\nx flying 1\ny failed -3\nz failed 3x\nb failed 2\n", skipped);
  BOOST_TEST(entries.size() == 2U);
  BOOST_TEST(skipped == 5U);
}

BOOST_AUTO_TEST_CASE(keeps_the_newest_when_it_grows) {
  std::string text;
  for (std::size_t i = 0; i < PrintJournal::kKept + 500; ++i) text += "job-" + std::to_string(i) + " finished 1\n";
  std::ofstream(path / "print-journal") << text;
  const auto journal = PrintJournal::open(path).value();
  BOOST_TEST(journal.entries().size() == PrintJournal::kKept);
  BOOST_TEST(!journal.find("job-499"));
  BOOST_TEST(journal.find("job-500").has_value());
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_is_refused) {
  std::ofstream(path / "file") << "x";
  BOOST_TEST(!PrintJournal::open(path / "file" / "journal"));
}

BOOST_AUTO_TEST_CASE(reasons_become_what_people_understand) {
  BOOST_TEST((stopped(3, true, {"media-empty-report"}) == FailureCode::PrinterOutOfPaper));
  BOOST_TEST((stopped(4, true, {"media-needed-warning", "cover-open"}) == FailureCode::PrinterCoverOpen));
  BOOST_TEST((stopped(5, true, {"media-jam-error", "media-empty-error"}) == FailureCode::PrinterJam));
  BOOST_TEST((stopped(5, true, {}) == FailureCode::PrinterFault));
  BOOST_TEST((stopped(3, false, {}) == FailureCode::PrinterFault));
  BOOST_TEST((stopped(3, true, {"com.example.strange-error"}) == FailureCode::PrinterFault));
  BOOST_TEST(!stopped(3, true, {"com.example.strange-report", "toner-low-report"}));
  BOOST_TEST(std::holds_alternative<PrinterGone>(printer_status(3, true, {"offline-report"})));
  BOOST_TEST(std::holds_alternative<PrinterBusy>(printer_status(4, true, {})));
  BOOST_TEST(
      std::holds_alternative<PrinterReady>(printer_status(3, true, {"media-empty-report"}, {"media-empty-report"})));
  const PrinterStatus low = printer_status(3, true, {"media-low-warning"});
  BOOST_TEST(std::get<PrinterReady>(low).paper_low);
}

BOOST_AUTO_TEST_SUITE_END()
