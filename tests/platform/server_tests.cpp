#include <boost/test/unit_test.hpp>

#include <fstream>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/tls/context.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
using namespace std::chrono_literals;

void write_text(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

// A TLS connection that says exactly what it is told to.
class RawClient {
 public:
  explicit RawClient(const PlatformProcess& process, bool with_certificate = true) {
    const std::string authority = base::read_file(process.enrolment() / "ca.crt").value();
    platform::Credentials credentials;
    if (with_certificate)
      credentials = {base::read_file(process.enrolment() / "terminal.crt").value(),
                     base::Secret(base::read_file(process.enrolment() / "terminal.key").value())};
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(process.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval limit{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    BOOST_TEST_REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    tls_.emplace(platform::TlsContext::client(authority, credentials).value(), socket_, false);
    BOOST_TEST_REQUIRE((tls_->handshake() == platform::TlsConnection::Wants::Nothing));
  }
  ~RawClient() { ::close(socket_); }

  bool send(std::string_view text) {
    while (!text.empty()) {
      std::size_t done = 0;
      if (tls_->write(text.data(), text.size(), done) != platform::TlsConnection::Wants::Nothing) return false;
      text.remove_prefix(done);
    }
    return true;
  }

  /// Everything until the server hangs up, or 10 s of silence.
  std::string receive() {
    std::string text;
    char buffer[4096];
    std::size_t done = 0;
    while (tls_->read(buffer, sizeof buffer, done) == platform::TlsConnection::Wants::Nothing)
      text.append(buffer, done);
    return text;
  }

 private:
  int socket_;
  std::optional<platform::TlsConnection> tls_;
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\r')); }

BOOST_AUTO_TEST_SUITE(server_tests)

BOOST_AUTO_TEST_CASE(only_enrolled_terminals_get_in) {
  PlatformProcess process, other;
  auto client = process.client();
  BOOST_TEST(client.get("/healthz").status == 200);
  BOOST_TEST(client.get("/v1/holidays?year=2026").status == 200);

  auto anonymous = process.anonymous();
  BOOST_TEST(anonymous.get("/healthz").status == 200);
  const auto refused = anonymous.get("/v1/holidays?year=2026");
  BOOST_TEST(refused.status == 403);
  BOOST_TEST(refused.code() == "NET-03");
  BOOST_TEST(refused.headers.at("content-type") == "application/problem+json");
  BOOST_TEST(anonymous.get("/admin/terminals").status == 404);
  BOOST_TEST(client.get("/admin/terminals").status == 404);

  auto stranger = process.as(other.enrolment());  // a certificate of another authority
  BOOST_TEST(stranger.get("/healthz").status == 0);

  // An old certificate after enrolling again, and any after revoking.
  const fs::path again = process.folder() / "again";
  BOOST_TEST(process.command({"enroll", "--terminal", "LC07", "--out", again.string()}).status == 0);
  auto renewed = process.as(again);
  BOOST_TEST(renewed.get("/v1/holidays?year=2026").status == 200);
  BOOST_TEST(client.get("/v1/holidays?year=2026").status == 403);
  BOOST_TEST(process.command({"revoke", "--terminal", "LC07"}).status == 0);
  BOOST_TEST(renewed.get("/v1/holidays?year=2026").status == 403);
}

BOOST_AUTO_TEST_CASE(an_enrolment_holds_what_a_terminal_needs) {
  PlatformProcess process;
  const auto mode = [&](const char* name) {
    struct stat info {};
    BOOST_TEST(::stat((process.enrolment() / name).c_str(), &info) == 0);
    return info.st_mode & 0777U;
  };
  BOOST_TEST(mode("terminal.key") == 0600U);
  BOOST_TEST(mode("terminal-sign.key") == 0600U);
  for (const char* name : {"ca.crt", "terminal.crt", "platform-seal.pub", "content.pub"})
    BOOST_TEST(mode(name) == 0644U);
  const auto text = base::read_file(process.enrolment() / "terminal.json").value();
  const auto description = boost::json::parse(text);
  BOOST_TEST(text_at(description, "/terminal") == "LC07");
  BOOST_TEST(text_at(description, "/platform") == process.url());
  BOOST_TEST(text_at(description, "/verify_base") == process.url() + "/verify");
  BOOST_TEST(text_at(description, "/centre/zh-CN") == "铜城街道便民服务中心");
  for (const char* name : {"ca.key", "seal.key", "data.key", "server.key"}) {
    struct stat info {};
    BOOST_TEST(::stat((process.data() / "keys" / name).c_str(), &info) == 0);
    BOOST_TEST((info.st_mode & 0777U) == 0600U);
  }
  BOOST_TEST(process.command({"enroll", "--terminal", "bad id", "--out", "/nonexistent"}).status == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_is_kept_and_answers_in_order) {
  PlatformProcess process;
  auto client = process.client();
  client.get("/healthz");
  BOOST_TEST(client.connections_opened() == 1);
  for (int i = 0; i < 20; ++i) {
    BOOST_TEST(client.get("/healthz").status == 200);
    BOOST_TEST(client.connections_opened() == 0);
  }
  RawClient raw(process);
  BOOST_TEST(
      raw.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
               "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
  const std::string answers = raw.receive();
  const auto first = answers.find("HTTP/1.1 200"), second = answers.find("HTTP/1.1 404");
  BOOST_TEST(first == 0U);
  BOOST_TEST(second > first);
  BOOST_TEST(answers.find("HTTP/1.1 200", second) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(wrong_requests_are_answered_and_the_server_lives_on) {
  PlatformProcess process;
  auto client = process.client();
  const auto deleted = client.call("DELETE", "/v1/cases");
  BOOST_TEST(deleted.status == 405);
  BOOST_TEST(deleted.headers.at("allow") == "POST");
  BOOST_TEST(client.get("/v1/nothing").status == 404);
  BOOST_TEST(client.call("POST", "/v1/cases", "{", {"Idempotency-Key: " + complaint_uuid(1)}).status == 422);
  const auto large = [&](const char* target, std::size_t bytes, HttpsClient& from) {
    return from.call("POST", target, std::string(bytes, 'x'), {"Idempotency-Key: " + complaint_uuid(1)}).status;
  };
  BOOST_TEST(large("/v1/ratings", 300 << 10, client) == 413);
  // A case may bring photos; without a certificate nobody may bring much.
  BOOST_TEST(large("/v1/cases", 4500 << 10, client) == 422);
  BOOST_TEST(large("/v1/cases", 4600 << 10, client) == 413);
  auto anonymous = process.anonymous();
  BOOST_TEST(large("/v1/cases", 300 << 10, anonymous) == 413);
  BOOST_TEST(large("/v1/cases", 200 << 10, anonymous) == 403);
  BOOST_TEST(client.get("/v1/poll?content=" + std::string(4000, '1')).status == 414);
  BOOST_TEST(client.call("GET", "/healthz", {}, {"X-Long: " + std::string(20000, 'x')}).status == 431);
  BOOST_TEST(client.get("/v1/poll?content=abc").status == 400);

  for (const char* garbage : {"\x16\x03\x01garbage\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                              "POST /v1/cases HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                              "POST /v1/cases HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                              "POST /v1/cases HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n"}) {
    RawClient raw(process);
    raw.send(garbage);
    const std::string answer = raw.receive();
    BOOST_TEST(first_line(answer).starts_with("HTTP/1.1 400"), garbage << " → " << first_line(answer));
    BOOST_TEST(answer.find("application/problem+json") != std::string::npos);
  }
  for (const auto& [target, chunks] : {std::pair("/v1/ratings", 40), std::pair("/v1/cases", 600)}) {
    RawClient chunked(process);
    chunked.send("POST " + std::string(target) + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < chunks; ++i) chunked.send("2000\r\n" + std::string(0x2000, 'x') + "\r\n");
    BOOST_TEST(first_line(chunked.receive()).starts_with("HTTP/1.1 413"), target);
  }
  BOOST_TEST(client.get("/healthz").status == 200);
}

BOOST_AUTO_TEST_CASE(slow_clients_are_told_and_let_go) {
  PlatformProcess process({"--request-timeout", "0.5"});
  RawClient headers(process), body(process);
  BOOST_TEST(headers.send("GET /healthz HTTP/1.1\r\nHost"));
  BOOST_TEST(body.send("POST /v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"));
  BOOST_TEST(first_line(headers.receive()).starts_with("HTTP/1.1 408"));
  BOOST_TEST(first_line(body.receive()).starts_with("HTTP/1.1 408"));
  // A client that never starts the handshake is hung up on without a word.
  const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(process.port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval limit{10, 0};
  ::setsockopt(silent, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  BOOST_TEST_REQUIRE(::connect(silent, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  char byte = 0;
  BOOST_TEST(::recv(silent, &byte, 1, 0) == 0);
  ::close(silent);
  BOOST_TEST(process.client().get("/healthz").status == 200);
}

BOOST_AUTO_TEST_CASE(polls_wait_and_wake_when_content_is_published) {
  PlatformProcess process;
  auto client = process.client();
  const auto empty = client.get("/v1/poll?content=0&notice=0&wait=1");
  BOOST_TEST(empty.status == 204);
  BOOST_TEST((empty.took >= 900ms && empty.took < 3s));
  BOOST_TEST(client.get("/v1/content/manifest").code() == "CONT-06");

  const fs::path package = process.folder() / "package";
  write_text(package / "services" / "complaint.json", R"({"id":"complaint"})");
  write_text(package / "texts" / "zh.po", "msgid \"\"\n");
  Answer woken;
  std::chrono::steady_clock::time_point woken_at;
  std::thread waiting([&] {
    woken = process.client().get("/v1/poll?content=0&notice=0&wait=30");
    woken_at = std::chrono::steady_clock::now();
  });
  const auto published =
      process.command({"publish", "content", package.string(), "--key", process.content_key().string()});
  const auto published_at = std::chrono::steady_clock::now();
  waiting.join();
  BOOST_TEST(published.status == 0, published.output);
  BOOST_TEST(woken.status == 200);
  BOOST_TEST((woken_at - published_at < 1s));
  BOOST_TEST(text_at(woken.json(), "/content") == "1");

  const auto manifest = client.get("/v1/content/manifest").json();
  const std::string bytes = base::decode_base64(text_at(manifest, "/manifest")).value();
  const std::string signature = base::decode_base64(text_at(manifest, "/signature")).value();
  std::string pub = base::read_file(process.enrolment() / "content.pub").value();
  pub.pop_back();
  BOOST_TEST(platform::verify_signature(base::decode_base64(pub).value(), bytes, signature));
  const auto listed = boost::json::parse(bytes);
  BOOST_TEST(text_at(listed, "/files/0/path") == "services/complaint.json");
  const std::string digest = text_at(listed, "/files/0/sha256");

  const auto whole = client.get("/v1/content/files/" + digest);
  BOOST_TEST(whole.body == R"({"id":"complaint"})");
  const auto part = client.call("GET", "/v1/content/files/" + digest, {}, {"Range: bytes=2-3"});
  BOOST_TEST(part.status == 206);
  BOOST_TEST(part.body == "id");
  BOOST_TEST(part.headers.at("content-range") == "bytes 2-3/18");
  BOOST_TEST(client.call("GET", "/v1/content/files/" + digest, {}, {"Range: bytes=18-"}).status == 416);
  BOOST_TEST(
      client.call("GET", "/v1/content/files/" + digest, {}, {"Range: bytes=2-3", "If-Range: \"other\""}).status == 200);
  BOOST_TEST(client.get("/v1/content/files/" + std::string(64, '0')).status == 404);
  BOOST_TEST(client.get("/v1/content/files/..%2f..%2fkeys%2fca.key").status == 404);

  // The same version again, another key, and a folder that does not belong there.
  BOOST_TEST(
      process
          .command({"publish", "content", package.string(), "--key", process.content_key().string(), "--version", "1"})
          .status == 1);
  BOOST_TEST(run_platform({"content-key", "--out", (process.folder() / "other").string()}).status == 0);
  const auto forged = process.command(
      {"publish", "content", package.string(), "--key", (process.folder() / "other" / "content.key").string()});
  BOOST_TEST(forged.status == 1);
  BOOST_TEST(forged.output.find("CONT-03") != std::string::npos);
  write_text(package / "secrets" / "x", "x");
  const auto strange =
      process.command({"publish", "content", package.string(), "--key", process.content_key().string()});
  BOOST_TEST(strange.status == 1);
  BOOST_TEST(strange.output.find("secrets") != std::string::npos);
  fs::remove_all(package / "secrets");
  fs::create_symlink("/etc/passwd", package / "texts" / "link");
  BOOST_TEST(
      process.command({"publish", "content", package.string(), "--key", process.content_key().string()}).status == 1);
}

BOOST_AUTO_TEST_CASE(an_emergency_reaches_a_waiting_terminal_within_a_second) {
  PlatformProcess process;
  Answer woken;
  std::chrono::steady_clock::time_point woken_at;
  std::thread waiting([&] {
    woken = process.client().get("/v1/poll?content=0&notice=0&wait=30");
    woken_at = std::chrono::steady_clock::now();
  });
  const std::string key = process.content_key().string();
  const auto sent = process.command({"notice", "--key", key, "--emergency", "--zh", "今晚有大风，请不要出门。", "--en",
                                     "Strong wind tonight: please stay in."});
  const auto sent_at = std::chrono::steady_clock::now();
  waiting.join();
  BOOST_TEST(sent.status == 0, sent.output);
  BOOST_TEST((woken_at - sent_at < 1s));
  BOOST_TEST(text_at(woken.json(), "/notice") == "1");
  const std::string envelope = base::decode_base64(text_at(woken.json(), "/notices/0/envelope")).value();
  const auto notice = boost::json::parse(envelope);
  BOOST_TEST(text_at(notice, "/level") == "emergency");
  BOOST_TEST(text_at(notice, "/text/zh-CN") == "今晚有大风，请不要出门。");

  const auto withdrawn = process.command({"notice", "--key", key, "--withdraw", text_at(notice, "/id")});
  BOOST_TEST(withdrawn.status == 0, withdrawn.output);
  const auto now = process.client().get("/v1/poll?content=0&notice=1&wait=30").json();
  BOOST_TEST(text_at(now, "/notice") == "2");
  const auto last = boost::json::parse(base::decode_base64(text_at(now, "/notices/0/envelope")).value());
  BOOST_TEST(text_at(last, "/withdrawn") == "true");
  BOOST_TEST(text_at(last, "/id") == text_at(notice, "/id"));
}

BOOST_AUTO_TEST_CASE(cases_live_through_the_command_line) {
  PlatformProcess process;
  auto client = process.client();
  const auto filed = client.call("POST", "/v1/cases", complaint(1), {"Idempotency-Key: " + complaint_uuid(1)});
  BOOST_TEST(filed.status == 201);
  BOOST_TEST(process.command({"case", "list"}).output.find(complaint_number(1)) != std::string::npos);
  for (const char* step : {"in_progress", "answered", "revisit", "closed"})
    BOOST_TEST(process.command({"case", "advance", complaint_number(1), "--to", step}).status == 0, step);
  BOOST_TEST(process.command({"case", "advance", complaint_number(1), "--to", "reopened"}).status == 1);
  const auto shown = client.call("POST", state_path(1), state_body(1)).json();
  BOOST_TEST(text_at(shown, "/status") == "closed");
  BOOST_TEST(process.command({"case", "show", complaint_number(1)}).output.find("closed") != std::string::npos);
  client.call(
      "POST", "/v1/status",
      R"({"software":"0.1.0","content":0,"refused":null,"devices":[{"part":"printer.a4","state":"low"}],"outbox":2})");
  const auto fleet = process.command({"fleet"});
  BOOST_TEST(fleet.output.find("printer.a4=low") != std::string::npos, fleet.output);

  // The same commands without a server, straight on the store.
  BOOST_TEST(process.stop() == 0);
  BOOST_TEST(process.command({"case", "list"}).output.find("closed") != std::string::npos);
  BOOST_TEST(process.command({"fleet"}).output.find("printer.a4=low") != std::string::npos);
  BOOST_TEST(process.command({"no-such-command"}).status == 2);
}

BOOST_AUTO_TEST_CASE(stopping_answers_held_polls_and_exits_cleanly) {
  PlatformProcess process;
  auto warm = process.client();
  BOOST_TEST(warm.get("/healthz").status == 200);
  Answer held;
  std::thread waiting([&] { held = warm.get("/v1/poll?content=0&notice=0&wait=30"); });
  // The poll is on its way: a second client's answer shows that the server has had time to take it.
  BOOST_TEST(process.client().get("/v1/poll?content=0&notice=0&wait=1").status == 204);
  BOOST_TEST(process.stop() == 0);
  waiting.join();
  BOOST_TEST(held.status == 204);
  BOOST_TEST(!fs::exists(process.data() / "admin.sock"));
}

BOOST_AUTO_TEST_CASE(two_servers_do_not_share_a_folder) {
  PlatformProcess process;
  const auto second = run_platform({"serve", "--data", process.data().string(), "--listen", "127.0.0.1:0"});
  BOOST_TEST(second.status == 1);
  BOOST_TEST(second.output.find("another server") != std::string::npos);
  BOOST_TEST(process.client().get("/healthz").status == 200);
}

BOOST_AUTO_TEST_CASE(killed_under_load_it_loses_no_acknowledged_case) {
  PlatformProcess process;
  for (int round = 0; round < 3; ++round) {
    std::vector<int> acknowledged[4];
    std::atomic<int> total{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        auto client = process.client();
        for (int i = 0;; ++i) {
          const int sequence = round * 20000 + t * 5000 + i;
          const auto answer =
              client.call("POST", "/v1/cases", complaint(sequence), {"Idempotency-Key: " + complaint_uuid(sequence)});
          if (answer.status != 201) return;
          acknowledged[t].push_back(sequence);
          ++total;
        }
      });
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (total < 150 + 50 * round && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    process.kill_hard();
    for (auto& thread : threads) thread.join();
    process.start();
    auto client = process.client();
    int missing = 0;
    for (const auto& list : acknowledged)
      for (const int sequence : list)
        missing += client.call("POST", state_path(sequence), state_body(sequence)).status != 200;
    BOOST_TEST(missing == 0, "of " << total << " in round " << round);
    BOOST_TEST(total >= 150);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
