#include "offline/platform_client.hpp"

#include <cstdlib>
#include <future>

#include <boost/test/unit_test.hpp>

#include "tests/offline/test_enrolment.hpp"

using namespace bianmin;
using namespace bianmin::offline;
using base::FailureCode;
using base::Milliseconds;
using bianmin::tests::HttpsScriptServer;
using bianmin::tests::ScriptReply;
using bianmin::tests::ScriptRequest;

BOOST_AUTO_TEST_SUITE(platform_client_tests)

namespace {

using Event = PlatformClient::Event;

struct Fixture {
  offline::tests::TestEnrolment enrolment;
  base::SystemClock clock;
  base::SystemRandom random;
  offline::tests::Events<Event> events;
  std::unique_ptr<HttpsScriptServer> server;
  std::unique_ptr<PlatformClient> client;

  void serve(HttpsScriptServer::Script script, std::uint16_t port = 0) {
    server = std::make_unique<HttpsScriptServer>(
        enrolment.file("server.crt"), enrolment.file("server.key"), enrolment.file("ca.crt"),
        [script](const ScriptRequest& request) {
          return request.target == "/healthz" ? ScriptReply{.body = "{\"status\":\"ok\"}"} : script(request);
        },
        port);
  }
  PlatformClientConfig config(const std::string& address) {
    const auto identity = enrolment.identity(address);
    return {.platform = identity.platform,
            .ca_file = identity.ca_file,
            .certificate_file = identity.certificate_file,
            .key_file = identity.key_file,
            .probe_first = Milliseconds{20},
            .probe_last = Milliseconds{100}};
  }
  void start(PlatformClientConfig with) {
    client = std::make_unique<PlatformClient>(std::move(with), clock, random);
    client->start(events.sink());
  }
  void start() { start(config(server->address())); }

  PlatformReply ask(PlatformRequest request) {
    std::promise<PlatformReply> promise;
    auto answer = promise.get_future();
    client->call(std::move(request), [&](PlatformReply reply) { promise.set_value(std::move(reply)); });
    BOOST_REQUIRE(answer.wait_for(std::chrono::seconds(20)) == std::future_status::ready);
    return answer.get();
  }
  PlatformReply get(const std::string& path, Milliseconds timeout = Milliseconds{15000}) {
    return ask({.method = "GET", .path = path, .timeout = timeout});
  }
  // The code of a GET against this script.
  PlatformReply once(ScriptReply reply, Milliseconds timeout = Milliseconds{15000}) {
    serve([reply](const ScriptRequest&) { return reply; });
    start();
    return get("/v1/x", timeout);
  }
};

void check_failure(const PlatformReply& reply, FailureCode code) {
  BOOST_REQUIRE(!reply.answer.has_value());
  BOOST_TEST(base::to_string(reply.answer.error().code) == base::to_string(code), reply.answer.error().detail);
}

bool is_link(const Event& event, bool up) {
  const auto* link = std::get_if<LinkChanged>(&event);
  return link != nullptr && link->up == up;
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(request_and_reply, Fixture) {
  ScriptRequest seen;
  serve([&](const ScriptRequest& request) {
    seen = request;
    return ScriptReply{.status = 201, .body = "{\"number\":\"SB-2026-000123-4\"}"};
  });
  start();
  const auto key = base::Uuid::v7(clock.now(), random);
  client->request({.ticket = 7,
                   .method = "POST",
                   .path = "/v1/certificates",
                   .body = base::Secret("{\"kind\":\"social-insurance-proof\"}"),
                   .idempotency_key = key});
  BOOST_REQUIRE(events.wait([](const Event& event) { return std::holds_alternative<PlatformReply>(event); }));
  for (const auto& event : events.all())
    if (const auto* reply = std::get_if<PlatformReply>(&event)) {
      BOOST_TEST(reply->ticket == 7U);
      BOOST_TEST(reply->status == 201);
      BOOST_REQUIRE(reply->answer.has_value());
      BOOST_TEST(reply->answer->at("number").as_string() == "SB-2026-000123-4");
    }
  BOOST_TEST(seen.method == "POST");
  BOOST_TEST(seen.target == "/v1/certificates");
  BOOST_TEST(seen.body == "{\"kind\":\"social-insurance-proof\"}");
  BOOST_TEST(seen.headers["idempotency-key"] == key.to_string());
  BOOST_TEST(seen.headers["content-type"] == "application/json");
}

BOOST_FIXTURE_TEST_CASE(connection_is_reused, Fixture) {
  serve([](const ScriptRequest&) { return ScriptReply{.status = 204}; });
  start();
  BOOST_REQUIRE(events.wait([](const Event& event) { return is_link(event, true); }));
  for (int i = 0; i < 20; ++i) BOOST_TEST(get("/v1/x").answer.has_value());
  BOOST_TEST(server->connections() == 1);
}

BOOST_FIXTURE_TEST_CASE(empty_reply_is_null, Fixture) {
  const auto reply = once({.status = 204});
  BOOST_REQUIRE(reply.answer.has_value());
  BOOST_TEST(reply.answer->is_null());
}

BOOST_FIXTURE_TEST_CASE(problem_code_is_taken_over, Fixture) {
  const auto reply = once({.status = 404,
                           .body = "{\"title\":\"张三没有记录\",\"status\":404,\"code\":\"CASE-02\"}",
                           .content_type = "application/problem+json; charset=utf-8"});
  check_failure(reply, FailureCode::RecordNotFound);
  BOOST_TEST(reply.status == 404);
  BOOST_TEST(reply.answer.error().detail.find("张三") == std::string::npos);
}
BOOST_FIXTURE_TEST_CASE(a_named_rule_is_taken_over_and_no_text_is, Fixture) {
  serve([](const ScriptRequest& request) {
    static const std::map<std::string, std::string> kReasons{{"/word", "insurance-suspended"},
                                                             {"/empty", ""},
                                                             {"/words", "Two Words"},
                                                             {"/path", "../x"},
                                                             {"/text", "停缴"}};
    const auto reason = kReasons.find(request.target);
    return ScriptReply{.status = 403,
                       .body = R"({"code":"CASE-04","detail":"secret","reason":")" +
                               (reason == kReasons.end() ? std::string() : reason->second) + "\"}",
                       .content_type = "application/problem+json"};
  });
  start();
  BOOST_TEST(get("/word").answer.error().detail == "reason insurance-suspended");
  for (const char* target : {"/empty", "/words", "/path", "/text"})
    BOOST_TEST(get(target).answer.error().detail == "HTTP 403", target);
}

BOOST_FIXTURE_TEST_CASE(unknown_problem_code_is_a_refusal, Fixture) {
  check_failure(once({.status = 422, .body = "{\"code\":\"NEW-99\"}", .content_type = "application/problem+json"}),
                FailureCode::RequestRefused);
}
BOOST_FIXTURE_TEST_CASE(a_proxys_page_is_no_refusal, Fixture) {
  check_failure(once({.status = 404, .body = "<html>not here</html>", .content_type = "text/html"}),
                FailureCode::ReplyInvalid);
}
BOOST_FIXTURE_TEST_CASE(garbage_json, Fixture) { check_failure(once({.body = "{\"a\":"}), FailureCode::ReplyInvalid); }
BOOST_FIXTURE_TEST_CASE(garbage_instead_of_http, Fixture) {
  check_failure(once({.raw = "\x01\x02 this is no HTTP at all\r\n\r\n"}), FailureCode::ReplyInvalid);
}
BOOST_FIXTURE_TEST_CASE(redirect_is_not_followed, Fixture) {
  check_failure(once({.status = 302, .headers = {"Location: https://127.0.0.1:1/elsewhere"}}),
                FailureCode::ReplyInvalid);
}
BOOST_FIXTURE_TEST_CASE(server_error, Fixture) {
  check_failure(once({.status = 500, .body = "{}"}), FailureCode::PlatformError);
}
BOOST_FIXTURE_TEST_CASE(busy_with_retry_after, Fixture) {
  const auto reply = once({.status = 429, .headers = {"Retry-After: 17"}});
  check_failure(reply, FailureCode::PlatformBusy);
  BOOST_REQUIRE(reply.retry_after.has_value());
  BOOST_TEST(reply.retry_after->count() == 17000);
}
BOOST_FIXTURE_TEST_CASE(unavailable_is_busy, Fixture) {
  check_failure(once({.status = 503, .body = "{\"code\":\"SYS-01\"}", .content_type = "application/problem+json"}),
                FailureCode::PlatformBusy);
}
BOOST_FIXTURE_TEST_CASE(cut_in_the_body, Fixture) {
  check_failure(once({.body = "{\"number\":\"1234567890\"}", .cut_after = 9}), FailureCode::NetworkDown);
}
BOOST_FIXTURE_TEST_CASE(silence_is_a_timeout, Fixture) {
  check_failure(once({.hold = true}, Milliseconds{300}), FailureCode::NetworkTimeout);
}
BOOST_FIXTURE_TEST_CASE(too_large_a_reply, Fixture) {
  check_failure(once({.body = "\"" + std::string(5U << 20, 'x') + "\""}), FailureCode::ReplyInvalid);
}

BOOST_FIXTURE_TEST_CASE(another_authoritys_server_is_refused, Fixture) {
  bianmin::tests::TestAuthority stranger;
  stranger.issue("127.0.0.1", enrolment.file("stranger.crt"), enrolment.file("stranger.key"));
  bool asked = false;
  server = std::make_unique<HttpsScriptServer>(enrolment.file("stranger.crt"), enrolment.file("stranger.key"),
                                               enrolment.file("ca.crt"), [&](const ScriptRequest&) {
                                                 asked = true;
                                                 return ScriptReply{.status = 204};
                                               });
  start();
  check_failure(get("/v1/x"), FailureCode::CertificateRefused);
  BOOST_TEST(!asked);
  BOOST_TEST(events.wait([](const Event& event) { return is_link(event, false); }));
}

BOOST_FIXTURE_TEST_CASE(own_certificate_refused, Fixture) {
  serve([](const ScriptRequest&) { return ScriptReply{.status = 204}; });
  auto with = config(server->address());
  bianmin::tests::TestAuthority stranger;
  stranger.issue("LC07", enrolment.file("wrong.crt"), enrolment.file("wrong.key"));
  with.certificate_file = enrolment.file("wrong.crt");
  with.key_file = enrolment.file("wrong.key");
  start(with);
  check_failure(get("/v1/x"), FailureCode::CertificateRefused);
}

BOOST_FIXTURE_TEST_CASE(nobody_listens, Fixture) {
  start(config("https://127.0.0.1:1"));
  check_failure(get("/v1/x"), FailureCode::NetworkDown);
  BOOST_TEST(events.wait([](const Event& event) { return is_link(event, false); }));
}

BOOST_FIXTURE_TEST_CASE(proxy_of_the_environment_is_ignored, Fixture) {
  ::setenv("https_proxy", "http://127.0.0.1:1", 1);
  const auto reply = once({.status = 204});
  ::unsetenv("https_proxy");
  BOOST_TEST(reply.answer.has_value());
}

BOOST_FIXTURE_TEST_CASE(link_comes_back_by_itself, Fixture) {
  serve([](const ScriptRequest&) { return ScriptReply{.status = 204}; });
  const auto port = server->port();
  start();
  offline::tests::Events<LinkChanged> watched;
  const auto watch = client->watch_link(watched.sink());
  BOOST_REQUIRE(events.wait([](const Event& event) { return is_link(event, true); }));
  server.reset();
  BOOST_TEST(!get("/v1/x").answer.has_value());
  BOOST_REQUIRE(events.wait([](const Event& event) { return is_link(event, false); }));
  const auto before = events.all().size();
  serve([](const ScriptRequest&) { return ScriptReply{.status = 204}; }, port);
  BOOST_TEST(events.wait([](const Event& event) { return is_link(event, true); }, before));
  BOOST_TEST(watched.wait([](const LinkChanged& link) { return link.up; }));
}

BOOST_FIXTURE_TEST_CASE(cancelled_and_ended, Fixture) {
  serve([](const ScriptRequest&) { return ScriptReply{.hold = true}; });
  start();
  const auto is_cancelled = [](std::uint64_t ticket) {
    return [ticket](const Event& event) {
      const auto* reply = std::get_if<PlatformReply>(&event);
      return reply && reply->ticket == ticket && !reply->answer && reply->answer.error().code == FailureCode::Cancelled;
    };
  };
  client->request({.ticket = 1, .method = "GET", .path = "/v1/a"});
  client->request({.ticket = 2, .method = "GET", .path = "/v1/b"});
  client->cancel(1);
  BOOST_TEST(events.wait(is_cancelled(1)));
  client.reset();
  BOOST_TEST(events.wait(is_cancelled(2)));
}

BOOST_FIXTURE_TEST_CASE(download_resumes, Fixture) {
  const std::string file = "0123456789abcdefghij";
  std::string range;
  serve([&](const ScriptRequest& request) {
    range = request.headers.contains("range") ? request.headers.at("range") : "";
    if (range.empty()) return ScriptReply{.body = file, .cut_after = 8};
    return ScriptReply{.status = 206, .body = file.substr(8), .headers = {"Content-Range: bytes 8-19/20"}};
  });
  start();
  std::string got;
  const auto fetch = [&](std::uint64_t offset, std::uint64_t max) {
    std::promise<PlatformReply> promise;
    auto answer = promise.get_future();
    client->download({"/v1/content/files/x", offset, max,
                      [&](std::uint64_t at, std::string_view piece) {
                        got.resize(at);
                        got += piece;
                        return true;
                      }},
                     [&](PlatformReply reply) { promise.set_value(std::move(reply)); });
    BOOST_REQUIRE(answer.wait_for(std::chrono::seconds(20)) == std::future_status::ready);
    return answer.get();
  };
  check_failure(fetch(0, 20), FailureCode::NetworkDown);
  BOOST_TEST(got == file.substr(0, 8));
  BOOST_TEST(fetch(got.size(), 20).answer.has_value());
  BOOST_TEST(range == "bytes=8-");
  BOOST_TEST(got == file);
  check_failure(fetch(8, 12), FailureCode::ReplyInvalid);  // longer than the manifest says
  check_failure(fetch(5, 20), FailureCode::ReplyInvalid);  // a range that wasn't asked for
}

BOOST_AUTO_TEST_SUITE_END()
