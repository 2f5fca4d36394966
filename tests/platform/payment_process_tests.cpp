// The real program over HTTPS, and what is left of payments when it is killed.
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include <boost/json.hpp>

#include "platform/http/local_client.hpp"
#include "platform/payments/sandbox.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
using namespace std::chrono_literals;
namespace json = boost::json;

constexpr char kLiGuihua[] = "371524196708059260";
constexpr char kRich[] = "371524196503120013";  // made up for these tests, with many bills

std::string wish(const std::string& bill, std::string_view resident, std::string_view kind) {
  return json::serialize(json::object{
      {"resident", json::object{{"id_number", resident}}}, {"kind", kind}, {"bills", json::array{json::value(bill)}}});
}

std::string key(int number) { return "Idempotency-Key: " + complaint_uuid(number); }

std::string state_of(HttpsClient& client, const std::string& order) {
  return text_at(client.call("POST", "/v1/payments/" + order + "/state", "{}").json(), "/state");
}

// Asks until the answer is the wanted one, or twenty seconds have passed.
template <class Ask>
std::string ask_until(Ask ask, const std::string& wanted) {
  const auto until = std::chrono::steady_clock::now() + 20s;
  std::string answer = ask();
  while (answer != wanted && std::chrono::steady_clock::now() < until) {
    std::this_thread::yield();
    answer = ask();
  }
  return answer;
}

json::value admin(const PlatformProcess& process, const std::string& target) {
  const auto answer = platform::call_locally(process.data() / "admin.sock", "GET", target, "");
  BOOST_TEST_REQUIRE(answer.has_value(), target);
  return json::parse(answer->body);
}

BOOST_AUTO_TEST_SUITE(payment_process_tests)

BOOST_AUTO_TEST_CASE(a_payment_over_https_and_the_command_line) {
  PlatformProcess process({"--sandbox-payments"});
  auto client = process.client();
  const auto begun =
      client.call("POST", "/v1/payments", wish("YB-2027-3715240001821", kLiGuihua, "medical-insurance"), {key(1)});
  BOOST_TEST(begun.status == 201, begun.body);
  const std::string order = text_at(begun.json(), "/order");
  BOOST_TEST(state_of(client, order) == "waiting");
  // The telephone has no certificate.
  BOOST_TEST(process.anonymous().call("POST", "/v1/payments/" + order + "/state", "{}").status == 403);
  const auto paid = process.command({"payment", "pay", text_at(begun.json(), "/code")});
  BOOST_TEST(paid.status == 0, paid.output);
  BOOST_TEST(ask_until([&] { return state_of(client, order); }, "paid") == "paid");
  BOOST_TEST(process.command({"payment", "list"}).output.find("SJ-") != std::string::npos);
  BOOST_TEST(process.command({"payment", "refund", order}).status == 0);
  BOOST_TEST(ask_until([&] { return state_of(client, order); }, "refunded") == "refunded");
  const auto shown = process.command({"payment", "show", order});
  BOOST_TEST(shown.output.find("YB-2027-3715240001821") != std::string::npos, shown.output);
  BOOST_TEST(process.command({"payment", "show", "../cases"}).status == 1);

  const auto again =
      client.call("POST", "/v1/payments", wish("YB-2027-3715240001821", kLiGuihua, "medical-insurance"), {key(2)});
  const std::string second = text_at(again.json(), "/order");
  const auto by_hand = process.anonymous().call("POST", "/sandbox/pay", R"({"order":")" + second + "\"}");
  BOOST_TEST(by_hand.status == 200, by_hand.body);
  BOOST_TEST(ask_until([&] { return state_of(client, second); }, "paid") == "paid");
  BOOST_TEST(process.stop() == 0);
  BOOST_TEST(process.command({"payment", "list"}).output.find("paid") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(silence_is_told_and_a_state_is_cheap) {
  PlatformProcess process({"--sandbox-payments", "--payment-silence", "0.3"});
  auto client = process.client();
  const auto begun =
      client.call("POST", "/v1/payments", wish("YB-2027-3715240001822", kLiGuihua, "medical-insurance"), {key(1)});
  const std::string order = text_at(begun.json(), "/order");
  BOOST_TEST(client.call("POST", "/v1/payments/" + order + "/scan", R"({"auth_code":"134567890123456788"})").status ==
             200);
  BOOST_TEST(ask_until([&] { return state_of(client, order); }, "uncertain") == "uncertain");
  // The provider is silent for 20 s; whoever asks for the state does not wait for it.
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 200; ++i) BOOST_TEST(state_of(client, order) == "uncertain");
  BOOST_TEST((std::chrono::steady_clock::now() - start < 5s));
}

BOOST_AUTO_TEST_CASE(killed_between_the_money_and_the_settling) {
  PlatformProcess process({"--sandbox-payments"});
  const auto begun = process.client().call("POST", "/v1/payments",
                                           wish("YB-2027-3715240001823", kLiGuihua, "medical-insurance"), {key(1)});
  const std::string order = text_at(begun.json(), "/order");
  process.kill_hard();
  {
    // The telephone pays while the platform is dead: the money is in the sandbox's book, and nobody has told the
    // platform.
    const base::SystemClock clock;
    const auto sandbox = platform::Sandbox::open(process.data() / "sandbox-payments.db", clock);
    BOOST_TEST_REQUIRE(sandbox.has_value());
    BOOST_TEST((*sandbox)->pay(order).has_value());
  }
  process.start();
  auto client = process.client();
  BOOST_TEST(ask_until([&] { return state_of(client, order); }, "paid") == "paid");
  const auto record = client.call("POST", "/v1/operations/record.medical-insurance",
                                  R"({"resident":{"id_number":")" + std::string(kLiGuihua) + R"("},"input":{}})");
  BOOST_TEST(text_at(record.json(), "/fields/total") == "800.00");
}

BOOST_AUTO_TEST_CASE(killed_under_load_no_bill_is_paid_twice_and_no_money_is_forgotten) {
  constexpr int kBills = 160;
  PlatformProcess process({"--sandbox-payments", "--payment-silence", "1", "--payment-expiry", "5"});
  const fs::path file = process.folder() / "rich.json";
  {
    json::array bills;
    for (int i = 0; i < kBills; ++i)
      bills.push_back(json::object{
          {"id", "T-" + std::to_string(i)}, {"title", "t"}, {"period", "p"}, {"account", "a"}, {"amount", "1.00"}});
    std::ofstream(file) << json::serialize(json::object{
        {"id_number", kRich}, {"name", "钱多多"}, {"bills", json::object{{"utilities", std::move(bills)}}}});
  }
  const auto imported = process.command({"import-resident", file.string()});
  BOOST_TEST_REQUIRE(imported.status == 0, imported.output);

  std::atomic<int> keys{100};
  for (int round = 0; round < 4; ++round) {
    std::atomic<int> answers{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        auto client = process.client();
        for (int i = t; i < kBills; i += 4) {
          const auto begun =
              client.call("POST", "/v1/payments", wish("T-" + std::to_string(i), kRich, "utilities"), {key(++keys)});
          if (begun.status == 422) continue;  // paid already
          if (begun.status != 201 && begun.status != 200) return;
          const std::string order = text_at(begun.json(), "/order");
          if (i % 3 == 0)
            client.call("POST", "/sandbox/pay", R"({"order":")" + order + "\"}");
          else
            client.call("POST", "/v1/payments/" + order + "/scan", R"({"auth_code":"134567890123456780"})");
          if (i % 5 == 0) client.call("POST", "/v1/payments/" + order + "/cancel", "{}");
          ++answers;
        }
        answers += kBills;  // done
      });
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (answers < 20 + 10 * round && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    process.kill_hard();
    for (auto& thread : threads) thread.join();
    process.start();
  }
  BOOST_TEST(
      ask_until(
          [&] { return std::to_string(admin(process, "/admin/payments?open=1").at("payments").as_array().size()); },
          "0") == "0");

  auto client = process.client();
  std::set<std::string> paid_bills;
  int paid = 0, refunded = 0;
  const json::value listed = admin(process, "/admin/payments");
  for (const auto& entry : listed.at("payments").as_array()) {
    const std::string order = text_at(entry, "/order"), state = text_at(entry, "/state");
    const auto in_book = client.get("/sandbox/orders/" + order);
    const std::string book = in_book.status == 404 ? "unknown" : text_at(in_book.json(), "/state");
    BOOST_TEST((state == "paid") == (book == "paid"), order << " is " << state << ", in the book " << book);
    if (state == "refunded") BOOST_TEST(book == "refunded");
    if (state == "paid") {
      ++paid;
      const std::string bill = text_at(admin(process, "/admin/payments/" + order), "/bills/0");
      BOOST_TEST(paid_bills.insert(bill).second, bill << " is paid twice");
    }
    refunded += state == "refunded";
  }
  const auto record = client.call("POST", "/v1/operations/record.utilities",
                                  R"({"resident":{"id_number":")" + std::string(kRich) + R"("},"input":{}})");
  int settled = 0;
  const json::value told = record.json();
  for (const auto& row : told.at("rows").as_array()) settled += text_at(row, "/state") == "paid";
  BOOST_TEST(settled == paid);
  BOOST_TEST(paid >= 40, paid << " paid, " << refunded << " refunded");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
