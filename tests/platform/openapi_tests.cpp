#include <boost/test/unit_test.hpp>

#include <fstream>
#include <set>

#include <yaml-cpp/yaml.h>
#include <boost/json.hpp>

#include "base/base64.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/http/local_client.hpp"
#include "platform/tls/authority.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

YAML::Node document() { return YAML::LoadFile(BIANMIN_SOURCE_DIR "/platform/api/openapi.yaml"); }

YAML::Node resolve(const YAML::Node& root, YAML::Node node) {
  while (node.IsMap() && node["$ref"]) {
    const std::string reference = node["$ref"].as<std::string>();  // "#/components/schemas/Problem"
    YAML::Node at = YAML::Clone(root);
    for (std::size_t from = 2; from < reference.size();) {
      const auto to = std::min(reference.find('/', from), reference.size());
      const std::string part = reference.substr(from, to - from);
      BOOST_TEST_REQUIRE(at[part].IsDefined(), reference);
      at.reset(at[part]);
      from = to + 1;
    }
    node.reset(at);
  }
  return node;
}

// YAML's untyped scalars become what JSON readers expect: quoted ones stay texts.
json::value to_json_value(const YAML::Node& node) {
  if (node.IsMap()) {
    json::object object;
    for (const auto& entry : node) object[entry.first.as<std::string>()] = to_json_value(entry.second);
    return object;
  }
  if (node.IsSequence()) {
    json::array array;
    for (const auto& entry : node) array.push_back(to_json_value(entry));
    return array;
  }
  if (node.IsNull()) return nullptr;
  const std::string text = node.as<std::string>();
  if (node.Tag() != "!") {
    bool truth = false;
    long long number = 0;
    if (text.find_first_not_of("-0123456789") == std::string::npos && YAML::convert<long long>::decode(node, number))
      return number;
    if (YAML::convert<bool>::decode(node, truth)) return truth;
  }
  return json::string(text);
}

struct Call {
  std::string method, path, target, body;
  std::vector<std::string> headers;
};

Call example_call(const YAML::Node& root, std::string method, std::string path, const YAML::Node& operation) {
  for (char& c : method) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  Call call{method, path, path, {}, {}};
  std::string query;
  for (const auto& entry : operation["parameters"]) {
    const YAML::Node parameter = resolve(root, entry);
    const std::string name = parameter["name"].as<std::string>(), in = parameter["in"].as<std::string>();
    BOOST_TEST_REQUIRE(parameter["example"].IsDefined(), path << " " << name);
    const std::string value = parameter["example"].as<std::string>();
    if (in == "path") call.target.replace(call.target.find("{" + name + "}"), name.size() + 2, value);
    if (in == "query") query += (query.empty() ? "?" : "&") + name + "=" + value;
    if (in == "header") call.headers.push_back(name + ": " + value);
  }
  call.target += query;
  if (operation["requestBody"])
    for (const auto& content : operation["requestBody"]["content"]) {
      BOOST_TEST_REQUIRE(content.second["example"].IsDefined(), path);
      const YAML::Node example = content.second["example"];
      call.body = example.IsScalar() ? example.as<std::string>() : json::serialize(to_json_value(example));
    }
  return call;
}

// Every member that a schema requires is there, in what it refers to as well.
void check_required(const YAML::Node& root, const YAML::Node& given, const json::value& value,
                    const std::string& where) {
  const YAML::Node schema = resolve(root, given);
  if (schema["required"]) {
    BOOST_TEST_REQUIRE(value.is_object(), where);
    for (const auto& name : schema["required"])
      BOOST_TEST(value.as_object().contains(name.as<std::string>()), where << " lacks " << name.as<std::string>());
  }
  if (schema["enum"]) {
    std::set<std::string> allowed;
    for (const auto& one : schema["enum"]) allowed.insert(one.as<std::string>());
    BOOST_TEST(allowed.contains(std::string(value.as_string())), where);
  }
  if (value.is_object() && schema["properties"])
    for (const auto& property : schema["properties"])
      if (const auto* member = value.as_object().if_contains(property.first.as<std::string>());
          member && !member->is_null())
        check_required(root, property.second, *member, where + "/" + property.first.as<std::string>());
  if (value.is_array() && schema["items"])
    for (const auto& element : value.as_array()) check_required(root, schema["items"], element, where + "/[]");
}

std::string next_free_day(HttpsClient& client) {
  return text_at(client.call("POST", "/v1/operations/record.slot-days", R"({"input":{"matter":"social"}})").json(),
                 "/rows/0/day");
}

BOOST_AUTO_TEST_SUITE(openapi_tests)

BOOST_AUTO_TEST_CASE(every_route_is_documented_and_every_operation_has_a_route) {
  InProcess platform;
  std::set<std::string> served, documented;
  for (const auto& route : platform.platform().router().routes()) served.insert(route.method + " " + route.pattern);
  const YAML::Node root = document();
  for (const auto& path : root["paths"])
    for (const auto& operation : path.second) {
      std::string method = operation.first.as<std::string>();
      for (char& c : method) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      documented.insert(method + " " + path.first.as<std::string>());
    }
  BOOST_TEST(served == documented, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(rights_are_as_documented) {
  InProcess platform;
  const YAML::Node root = document();
  for (const auto& route : platform.platform().router().routes()) {
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const YAML::Node operation = root["paths"][route.pattern][method];
    const bool administration = operation["tags"] && operation["tags"][0].as<std::string>() == "administration";
    const bool open = operation["security"] && operation["security"].size() == 0;
    const auto expected = administration ? platform::Access::Administrator
                          : open         ? platform::Access::Public
                                         : platform::Access::Terminal;
    BOOST_TEST((route.access == expected), route.method << " " << route.pattern);
  }
}

BOOST_AUTO_TEST_CASE(the_running_server_answers_as_documented) {
  PlatformProcess process({"--sandbox-payments"});
  const fs::path package = process.folder() / "package";
  fs::create_directories(package / "texts");
  std::ofstream(package / "texts" / "zh.po") << "msgid \"\"\n";
  BOOST_TEST(
      process.command({"publish", "content", package.string(), "--key", process.content_key().string()}).status == 0);
  BOOST_TEST(
      process.command({"notice", "--key", process.content_key().string(), "--zh", "今天停水。", "--en", "No water."})
          .status == 0);
  auto client = process.client();
  const auto manifest =
      json::parse(base::decode_base64(text_at(client.get("/v1/content/manifest").json(), "/manifest")).value());

  const YAML::Node root = document();
  int calls = 0;
  constexpr std::string_view kOrder = "261122-0000000000";
  std::string order;
  for (const auto& path : root["paths"])
    for (const auto& entry : path.second) {
      const YAML::Node operation = entry.second;
      Call call = example_call(root, entry.first.as<std::string>(), path.first.as<std::string>(), operation);
      const std::string id = operation["operationId"].as<std::string>();
      // What no fixed example can hold.
      if (id == "contentFile") call.target = "/v1/content/files/" + text_at(manifest, "/files/0/sha256");
      for (std::string* text : {&call.target, &call.body})
        if (const auto at = text->find(kOrder); at != std::string::npos) text->replace(at, kOrder.size(), order);
      if (id == "enroll")
        call.body = json::serialize(
            json::object{{"terminal", "LC09"},
                         {"request", platform::make_request("LC09").value().request},
                         {"sign_key", base::encode_base64(platform::SigningKey::generate().public_half)}});
      if (id == "slots" || id == "reserveSlot")
        call.body.replace(call.body.find("2026-11-23"), 10, next_free_day(client));
      Answer answer;
      if (path.first.as<std::string>().starts_with("/admin/")) {
        const auto response =
            platform::call_locally(process.data() / "admin.sock", call.method, call.target, call.body);
        BOOST_TEST_REQUIRE(response.has_value(), call.target);
        answer.status = response->status;
        answer.body = response->body;
        answer.headers["content-type"] = response->content_type;
      } else {
        answer = client.call(call.method, call.target, call.body, call.headers);
      }
      if (id == "beginPayment") order = text_at(answer.json(), "/order");
      const std::string where =
          call.method + " " + call.target + " " + call.body + " → " + std::to_string(answer.status);
      BOOST_TEST_CONTEXT(where << " " << answer.body) {
        const YAML::Node response = operation["responses"][std::to_string(answer.status)];
        BOOST_TEST_REQUIRE(response.IsDefined(), "an undocumented status");
        const YAML::Node resolved = resolve(root, response);
        const bool works = id != "publishContent" && id != "storeNotice" && id != "pinContentKey" && id != "verify" &&
                           id != "importResident" && id != "takeHelpCall";  // this one was cancelled before
        if (works) BOOST_TEST(answer.status < 300);
        if (resolved["content"])
          for (const auto& content : resolved["content"]) {
            BOOST_TEST(answer.headers["content-type"].starts_with(content.first.as<std::string>()));
            if (content.second["schema"]) check_required(root, content.second["schema"], answer.json(), where);
          }
      }
      ++calls;
    }
  BOOST_TEST(calls >= 40);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
