#include "devices/card/pcsc_card_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "tests/support/event_log.hpp"
#include "tests/support/virtual_card.hpp"

namespace {

using namespace bianmin;
using namespace std::chrono_literals;
using devices::CardEvent;

test::PrivatePcscd& pcscd() {
  static test::PrivatePcscd daemon;
  if (!daemon.unavailable().empty()) {
    std::fprintf(stderr, "skipped: %s\n", daemon.unavailable().c_str());
    std::_Exit(77);
  }
  return daemon;
}

struct Reader {
  base::ManualClock clock{base::parse_utc("2026-11-21T02:00:00Z").value()};
  test::EventLog<CardEvent> events;
  std::unique_ptr<devices::PcscCardReader> reader;

  explicit Reader(base::Milliseconds card_limit = 4000ms) {
    pcscd();
    reader = std::make_unique<devices::PcscCardReader>(
        devices::PcscCardReader::Options{.reader = "Kiosk Virtual", .card_limit = card_limit, .retry = 20ms}, clock);
    reader->start(events.sink());
    BOOST_REQUIRE(events.next<devices::ReaderReady>());
  }

  // pcscd notices a removal within 0.4 s; the next test must not meet this one's card.
  ~Reader() {
    while (reader && events.count<devices::CardRemoved>() < events.count<devices::CardPresented>())
      if (!events.next<devices::CardRemoved>()) break;
  }

  std::string failure() {
    const auto failed = events.next<devices::CardFailed>();
    return failed ? std::string(base::to_string(failed->why.code)) : "no failure";
  }
};

std::string card_json(const std::string& name, const std::string& more) {
  return R"({"kind":"social-security","name":")" + name +
         R"(","id_number":"371524194803120067","card_number":"A10000048","expires":"2041-05-31")" + more + "}";
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

BOOST_AUTO_TEST_SUITE(pcsc_card_reader_tests)

BOOST_AUTO_TEST_CASE(reads_a_card_and_reports_its_removal) {
  Reader r;
  r.reader->arm();
  auto card = pcscd().insert(test::shipped_card("wang-xiulan"));
  BOOST_REQUIRE(r.events.next<devices::CardPresented>());
  const auto read = r.events.next<devices::CardRead>();
  BOOST_REQUIRE(read);
  BOOST_TEST(read->holder.name.reveal() == "王秀兰");
  BOOST_TEST(read->holder.id_number.secret().reveal() == "371524194803120067");
  BOOST_TEST(read->holder.card_number.reveal() == "A10000048");
  card.terminate();
  BOOST_TEST(r.events.next<devices::CardRemoved>().has_value());
}

BOOST_AUTO_TEST_CASE(reads_names_with_rare_characters_and_long_names) {
  Reader r;
  r.reader->arm();
  for (const auto& [file, name] :
       {std::pair{"ma-yan-rare-name", "马䶮𬱖"}, std::pair{"long-name", "阿卜杜热西提·买买提伊敏·吐尔逊"}}) {
    auto card = pcscd().insert(test::shipped_card(file));
    const auto read = r.events.next<devices::CardRead>();
    BOOST_REQUIRE(read);
    BOOST_TEST(read->holder.name.reveal() == name);
    card.terminate();
    BOOST_REQUIRE(r.events.next<devices::CardRemoved>());
  }
}

BOOST_AUTO_TEST_CASE(follows_6c_and_61_and_reads_by_record) {
  Reader r;
  r.reader->arm();
  for (const char* dialect :
       {R"("compact_records":true)", R"("get_response":true)", R"("by_record":true,"p1_zero":true)"}) {
    BOOST_TEST_CONTEXT(dialect) {
      auto card = pcscd().insert_json(card_json("王秀兰", std::string(R"(,"dialect":{)") + dialect + "}"));
      const auto read = r.events.next<devices::CardRead>();
      BOOST_REQUIRE(read);
      BOOST_TEST(read->holder.name.reveal() == "王秀兰");
      card.terminate();
      BOOST_REQUIRE(r.events.next<devices::CardRemoved>());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_card_pulled_out_while_read_is_told_apart_from_a_broken_one) {
  Reader r;
  r.reader->arm();
  auto card = pcscd().insert(test::shipped_card("fault-pulled-out"));
  BOOST_TEST(r.failure() == "CARD-02");
  BOOST_TEST(r.events.next<devices::CardRemoved>().has_value());
}

BOOST_AUTO_TEST_CASE(a_silent_card_is_mute_after_the_limit_and_the_next_card_works) {
  Reader r(300ms);
  r.reader->arm();
  auto card = pcscd().insert(test::shipped_card("fault-mute"));
  BOOST_REQUIRE(r.events.next<devices::CardPresented>());
  const auto begun = std::chrono::steady_clock::now();
  BOOST_TEST(r.failure() == "CARD-03");
  const auto took = std::chrono::steady_clock::now() - begun;
  BOOST_TEST((took >= 290ms && took < 2s));
  card.terminate();
  BOOST_REQUIRE(r.events.next<devices::CardRemoved>());
  auto good = pcscd().insert(test::shipped_card("li-guihua"));
  const auto read = r.events.next<devices::CardRead>();
  BOOST_REQUIRE(read);
  BOOST_TEST(read->holder.name.reveal() == "李桂花");
}

BOOST_AUTO_TEST_CASE(names_what_is_wrong_with_other_cards) {
  Reader r;
  r.reader->arm();
  for (const auto& [file, code] : {std::pair{"fault-unknown", "CARD-04"}, std::pair{"fault-wrong-kind", "CARD-05"},
                                   std::pair{"wrong-number", "CARD-06"}, std::pair{"fault-needs-module", "CARD-07"},
                                   std::pair{"expired", "CARD-08"}}) {
    BOOST_TEST_CONTEXT(file) {
      auto card = pcscd().insert(test::shipped_card(file));
      BOOST_TEST(r.failure() == code);
      card.terminate();
      BOOST_REQUIRE(r.events.next<devices::CardRemoved>());
    }
  }
}

BOOST_AUTO_TEST_CASE(reads_two_cards_in_a_row) {
  Reader r;
  r.reader->arm();
  for (const auto& [file, name] : {std::pair{"wang-xiulan", "王秀兰"}, std::pair{"zhang-jianguo", "张建国"}}) {
    auto card = pcscd().insert(test::shipped_card(file));
    const auto read = r.events.next<devices::CardRead>();
    BOOST_REQUIRE(read);
    BOOST_TEST(read->holder.name.reveal() == name);
    card.terminate();
    BOOST_REQUIRE(r.events.next<devices::CardRemoved>());
  }
  BOOST_TEST(r.events.count<devices::CardRead>() == 2U);
  BOOST_TEST(r.events.count<devices::CardPresented>() == 2U);
}

BOOST_AUTO_TEST_CASE(a_card_that_lies_there_is_read_once_for_each_arm) {
  Reader r;
  auto card = pcscd().insert(test::shipped_card("wang-xiulan"));
  BOOST_REQUIRE(r.events.next<devices::CardPresented>());
  BOOST_TEST(!r.events.next<devices::CardRead>(150ms));
  for (int i = 0; i < 20; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    r.reader->arm();
    BOOST_REQUIRE(r.events.next<devices::CardRead>());
    BOOST_TEST((std::chrono::steady_clock::now() - begun < 1s));
  }
  BOOST_TEST(!r.events.next<devices::CardRead>(150ms));
}

BOOST_AUTO_TEST_CASE(disarmed_it_gives_up_the_read_under_way) {
  Reader r;
  r.reader->arm();
  auto card = pcscd().insert_json(card_json("王秀兰", R"(,"faults":{"slow_ms":60})"));
  BOOST_REQUIRE(r.events.next<devices::CardPresented>());
  r.reader->disarm();
  BOOST_TEST(!r.events.next<devices::CardRead>(700ms));
  BOOST_TEST(r.events.count<devices::CardFailed>() == 0U);
  r.reader->arm();
  BOOST_TEST(r.events.next<devices::CardRead>().has_value());
}

BOOST_AUTO_TEST_CASE(comes_back_when_pcscd_dies) {
  Reader r;
  r.reader->arm();
  auto card = pcscd().insert(test::shipped_card("wang-xiulan"));
  BOOST_REQUIRE(r.events.next<devices::CardRead>());
  pcscd().kill();
  BOOST_REQUIRE(r.events.next<devices::CardRemoved>());
  const auto lost = r.events.next<devices::ReaderLost>();
  BOOST_REQUIRE(lost);
  BOOST_TEST(base::to_string(lost->why.code) == "CARD-01");
  pcscd().start();
  BOOST_REQUIRE(r.events.next<devices::ReaderReady>());
  BOOST_TEST(r.events.next<devices::CardRead>().has_value());
  BOOST_TEST(r.events.count<devices::ReaderLost>() == 1U);
}

BOOST_AUTO_TEST_CASE(stops_at_once_and_waits_without_work) {
  Reader r;
  const double before = cpu_seconds();
  BOOST_TEST(!r.events.next<devices::CardPresented>(1s));
  BOOST_TEST(cpu_seconds() - before < 0.1);
  const auto begun = std::chrono::steady_clock::now();
  r.reader.reset();
  BOOST_TEST((std::chrono::steady_clock::now() - begun < 500ms));
}

BOOST_AUTO_TEST_CASE(stops_at_once_with_a_silent_card) {
  Reader r;
  r.reader->arm();
  auto card = pcscd().insert(test::shipped_card("fault-mute"));
  BOOST_REQUIRE(r.events.next<devices::CardPresented>());
  const auto begun = std::chrono::steady_clock::now();
  r.reader.reset();
  BOOST_TEST((std::chrono::steady_clock::now() - begun < 500ms));
  Reader next;
  BOOST_TEST(next.events.next<devices::CardPresented>().has_value());
  card.terminate();
}

BOOST_AUTO_TEST_CASE(adds_less_than_20_ms_to_the_cards_own_time) {
  Reader r;
  r.reader->arm();
  std::vector<double> milliseconds;
  for (int i = 0; i < 5; ++i) {
    auto card = pcscd().insert(test::shipped_card("wang-xiulan"));
    BOOST_REQUIRE(r.events.next<devices::CardPresented>());
    const auto begun = std::chrono::steady_clock::now();
    BOOST_REQUIRE(r.events.next<devices::CardRead>());
    milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    card.terminate();
    BOOST_REQUIRE(r.events.next<devices::CardRemoved>());
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  BOOST_TEST_MESSAGE("presented to read, median of 5: " << milliseconds[2] << " ms");
  BOOST_TEST(milliseconds[2] < 20.0);  // the virtual card's own ten answers are within it
}

BOOST_AUTO_TEST_CASE(the_technicians_program_reads_masked_and_whole) {
  Reader r;
  auto card = pcscd().insert(test::shipped_card("wang-xiulan"));
  BOOST_REQUIRE(r.events.next<devices::CardPresented>());
  const auto read = [](const char* arguments) {
    std::FILE* pipe =
        ::popen((std::string(BIANMIN_BINARY_DIR "/bin/bianmin-device ") + arguments + " 2>/dev/null").c_str(), "r");
    std::string out;
    char buffer[1024];
    for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, got);
    BOOST_TEST(::pclose(pipe) == 0);
    return out;
  };
  const std::string masked = read("read-card");
  BOOST_TEST(masked.find("王**") != std::string::npos, masked);
  BOOST_TEST(masked.find("371***********0067") != std::string::npos, masked);
  BOOST_TEST(masked.find("秀兰") == std::string::npos);
  const std::string full = read("--json read-card --full");
  BOOST_TEST(full.find("371524194803120067") != std::string::npos, full);
  BOOST_TEST(read("list").find("Kiosk Virtual") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
