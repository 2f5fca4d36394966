#include "devices/card/social_security_card.hpp"

#include <boost/test/unit_test.hpp>

#include <deque>

#include "devices/card/card_file.hpp"
#include "devices/card/records.hpp"
#include "devices/card/simulated_card_reader.hpp"
#include "devices/card/virtual_card.hpp"
#include "tests/support/event_log.hpp"

namespace {

using namespace bianmin;
using devices::ByteView;

const base::ManualClock kToday{base::parse_utc("2026-11-21T02:00:00Z").value()};

// Answers with what a test wrote down, and keeps the commands.
class ScriptedChannel final : public devices::ApduChannel {
 public:
  explicit ScriptedChannel(std::deque<std::string> answers) : answers_(std::move(answers)) {}
  base::Result<base::Secret> transmit(ByteView command) override {
    commands.emplace_back(command.begin(), command.end());
    if (answers_.empty()) return base::fail(base::FailureCode::CardMute, "no more answers");
    base::Secret answer(answers_.front());
    if (answers_.size() > 1) answers_.pop_front();  // the last one for ever
    return answer;
  }
  std::vector<std::vector<std::uint8_t>> commands;

 private:
  std::deque<std::string> answers_;
};

class CardChannel final : public devices::ApduChannel {
 public:
  explicit CardChannel(devices::VirtualCard& card) : card_(card) {}
  base::Result<base::Secret> transmit(ByteView command) override {
    ++count;
    auto answer = card_.answer(command);
    if (!answer) return base::fail(base::FailureCode::CardRemovedEarly, "pulled");
    return std::move(*answer);
  }
  int count = 0;

 private:
  devices::VirtualCard& card_;
};

devices::CardFile good_card() {
  devices::CardFile card;
  card.name = base::Secret("王秀兰");
  card.id_number = base::Secret("371524194803120067");  // made up
  card.card_number = base::Secret("A10000048");
  card.issued = 20210601;
  card.expires = 20410531;
  return card;
}

std::string code_of(const devices::CardFile& file) {
  auto card = devices::VirtualCard::create(file);
  BOOST_REQUIRE(card);
  CardChannel channel(*card);
  const auto read = devices::read_card(card->atr(), channel, kToday);
  return read ? "read" : std::string(base::to_string(read.error().code));
}

ByteView view(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }
std::string sw(std::uint8_t a, std::uint8_t b) { return {static_cast<char>(a), static_cast<char>(b)}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(card_protocol_tests)

BOOST_AUTO_TEST_CASE(reads_all_that_is_free_in_nine_commands) {
  auto card = devices::VirtualCard::create(good_card()).value();
  CardChannel channel(card);
  const auto read = devices::read_social_security_card(channel, kToday).value();
  BOOST_TEST(read.name.reveal() == "王秀兰");
  BOOST_TEST(read.id_number.masked() == "371***********0067");
  BOOST_TEST(read.card_number.reveal() == "A10000048");
  BOOST_TEST(read.version == "3.00");
  BOOST_TEST(read.region == "371500");
  BOOST_TEST(read.issued == 20210601);
  BOOST_TEST(read.expires == 20410531);
  BOOST_TEST(channel.count <= 10);
}

BOOST_AUTO_TEST_CASE(every_dialect_reads_the_same) {
  for (int mask = 0; mask < 16; ++mask) {
    BOOST_TEST_CONTEXT(mask) {
      auto file = good_card();
      file.dialect = {(mask & 1) != 0, (mask & 2) != 0, (mask & 4) != 0, (mask & 8) != 0};
      for (const char* name : {"王秀兰", "马䶮𬱖", "阿卜杜热西提·买买提伊敏·吐尔逊", "Li"}) {
        file.name = base::Secret(name);
        auto card = devices::VirtualCard::create(file).value();
        CardChannel channel(card);
        const auto read = devices::read_social_security_card(channel, kToday);
        BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().detail));
        BOOST_TEST(read->name.reveal() == name);
        BOOST_TEST(read->expires == 20410531);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(every_fault_has_its_code) {
  const auto with = [](auto change) {
    auto file = good_card();
    change(file);
    return code_of(file);
  };
  BOOST_TEST(with([](auto&) {}) == "read");
  BOOST_TEST(with([](auto& f) { f.faults.unknown_atr = true; }) == "CARD-04");
  BOOST_TEST(with([](auto& f) { f.faults.wrong_kind = true; }) == "CARD-05");
  BOOST_TEST(with([](auto& f) { f.faults.empty_name = true; }) == "CARD-07");
  BOOST_TEST(with([](auto& f) { f.faults.drop_after_apdus = 3; }) == "CARD-02");
  BOOST_TEST(with([](auto& f) { f.id_number = base::Secret("371524194803120060"); }) == "CARD-06");
  BOOST_TEST(with([](auto& f) { f.expires = 20261120; }) == "CARD-08");
  BOOST_TEST(with([](auto& f) { f.expires = 20261121; }) == "read");  // its last day
  BOOST_TEST(with([](auto& f) { f.expires = 0; }) == "read");
}

BOOST_AUTO_TEST_CASE(dispatches_on_the_tag_that_comes_back) {
  // By record, this card keeps the name first and the number second.
  const std::string name = std::string("\x09\x06\xCD\xF5\xD0\xE3\xC0\xBC", 8), number =
                                                                                   "\x08\x12"
                                                                                   "371524194803120067";
  ScriptedChannel channel({sw(0x90, 0), sw(0x90, 0), sw(0x6A, 0x86), name + sw(0x90, 0), number + sw(0x90, 0),
                           sw(0x6A, 0x83), sw(0x90, 0), sw(0x6A, 0x83)});
  const auto read = devices::read_social_security_card(channel, kToday);
  BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().detail));
  BOOST_TEST(read->name.reveal() == "王秀兰");
  BOOST_TEST(read->card_number.empty());
  BOOST_TEST(
      (channel.commands[0] == std::vector<std::uint8_t>{0x00, 0xA4, 0x04, 0x00, 0x0F, 0x73, 0x78, 0x31, 0x2E, 0x73,
                                                        0x68, 0x2E, 0xC9, 0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF}));
  BOOST_TEST((channel.commands[2] == std::vector<std::uint8_t>{0x00, 0xB2, 0x08, 0x00, 0x14}));
  BOOST_TEST((channel.commands[3] == std::vector<std::uint8_t>{0x00, 0xB2, 0x01, 0x34, 0x00}));
}

BOOST_AUTO_TEST_CASE(follows_61_and_6c_but_not_for_ever) {
  const devices::CommandApdu command{0x00, 0xB2, 0x09, 0x00, 0x20};
  ScriptedChannel good({sw(0x6C, 0x03), sw(0x61, 0x03), "abc" + sw(0x61, 0x02), "de" + sw(0x90, 0)});
  const auto answer = devices::send_command(good, command);
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->data.reveal() == "abcde");
  BOOST_TEST((good.commands[1] == std::vector<std::uint8_t>{0x00, 0xB2, 0x09, 0x00, 0x03}));
  BOOST_TEST((good.commands[2] == std::vector<std::uint8_t>{0x00, 0xC0, 0x00, 0x00, 0x03}));
  ScriptedChannel endless({sw(0x61, 0x10)});
  BOOST_TEST(base::to_string(devices::send_command(endless, command).error().code) == "CARD-06");
  BOOST_TEST(endless.commands.size() <= 10U);
  ScriptedChannel silent({"x"});
  BOOST_TEST(base::to_string(devices::send_command(silent, command).error().code) == "CARD-06");
}

BOOST_AUTO_TEST_CASE(records_are_taken_apart_with_bounds) {
  devices::CardItems items;
  BOOST_TEST(devices::parse_items(view(std::string_view("\x01\x02xy\x02\x00\x00\x00", 8)), items).has_value());
  BOOST_TEST(items.at(1).reveal() == "xy");
  BOOST_TEST(items.at(2).empty());
  BOOST_TEST(devices::parse_items(view("\x09"), items).error().detail.find("offset 0") != std::string::npos);
  BOOST_TEST(devices::parse_items(view("\x01\x01z\x09\x05zz"), items).error().detail.find("offset 3") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(text_and_dates_of_cards) {
  using devices::decode_card_text;
  BOOST_TEST(decode_card_text(view("\xD5\xC5\xCE\xB0      ")).value().reveal() == "张伟");
  BOOST_TEST(decode_card_text(view(std::string_view("\xD5\xC5\xCE\xB0\0\0\0", 7))).value().reveal() == "张伟");
  BOOST_TEST(decode_card_text(view("\xFF\xFF\xFF")).value().empty());
  BOOST_TEST(!decode_card_text(view("\x81")));
  BOOST_TEST(!decode_card_text(view("a\x1B[31m")));
  BOOST_TEST(!decode_card_text(view(std::string(121, 'x'))));
  BOOST_TEST(devices::decode_card_date(view("\x20\x41\x05\x31")).value() == 20410531);
  BOOST_TEST(devices::decode_card_date(view(std::string_view("\0\0\0\0", 4))).value() == 0);
  for (const std::string_view bad : {"\x20\x41\x02\x30", "\x20\x4A\x05\x31", "\x20\x41\x05"})
    BOOST_TEST(!devices::decode_card_date(view(bad)));
  for (const char* good : {"", "abc", "便民", "𬱖", "\xF4\x8F\xBF\xBF"}) BOOST_TEST(devices::is_utf8(good));
  for (const char* bad :
       {"\x80", "\xC0\x80", "\xE4\xBE", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x80\x80\x80", "a\xFF"})
    BOOST_TEST(!devices::is_utf8(bad));
}

BOOST_AUTO_TEST_CASE(answers_to_reset) {
  const auto good = [](std::vector<std::uint8_t> atr) { return devices::is_well_formed_atr(atr); };
  BOOST_TEST(good({0x3B, 0x69, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  BOOST_TEST(good({0x3B, 0x81, 0x80, 0x01, 0x80, 0x80}));
  BOOST_TEST(good({0x3B, 0x00}));
  BOOST_TEST(!good({}));
  BOOST_TEST(!good({0x3B}));
  BOOST_TEST(!good({0x00, 0x00}));
  BOOST_TEST(!good({0x3B, 0x69, 0, 0}));
  BOOST_TEST(!good({0x3B, 0x80, 0x80, 0x80, 0x80}));
}

BOOST_AUTO_TEST_CASE(card_files_name_what_is_wrong) {
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(BIANMIN_SOURCE_DIR) + "/devices/card/cards")) {
    const auto card = devices::load_card_file(file.path());
    BOOST_TEST(card.has_value(), (card ? "" : card.error().detail));
    if (card) BOOST_TEST(devices::VirtualCard::create(*card).has_value());
  }
  const std::string start = R"({"kind":"social-security","name":"王","id_number":"1")";
  for (const auto& [rest, place] :
       {std::pair{R"(,"expires":"2041-02-30"})", "/expires"}, std::pair{R"(,"expires":"soon"})", "/expires"},
        std::pair{R"(,"region":"37"})", "/region"}, std::pair{R"(,"faults":{"mut":true}})", "mut"},
        std::pair{R"(,"faults":{"slow_ms":-1}})", "/faults/slow_ms"},
        std::pair{R"(,"dialect":{"by_record":1}})", "/dialect/by_record"},
        std::pair{R"(,"colour":"red"})"
                  "}",
                  ""}}) {
    const auto refused = devices::parse_card_file(start + rest, "card.json");
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error().detail.find(place) != std::string::npos, refused.error().detail);
  }
}

BOOST_AUTO_TEST_CASE(the_simulated_reader_keeps_the_contract) {
  test::EventLog<devices::CardEvent> events;
  devices::SimulatedCardReader reader(kToday);
  reader.start(events.sink());
  BOOST_TEST(events.count<devices::ReaderReady>() == 1U);
  reader.insert(good_card());
  BOOST_TEST(events.count<devices::CardPresented>() == 1U);
  BOOST_TEST(events.count<devices::CardRead>() == 0U);
  reader.arm();
  BOOST_TEST(events.next<devices::CardRead>().value().holder.name.reveal() == "王秀兰");
  reader.remove();
  BOOST_TEST(events.next<devices::CardRemoved>().has_value());
  auto mute = good_card();
  mute.faults.mute = true;
  reader.insert(mute);
  BOOST_TEST(base::to_string(events.next<devices::CardFailed>().value().why.code) == "CARD-03");
  auto pulled = good_card();
  pulled.faults.drop_after_apdus = 2;
  reader.insert(pulled);
  BOOST_TEST(base::to_string(events.next<devices::CardFailed>().value().why.code) == "CARD-02");
  BOOST_TEST(events.next<devices::CardRemoved>().has_value());
  BOOST_TEST(!reader.card_present());
  auto resident = good_card();
  resident.kind = devices::CardKind::ResidentId;
  reader.insert(resident);
  BOOST_TEST((events.next<devices::CardRead>().value().holder.kind == devices::CardKind::ResidentId));
  reader.unplug();
  BOOST_TEST(base::to_string(events.next<devices::ReaderLost>().value().why.code) == "CARD-01");
  BOOST_TEST(!reader.card_present());
}

BOOST_AUTO_TEST_SUITE_END()
