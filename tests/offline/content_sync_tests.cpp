#include "offline/content_sync.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "offline/offline_services.hpp"
#include "tests/offline/fake_platform.hpp"
#include "tests/offline/test_enrolment.hpp"

using namespace bianmin;
using namespace bianmin::offline;
using base::FailureCode;
using base::Milliseconds;
using bianmin::tests::HttpsScriptServer;
using bianmin::tests::ScriptReply;
using bianmin::tests::ScriptRequest;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(content_sync_tests)

namespace {

// A platform as far as content, notices, cases and status go; what it says can be changed while it runs.
struct Platform {
  offline::tests::TestEnrolment& enrolment;
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t version = 0, notice = 0;
  SignedManifest manifest;
  std::map<std::string, std::string> files;  // sha256 → content
  std::vector<SignedNotice> notices;
  std::vector<json::value> reports;
  std::vector<std::string> requests;
  std::size_t cut_files_after = std::string::npos;
  bool ending = false;
  std::unique_ptr<HttpsScriptServer> server;

  explicit Platform(offline::tests::TestEnrolment& with) : enrolment(with) {
    server = std::make_unique<HttpsScriptServer>(enrolment.file("server.crt"), enrolment.file("server.key"),
                                                 enrolment.file("ca.crt"),
                                                 [this](const ScriptRequest& request) { return answer(request); });
  }
  ~Platform() { stop(); }
  void stop() {
    {
      std::lock_guard lock(mutex);
      ending = true;
    }
    changed.notify_all();
    server.reset();
  }

  void publish(std::uint64_t number, const std::vector<std::pair<std::string, std::string>>& content) {
    publish(number, content, enrolment.manifest(number, content));
  }
  void publish(std::uint64_t number, const std::vector<std::pair<std::string, std::string>>& content,
               SignedManifest with) {
    {
      std::lock_guard lock(mutex);
      version = number;
      manifest = std::move(with);
      files.clear();
      for (const auto& [path, text] : content) files[sha256_hex(text)] = text;
    }
    changed.notify_all();
  }
  void announce(std::uint64_t sequence, SignedNotice signed_notice) {
    {
      std::lock_guard lock(mutex);
      notice = sequence;
      notices.push_back(std::move(signed_notice));
    }
    changed.notify_all();
  }

  ScriptReply answer(const ScriptRequest& request) {
    std::unique_lock lock(mutex);
    requests.push_back(request.method + " " + request.target.substr(0, request.target.find('?')));
    changed.notify_all();
    if (request.target == "/healthz") return {.body = "{}"};
    if (request.target == "/v1/status") {
      reports.push_back(json::parse(request.body));
      changed.notify_all();
      return {.status = 204};
    }
    if (request.target == "/v1/content/manifest") return {.body = offline::tests::manifest_reply(manifest)};
    if (request.target.starts_with("/v1/content/files/")) return file(request);
    if (request.target.starts_with("/v1/poll?")) return poll(request, lock);
    if (request.target == "/v1/cases") {
      const auto sealed = json::parse(request.body);
      const auto plain =
          json::parse(enrolment.unseal(*base::decode_base64(std::string_view(sealed.at("sealed").as_string()))));
      return {.status = 201, .body = json::serialize(json::object{{"number", plain.at("number")}})};
    }
    return {.status = 404, .body = "{\"code\":\"CASE-02\"}", .content_type = "application/problem+json"};
  }

  ScriptReply file(const ScriptRequest& request) {
    const auto found = files.find(request.target.substr(18));
    if (found == files.end()) return {.status = 404};
    const auto range = request.headers.find("range");
    ScriptReply reply{.body = found->second, .content_type = "application/octet-stream"};
    if (range != request.headers.end()) {
      const std::size_t start = std::stoul(range->second.substr(6));
      reply.status = 206;
      reply.headers = {"Content-Range: bytes " + std::to_string(start) + "-" + std::to_string(reply.body.size() - 1) +
                       "/" + std::to_string(reply.body.size())};
      reply.body = reply.body.substr(start);
    }
    if (reply.body.size() > cut_files_after) reply.cut_after = cut_files_after;
    return reply;
  }

  ScriptReply poll(const ScriptRequest& request, std::unique_lock<std::mutex>& lock) {
    const auto number = [&](const std::string& name) {
      return std::stoull(request.target.substr(request.target.find(name + "=") + name.size() + 1));
    };
    const auto differs = [&] { return ending || number("content") != version || number("notice") != notice; };
    if (!changed.wait_for(lock, std::chrono::seconds(number("wait")), differs) || ending) return {.status = 204};
    json::array list;
    for (const auto& each : notices)
      list.push_back(
          {{"envelope", base::encode_base64(each.envelope)}, {"signature", base::encode_base64(each.signature)}});
    return {.body = json::serialize(json::object{{"content", version}, {"notice", notice}, {"notices", list}})};
  }

  template <class Accept>
  bool wait_report(Accept&& accept) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(20),
                            [&] { return std::any_of(reports.begin(), reports.end(), accept); });
  }
  std::ptrdiff_t count(const std::string& request) {
    std::lock_guard lock(mutex);
    return std::count(requests.begin(), requests.end(), request);
  }
};

struct Fixture {
  offline::tests::TestEnrolment enrolment;
  Platform platform{enrolment};
  TerminalIdentity identity = enrolment.identity(platform.server->address());
  bianmin::tests::TemporaryDirectory data;
  base::SystemClock clock;
  base::SystemRandom random;
  std::mutex validator_mutex;
  std::function<base::Result<void>(const std::filesystem::path&)> validator = [](const auto&) {
    return base::Result<void>();
  };
  offline::tests::Events<OfflineEvent> events;
  std::unique_ptr<OfflineServices> services;

  void start() {
    services = std::make_unique<OfflineServices>(
        identity, OfflineConfig{.data = data.path(), .software = "0.1.0"},
        [this](const std::filesystem::path& directory) {
          std::lock_guard lock(validator_mutex);
          return validator(directory);
        },
        clock, random);
    services->start(events.sink());
  }
  bool ready(std::uint64_t version) {
    return events.wait([&](const OfflineEvent& event) {
      const auto* got = std::get_if<ContentReady>(&event);
      return got && got->version == version;
    });
  }
  bool refused(std::uint64_t version, FailureCode code) {
    return events.wait([&](const OfflineEvent& event) {
      const auto* got = std::get_if<ContentRefused>(&event);
      return got && got->version == version && got->why.code == code;
    });
  }
};

const std::vector<std::pair<std::string, std::string>> kFiles{{"services/complaint.json", "{\"id\":\"complaint\"}"},
                                                              {"images/map.png", std::string(300000, 'm')},
                                                              {"texts/empty.txt", ""}};

std::string notice_body(const std::string& level) {
  return "\"level\":\"" + level +
         "\",\"title\":{\"zh-CN\":\"请马上离开\"},\"text\":{\"zh-CN\":\"请从东门离开。\"},\"from\":\"2020-01-01T00:00:"
         "00Z\","
         "\"until\":\"2099-01-01T00:00:00Z\",\"terminals\":[\"*\"]";
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(content_comes_by_itself_and_survives_without_network, Fixture) {
  platform.publish(1, kFiles);
  start();
  BOOST_REQUIRE(ready(1));
  BOOST_TEST(*base::read_file(services->current_content()->directory / "images/map.png") == kFiles[1].second);
  auto changed = kFiles;
  changed[0].second = "{\"id\":\"complaint\",\"new\":true}";
  platform.publish(2, changed);
  BOOST_REQUIRE(ready(2));
  BOOST_TEST(platform.count("GET /v1/content/files/" + sha256_hex(kFiles[1].second)) == 1);  // unchanged, not again
  BOOST_TEST(platform.wait_report([](const json::value& report) { return report.at("content").as_int64() == 2; }));
  services.reset();
  platform.stop();
  OfflineServices alone(identity, OfflineConfig{.data = data.path()}, validator, clock, random);
  BOOST_REQUIRE(alone.current_content().has_value());
  BOOST_TEST(alone.current_content()->version == 2U);
}

BOOST_FIXTURE_TEST_CASE(broken_transfers_are_resumed, Fixture) {
  platform.cut_files_after = 120000;
  platform.publish(1, kFiles);
  start();
  BOOST_REQUIRE(ready(1));
  BOOST_TEST(platform.count("GET /v1/content/files/" + sha256_hex(kFiles[1].second)) == 3);
}

BOOST_FIXTURE_TEST_CASE(refusals_are_told_and_not_repeated, Fixture) {
  platform.publish(3, kFiles);
  start();
  BOOST_REQUIRE(ready(3));
  offline::tests::TestEnrolment stranger;
  platform.publish(4, kFiles, stranger.manifest(4, kFiles));
  BOOST_TEST(refused(4, FailureCode::SignatureInvalid));
  BOOST_TEST(platform.wait_report([](const json::value& report) {
    return report.at("refused").is_object() && report.at("refused").at("code").as_string() == "CONT-03";
  }));
  platform.publish(2, kFiles);
  BOOST_TEST(refused(2, FailureCode::VersionTooOld));
  {
    std::lock_guard lock(validator_mutex);
    validator = [](const auto&) -> base::Result<void> { return base::fail(FailureCode::ServiceInvalid, "/steps"); };
  }
  platform.publish(5, kFiles);
  BOOST_TEST(refused(5, FailureCode::ServiceInvalid));
  {
    std::lock_guard lock(validator_mutex);
    validator = [](const auto&) { return base::Result<void>(); };
  }
  BOOST_TEST(services->current_content()->version == 3U);
  BOOST_TEST(platform.count("GET /v1/content/manifest") == 4);  // one look at each
  platform.publish(6, kFiles);
  BOOST_TEST(ready(6));
  BOOST_TEST(platform.wait_report([](const json::value& report) {
    return report.at("content").as_int64() == 6 && report.at("refused").is_null();
  }));
}

BOOST_FIXTURE_TEST_CASE(start_falls_back_when_the_core_cant_use_the_current_one, Fixture) {
  platform.publish(1, kFiles);
  start();
  BOOST_REQUIRE(ready(1));
  platform.publish(2, kFiles);
  BOOST_REQUIRE(ready(2));
  services.reset();
  OfflineServices again(
      identity, OfflineConfig{.data = data.path()},
      [](const std::filesystem::path& directory) -> base::Result<void> {
        if (directory.filename() == "2") return base::fail(FailureCode::ServiceInvalid, "a newer format");
        return {};
      },
      clock, random);
  BOOST_REQUIRE(again.current_content().has_value());
  BOOST_TEST(again.current_content()->version == 1U);
}

BOOST_FIXTURE_TEST_CASE(an_emergency_comes_at_once_and_after_a_restart_without_network, Fixture) {
  start();
  const auto shows = [](std::size_t count) {
    return [count](const OfflineEvent& event) {
      const auto* changed = std::get_if<NoticesChanged>(&event);
      return changed && changed->notices.size() == count &&
             (count == 0 || changed->notices[0].level == NoticeLevel::Emergency);
    };
  };
  BOOST_REQUIRE(events.wait(shows(0)));
  platform.announce(1, enrolment.notice(1, "fire", notice_body("emergency")));
  BOOST_REQUIRE(events.wait(shows(1)));
  services.reset();
  platform.stop();
  const auto before = events.all().size();
  start();
  BOOST_TEST(events.wait(shows(1), before));
}

BOOST_FIXTURE_TEST_CASE(case_filed_and_delivered, Fixture) {
  start();
  const auto id = base::Uuid::v7(clock.now(), random);
  services->file(9, id, clock.now(), {{"service", "complaint"}, {"text", "下水道堵了。"}});
  BOOST_TEST(events.wait([&](const OfflineEvent& event) {
    const auto* delivered = std::get_if<CaseDelivered>(&event);
    return delivered && delivered->id == id;
  }));
}

BOOST_AUTO_TEST_CASE(status_every_minute_and_on_change) {
  base::ManualClock clock{*base::parse_utc("2026-11-21T01:00:00Z")};
  offline::tests::FakePlatform platform;
  StatusReporterConfig config;
  config.software = "0.1.0";
  config.self_timed = false;
  StatusReporter reporter(config, platform, clock);
  const auto next = [&] {
    auto call = platform.take();
    BOOST_REQUIRE(call.has_value());
    BOOST_TEST(call->request.path == "/v1/status");
    auto report = json::parse(call->request.body.reveal());
    call->handler({0, json::value(nullptr), 204, std::nullopt});
    return report;
  };
  BOOST_TEST(next().at("devices").as_array().empty());
  reporter.set_devices({{"printer.a4", "fault", "PRINT-02"}, {"card", "ready", ""}});
  BOOST_TEST(platform.waiting() == 0U);  // not within two seconds
  clock.advance(Milliseconds{2000});
  reporter.tick();
  const auto changed = next();
  BOOST_TEST(changed.at("devices").as_array().size() == 2U);
  BOOST_TEST(changed.at("devices").at(0).at("code").as_string() == "PRINT-02");
  reporter.set_devices({{"printer.a4", "fault", "PRINT-02"}, {"card", "ready", ""}});  // no change
  clock.advance(Milliseconds{59999});
  reporter.tick();
  BOOST_TEST(!platform.take(Milliseconds{50}).has_value());
  clock.advance(Milliseconds{1});
  reporter.tick();
  next();
}

BOOST_AUTO_TEST_SUITE_END()
