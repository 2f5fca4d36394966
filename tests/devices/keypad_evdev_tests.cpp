#include "devices/keypad/evdev_keypad.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include "devices/keypad/simulated_keypad.hpp"
#include "tests/support/event_log.hpp"

namespace {

using namespace bianmin;
using namespace std::chrono_literals;
using devices::Key;

std::vector<std::uint8_t> record(std::uint16_t type, std::uint16_t code, std::int32_t value) {
  input_event event{};
  event.type = type;
  event.code = code;
  event.value = value;
  std::vector<std::uint8_t> bytes(sizeof event);
  std::memcpy(bytes.data(), &event, sizeof event);
  return bytes;
}

struct Pipe {
  Pipe() {
    std::string pattern = (std::filesystem::temp_directory_path() / "bianmin-keypad-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
    path = folder / "events";
  }
  ~Pipe() { std::filesystem::remove_all(folder); }
  void make() const { BOOST_REQUIRE(::mkfifo(path.c_str(), 0600) == 0); }
  void write(const std::vector<std::uint8_t>& bytes) const {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    BOOST_REQUIRE(::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(fd);
  }
  std::filesystem::path folder, path;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(keypad_evdev_tests)

BOOST_AUTO_TEST_CASE(keys_speak_when_they_go_down_only) {
  devices::EventParser parser(devices::KeypadMap::standard());
  const auto keys = [&](std::uint16_t type, std::uint16_t code, std::int32_t value) {
    return parser.feed(record(type, code, value));
  };
  const auto down = keys(EV_KEY, KEY_DOWN, 1);
  BOOST_REQUIRE(down.size() == 1U);
  BOOST_TEST((std::get<devices::KeyPressed>(down[0]).key == Key::Down));
  BOOST_TEST(keys(EV_KEY, KEY_DOWN, 2).empty());
  BOOST_TEST(keys(EV_KEY, KEY_DOWN, 0).empty());
  BOOST_TEST(keys(EV_KEY, KEY_Q, 1).empty());
  BOOST_TEST(keys(EV_REL, KEY_DOWN, 1).empty());
  BOOST_TEST(std::get<devices::HeadphonesChanged>(keys(EV_KEY, KEY_F15, 1).at(0)).plugged_in);
  BOOST_TEST(!std::get<devices::HeadphonesChanged>(keys(EV_KEY, KEY_F16, 1).at(0)).plugged_in);
  BOOST_TEST(std::get<devices::HeadphonesChanged>(keys(EV_SW, SW_HEADPHONE_INSERT, 1).at(0)).plugged_in);
}

BOOST_AUTO_TEST_CASE(records_in_pieces_and_dropped_ones) {
  devices::EventParser parser(devices::KeypadMap::standard());
  auto bytes = record(EV_KEY, KEY_ENTER, 1);
  const auto more = record(EV_KEY, KEY_ESC, 1);
  bytes.insert(bytes.end(), more.begin(), more.end());
  std::size_t events = 0;
  for (const std::uint8_t byte : bytes) events += parser.feed({&byte, 1}).size();
  BOOST_TEST(events == 2U);
  BOOST_TEST(parser.feed(record(EV_SYN, SYN_DROPPED, 0)).empty());
  BOOST_TEST(parser.feed(record(EV_KEY, KEY_UP, 1)).empty());
  BOOST_TEST(parser.feed(record(EV_SYN, SYN_REPORT, 0)).empty());
  BOOST_TEST(parser.feed(record(EV_KEY, KEY_UP, 1)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(reads_a_pipe_whose_writers_come_and_go) {
  const Pipe pipe;
  pipe.make();
  test::EventLog<devices::KeypadEvent> events;
  devices::EvdevKeypad keypad({.device = pipe.path.string(), .retry = 10ms});
  keypad.start(events.sink());
  for (const auto& [code, key] : {std::pair{KEY_RIGHT, Key::Right}, std::pair{KEY_F23, Key::Select}}) {
    pipe.write(record(EV_KEY, static_cast<std::uint16_t>(code), 1));
    BOOST_TEST((events.next<devices::KeyPressed>().value().key == key));
  }
  BOOST_TEST(events.count<devices::KeypadLost>() == 0U);
}

BOOST_AUTO_TEST_CASE(a_missing_keypad_is_said_once_and_found_when_it_comes) {
  const Pipe pipe;
  test::EventLog<devices::KeypadEvent> events;
  devices::EvdevKeypad keypad({.device = pipe.path.string(), .retry = 10ms});
  keypad.start(events.sink());
  BOOST_TEST(base::to_string(events.next<devices::KeypadLost>().value().why.code) == "KEYPAD-01");
  BOOST_TEST(!events.next<devices::KeypadLost>(100ms));
  pipe.make();
  pipe.write(record(EV_KEY, KEY_UP, 1));
  BOOST_TEST((events.next<devices::KeyPressed>().value().key == Key::Up));
}

BOOST_AUTO_TEST_CASE(the_map_is_configuration) {
  const auto map = devices::parse_keypad_map(
      R"({"keys": {"2": "up", "3": "volume-down"}, "headphones_in": 30, "headphones_out": 48})", "keypad.json");
  BOOST_REQUIRE(map);
  devices::EventParser parser(*map);
  BOOST_TEST((std::get<devices::KeyPressed>(parser.feed(record(EV_KEY, 3, 1)).at(0)).key == Key::VolumeDown));
  BOOST_TEST(!std::get<devices::HeadphonesChanged>(parser.feed(record(EV_KEY, 48, 1)).at(0)).plugged_in);
  BOOST_TEST(parser.feed(record(EV_KEY, KEY_UP, 1)).empty());
  for (const auto& [json, place] :
       {std::pair{R"({"keys": {"0": "up"}})", "/keys/0"}, std::pair{R"({"keys": {"2": "jump"}})", "/keys/2"},
        std::pair{R"({"keys": {"2x": "up"}})", "/keys/2x"}, std::pair{R"({"keys": {}, "colour": 1})", "colour"},
        std::pair{R"({"keys": {}, "headphones_in": 99999})", "/headphones_in"}, std::pair{"[]", "object"}}) {
    const auto refused = devices::parse_keypad_map(json, "keypad.json");
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error().detail.find(place) != std::string::npos, refused.error().detail);
  }
  for (const Key key : {Key::Up, Key::Help, Key::Slower, Key::Pause, Key::Where})
    BOOST_TEST((devices::key_from(to_string(key)) == key));
}

BOOST_AUTO_TEST_CASE(the_simulated_keypad_speaks_at_once) {
  devices::SimulatedKeypad keypad;
  keypad.press(Key::Up);  // nobody listens yet
  test::EventLog<devices::KeypadEvent> events;
  keypad.start(events.sink());
  keypad.press(Key::Help);
  keypad.set_headphones(true);
  BOOST_TEST((events.next<devices::KeyPressed>().value().key == Key::Help));
  BOOST_TEST(events.next<devices::HeadphonesChanged>().value().plugged_in);
}

BOOST_AUTO_TEST_SUITE_END()
