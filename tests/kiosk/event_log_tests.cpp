#include <boost/test/unit_test.hpp>

#include <set>

#include "kiosk/flow/log/log_snapshot.hpp"
#include "kiosk/flow/log/replay.hpp"
#include "kiosk/flow/visit/as_new.hpp"
#include "tests/kiosk/flow_chaos.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
using base::FailureCode;

namespace {

const base::Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::milliseconds(123)};
const LogHeader kHeader{kEventLogFormat, "0.1.0", 1, "LC07", "zh-CN"};

constexpr const char* kVisit =
    R"({"format":1,"service":"complaint","version":1,"step":"text","trail":["category"],"answered":[],"answers":{"category":{"t":"roads"},)"
    R"("text":{"t":"标记甲乙丙丁 13911112222"}},"records":{"holder":{"f":{"name":{"t":"马试一"}}}}})";

std::string once(const Event& event) { return EventLogWriter().line(event, {}, kNow, "home"); }

// A reader that opens a visit, so that people are told apart.
EventLogWriter in_a_visit() {
  EventLogWriter writer;
  writer.line(ui::ActionPressed{"service:complaint"}, {ArmCard{}}, kNow, "complaint/identify");
  return writer;
}

std::shared_ptr<const Content> chaos_version(int version) {
  static const std::array<std::shared_ptr<const Content>, 2> contents{chaos_content(1), chaos_content(2)};
  return version == 1 || version == 2 ? contents[std::size_t(version - 1)] : nullptr;
}

std::string refusal(std::string_view line) {
  const auto event = decode(line);
  return event ? "(accepted)" : event.error().detail;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(event_log_tests)

BOOST_AUTO_TEST_CASE(the_header_comes_back_as_it_was) {
  const auto read = decode_header(encode_header(kHeader));
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST((*read == kHeader));
  LogHeader other = kHeader;
  other.format = 2;
  BOOST_TEST(decode_header(encode_header(other)).error().detail.find("format") != std::string::npos);
  BOOST_TEST(!decode_header("{}").has_value());
}

BOOST_AUTO_TEST_CASE(every_kind_of_event_comes_back) {
  using namespace devices;
  const base::Failure why{FailureCode::CardMute, "detail that stays here"};
  const std::vector<Event> events{Started{},
                                  Ticked{},
                                  ui::ScreenTouched{},
                                  ui::ActionPressed{"choose:roads"},
                                  ui::TextEdited{"text", "灯坏"},
                                  KeypadEvent(KeyPressed{Key::Select}),
                                  KeypadEvent(HeadphonesChanged{true}),
                                  KeypadEvent(KeypadLost{why}),
                                  CardEvent(ReaderReady{}),
                                  CardEvent(ReaderLost{why}),
                                  CardEvent(CardPresented{}),
                                  CardEvent(CardRead{person(1)}),
                                  CardEvent(CardFailed{why}),
                                  CardEvent(CardRemoved{}),
                                  ScanEvent(ScannerReady{}),
                                  ScanEvent(ScannerLost{why}),
                                  ScanEvent(CodeScanned{base::Secret("BM1:x")}),
                                  ScanEvent(CodeScanned{base::Secret("hello")}),
                                  ScanEvent(CodeScanned{base::Secret(made_up_slip(4))}),
                                  VoiceEvent(SpeechStarted{1}),
                                  VoiceEvent(SpeechFinished{1}),
                                  VoiceEvent(VoiceLost{why}),
                                  PrinterReported{"a4", PrintStatusChanged{PrinterReady{true}}},
                                  PrinterReported{"a4", PrintStatusChanged{PrinterBusy{}}},
                                  PrinterReported{"slip", PrintStatusChanged{PrinterStopped{why}}},
                                  PrinterReported{"slip", PrintStatusChanged{PrinterGone{why}}},
                                  PrinterReported{"a4", PrintWaiting{"j", why}},
                                  PrinterReported{"a4", PrintFinished{"j"}},
                                  PrinterReported{"a4", PrintFailed{"j", why}},
                                  Answered{7, json(kRecord)},
                                  Answered{7, tl::unexpected(why)},
                                  CaseFiled{8, "LC07-2611-00001-8", "BM1:secret", kNow},
                                  CaseNotFiled{8, why},
                                  CaseDispatched{base::Uuid{}, json("{}")},
                                  PrintNotPossible{"j", why},
                                  LinkChanged{true},
                                  OutboxChanged{3},
                                  ContentChanged{content()},
                                  ContentUnusable{why},
                                  NoticesChanged{{Notice{"storm", NoticeLevel::Emergency, {}, {}, kNow, kNow}}},
                                  PresenceEvent(PresenceChanged{true}),
                                  PresenceEvent(PresenceLost{why}),
                                  VisitParked{9, "id", base::Secret("BMP1:secret")},
                                  VisitNotParked{9, why},
                                  VisitFound{9, "id", base::Secret(kVisit)},
                                  VisitNotFound{9, why},
                                  ParkedChanged{2},
                                  ScanEvent(CodeScanned{base::Secret("BMP1:secret")}),
                                  ui::TextEdited{"consent", "10,20 30,40;50,60"},
                                  CameraChanged{true},
                                  PhotoTaken{base::Secret("jpeg"), nullptr},
                                  PhotoFailed{why},
                                  RecorderChanged{false},
                                  MemoLevel{40, base::Milliseconds(300)},
                                  MemoRecorded{base::Secret("ogg"), base::Milliseconds(300)},
                                  MemoFailed{why},
                                  MemoPlayed{}};
  std::set<std::size_t> kinds;
  for (const auto& event : events) {
    kinds.insert(event.index());
    const std::string line = once(event);
    BOOST_TEST(line.find('\n') == std::string::npos);
    BOOST_TEST(line.find("detail that stays") == std::string::npos);
    const auto read = decode(line);
    BOOST_REQUIRE_MESSAGE(read.has_value(), line << ": " << (read ? "" : read.error().detail));
    BOOST_TEST(name_of(read->event) == name_of(event), line);
    BOOST_TEST((read->at == kNow));
    BOOST_TEST(read->page_after == "home");
    if (!std::holds_alternative<ContentChanged>(event) && !std::holds_alternative<NoticesChanged>(event))
      BOOST_TEST(EventLogWriter().line(read->event, {}, kNow, "home") == line);
  }
  BOOST_TEST(kinds.size() == std::variant_size_v<Event>);
}

BOOST_AUTO_TEST_CASE(residents_data_never_enters) {
  const std::string uuid = "0190d2b8-7c1e-7abc-8def-001122334455";
  for (const auto& event : std::vector<Event>{
           devices::CardEvent(devices::CardRead{person(1)}), ui::TextEdited{"phone", "13911112222"},
           ui::TextEdited{"text", "标记甲乙丙丁"}, ui::TextEdited{"id", made_up_id(1)},
           devices::ScanEvent(devices::CodeScanned{base::Secret("marked-code-1")}),
           Answered{1, json(record_of(1).c_str())},
           Answered{1, json(R"({"13911112222":{"马试一":1},"list":["标记甲乙丙丁",13911112222,1.5]})")},
           CaseFiled{1, "SB-MARKED-1", "BM1:SB-MARKED-2", kNow}, ui::ActionPressed{"choose:13911112222"},
           ui::ActionPressed{"马试一"}, ui::TextEdited{"13911112222", ""}, VisitFound{9, uuid, base::Secret(kVisit)},
           VisitParked{9, uuid, base::Secret("BMP1:SB-MARKED-code")},
           devices::ScanEvent(devices::CodeScanned{base::Secret("BMP1:SB-MARKED-code")}),
           PrinterReported{"a4", devices::PrintFinished{uuid + "/print/1"}}, PrintNotPossible{uuid + "/print/1", {}}}) {
    EventLogWriter writer = in_a_visit();
    const std::string line = writer.line(event, {}, kNow, "home");
    BOOST_TEST(!has_marker(line), line);
    BOOST_TEST(line.find(uuid) == std::string::npos);
    BOOST_TEST(decode(line).has_value(), line);
  }
  base::SeededRandom::Seed seed{};
  seed.fill(0xAB);
  BOOST_TEST(once(Started{seed}) == once(Started{}));
}

BOOST_AUTO_TEST_CASE(a_texts_shape_is_kept) {
  const auto shape = [](const std::string& text) {
    return std::get<ui::TextEdited>(decode(once(ui::TextEdited{"f", text}))->event).value;
  };
  BOOST_TEST(shape("路灯 3 天a") == "某某 0 某某");
  BOOST_TEST(shape("+86-139.5\n") == "+00-000.0\n");
  BOOST_TEST(shape("") == "");
  BOOST_TEST(shape(made_up_id(1)) != made_up_id(1));
  BOOST_TEST(base::IdNumber::parse(shape(made_up_id(1))).has_value());
  BOOST_TEST(once(ui::TextEdited{"f", std::string(1'000'000, 'x')}).size() < kMaxLogLine);
}

BOOST_AUTO_TEST_CASE(people_of_one_visit_are_told_apart_and_forgotten_after_it) {
  EventLogWriter writer = in_a_visit();
  const auto read = [&](int who, Effects effects = {}) {
    const auto event = decode(writer.line(devices::CardEvent(devices::CardRead{person(who)}), effects, kNow, "x"));
    return std::get<devices::CardRead>(std::get<devices::CardEvent>(event->event)).holder.id_number;
  };
  const auto first = read(1), second = read(2);
  BOOST_TEST((first == read(1)));
  BOOST_TEST((first != second));
  read(2, {WipeSession{}});
  writer.line(ui::ActionPressed{"service:x"}, {ArmCard{}}, kNow, "x");
  BOOST_TEST((read(2) == first));  // the first one of the next visit: nothing ties the two visits together
}

BOOST_AUTO_TEST_CASE(a_large_answer_stays_within_a_line) {
  std::string rows = R"({"rows":[)";
  for (int i = 0; i < 3000; ++i) rows += R"({"name":"马试一","amount":12},)";
  rows += "{}]}";
  const std::string line = once(Answered{1, json(rows.c_str())});
  BOOST_TEST(line.size() < 300U);
  const auto read = decode(line);
  BOOST_TEST(std::get<Answered>(read->event).answer->at("rows").as_array().size() == 3001U);
  std::string wild = "{";
  for (int i = 0; i < 3000; ++i) {
    std::string name;
    for (int n = i; n > 0; n /= 26) name += char('a' + n % 26);
    wild += "\"" + std::string(40, 'k') + name + "\":1,";
  }
  wild += "\"end\":1}";
  BOOST_TEST(once(Answered{1, json(wild.c_str())}).size() <= kMaxLogLine);
}

BOOST_AUTO_TEST_CASE(broken_lines_are_refused_with_the_reason) {
  const auto expect = [](std::string_view line, std::string_view words) {
    const std::string said = refusal(line);
    BOOST_TEST((said.find(words) != std::string::npos), "\"" << said << "\" lacks \"" << words << "\"");
  };
  expect("", "byte 0");
  expect("[]", "no object");
  expect("{}", "missing");
  expect(std::string(kMaxLogLine + 1, ' '), "longer than");
  const std::string t = R"({"t":"2026-11-20T00:00:00.000Z","p":"home","e":)";
  expect(R"({"t":"yesterday","p":"home","e":"tick"})", "/t");
  expect(t + "\"dance\"}", "no event's name");
  expect(t + "\"tick\",\"x\":1}", "\"x\" is no member");
  expect(t + "\"press\"}", "/id");
  expect(t + "\"key\",\"key\":\"any\"}", "no key");
  expect(t + "\"card-failed\",\"code\":\"CARD-99\"}", "no failure's code");
  expect(t + "\"card-read\",\"person\":-1,\"named\":true}", "/person");
  expect(t + "\"code-scanned\",\"kind\":\"odd\"}", "no kind of code");
  expect(t + "\"printer-status\",\"printer\":\"a4\",\"status\":{\"state\":\"asleep\"}}", "no printer's state");
  expect(t + "\"answered\",\"ticket\":1}", "code");
  expect(t + "\"answered\",\"ticket\":1,\"answer\":[1]}", "bare");
  expect(t + "\"answered\",\"ticket\":1,\"answer\":{\"[]\":[[0,1]]}}", "out of bounds");
  expect(t + "\"answered\",\"ticket\":1,\"answer\":{\"[]\":[[4000,{\"[]\":[[4000,1]]}]]}}", "too many");
  expect(t + "\"notices\",\"notices\":[{\"id\":\"a\",\"level\":9,\"from\":\"\",\"until\":\"\"}]}", "/level");
}

BOOST_AUTO_TEST_CASE(a_log_is_refused_by_line) {
  const auto content_of = [](int version) { return chaos_version(version); };
  const std::string header = encode_header(kHeader) + "\n";
  const auto expect = [&](const std::string& log, std::string_view words) {
    const auto result = replay(log, rules(), content_of);
    BOOST_REQUIRE(!result.has_value());
    BOOST_TEST(result.error().detail.find(words) != std::string::npos, result.error().detail);
  };
  expect("", "line 1");
  expect("{}\n", "line 1");
  expect(header + once(Ticked{}) + "\nnonsense\n", "line 3");
  expect(header + once(ContentChanged{content({}, 9)}) + "\n", "line 2: content version 9");
  const auto good = replay(header + once(Ticked{}) + "\n" + once(LinkChanged{true}), rules(), content_of);
  BOOST_REQUIRE(good.has_value());
  BOOST_TEST(good->events.size() == 2U);
  BOOST_TEST(good->mismatches == 2U);  // the log says home; without content it is trouble
  BOOST_TEST(good->report().find("line 2, tick: the log has home, the replay trouble") != std::string::npos);
  BOOST_TEST(good->report(1).find("line 3") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(replaying_any_run_takes_the_same_pages) {
  std::size_t lines = 0;
  std::map<std::string, int> pages;
  for (const std::uint64_t seed : {11, 12, 20261121}) {
    BOOST_TEST_MESSAGE("seed " << seed);
    Chaos chaos(seed);
    State s = initial_state(rules());
    base::Instant now = kNow;
    EventLogWriter writer;
    std::string log = encode_header(kHeader) + "\n";
    const auto record = [&](const Event& event) {
      const Effects effects = advance(s, event, now);
      ui::Page page = build_page(s);
      const std::string line = writer.line(event, effects, now, page.id);
      if (has_marker(line)) BOOST_FAIL("seed " << seed << ": somebody's data is in " << line);
      log += line + "\n";
      ++pages[page.id];
      return page;
    };
    base::SeededRandom::Seed own{};
    own[3] = 9;
    record(Started{own});
    record(LinkChanged{true});
    for (const char* printer : {"a4", "slip"})
      record(PrinterReported{printer, devices::PrintStatusChanged{devices::PrinterReady{}}});
    ui::Page page = record(ContentChanged{chaos_version(1)});
    for (int i = 0; i < 40'000; ++i) {
      now += chaos.pause();
      page = record(chaos.next(s, page));
      ++lines;
    }
    const auto played = replay(log, rules(), [](int version) { return chaos_version(version); });
    BOOST_REQUIRE_MESSAGE(played.has_value(), (played ? "" : played.error().detail));
    BOOST_TEST(played->mismatches == 0U, "seed " << seed << "\n" << played->report());
  }
  BOOST_TEST(lines == 120'000U);
  for (const char* id : {"complaint/done", "social-proof/done", "progress/case", "whole/stars"})
    BOOST_TEST(pages[id] > 0, id);
}

BOOST_AUTO_TEST_CASE(a_log_that_begins_between_two_visits_replays_by_itself) {
  std::size_t logs = 0, begun_late = 0;
  for (const std::uint64_t seed : {21, 22, 23}) {
    BOOST_TEST_MESSAGE("seed " << seed);
    Chaos chaos(seed);
    State s = initial_state(rules());
    base::Instant now = kNow;
    EventLogWriter writer;
    std::string log = encode_header(kHeader) + "\n";
    const auto play = [&] {
      ++logs;
      const auto played = replay(log, rules(), [](int version) { return chaos_version(version); });
      BOOST_REQUIRE_MESSAGE(played.has_value(), (played ? "" : played.error().detail));
      BOOST_TEST(played->mismatches == 0U, "seed " << seed << ", log " << logs << "\n" << played->report(5));
    };
    ui::Page page{.language = i18n::kChinese};
    std::size_t lines = 0;
    const auto record = [&](const Event& event) {
      const Effects effects = advance(s, event, now);
      page = build_page(s);
      log += writer.line(event, effects, now, page.id) + "\n";
      ++lines;
    };
    record(Started{});
    record(ContentChanged{chaos_version(1)});
    for (int i = 0; i < 30'000; ++i) {
      now += chaos.pause();
      record(chaos.next(s, page));
      if (lines < 300 || !s.content || !is_as_new(s)) continue;
      play();
      LogHeader header = kHeader;
      header.content = s.content->version;
      header.state = snapshot_of(s);
      const std::string first = encode_header(header);
      BOOST_TEST(first.size() <= kMaxLogLine);
      BOOST_TEST(!has_marker(first), first);
      BOOST_TEST((*decode_header(first) == header));
      log = first + "\n";
      writer = EventLogWriter();
      lines = 0;
      ++begun_late;
    }
    play();
  }
  BOOST_TEST(begun_late > 30U);
}

BOOST_AUTO_TEST_CASE(a_snapshot_that_is_none_is_refused_with_its_place) {
  LogHeader header = kHeader;
  State s = initial_state(rules());
  s.content = chaos_version(1);
  header.state = snapshot_of(s);
  const auto refusal_of = [&](const char* member, boost::json::value value) {
    LogHeader broken = header;
    broken.state[member] = std::move(value);
    const auto played =
        replay(encode_header(broken) + "\n", rules(), [](int version) { return chaos_version(version); });
    return played ? std::string("(accepted)") : played.error().detail;
  };
  BOOST_TEST(refusal_of("link", 1).find("line 1: state: /link") != std::string::npos, refusal_of("link", 1));
  BOOST_TEST(refusal_of("now", "yesterday").find("/now") != std::string::npos);
  BOOST_TEST(refusal_of("tickets", -1).find("/tickets") != std::string::npos);
  BOOST_TEST(refusal_of("printers", boost::json::object{{"a4", boost::json::object{{"state", "asleep"}}}})
                 .find("no printer's state") != std::string::npos);
  BOOST_TEST(refusal_of("notices", 7).find("/notices") != std::string::npos);
  header.content = 9;
  BOOST_TEST(refusal_of("link", true).find("content version 9") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_press_with_any_of_the_programs_names_is_kept) {
  for (const char* id : {"date:birthday:year:+10", "amount:amount:key:point", "phrase:text:0", "photo:drop:1"})
    BOOST_TEST(std::get<ui::ActionPressed>(decode(once(ui::ActionPressed{id}))->event).id == id);
}

BOOST_AUTO_TEST_SUITE_END()
