#include "devices/printer/simulated_printer.hpp"

#include <boost/test/unit_test.hpp>

using namespace bianmin::devices;
using Trouble = SimulatedPrinter::Trouble;

namespace {

struct Fixture {
  SimulatedPrinter printer;
  std::vector<PrintEvent> events;
  Fixture() {
    printer.start([this](PrintEvent event) { events.push_back(std::move(event)); });
  }
  template <class Event>
  long count() const {
    return std::count_if(events.begin(), events.end(),
                         [](const auto& it) { return std::holds_alternative<Event>(it); });
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(printer_simulated_tests, Fixture)

BOOST_AUTO_TEST_CASE(prints_at_once_and_each_id_once) {
  printer.print({"a", "t", "%PDF-a"});
  printer.print({"a", "t", "%PDF-a"});
  BOOST_TEST(count<PrintFinished>() == 1);
  BOOST_REQUIRE_EQUAL(printer.printed().size(), 1U);
  BOOST_TEST(printer.printed()[0].pdf == "%PDF-a");
}

BOOST_AUTO_TEST_CASE(waits_for_paper_once_and_resumes) {
  printer.set_sheets(1);
  printer.print({"a", "t", "%PDF-a"});
  printer.print({"b", "t", "%PDF-b"});
  printer.print({"c", "t", "%PDF-c"});
  BOOST_TEST(count<PrintFinished>() == 1);
  BOOST_TEST(count<PrintWaiting>() == 1);
  BOOST_TEST(printer.waiting() == 2U);
  printer.set_trouble(Trouble::None);
  BOOST_TEST(count<PrintFinished>() == 3);
}

BOOST_AUTO_TEST_CASE(cancel_drops_what_waits) {
  printer.set_trouble(Trouble::Gone);
  BOOST_TEST(std::holds_alternative<PrinterGone>(std::get<PrintStatusChanged>(events.back()).status));
  printer.print({"a", "t", "%PDF-a"});
  printer.cancel_all();
  printer.set_trouble(Trouble::None);
  BOOST_TEST(count<PrintFailed>() == 1);
  BOOST_TEST(printer.printed().empty());
}

BOOST_AUTO_TEST_CASE(fails_when_told) {
  printer.fail_next();
  printer.print({"a", "t", "%PDF-a"});
  printer.print({"b", "t", "%PDF-b"});
  BOOST_TEST(count<PrintFailed>() == 1);
  BOOST_TEST(count<PrintFinished>() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
