#include "offline/outbox.hpp"

#include <fstream>

#include <sys/wait.h>
#include <unistd.h>
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "offline/case_number.hpp"
#include "offline/slip_code.hpp"
#include "tests/offline/fake_platform.hpp"
#include "tests/offline/test_enrolment.hpp"

using namespace bianmin;
using namespace bianmin::offline;
using base::FailureCode;
using base::Milliseconds;
using offline::tests::FakePlatform;

BOOST_AUTO_TEST_SUITE(outbox_tests)

namespace {

// Made up; the number's check character is right and its area code belongs to nobody.
constexpr const char* kIdNumber = "99000019560229123X";
const auto kStart = *base::parse_utc("2026-11-21T01:42:00Z");

struct Fixture {
  offline::tests::TestEnrolment enrolment;
  TerminalIdentity identity = enrolment.identity();
  bianmin::tests::TemporaryDirectory directory;
  base::ManualClock clock{kStart};
  base::SeededRandom random{{42}};
  FakePlatform platform;
  offline::tests::Events<OutboxEvent> events;
  OutboxConfig config;
  std::unique_ptr<Outbox> outbox;

  Fixture() {
    config.directory = directory.path();
    config.terminal = identity.terminal;
    config.seal_key = identity.seal_key;
    config.self_timed = false;
  }
  void open() {
    outbox = std::make_unique<Outbox>(config, identity.signing_key, platform, clock, random, events.sink());
  }
  void reopen() {
    outbox.reset();
    while (platform.waiting() > 0) platform.take();
    open();
  }
  base::Uuid file(std::uint64_t ticket) {
    const auto id = base::Uuid::v7(clock.now(), random);
    outbox->file(ticket, id, clock.now(),
                 {{"service", "complaint"},
                  {"text", "东关街口的路灯坏了三天。"},
                  {"contact", {{"name", "王小明"}, {"phone", "13900000000"}}},
                  {"resident", {{"id_number", kIdNumber}, {"name", "王小明"}}}});
    return id;
  }
  base::Result<FiledCase> filed(std::uint64_t ticket, std::chrono::seconds limit = std::chrono::seconds(20)) {
    const auto is_it = [&](const OutboxEvent& event) {
      const auto* filed_case = std::get_if<CaseFiled>(&event);
      return filed_case && filed_case->ticket == ticket;
    };
    BOOST_REQUIRE(events.wait(is_it, 0, limit));
    for (const auto& event : events.all())
      if (is_it(event)) return std::get<CaseFiled>(event).filed;
    return base::fail(FailureCode::Internal);
  }
  std::string plain_of(const FakePlatform::Call& call) {
    const auto body = boost::json::parse(call.request.body.reveal());
    return enrolment.unseal(*base::decode_base64(std::string_view(body.at("sealed").as_string())));
  }
  std::string number_of(const FakePlatform::Call& call) {
    return std::string(std::string_view(boost::json::parse(plain_of(call)).at("number").as_string()));
  }
  void deliver(FakePlatform::Call& call) {
    call.handler({0, boost::json::value{{"number", number_of(call)}}, 201, std::nullopt});
  }
  // The next call, with the clock moved on until it comes: the outbox notes an answer's time when it handles it.
  std::optional<FakePlatform::Call> retried(Milliseconds step) {
    for (int i = 0; i < 1000; ++i) {
      clock.advance(step);
      outbox->tick();
      if (auto call = platform.take(Milliseconds{20})) return call;
    }
    return std::nullopt;
  }
  void fail_link(FakePlatform::Call& call) { call.handler({0, base::fail(FailureCode::NetworkDown), 0, std::nullopt}); }
  bool wait_depth(std::size_t waiting, std::size_t refused = 0, std::size_t from = 0) {
    return events.wait(
        [&](const OutboxEvent& event) {
          const auto* depth = std::get_if<OutboxDepth>(&event);
          return depth && depth->waiting == waiting && depth->refused == refused;
        },
        from);
  }
  std::string all_bytes() {
    std::string bytes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path()))
      if (entry.is_regular_file()) bytes += *base::read_file(entry.path(), 1U << 30);
    return bytes;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(filed_sealed_sent_and_gone, Fixture) {
  open();
  const auto id = file(1);
  const auto got = filed(1);
  BOOST_REQUIRE(got.has_value());
  BOOST_TEST(got->number == CaseNumber::make("LC07", 2611, 1).text());
  const auto slip = verify_slip_code(got->slip_code, identity.signing_key.verify_key());
  BOOST_REQUIRE(slip.has_value());
  BOOST_TEST(slip->number.text() == got->number);
  BOOST_TEST((slip->id == id));

  auto call = platform.take();
  BOOST_REQUIRE(call.has_value());
  BOOST_TEST(call->request.method == "POST");
  BOOST_TEST(call->request.path == "/v1/cases");
  BOOST_TEST((call->request.idempotency_key == id));
  const auto plain = boost::json::parse(plain_of(*call));
  BOOST_TEST(plain.at("number").as_string() == got->number.c_str());
  BOOST_TEST(plain.at("case").as_string() == id.to_string().c_str());
  BOOST_TEST(plain.at("terminal").as_string() == "LC07");
  BOOST_TEST(plain.at("filed_at").as_string() == "2026-11-21T01:42:00.000Z");
  BOOST_TEST(plain.at("resident").at("id_number").as_string() == kIdNumber);
  deliver(*call);
  BOOST_TEST(events.wait([&](const OutboxEvent& event) {
    const auto* delivered = std::get_if<CaseDelivered>(&event);
    return delivered && delivered->id == id && delivered->view.at("number").as_string() == got->number.c_str();
  }));
  BOOST_TEST(wait_depth(0, 0, 2));
}

BOOST_FIXTURE_TEST_CASE(nothing_readable_on_the_disk, Fixture) {
  open();
  for (std::uint64_t i = 1; i <= 30; ++i) file(i);
  BOOST_REQUIRE(filed(30).has_value());
  const auto check = [&] {
    const auto bytes = all_bytes();
    BOOST_TEST(bytes.size() > 30000U);
    for (const std::string_view word : {"路灯", "东关街口", "王小明", "13900000000", kIdNumber, "contact", "id_number"})
      BOOST_TEST_CONTEXT(word) BOOST_TEST(bytes.find(word) == std::string::npos);
  };
  check();
  outbox.reset();
  check();
}

BOOST_FIXTURE_TEST_CASE(survives_a_restart_and_goes_on_counting, Fixture) {
  open();
  file(1);
  file(2);
  BOOST_REQUIRE(filed(2).has_value());
  reopen();
  BOOST_TEST(wait_depth(2, 0, events.all().size() - 1));
  file(3);
  const auto third = filed(3);
  BOOST_REQUIRE(third.has_value());
  BOOST_TEST(third->number == CaseNumber::make("LC07", 2611, 3).text());
  for (int i = 1; i <= 3; ++i) {
    auto call = platform.take();
    BOOST_REQUIRE(call.has_value());
    BOOST_TEST(number_of(*call) == CaseNumber::make("LC07", 2611, i).text());
    deliver(*call);
  }
}

BOOST_FIXTURE_TEST_CASE(numbers_begin_anew_each_month_and_never_twice, Fixture) {
  open();
  file(1);
  BOOST_TEST(filed(1)->number == CaseNumber::make("LC07", 2611, 1).text());
  clock.advance(std::chrono::hours(24 * 12));
  file(2);
  BOOST_TEST(filed(2)->number == CaseNumber::make("LC07", 2612, 1).text());
  clock.advance(-std::chrono::hours(24 * 12));  // somebody sets the clock back
  file(3);
  BOOST_TEST(filed(3)->number == CaseNumber::make("LC07", 2611, 2).text());
}

BOOST_FIXTURE_TEST_CASE(a_large_case_goes_piece_by_piece_and_goes_on_where_it_was, Fixture) {
  open();
  const auto id = base::Uuid::v7(clock.now(), random);
  std::string photo(150'000, '\0');
  for (char& byte : photo) byte = static_cast<char>(random.below(256));
  outbox->file(1, id, clock.now(), {{"service", "snap"}, {"photos", {base::encode_base64(photo)}}});
  const auto got = filed(1);
  BOOST_REQUIRE(got.has_value());
  std::string far;  // what the platform has
  std::size_t size = 0;
  const auto state = [&] {
    const boost::json::value answer{{"size", static_cast<std::int64_t>(far.empty() ? 0 : size)},
                                    {"received", static_cast<std::int64_t>(far.size())}};
    return PlatformReply{0, answer, 200, std::nullopt};
  };
  int pieces = 0, questions = 0, filings = 0;
  std::string name;
  for (auto call = platform.take(); filings < 3; call = retried(Milliseconds{500})) {
    BOOST_REQUIRE(call.has_value());
    const std::string& path = call->request.path;
    if (call->request.method == "GET") {
      ++questions;
      name = path.substr(path.rfind('/') + 1);
      call->handler(state());
    } else if (call->request.method == "PUT") {
      BOOST_TEST(path.find("?start=" + std::to_string(far.size()) + "&") != std::string::npos);
      BOOST_TEST(call->request.body.reveal().find("photos") == std::string_view::npos);
      size = std::stoul(path.substr(path.find("size=") + 5));
      far += call->request.body.reveal();
      if (++pieces == 2)
        fail_link(*call);  // it arrived, and nobody here knows
      else
        call->handler(state());
    } else {
      BOOST_TEST(path == "/v1/cases");
      BOOST_TEST((call->request.idempotency_key == id));
      BOOST_TEST(call->request.body.reveal() == "{\"upload\":\"" + name + "\"}");
      BOOST_TEST(sha256_hex(far) == name);
      if (++filings == 1) {  // the platform was set up anew meanwhile
        far.clear();
        call->handler({0, base::fail(FailureCode::RecordNotFound, "HTTP 404"), 404, std::nullopt});
      } else if (filings == 2) {
        fail_link(*call);
      } else {
        const auto plain = boost::json::parse(enrolment.unseal(far));
        BOOST_TEST(plain.at("number").as_string() == got->number.c_str());
        call->handler({0, boost::json::value{{"number", got->number}}, 201, std::nullopt});
      }
    }
  }
  BOOST_TEST(pieces > 4);
  BOOST_TEST(questions >= 4);  // at first, after the lost answer, after the pieces were gone, after the lost filing
  BOOST_TEST(wait_depth(0));
}

BOOST_FIXTURE_TEST_CASE(refused_is_kept_and_can_be_sent_again, Fixture) {
  open();
  const auto id = file(1);
  file(2);
  auto call = platform.take();
  BOOST_REQUIRE(call.has_value());
  call->handler({0, base::fail(FailureCode::RequestRefused, "HTTP 400"), 400, std::nullopt});
  BOOST_TEST(events.wait([&](const OutboxEvent& event) {
    const auto* refused = std::get_if<CaseRefused>(&event);
    return refused && refused->id == id && refused->why.code == FailureCode::RequestRefused;
  }));
  call = platform.take();
  BOOST_REQUIRE(call.has_value());
  deliver(*call);
  BOOST_TEST(wait_depth(0, 1));
  reopen();
  outbox->retry_refused();
  call = platform.take();
  BOOST_REQUIRE(call.has_value());
  BOOST_TEST((call->request.idempotency_key == id));
  const auto before = events.all().size();
  deliver(*call);
  BOOST_TEST(wait_depth(0, 0, before));
}

BOOST_FIXTURE_TEST_CASE(an_answer_for_another_case_doesnt_count, Fixture) {
  open();
  const auto id = file(1);
  auto call = platform.take();
  BOOST_REQUIRE(call.has_value());
  call->handler({0, boost::json::value{{"welcome", "hotel wifi"}}, 200, std::nullopt});
  call = retried(std::chrono::seconds(5));
  BOOST_REQUIRE(call.has_value());
  BOOST_TEST((call->request.idempotency_key == id));
}

BOOST_FIXTURE_TEST_CASE(link_up_sends_at_once, Fixture) {
  open();
  file(1);
  auto call = platform.take();
  for (int i = 0; i < 8; ++i) {
    BOOST_REQUIRE(call.has_value());
    fail_link(*call);
    if (i < 7) call = retried(std::chrono::minutes(15));
  }
  platform.set_link(true);  // behind the answer in the outbox's order
  BOOST_TEST(platform.take().has_value());
}

BOOST_FIXTURE_TEST_CASE(ten_thousand_cases_through_a_long_outage, Fixture) {
  constexpr std::uint64_t kCases = 10000;
  open();
  std::vector<base::Uuid> ids;
  ids.push_back(file(1));
  auto call = platform.take();
  BOOST_REQUIRE(call.has_value());
  fail_link(*call);
  for (std::uint64_t i = 2; i <= kCases; ++i) ids.push_back(file(i));
  // Ten thousand fsyncs on a disk that other tests use too.
  BOOST_REQUIRE(filed(kCases, std::chrono::seconds(200)).has_value());
  for (int i = 0; i < 20; ++i) {  // a day of trying
    call = retried(std::chrono::minutes(15));
    BOOST_REQUIRE(call.has_value());
    BOOST_TEST((call->request.idempotency_key == ids.front()));
    fail_link(*call);
  }
  BOOST_TEST(platform.waiting() == 0U);
  platform.set_link(true);
  for (std::uint64_t i = 0; i < kCases; ++i) {
    call = platform.take();
    BOOST_REQUIRE(call.has_value());
    BOOST_REQUIRE((call->request.idempotency_key == ids[i]));
    BOOST_REQUIRE(number_of(*call) == CaseNumber::make("LC07", 2611, static_cast<int>(i + 1)).text());
    deliver(*call);
  }
  BOOST_TEST(wait_depth(0, 0, events.all().size() / 2));
}

BOOST_FIXTURE_TEST_CASE(full_by_count_and_by_size, Fixture) {
  config.max_items = 3;
  open();
  for (std::uint64_t i = 1; i <= 4; ++i) file(i);
  BOOST_TEST(filed(3).has_value());
  BOOST_REQUIRE(!filed(4).has_value());
  BOOST_TEST((filed(4).error().code == FailureCode::StoreFull));

  outbox.reset();
  config.max_items = 20000;
  config.max_bytes = 40 * 4096;
  open();
  std::uint64_t ticket = 10;
  std::size_t stored = 0;
  for (; ticket < 300; ++ticket) {
    file(ticket);
    const auto got = filed(ticket);
    if (!got) {
      BOOST_TEST((got.error().code == FailureCode::StoreFull), got.error().detail);
      break;
    }
    ++stored;
  }
  BOOST_TEST(ticket < 300U);
  BOOST_TEST(stored > 10U);
  // What was acknowledged is still there.
  const auto before = events.all().size();
  reopen();
  BOOST_TEST(wait_depth(stored + 3, 0, before));
}

BOOST_FIXTURE_TEST_CASE(too_large_a_case_is_refused_at_once, Fixture) {
  open();
  outbox->file(1, base::Uuid::v7(clock.now(), random), clock.now(), {{"text", std::string(3'600'000, 'x')}});
  BOOST_REQUIRE(!filed(1).has_value());
  BOOST_TEST((filed(1).error().code == FailureCode::InputInvalid));
  file(2);
  BOOST_TEST(filed(2)->number == CaseNumber::make("LC07", 2611, 1).text());
}

BOOST_FIXTURE_TEST_CASE(the_same_id_twice_is_refused, Fixture) {
  open();
  const auto id = file(1);
  BOOST_REQUIRE(filed(1).has_value());
  outbox->file(2, id, clock.now(), {{"text", "x"}});
  BOOST_REQUIRE(!filed(2).has_value());
  BOOST_TEST((filed(2).error().code == FailureCode::InputInvalid));
}

BOOST_FIXTURE_TEST_CASE(damaged_header_is_moved_aside_and_work_goes_on, Fixture) {
  open();
  file(1);
  BOOST_REQUIRE(filed(1).has_value());
  outbox.reset();
  for (const char* name : {"outbox.db", "outbox.db-wal"})
    if (std::filesystem::exists(directory / name)) {
      std::ofstream out(directory / name, std::ios::binary | std::ios::trunc);
      out << std::string(8192, '\x5A');
    }
  while (platform.waiting() > 0) platform.take();
  open();
  BOOST_REQUIRE(events.wait([](const OutboxEvent& event) { return std::holds_alternative<OutboxDamaged>(event); }));
  for (const auto& event : events.all())
    if (const auto* damaged = std::get_if<OutboxDamaged>(&event))
      BOOST_TEST(std::filesystem::exists(damaged->moved_to));
  file(2);
  const auto second = filed(2);
  BOOST_REQUIRE(second.has_value());
  const auto number = CaseNumber::parse(second->number);
  BOOST_REQUIRE(number.has_value());
  BOOST_TEST(number->sequence() > 1);  // number 1 was given before
}

BOOST_FIXTURE_TEST_CASE(a_broken_page_costs_only_what_is_on_it, Fixture) {
  open();
  constexpr std::size_t kCases = 300;
  for (std::uint64_t i = 1; i <= kCases; ++i) file(i);
  BOOST_REQUIRE(filed(kCases).has_value());
  outbox.reset();  // the last connection writes the log into the database
  const auto size = std::filesystem::file_size(directory / "outbox.db");
  BOOST_REQUIRE(size > 40U * 4096);
  {
    std::fstream database(directory / "outbox.db", std::ios::binary | std::ios::in | std::ios::out);
    database.seekp(static_cast<std::streamoff>(size / 2 / 4096 * 4096));
    database << std::string(4096, '\xFF');
  }
  while (platform.waiting() > 0) platform.take();
  open();
  BOOST_REQUIRE(events.wait([](const OutboxEvent& event) { return std::holds_alternative<OutboxDamaged>(event); }));
  for (const auto& event : events.all())
    if (const auto* damaged = std::get_if<OutboxDamaged>(&event)) {
      BOOST_TEST(damaged->saved >= kCases - 30);
      BOOST_TEST(damaged->saved < kCases + 1);
    }
}

BOOST_FIXTURE_TEST_CASE(unusable_directory_is_reported_and_healed, Fixture) {
  config.directory = directory / "blocked";
  std::ofstream(config.directory) << "a file in the way";
  open();
  file(1);
  BOOST_REQUIRE(!filed(1).has_value());
  BOOST_TEST((filed(1).error().code == FailureCode::StoreUnavailable));
  std::filesystem::remove(config.directory);
  file(2);
  BOOST_TEST(filed(2).has_value());
}

BOOST_FIXTURE_TEST_CASE(ratings_go_too, Fixture) {
  open();
  const auto key = base::Uuid::v7(clock.now(), random);
  outbox->send_later("rating", "/v1/ratings", {{"service", "social-proof"}, {"case", nullptr}, {"stars", 5}}, key);
  auto call = platform.take();
  BOOST_REQUIRE(call.has_value());
  BOOST_TEST(call->request.path == "/v1/ratings");
  BOOST_TEST(boost::json::parse(call->request.body.reveal()).at("stars").as_int64() == 5);
  BOOST_TEST((call->request.idempotency_key == key));
  const auto before = events.all().size();
  call->handler({0, boost::json::value(nullptr), 201, std::nullopt});
  BOOST_TEST(wait_depth(0, 0, before));
}

// A child files cases as fast as it can and is killed; each that it was told of must be there, and no number twice.
BOOST_FIXTURE_TEST_CASE(acknowledged_means_on_the_disk, Fixture) {
  std::map<std::string, std::string> acknowledged;  // number → id
  for (int round = 0; round < 8; ++round) {
    int pipe_ends[2];
    BOOST_REQUIRE(::pipe(pipe_ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(pipe_ends[1], STDOUT_FILENO);
      ::close(pipe_ends[0]);
      ::close(pipe_ends[1]);
      ::execl(OFFLINE_CHILD, OFFLINE_CHILD, "file", directory.path().c_str(), enrolment.directory().c_str(), nullptr);
      std::_Exit(127);
    }
    ::close(pipe_ends[1]);
    std::string text;
    char buffer[4096];
    const std::size_t enough = 54U * (static_cast<std::size_t>(round) * 37 + 5);
    ssize_t got = 0;
    while (text.size() < enough && (got = ::read(pipe_ends[0], buffer, sizeof buffer)) > 0)
      text.append(buffer, static_cast<std::size_t>(got));
    ::kill(child, SIGKILL);
    while ((got = ::read(pipe_ends[0], buffer, sizeof buffer)) > 0) text.append(buffer, static_cast<std::size_t>(got));
    ::close(pipe_ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST(WIFSIGNALED(status));
    std::istringstream lines(text);
    std::string line;
    while (std::getline(lines, line)) {
      if (line.size() != 54) break;  // the kill fell into the write
      BOOST_TEST(acknowledged.emplace(line.substr(37), line.substr(0, 36)).second, "a number was given twice: " + line);
    }
  }
  BOOST_TEST(acknowledged.size() > 200U);
  open();
  std::size_t found = 0;
  while (found < acknowledged.size()) {
    auto call = platform.take();
    if (!call) break;
    const auto number = number_of(*call);
    const auto expected = acknowledged.find(number);
    if (expected != acknowledged.end()) {
      BOOST_TEST(call->request.idempotency_key->to_string() == expected->second);
      ++found;
    }
    deliver(*call);
  }
  BOOST_TEST(found == acknowledged.size());
}

BOOST_AUTO_TEST_SUITE_END()
