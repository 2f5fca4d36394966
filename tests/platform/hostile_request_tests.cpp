// Every route there is, with what no terminal and no administrator would send. A body is learnt from what is refused:
// what is missing is given, of the kind that is wanted, until the route takes it; on the way every member once holds
// something else.
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/platform/in_process.hpp"

namespace bianmin::tests {
namespace {

namespace json = boost::json;

// Nobody's number; what is refused must not repeat it.
constexpr char kSomebody[] = "371524194803120067";
constexpr int kMostRounds = 30;

const json::array& hostile_values() {
  static const json::array values{nullptr,
                                  true,
                                  -1,
                                  std::numeric_limits<std::int64_t>::max(),
                                  0.5,
                                  "",
                                  kSomebody,
                                  std::string(20'000, 'x'),
                                  "\xEF\xBF\xBE\x01",
                                  json::array{},
                                  json::array{nullptr, json::object{}},
                                  json::object{}};
  return values;
}

const std::vector<std::string>& hostile_bodies() {
  static const std::vector<std::string> bodies{"",
                                               "{",
                                               "null",
                                               "[]",
                                               "\"\"",
                                               "{}",
                                               "{}{}",
                                               R"({"a":1,"a":2})",
                                               R"({"\u0000":0})",
                                               std::string(3000, '['),
                                               std::string("\0\xff", 2),
                                               std::string(200'000, ' ')};
  return bodies;
}

// Strings that fields of some form want; tried one after the other.
constexpr std::array<std::string_view, 14> kForms{"2026-11-20",
                                                  "2026-11-20T02:00:00Z",
                                                  "01935f2e-7c00-7000-8000-000000000001",
                                                  "371524194803120067",
                                                  "LC07-2611-00001-8",
                                                  "13800138000",
                                                  "zh-CN",
                                                  "info",
                                                  "1.00",
                                                  "AAAA",
                                                  "complaint",
                                                  "LC07",
                                                  "0000000000000000000000000000000000000000000000000000000000000000",
                                                  "ready"};

// Puts `value` where the pointer leads, in an object or array that is there; false when there is none.
bool place(json::value& root, std::string_view pointer, json::value value) {
  const auto slash = pointer.rfind('/');
  if (slash == std::string_view::npos) return false;
  boost::system::error_code error;
  json::value* parent = root.find_pointer(pointer.substr(0, slash), error);
  if (parent == nullptr) return false;
  const auto key = pointer.substr(slash + 1);
  if (parent->is_object()) {
    parent->as_object()[key] = std::move(value);
    return true;
  }
  json::value* element = root.find_pointer(pointer, error);
  if (element != nullptr) *element = std::move(value);
  return element != nullptr;
}

std::string with_captures(std::string_view pattern, std::string_view value) {
  std::string target;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '{') {
      target += value;
      at = pattern.find('}', at) + 1;
    } else {
      target += pattern[at++];
    }
  }
  return target;
}

// The detail of a refusal: "body: /a/b: is missing" as "/a/b" and "is missing".
struct Complaint {
  std::string pointer, reason;
};
std::optional<Complaint> complaint_in(const platform::Response& response) {
  boost::system::error_code error;
  const json::value body = json::parse(response.body, error);
  if (error || !body.is_object() || !body.as_object().contains("detail")) return std::nullopt;
  const std::string detail(body.at("detail").as_string());
  const auto begin = detail.find(": ");
  if (begin == std::string::npos) return std::nullopt;
  const auto end = detail.find(": ", begin + 2);
  if (end == std::string::npos) return Complaint{"", detail.substr(begin + 2)};
  return Complaint{detail.substr(begin + 2, end - begin - 2), detail.substr(end + 2)};
}

class Attack {
 public:
  Attack(InProcess& platform, const platform::Router::Route& route) : platform_(platform), route_(route) {}

  void run() {
    for (const std::string& value : targets()) {
      const std::string target = with_captures(route_.pattern, value) + query();
      for (const auto& body : hostile_bodies()) send(target, body);
      if (route_.method != "GET") learn(target);
      if (route_.pattern.find('{') == std::string::npos) break;
    }
    for (const char* key : {"x", "01935f2e-7c00-7000-8000-000000000001", ""})
      send(with_captures(route_.pattern, "x") + query(), "{}", key);
    if (route_.pattern != "/v1/poll") send(with_captures(route_.pattern, "x") + "?a=%ff&a&&=&limit=-1&after=x", "{}");
    send(with_captures(route_.pattern, "%2e%2e%2f%00"), "{}");
  }

 private:
  static std::vector<std::string> targets() {
    return {"x",
            "..",
            "0",
            "-1",
            std::string(2000, '9'),
            std::string(64, 'a'),
            "01935f2e-7c00-7000-8000-000000000001",
            "LC07-2611-00001-8",
            "record.slots"};
  }
  // A poll would wait for half a minute.
  std::string query() const { return route_.pattern == "/v1/poll" ? "?content=0&notice=0&wait=0" : ""; }

  platform::Response send(const std::string& target, const std::string& body, std::string_view key = {}) {
    std::string own(key);
    if (key.empty()) {
      own = "01935f2e-7c00-7000-8000-000000000000";
      const std::string number = std::to_string(++sent_);
      own.replace(own.size() - number.size(), number.size(), number);
    }
    const auto response = route_.access == platform::Access::Administrator
                              ? platform_.administer(route_.method, target, body)
                              : platform_.call(route_.method, target, body, own);
    const std::string where = route_.method + " " + target.substr(0, 200) + " " + body.substr(0, 400) + " → " +
                              std::to_string(response.status) + " " + response.body.substr(0, 300);
    BOOST_TEST(response.status != 500, where);
    if (response.status >= 400 && route_.access == platform::Access::Terminal)
      BOOST_TEST(response.body.find(kSomebody) == std::string::npos, where);
    return response;
  }

  void learn(const std::string& target) {
    json::value body = json::object{};
    std::map<std::string, std::size_t> tried;
    for (int round = 0; round < kMostRounds; ++round) {
      const auto response = send(target, json::serialize(body));
      if (response.status < 400) break;
      const auto complaint = complaint_in(response);
      if (!complaint || !give(body, *complaint, tried)) break;
    }
    spoil(target, body);
  }

  // Puts what is wanted where it is wanted; false when nothing is left to try.
  static bool give(json::value& body, const Complaint& complaint, std::map<std::string, std::size_t>& tried) {
    const auto set = [&](json::value value) { return place(body, complaint.pointer, std::move(value)); };
    const std::string& why = complaint.reason;
    constexpr std::string_view kWhole = "must be a whole number from ";
    if (why == "is missing") return set(nullptr);
    if (why.starts_with("must be a string")) return set(json::value(kForms[0]));
    if (why.starts_with("must be an array")) return set(json::array{});
    if (why.starts_with("must be an object")) return set(json::object{});
    if (why.starts_with("must be true")) return set(true);
    if (why.starts_with(kWhole)) return set(std::strtoll(why.c_str() + kWhole.size(), nullptr, 10));
    std::size_t& next = tried[complaint.pointer];
    if (next >= kForms.size()) return false;
    return set(json::value(kForms[next++]));
  }

  // Every member of the body in turn holds each hostile value, or is gone.
  void spoil(const std::string& target, const json::value& body) {
    std::vector<std::string> pointers;
    collect(body, "", pointers);
    for (const auto& pointer : pointers)
      for (const auto& value : hostile_values()) {
        json::value spoilt = body;
        if (place(spoilt, pointer, value)) send(target, json::serialize(spoilt));
      }
  }
  static void collect(const json::value& value, const std::string& at, std::vector<std::string>& pointers) {
    if (!value.is_object()) return;
    for (const auto& entry : value.as_object()) {
      const std::string pointer = at + "/" + std::string(entry.key());
      pointers.push_back(pointer);
      collect(entry.value(), pointer, pointers);
    }
  }

  InProcess& platform_;
  const platform::Router::Route& route_;
  int sent_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile_request_tests)

BOOST_AUTO_TEST_CASE(no_request_makes_a_route_fail_or_repeat_a_residents_number) {
  InProcess platform;
  BOOST_REQUIRE(!platform.platform().router().routes().empty());
  for (const auto& route : platform.platform().router().routes()) {
    BOOST_TEST_CONTEXT(route.method << " " << route.pattern) { Attack(platform, route).run(); }
  }
  BOOST_TEST(platform.call("GET", "/healthz").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace bianmin::tests
