#include "devices/presence/polled_presence_sensor.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include "devices/presence/simulated_presence_sensor.hpp"
#include "devices/presence/switch_parser.hpp"
#include "devices/presence/sysfs_number.hpp"
#include "tests/support/event_log.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace bianmin;
using namespace std::chrono_literals;
using devices::PresenceChanged;
using devices::PresenceLost;
using tests::TemporaryDirectory;
namespace fs = std::filesystem;

// What the kernel shows of an I/O sensor: one number a file. A whole file replaces the old one, as a read never sees
// half of a number in sysfs either.
struct Sysfs {
  void put(const std::string& device, const std::string& attribute, const std::string& value) const {
    fs::create_directories(root / device);
    const fs::path file = root / device / attribute;
    std::ofstream(file.string() + ".new") << value << "\n";
    fs::rename(file.string() + ".new", file);
  }
  TemporaryDirectory root;
};

struct Sensor {
  Sensor(std::unique_ptr<devices::PresenceSource> source, devices::PresenceThresholds thresholds = {},
         base::Milliseconds hold = 0ms)
      : sensor(std::move(source), {thresholds, hold, 2ms, 5ms}, clock) {
    sensor.start(events.sink());
  }
  bool next() {
    const auto changed = events.next<PresenceChanged>();
    BOOST_REQUIRE(changed.has_value());
    return changed->there;
  }
  bool quiet(std::chrono::milliseconds limit = 100ms) { return !events.next<PresenceChanged>(limit); }
  base::ManualClock clock{base::Instant{}};
  test::EventLog<devices::PresenceEvent> events;
  devices::PolledPresenceSensor sensor;
};

std::vector<std::uint8_t> record(std::uint16_t type, std::uint16_t code, std::int32_t value) {
  input_event event{};
  event.type = type;
  event.code = code;
  event.value = value;
  std::vector<std::uint8_t> bytes(sizeof event);
  std::memcpy(bytes.data(), &event, sizeof event);
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(presence_sensor_tests)

BOOST_AUTO_TEST_CASE(somebody_comes_at_once_and_leaves_only_for_good) {
  devices::PresenceJudge judge({0.8, 1.2}, 2000ms);
  BOOST_TEST((judge.feed(3.0, 0ms) == false), "the first reading is told");
  BOOST_TEST((judge.feed(1.0, 100ms) == std::nullopt), "between the thresholds nothing changes");
  BOOST_TEST((judge.feed(0.8, 200ms) == true));
  BOOST_TEST((judge.feed(1.1, 300ms) == std::nullopt));
  BOOST_TEST((judge.feed(3.0, 400ms) == std::nullopt));
  BOOST_TEST((judge.feed(3.0, 2300ms) == std::nullopt));
  BOOST_TEST((judge.feed(1.0, 2350ms) == std::nullopt), "bent down: the time begins anew");
  BOOST_TEST((judge.feed(3.0, 2400ms) == std::nullopt));
  BOOST_TEST((judge.feed(3.0, 4399ms) == std::nullopt));
  BOOST_TEST((judge.feed(3.0, 4400ms) == false));
  BOOST_TEST((judge.feed(9.0, 9000ms) == std::nullopt));
  BOOST_TEST((judge.feed(0.1, 9001ms) == true));
}

BOOST_AUTO_TEST_CASE(a_proximity_sensor_counts_the_other_way) {
  devices::PresenceJudge judge({300, 200}, 0ms);
  BOOST_TEST((judge.feed(250, 0ms) == false));
  BOOST_TEST((judge.feed(300, 1ms) == true));
  BOOST_TEST((judge.feed(201, 2ms) == std::nullopt));
  BOOST_TEST((judge.feed(200, 3ms) == false));
}

BOOST_AUTO_TEST_CASE(numbers_of_the_kernel_and_what_is_none) {
  BOOST_TEST(devices::parse_sysfs_number("812\n").value() == 812.0);
  BOOST_TEST(devices::parse_sysfs_number("-3").value() == -3.0);
  BOOST_TEST(devices::parse_sysfs_number("0.001000000\n").value() == 0.001);
  for (const char* none : {"", "\n", "12 ", " 12", "nan", "inf", "1e3", "12\n\n", "0x10", "99999999999999", "abc"})
    BOOST_TEST(!devices::parse_sysfs_number(none), none);
  BOOST_TEST(!devices::parse_sysfs_number(std::string(65, '1')));
}

BOOST_AUTO_TEST_CASE(follows_a_distance_sensor_in_metres) {
  const Sysfs sysfs;
  sysfs.put("iio:device0", "name", "tmp112");
  sysfs.put("iio:device0", "in_temp_raw", "21");
  sysfs.put("iio:device1", "name", "vl53l0x");
  sysfs.put("iio:device1", "in_distance_raw", "2500");
  sysfs.put("iio:device1", "in_distance_scale", "0.001000000");
  const auto listed = devices::list_iio_presence(sysfs.root.path());
  BOOST_REQUIRE(listed.size() == 1U);
  BOOST_TEST(listed[0] == "iio:device1: vl53l0x (in_distance_raw)");
  Sensor s(devices::iio_source({}, sysfs.root.path()), {}, 2000ms);
  BOOST_TEST(!s.next());
  sysfs.put("iio:device1", "in_distance_raw", "640");
  BOOST_TEST(s.next());
  sysfs.put("iio:device1", "in_distance_raw", "2500");
  BOOST_TEST(s.quiet());
  s.clock.advance(2000ms);
  BOOST_TEST(!s.next());
  BOOST_TEST(s.events.count<PresenceLost>() == 0U);
}

BOOST_AUTO_TEST_CASE(takes_the_near_level_of_a_proximity_sensor_or_asks_for_thresholds) {
  const Sysfs sysfs;
  sysfs.put("iio:device0", "in_proximity_raw", "10");
  {
    Sensor s(devices::iio_source(sysfs.root / "iio:device0"));
    const auto lost = s.events.next<PresenceLost>();
    BOOST_REQUIRE(lost);
    BOOST_TEST(base::to_string(lost->why.code) == "SYS-02");
    sysfs.put("iio:device0", "in_proximity_nearlevel", "1000");
    BOOST_TEST(!s.next(), "tried again");
    sysfs.put("iio:device0", "in_proximity_raw", "1000");
    BOOST_TEST(s.next());
    sysfs.put("iio:device0", "in_proximity_raw", "801");
    BOOST_TEST(s.quiet());
    sysfs.put("iio:device0", "in_proximity_raw", "800");
    BOOST_TEST(!s.next());
  }
  Sensor given(devices::iio_source(sysfs.root / "iio:device0"), {50, 40});
  BOOST_TEST(given.next(), "800 is near");
  sysfs.put("iio:device0", "in_proximity_raw", "40");
  BOOST_TEST(!given.next());
}

BOOST_AUTO_TEST_CASE(is_lost_once_when_unplugged_and_back_when_plugged_in) {
  const Sysfs sysfs;
  Sensor s(devices::iio_source({}, sysfs.root.path()));
  const auto missing = s.events.next<PresenceLost>();
  BOOST_REQUIRE(missing);
  BOOST_TEST((missing->why.code == base::FailureCode::PresenceMissing));
  BOOST_TEST(!s.events.next<PresenceLost>(100ms));
  sysfs.put("iio:device0", "in_distance_input", "0.5");
  BOOST_TEST(s.next());
  fs::remove_all(sysfs.root / "iio:device0");
  BOOST_TEST(s.events.next<PresenceLost>().has_value());
  sysfs.put("iio:device0", "in_distance_input", "0.5");
  BOOST_TEST(s.next(), "told again although nobody moved");
}

BOOST_AUTO_TEST_CASE(a_reading_that_fails_now_and_then_is_passed_over_and_one_that_stays_is_a_loss) {
  struct Flaky final : devices::PresenceSource {
    explicit Flaky(std::vector<bool> answers) : answers_(std::move(answers)) {}
    base::Result<void> open() override { return {}; }
    base::Result<double> read() override {
      const bool good = at_ >= answers_.size() ? answers_.back() : answers_[at_++];
      if (!good) return base::fail(base::FailureCode::InputInvalid, "no echo");
      return 1;
    }
    devices::PresenceThresholds thresholds() const override { return {1, 0}; }
    std::vector<bool> answers_;
    std::size_t at_ = 0;
  };
  Sensor patient(std::make_unique<Flaky>(std::vector<bool>{false, false, false, false, true}));
  BOOST_TEST(patient.next());
  BOOST_TEST(patient.events.count<PresenceLost>() == 0U);
  Sensor dead(std::make_unique<Flaky>(std::vector<bool>{true, false}));
  BOOST_TEST(dead.next());
  BOOST_TEST(dead.events.next<PresenceLost>().value().why.detail == "no echo");
}

BOOST_AUTO_TEST_CASE(a_single_file_is_a_sensor_too) {
  const Sysfs sysfs;
  sysfs.put(".", "presence", "0");
  Sensor s(devices::iio_source(sysfs.root / "presence"));
  BOOST_TEST(!s.next());
  sysfs.put(".", "presence", "1");
  BOOST_TEST(s.next());
  sysfs.put(".", "presence", "0");
  BOOST_TEST(!s.next());
}

BOOST_AUTO_TEST_CASE(follows_a_switch_and_a_key_in_the_kernels_records) {
  devices::SwitchParser door(0), mat(KEY_A);
  for (auto* parser : {&door, &mat}) {
    BOOST_TEST(!parser->on().has_value());
    parser->feed(record(EV_SW, SW_FRONT_PROXIMITY, 1));
    parser->feed(record(EV_SW, SW_LID, 0));
  }
  BOOST_TEST(door.on().value());
  BOOST_TEST(!mat.on().has_value());
  const auto down = record(EV_KEY, KEY_A, 1);
  for (const std::uint8_t byte : down) mat.feed({&byte, 1});
  BOOST_TEST(mat.on().value());
  mat.feed(record(EV_KEY, KEY_A, 2));
  BOOST_TEST(mat.on().value(), "a repetition is no release");
  mat.feed(record(EV_KEY, KEY_A, 0));
  BOOST_TEST(!mat.on().value());
  BOOST_TEST(!mat.missed());
  mat.feed(record(EV_SYN, SYN_DROPPED, 0));
  BOOST_TEST(mat.missed());
  BOOST_TEST(!mat.missed());
}

BOOST_AUTO_TEST_CASE(reads_a_switch_through_a_pipe) {
  const TemporaryDirectory folder;
  const fs::path pipe = folder / "events";
  BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto write = [&](const std::vector<std::uint8_t>& bytes) {
    const int fd = ::open(pipe.c_str(), O_WRONLY | O_CLOEXEC);
    BOOST_REQUIRE(::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(fd);
  };
  Sensor s(devices::switch_source(pipe.string()));
  BOOST_TEST(!s.next());
  write(record(EV_SW, SW_FRONT_PROXIMITY, 1));
  BOOST_TEST(s.next());
  write(record(EV_SW, SW_FRONT_PROXIMITY, 0));
  BOOST_TEST(!s.next());
  Sensor missing(devices::switch_source("/nonexistent/event7"));
  BOOST_TEST(missing.events.next<PresenceLost>().has_value());
  Sensor none(devices::switch_source("/dev/null"));
  BOOST_TEST(none.events.next<PresenceLost>().has_value());
}

BOOST_AUTO_TEST_CASE(the_simulated_sensor_speaks_at_once) {
  devices::SimulatedPresenceSensor sensor;
  sensor.set(true);  // nobody listens yet
  test::EventLog<devices::PresenceEvent> events;
  sensor.start(events.sink());
  BOOST_TEST(events.next<PresenceChanged>().value().there);
  sensor.set(true);
  sensor.set(false);
  BOOST_TEST(!events.next<PresenceChanged>().value().there);
  BOOST_TEST(events.count<PresenceChanged>() == 2U);
  sensor.unplug();
  sensor.set(true);
  BOOST_TEST(events.next<PresenceLost>().has_value());
  sensor.plug_in();
  BOOST_TEST(events.next<PresenceChanged>().value().there);
}

BOOST_AUTO_TEST_SUITE_END()
