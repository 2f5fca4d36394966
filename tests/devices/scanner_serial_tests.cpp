#include "devices/scanner/serial_scanner.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "devices/card/records.hpp"
#include "devices/scanner/scan_framer.hpp"
#include "devices/scanner/simulated_scanner.hpp"
#include "tests/support/event_log.hpp"

namespace {

using namespace bianmin;
using namespace std::chrono_literals;

// The scanner module's end of the line.
struct Module {
  Module() : master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    BOOST_REQUIRE(master >= 0);
    BOOST_REQUIRE(::grantpt(master) == 0 && ::unlockpt(master) == 0);
    name = ::ptsname(master);
  }
  ~Module() { unplug(); }
  void unplug() {
    if (master >= 0) ::close(std::exchange(master, -1));
  }
  void send(std::string_view bytes) const {
    BOOST_REQUIRE(::write(master, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  std::string receive(std::size_t length) const {
    std::string got;
    while (got.size() < length) {
      pollfd waiting{master, POLLIN, 0};
      if (::poll(&waiting, 1, 5000) <= 0) break;
      char buffer[64];
      const ssize_t part = ::read(master, buffer, std::min(sizeof buffer, length - got.size()));
      if (part <= 0) break;
      got.append(buffer, static_cast<std::size_t>(part));
    }
    return got;
  }
  int master;
  std::string name;
};

std::string text_of(const std::vector<base::Secret>& codes) {
  std::string text;
  for (const auto& code : codes) text += std::string(code.reveal()) + "|";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scanner_serial_tests)

BOOST_AUTO_TEST_CASE(codes_end_with_any_suffix_or_a_pause) {
  devices::ScanFramer framer;
  BOOST_TEST(text_of(framer.feed("one\rtwo\nthree\r\nfo")) == "one|two|three|");
  BOOST_TEST(framer.pending());
  BOOST_TEST(text_of(framer.feed("ur")) == "");
  BOOST_TEST(text_of(framer.idle()) == "four|");
  BOOST_TEST(text_of(framer.idle()) == "");
  std::string flood(devices::ScanFramer::kMaxCode + 1, 'x');
  flood += "\rgood\r";
  BOOST_TEST(text_of(framer.feed(flood)) == "good|");
}

BOOST_AUTO_TEST_CASE(triggers_the_module_and_reports_codes) {
  const Module module;
  const base::ManualClock clock{base::Instant{}};
  test::EventLog<devices::ScanEvent> events;
  devices::SerialScanner scanner({.device = module.name, .pause = 30ms, .retry = 20ms}, clock);
  scanner.start(events.sink());
  BOOST_REQUIRE(events.next<devices::ScannerReady>());
  scanner.arm();
  BOOST_TEST(module.receive(3) == "\x16T\r");
  module.send("310001\r\n");
  BOOST_TEST(events.next<devices::CodeScanned>().value().payload.reveal() == "310001");
  module.send("310001\r");  // held still
  const auto gb = devices::gb18030_from_utf8("便民").value();
  module.send(gb.reveal());  // no suffix: the pause ends it
  BOOST_TEST(events.next<devices::CodeScanned>().value().payload.reveal() == "便民");
  scanner.disarm();
  BOOST_TEST(module.receive(3) == "\x16U\r");
  module.send("late\r");
  BOOST_TEST(!events.next<devices::CodeScanned>(100ms));
}

BOOST_AUTO_TEST_CASE(reports_a_cut_line_once) {
  Module module;
  const base::ManualClock clock{base::Instant{}};
  test::EventLog<devices::ScanEvent> events;
  devices::SerialScanner scanner({.device = module.name, .retry = 20ms}, clock);
  scanner.start(events.sink());
  BOOST_REQUIRE(events.next<devices::ScannerReady>());
  module.unplug();
  BOOST_TEST(base::to_string(events.next<devices::ScannerLost>().value().why.code) == "SCAN-01");
  BOOST_TEST(!events.next<devices::ScannerLost>(100ms));
}

BOOST_AUTO_TEST_CASE(refuses_a_speed_that_does_not_exist) {
  const base::ManualClock clock{base::Instant{}};
  test::EventLog<devices::ScanEvent> events;
  devices::SerialScanner scanner({.device = "/dev/null", .baud = 1234}, clock);
  scanner.start(events.sink());
  BOOST_TEST(base::to_string(events.next<devices::ScannerLost>().value().why.code) == "SYS-02");
}

BOOST_AUTO_TEST_CASE(the_simulated_scanner_keeps_the_contract) {
  devices::SimulatedScanner scanner;
  BOOST_TEST(!scanner.scan("before the start"));
  test::EventLog<devices::ScanEvent> events;
  scanner.start(events.sink());
  BOOST_TEST(events.next<devices::ScannerReady>().has_value());
  BOOST_TEST(!scanner.scan("disarmed"));
  scanner.arm();
  BOOST_TEST(scanner.scan("code"));
  BOOST_TEST(events.next<devices::CodeScanned>().value().payload.reveal() == "code");
  scanner.unplug();
  BOOST_TEST(!scanner.scan("unplugged"));
  BOOST_TEST(events.next<devices::ScannerLost>().has_value());
  scanner.plug_in();
  BOOST_TEST(events.next<devices::ScannerReady>().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
