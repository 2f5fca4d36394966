// The whole of offline/ against the real bianmin-platform, each in its own process as in life.
#include <csignal>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "offline/offline_services.hpp"
#include "offline/slip_code.hpp"
#include "tests/offline/test_enrolment.hpp"
#include "tests/offline/throttled_proxy.hpp"

using namespace bianmin;
using namespace bianmin::offline;
using base::FailureCode;
namespace fs = std::filesystem;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(offline_platform_tests)

namespace {

const fs::path kProgram = fs::path(BIANMIN_BINARY_DIR) / "bin" / "bianmin-platform";
// Made up: the check character is right, the area code 990000 does not exist, so it belongs to nobody.
constexpr const char* kUnknownId = "99000019560229123X";

// `bianmin-platform` with a data folder of its own.
class RealPlatform {
 public:
  explicit RealPlatform(const fs::path& data) : data_(data) {}
  ~RealPlatform() { stop(); }

  /// Returns what it printed; the test fails when it didn't end with 0.
  std::string run(std::vector<std::string> arguments) {
    const auto output = data_.parent_path() / "output";
    const pid_t child = spawn(arguments, output);
    int status = 0;
    ::waitpid(child, &status, 0);
    const auto text = base::read_file(output).value_or("");
    BOOST_REQUIRE_MESSAGE(WIFEXITED(status) && WEXITSTATUS(status) == 0, arguments.front() + ": " + text);
    return text;
  }

  /// Starts serving, on the same port as before if it served already.
  void serve() {
    fs::remove(data_ / "listen");
    child_ = spawn({"serve", "--data", data_.string(), "--listen", address_.empty() ? "127.0.0.1:0" : address_,
                    "--seed", "--demo-data", std::string(BIANMIN_SOURCE_DIR) + "/platform/demo"},
                   data_.parent_path() / "log");
    for (int i = 0; i < 400 && !fs::exists(data_ / "listen"); ++i) {
      BOOST_REQUIRE_MESSAGE(::waitpid(child_, nullptr, WNOHANG) == 0,
                            base::read_file(data_.parent_path() / "log").value_or("no log"));
      std::this_thread::sleep_for(std::chrono::milliseconds(25));  // waits for the other process's file
    }
    address_ = *base::read_file(data_ / "listen");
    while (!address_.empty() && address_.back() == '\n') address_.pop_back();
  }
  void stop() {
    if (child_ <= 0) return;
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }
  std::string url() const { return "https://" + address_; }

 private:
  pid_t spawn(std::vector<std::string> arguments, const fs::path& output) {
    arguments.insert(arguments.begin(), kProgram.string());
    std::vector<char*> raw;
    for (auto& argument : arguments) raw.push_back(argument.data());
    raw.push_back(nullptr);
    const std::string file = output.string();
    const pid_t child = ::fork();
    if (child == 0) {
      const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      ::dup2(fd, STDOUT_FILENO);
      ::dup2(fd, STDERR_FILENO);
      ::execv(raw[0], raw.data());
      std::_Exit(127);
    }
    return child;
  }

  fs::path data_;
  std::string address_;
  pid_t child_ = -1;
};

struct Fixture {
  bianmin::tests::TemporaryDirectory files;
  RealPlatform platform{files / "platform"};
  base::SystemClock clock;
  base::SystemRandom random;
  offline::tests::Events<OfflineEvent> events;
  std::unique_ptr<OfflineServices> services;
  std::uint64_t last_ticket = 0;

  std::string path(const std::string& name) { return (files / name).string(); }
  void set_up() {
    platform.run({"content-key", "--out", path("keys"), "--data", path("platform")});
    platform.serve();
    platform.run({"enroll", "--data", path("platform"), "--terminal", "LC07", "--out", path("enrolment"), "--platform",
                  platform.url()});
  }
  TerminalIdentity identity() {
    auto loaded = load_terminal_identity(files / "enrolment");
    BOOST_REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().detail));
    return *loaded;
  }
  void start() {
    services = std::make_unique<OfflineServices>(
        identity(), OfflineConfig{.data = files / "terminal", .software = "0.1.0"},
        [](const fs::path&) { return base::Result<void>(); }, clock, random);
    services->start(events.sink());
  }
  void publish(const std::string& text) {
    fs::create_directories(files / "package/services");
    std::ofstream(files / "package/services/complaint.json") << text;
    platform.run(
        {"publish", "content", "--data", path("platform"), "--key", path("keys/content.key"), path("package")});
  }
  template <class Kind, class Accept>
  std::optional<Kind> wait_for(Accept&& accept, std::size_t from = 0) {
    const auto fits = [&](const OfflineEvent& event) {
      const auto* kind = std::get_if<Kind>(&event);
      return kind != nullptr && accept(*kind);
    };
    if (!events.wait(fits, from)) return std::nullopt;
    const auto all = events.all();
    for (std::size_t i = from; i < all.size(); ++i)
      if (fits(all[i])) return std::get<Kind>(all[i]);
    return std::nullopt;
  }
  PlatformReply ask(const std::string& method, const std::string& target, const std::string& body = "") {
    const auto ticket = ++last_ticket;
    services->request({.ticket = ticket, .method = method, .path = target, .body = base::Secret(body)});
    auto reply = wait_for<PlatformReply>([&](const PlatformReply& each) { return each.ticket == ticket; });
    BOOST_REQUIRE(reply.has_value());
    return *reply;
  }
  base::Uuid file(std::uint64_t ticket) {
    const auto id = base::Uuid::v7(clock.now(), random);
    services->file(ticket, id, clock.now(),
                   {{"service", "complaint"},
                    {"category", "roads"},
                    {"area", "dongguan"},
                    {"text", "东关街口的路灯坏了三天。"},
                    {"anonymous", true},
                    {"contact", nullptr},
                    {"resident", nullptr},
                    {"extra", json::object{}}});
    return id;
  }
};

#define NEEDS_PLATFORM()                                                               \
  if (!fs::exists(kProgram)) {                                                         \
    BOOST_TEST_MESSAGE("skipped: " << kProgram.string() << " has not been built yet"); \
    return;                                                                            \
  }                                                                                    \
  set_up()

}  // namespace

BOOST_FIXTURE_TEST_CASE(questions_and_failures, Fixture) {
  NEEDS_PLATFORM();
  start();
  const auto holidays = ask("GET", "/v1/holidays?year=2026");
  BOOST_REQUIRE_MESSAGE(holidays.answer.has_value(), (holidays.answer ? "" : holidays.answer.error().detail));
  BOOST_TEST(holidays.answer->at("holidays").as_array().size() > 5U);
  const auto unknown =
      ask("POST", "/v1/operations/record.social-insurance",
          "{\"resident\":{\"id_number\":\"" + std::string(kUnknownId) + "\",\"name\":\"无\"},\"input\":{}}");
  BOOST_REQUIRE(!unknown.answer.has_value());
  BOOST_TEST(unknown.status >= 400);
  BOOST_TEST(unknown.status < 500);
  BOOST_TEST(unknown.answer.error().detail.find(kUnknownId) == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_case_arrives_and_can_be_seen, Fixture) {
  NEEDS_PLATFORM();
  start();
  const auto id = file(1);
  const auto filed = wait_for<CaseFiled>([](const CaseFiled&) { return true; });
  BOOST_REQUIRE(filed.has_value());
  BOOST_REQUIRE(filed->filed.has_value());
  const auto delivered = wait_for<CaseDelivered>([&](const CaseDelivered& each) { return each.id == id; });
  BOOST_REQUIRE(delivered.has_value());
  BOOST_TEST(delivered->view.at("number").as_string() == filed->filed->number.c_str());
  BOOST_TEST(!delivered->view.at("deadline").as_string().empty());
  const auto view =
      ask("POST", "/v1/cases/" + filed->filed->number + "/state", R"({"token":")" + id.to_string() + "\"}");
  BOOST_REQUIRE(view.answer.has_value());
  BOOST_TEST(view.answer->at("case").as_string() == id.to_string().c_str());
  const auto other = ask("POST", "/v1/cases/" + filed->filed->number + "/state",
                         R"({"token":")" + base::Uuid::v7(clock.now(), random).to_string() + "\"}");
  BOOST_REQUIRE(!other.answer.has_value());
  BOOST_TEST((other.answer.error().code == FailureCode::CaseNotFound));
}

BOOST_FIXTURE_TEST_CASE(filed_while_the_platform_is_away, Fixture) {
  NEEDS_PLATFORM();
  start();
  BOOST_REQUIRE(wait_for<LinkChanged>([](const LinkChanged& link) { return link.up; }));
  platform.stop();
  std::vector<base::Uuid> ids;
  for (std::uint64_t i = 1; i <= 20; ++i) ids.push_back(file(i));
  BOOST_REQUIRE(wait_for<CaseFiled>([](const CaseFiled& each) { return each.ticket == 20 && each.filed; }));
  BOOST_REQUIRE(wait_for<LinkChanged>([](const LinkChanged& link) { return !link.up; }));
  services.reset();  // and the power goes
  const auto before = events.all().size();
  start();
  platform.serve();
  for (const auto& id : ids)
    BOOST_TEST(wait_for<CaseDelivered>([&](const CaseDelivered& each) { return each.id == id; }, before).has_value());
}

// A link of 256 KiB a second that breaks after every 300 KiB: at once the case would never arrive.
BOOST_FIXTURE_TEST_CASE(a_case_with_photos_comes_over_a_bad_link, Fixture) {
  NEEDS_PLATFORM();
  const std::string url = platform.url();
  const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  offline::tests::ThrottledProxy link(port, 256U << 10, 300U << 10);
  auto enrolled = identity();
  enrolled.platform = "https://localhost:" + std::to_string(link.port());
  services = std::make_unique<OfflineServices>(
      std::move(enrolled), OfflineConfig{.data = files / "terminal", .software = "0.1.0"},
      [](const fs::path&) { return base::Result<void>(); }, clock, random);
  services->start(events.sink());
  const std::string photo = *base::read_file(BIANMIN_SOURCE_DIR "/tests/fuzz/corpus/image_file/tiny.jpg");
  // Comments make it long: 540 KB that no compression helps with.
  std::string large = photo.substr(0, 2);
  for (int i = 0; i < 9; ++i) {
    large += std::string("\xFF\xFE\xEA\x60", 4);
    for (int k = 0; k < 59998; ++k) large += static_cast<char>(random.below(255));
  }
  large += photo.substr(2);
  const auto id = base::Uuid::v7(clock.now(), random);
  services->file(1, id, clock.now(),
                 {{"service", "snap"},
                  {"category", "roads"},
                  {"area", "dongguan"},
                  {"text", "路上有个坑。"},
                  {"anonymous", true},
                  {"photos", {{{"type", "image/jpeg"}, {"data", base::encode_base64(large)}}}}});
  const auto arrived = [&](const OfflineEvent& event) {
    const auto* each = std::get_if<CaseDelivered>(&event);
    return each != nullptr && each->id == id;
  };
  BOOST_REQUIRE(events.wait(arrived, 0, std::chrono::seconds(100)));
  const auto delivered = wait_for<CaseDelivered>([&](const CaseDelivered& each) { return each.id == id; });
  BOOST_REQUIRE(delivered.has_value());
  BOOST_TEST(delivered->view.at("kind").as_string() == "photo-report");
  BOOST_TEST(link.broken() >= 2);
}

BOOST_FIXTURE_TEST_CASE(content_and_notices_are_pushed, Fixture) {
  NEEDS_PLATFORM();
  start();
  publish("{\"id\":\"complaint\"}");
  const auto first = wait_for<ContentReady>([](const ContentReady&) { return true; });
  BOOST_REQUIRE(first.has_value());
  BOOST_TEST(*base::read_file(first->directory / "services/complaint.json") == "{\"id\":\"complaint\"}");
  publish("{\"id\":\"complaint\",\"more\":1}");
  BOOST_TEST(
      wait_for<ContentReady>([&](const ContentReady& each) { return each.version > first->version; }).has_value());

  platform.run({"notice", "--data", path("platform"), "--key", path("keys/content.key"), "--emergency", "--zh",
                "请马上从东门离开。", "--en", "Leave by the east door now."});
  const auto shown = wait_for<NoticesChanged>([](const NoticesChanged& each) { return each.notices.size() == 1; });
  BOOST_REQUIRE(shown.has_value());
  BOOST_TEST((shown->notices.front().level == NoticeLevel::Emergency));
  BOOST_TEST(shown->notices.front().text.at("zh-CN") == "请马上从东门离开。");
  const auto before = events.all().size();
  platform.run({"notice", "--data", path("platform"), "--key", path("keys/content.key"), "--withdraw",
                shown->notices.front().id});
  BOOST_TEST(
      wait_for<NoticesChanged>([](const NoticesChanged& each) { return each.notices.empty(); }, before).has_value());
}

BOOST_FIXTURE_TEST_CASE(a_revoked_terminal_keeps_what_was_filed, Fixture) {
  NEEDS_PLATFORM();
  platform.run({"revoke", "--data", path("platform"), "--terminal", "LC07"});
  start();
  file(1);
  BOOST_REQUIRE(wait_for<CaseFiled>([](const CaseFiled& each) { return each.filed.has_value(); }));
  const auto reply = ask("GET", "/v1/holidays?year=2026");
  BOOST_REQUIRE(!reply.answer.has_value());
  BOOST_TEST((reply.answer.error().code == FailureCode::CertificateRefused));
  for (const auto& event : events.all()) BOOST_TEST(!std::holds_alternative<CaseDelivered>(event));
}

BOOST_AUTO_TEST_SUITE_END()
