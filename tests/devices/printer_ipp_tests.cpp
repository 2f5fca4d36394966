#include <mutex>

#include "devices/printer/ipp_client.hpp"
#include "devices/printer/ipp_printer.hpp"
#include "tests/support/ipp_printer.hpp"

#include <boost/test/unit_test.hpp>

using namespace bianmin;
using namespace bianmin::devices;
using namespace std::chrono_literals;
using base::FailureCode;
using tests::eventually;

namespace {

/// A PDF of one empty A4 page; the comment makes it as long as a real one.
std::string small_pdf() {
  return "%PDF-1.4\n%" + std::string(20000, 'x') +
         "\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
         "trailer<</Root 1 0 R>>\n%%EOF\n";
}

/// Everything the driver reported, with questions about it.
class Log {
 public:
  PagePrinter::Sink sink() {
    return [this](PrintEvent event) {
      const std::lock_guard lock(mutex_);
      events_.push_back(std::move(event));
    };
  }
  template <class Event>
  std::vector<Event> all() const {
    const std::lock_guard lock(mutex_);
    std::vector<Event> found;
    for (const PrintEvent& event : events_)
      if (const auto* it = std::get_if<Event>(&event)) found.push_back(*it);
    return found;
  }
  std::size_t finished() const { return all<PrintFinished>().size(); }
  std::optional<PrinterStatus> status() const {
    const auto changes = all<PrintStatusChanged>();
    return changes.empty() ? std::nullopt : std::optional(changes.back().status);
  }
  bool ready() const { return status() && std::holds_alternative<PrinterReady>(*status()); }
  bool gone() const { return status() && std::holds_alternative<PrinterGone>(*status()); }
  std::optional<FailureCode> stopped() const {
    const auto now = status();
    const auto* why = now ? std::get_if<PrinterStopped>(&*now) : nullptr;
    return why ? std::optional(why->why.code) : std::nullopt;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<PrintEvent> events_;
};

struct Fixture {
  tests::IppTestPrinter printer;
  Log log;

  IppPrinter::Options options() const {
    IppPrinter::Options options;
    options.uri = printer.uri();
    options.journal = printer.folder() / "journal";
    options.idle_poll = 50ms;
    options.busy_poll = 20ms;
    options.lookup = 300ms;
    return options;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(printer_ipp_tests, Fixture)

BOOST_AUTO_TEST_CASE(prints_the_very_document_and_reports_it) {
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"job-1", "参保证明", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  BOOST_TEST(log.all<PrintFinished>()[0].job == "job-1");
  BOOST_REQUIRE_EQUAL(printer.printed().size(), 1U);
  BOOST_TEST(printer.printed()[0] == "参保证明 #job-1");
  BOOST_REQUIRE_EQUAL(printer.documents().size(), 1U);
  BOOST_TEST((printer.documents()[0] == small_pdf()));
}

BOOST_AUTO_TEST_CASE(the_same_id_is_printed_once) {
  IppPrinter driver(options());
  driver.start(log.sink());
  for (int i = 0; i < 3; ++i) driver.print({"once", "a", small_pdf()});
  driver.print({"after", "b", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.finished() == 2; }));
  BOOST_TEST(printer.printed().size() == 2U);
}

BOOST_AUTO_TEST_CASE(tells_paper_low_empty_and_full_again) {
  IppPrinter driver(options());
  driver.start(log.sink());
  BOOST_REQUIRE(eventually([&] { return log.ready(); }));
  printer.set_paper(5);
  BOOST_REQUIRE(eventually([&] {
    const auto status = log.status();
    const auto* ready = status ? std::get_if<PrinterReady>(&*status) : nullptr;
    return ready && ready->paper_low;
  }));
  printer.set_paper(0);
  BOOST_REQUIRE(eventually([&] { return log.stopped() == FailureCode::PrinterOutOfPaper; }));
  BOOST_TEST(!can_print(*log.status()));
  printer.set_paper(250);
  BOOST_TEST(eventually([&] { return log.ready(); }));
}

BOOST_AUTO_TEST_CASE(a_job_waits_here_for_paper_and_then_comes_out_once) {
  printer.set_paper(0);
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"wait", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.all<PrintWaiting>().size() == 1; }));
  BOOST_TEST((log.all<PrintWaiting>()[0].why.code == FailureCode::PrinterOutOfPaper));
  BOOST_TEST(printer.printed().empty());
  printer.set_paper(250);
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  BOOST_TEST(log.all<PrintWaiting>().size() == 1U);
  BOOST_TEST(printer.printed().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_job_waits_in_the_printer_for_paper_and_then_comes_out_once) {
  printer.set_paper(0);
  auto settings = options();
  settings.hold = false;
  IppPrinter driver(settings);
  driver.start(log.sink());
  driver.print({"wait", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.all<PrintWaiting>().size() == 1; }));
  BOOST_TEST((log.all<PrintWaiting>()[0].why.code == FailureCode::PrinterOutOfPaper));
  printer.set_paper(250);
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  BOOST_TEST(log.all<PrintWaiting>().size() == 1U);
  BOOST_TEST(printer.printed().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_jam_in_a_job_is_told_and_the_job_goes_on) {
  printer.set_jam(true);
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"jam", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.stopped() == FailureCode::PrinterJam; }));
  BOOST_REQUIRE(eventually([&] { return log.all<PrintWaiting>().size() == 1; }));
  printer.set_jam(false);
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  BOOST_TEST(printer.printed().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_job_that_the_printer_gives_up_has_failed) {
  printer.set_failing(true);
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"bad", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.all<PrintFailed>().size() == 1; }));
  BOOST_TEST((log.all<PrintFailed>()[0].why.code == FailureCode::PrintJobFailed));
}

BOOST_AUTO_TEST_CASE(a_printer_that_is_not_there_is_gone_within_two_seconds) {
  printer.stop();
  const auto begin = std::chrono::steady_clock::now();
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"later", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.gone(); }));
  BOOST_TEST((std::chrono::steady_clock::now() - begin < 2s));
  BOOST_REQUIRE(eventually([&] { return log.all<PrintWaiting>().size() == 1; }));
  printer.begin();
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  BOOST_TEST(printer.printed().size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_address_that_swallows_packets_is_gone_within_two_seconds) {
  int port = 0;
  const int full = tests::listen_on_free_port(port);
  ::listen(full, 0);  // with the queue full, the kernel drops further calls as a switched-off router would
  std::vector<int> callers;
  for (int i = 0; i < 3; ++i) {
    callers.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    (void)::connect(callers.back(), reinterpret_cast<sockaddr*>(&address), sizeof address);
  }
  auto settings = options();
  settings.uri = "ipp://127.0.0.1:" + std::to_string(port) + "/ipp/print";
  const auto begin = std::chrono::steady_clock::now();
  {
    IppPrinter driver(settings);
    driver.start(log.sink());
    BOOST_REQUIRE(eventually([&] { return log.gone(); }));
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 2s));
  }
  BOOST_TEST((std::chrono::steady_clock::now() - begin < 4s));  // and the driver ends
  for (const int caller : callers) ::close(caller);
  ::close(full);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_never_makes_a_second_sheet) {
  tests::BadCable cable(printer.port());
  auto settings = options();
  settings.uri = cable.uri();
  IppPrinter driver(settings);
  driver.start(log.sink());
  BOOST_REQUIRE(eventually([&] { return log.ready(); }));
  cable.lose_next_answer();
  driver.print({"lost", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  driver.print({"next", "b", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.finished() == 2; }));
  BOOST_TEST(cable.lost() == 1);
  BOOST_TEST(log.all<PrintFailed>().empty());
  BOOST_TEST(printer.printed().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_document_cut_off_is_reported_and_not_sent_again) {
  tests::BadCable cable(printer.port());
  auto settings = options();
  settings.uri = cable.uri();
  IppPrinter driver(settings);
  driver.start(log.sink());
  BOOST_REQUIRE(eventually([&] { return log.ready(); }));
  cable.cut_next_after(6000);
  driver.print({"cut", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.all<PrintFailed>().size() + log.finished() == 1; }));
  BOOST_TEST(cable.lost() == 1);
  BOOST_TEST(printer.printed().size() <= 1U);
  BOOST_TEST(log.finished() == printer.printed().size());
}

BOOST_AUTO_TEST_CASE(after_a_restart_a_finished_job_is_told_again_and_not_printed) {
  {
    IppPrinter driver(options());
    driver.start(log.sink());
    driver.print({"job", "a", small_pdf()});
    BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  }
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"job", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.finished() == 2; }));
  BOOST_TEST(printer.printed().size() == 1U);
}

BOOST_AUTO_TEST_CASE(after_a_restart_a_job_still_in_the_printer_is_followed) {
  printer.set_slow(true);
  {
    IppPrinter driver(options());
    driver.start(log.sink());
    driver.print({"job", "a", small_pdf()});
    BOOST_REQUIRE(eventually([&] { return log.status() && std::holds_alternative<PrinterBusy>(*log.status()); }));
  }
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"job", "a", small_pdf()});
  printer.set_slow(false);
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  BOOST_TEST(printer.printed().size() == 1U);
}

BOOST_AUTO_TEST_CASE(after_both_restarted_the_job_is_uncertain_and_not_printed_again) {
  printer.set_slow(true);
  {
    IppPrinter driver(options());
    driver.start(log.sink());
    driver.print({"job", "a", small_pdf()});
    BOOST_REQUIRE(eventually([&] { return log.status() && std::holds_alternative<PrinterBusy>(*log.status()); }));
  }
  printer.stop();
  printer.begin();
  printer.set_slow(false);
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"job", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.all<PrintFailed>().size() == 1; }));
  BOOST_TEST((log.all<PrintFailed>()[0].why.code == FailureCode::PrintJobFailed));
  BOOST_TEST(log.all<PrintFailed>()[0].why.detail.starts_with("uncertain"));
  BOOST_TEST(log.finished() == 0U);
}

BOOST_AUTO_TEST_CASE(cancelling_drops_what_has_not_begun) {
  printer.set_paper(0);
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"one", "a", small_pdf()});
  driver.print({"two", "b", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.all<PrintWaiting>().size() == 1; }));
  driver.cancel_all();
  BOOST_REQUIRE(eventually([&] { return log.all<PrintFailed>().size() == 2; }));
  for (const PrintFailed& failed : log.all<PrintFailed>()) BOOST_TEST((failed.why.code == FailureCode::Cancelled));
  printer.set_paper(250);
  driver.print({"three", "c", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  BOOST_REQUIRE_EQUAL(printer.printed().size(), 1U);
  BOOST_TEST(printer.printed()[0] == "c #three");
}

BOOST_AUTO_TEST_CASE(a_printer_busy_with_anothers_job_is_waited_for) {
  printer.set_slow(true);
  auto other_options = options();
  other_options.journal = printer.folder() / "journal-of-another-terminal";
  IppPrinter other(other_options);
  Log others;
  other.start(others.sink());
  other.print({"theirs", "a", small_pdf()});
  IppPrinter driver(options());
  driver.start(log.sink());
  BOOST_REQUIRE(eventually([&] { return log.status() && std::holds_alternative<PrinterBusy>(*log.status()); }));
  driver.print({"ours", "b", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.all<PrintWaiting>().size() == 1; }));  // ippeveprinter takes one at a time
  printer.set_slow(false);
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1 && others.finished() == 1; }));
  BOOST_TEST(log.all<PrintFailed>().empty());
  BOOST_TEST(printer.printed().size() == 2U);
}

BOOST_AUTO_TEST_CASE(after_a_power_cut_cancelling_reaches_what_still_lies_in_the_printer) {
  const auto journal = [&] {
    std::ifstream in(printer.folder() / "journal" / "print-journal");
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  };
  printer.set_slow(true);
  {
    IppPrinter driver(options());
    driver.start(log.sink());
    driver.print({"left", "a", small_pdf()});
    BOOST_REQUIRE(eventually([&] { return journal().find("left accepted") != std::string::npos; }));
  }
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.cancel_all();
  BOOST_REQUIRE(eventually([&] { return journal().find("left failed") != std::string::npos; }));
  printer.set_slow(false);
  driver.print({"left", "a", small_pdf()});  // its fate is known: told, not printed
  driver.print({"next", "c", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1 && log.all<PrintFailed>().size() == 1; }));
  const auto sheets = printer.printed();
  BOOST_TEST(std::count(sheets.begin(), sheets.end(), "c #next") == 1);
  BOOST_TEST(std::count(sheets.begin(), sheets.end(), "a #left") <= 1);  // it had begun
}

BOOST_AUTO_TEST_CASE(what_was_given_up_while_the_cable_was_out_is_cancelled_when_it_is_in_again) {
  tests::BadCable cable(printer.port());
  auto settings = options();
  settings.uri = cable.uri();
  settings.patience = 100ms;
  printer.set_slow(true);
  IppPrinter driver(settings);
  driver.start(log.sink());
  driver.print({"left", "a", small_pdf()});
  std::atomic<bool> stopping{false};
  ipp::Client beside_the_printer(printer.uri(), 1500ms, 8000ms, stopping);
  BOOST_REQUIRE(eventually([&] {
    const auto job = beside_the_printer.find_job("#left");
    return job && *job;
  }));
  cable.unplug(true);
  BOOST_REQUIRE(eventually([&] { return log.all<PrintFailed>().size() == 1; }));
  cable.unplug(false);
  driver.print({"next", "b", small_pdf()});  // is sent after the other one was cancelled
  BOOST_REQUIRE(eventually([&] { return !log.gone(); }));
  printer.set_slow(false);
  BOOST_REQUIRE(eventually([&] { return log.finished() == 1; }));
  const auto left = beside_the_printer.find_job("#left");
  BOOST_REQUIRE(left.has_value() && left->has_value());
  BOOST_TEST(((*left)->phase == ipp::JobPhase::Canceled));
}

BOOST_AUTO_TEST_CASE(what_is_no_pdf_is_refused) {
  IppPrinter driver(options());
  driver.start(log.sink());
  driver.print({"text", "a", "hello"});
  driver.print({"bad id\n", "a", small_pdf()});
  BOOST_REQUIRE(eventually([&] { return log.all<PrintFailed>().size() == 2; }));
  for (const PrintFailed& failed : log.all<PrintFailed>())
    BOOST_TEST((failed.why.code == FailureCode::DocumentInvalid));
  BOOST_TEST(printer.printed().empty());
}

BOOST_AUTO_TEST_SUITE_END()
