#include "kiosk/flow/visit/redaction.hpp"

#include <boost/json.hpp>

#include "kiosk/flow/service/yuan.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

constexpr std::size_t kMaxShapeCharacters = 2001;
constexpr int kMaxShapeDepth = 8;
constexpr int kMaxShapeMembers = 1200;
constexpr std::size_t kMaxElements = 4000;
constexpr std::string_view kSomebody = "某";

bool is_word(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

json::value shape_of(const json::value& value, std::string_view name, int depth, int& left) {
  if (value.is_string()) {
    const std::string_view text = value.as_string();
    if (text.empty()) return "";
    if ((name == "status" || name == "light" || name == "state") && is_word(text, 16)) return value;
    // Which service is suggested: the page offers only those it has.
    if (name == "service" && is_word(text, 48)) return value;
    // What a payment's order and amount must look like to be one.
    if (name == "order") return "ORDER";
    if ((name == "amount" || name == "total") && fen_from_yuan(text)) return "1.00";
    // What an account takes: the company's rule, and pages look at it.
    if ((name == "least" || name == "most") && fen_from_yuan(text)) return value;
    return json::string(kSomebody);
  }
  if (value.is_number()) return 0;
  if (value.is_bool() || value.is_null()) return value;
  if (value.is_object()) {
    json::object out;
    if (depth >= kMaxShapeDepth) return out;
    int unnamed = 0;
    for (const auto& member : value.as_object()) {
      if (--left < 0) break;
      // A name with anything but letters may itself be somebody's datum.
      std::string key(member.key());
      if (!is_word(key, 48)) key = "member_" + std::string(std::size_t(++unnamed), 'x');
      if (key.size() > 64) break;
      out[key] = shape_of(member.value(), member.key(), depth + 1, left);
    }
    return out;
  }
  json::array runs;
  if (depth < kMaxShapeDepth)
    for (const auto& element : value.as_array()) {
      if (--left < 0) break;
      const int before = left;
      json::value shape = shape_of(element, {}, depth + 1, left);
      if (!runs.empty() && runs.back().as_array()[1] == shape) {
        auto& count = runs.back().as_array()[0];
        count = count.as_int64() + 1;
        left = before + 1;  // a repeated shape costs the log nothing
        if (count.as_int64() >= static_cast<long long>(kMaxElements)) break;
      } else {
        runs.push_back(json::array{std::int64_t{1}, std::move(shape)});
      }
    }
  return json::object{{"[]", std::move(runs)}};
}

base::Result<json::value> value_of(const json::value& shape, int depth, std::size_t& left) {
  const auto refuse = [](std::string why) {
    return base::fail(base::FailureCode::InputInvalid, "answer: " + std::move(why));
  };
  if (left == 0) return refuse("too many members");
  --left;
  if (depth > kMaxShapeDepth + 1) return refuse("too deep");
  if (shape.is_array()) return refuse("an array stands bare");
  if (!shape.is_object()) return shape;
  const auto& object = shape.as_object();
  if (const auto* runs = object.if_contains("[]")) {
    if (object.size() != 1 || !runs->is_array()) return refuse("\"[]\" holds no runs");
    json::array out;
    for (const auto& run : runs->as_array()) {
      if (!run.is_array() || run.as_array().size() != 2 || !run.as_array()[0].is_int64())
        return refuse("a run is [count, shape]");
      const auto count = run.as_array()[0].as_int64();
      if (count < 1 || count > static_cast<std::int64_t>(kMaxElements)) return refuse("a run's count is out of bounds");
      for (std::int64_t i = 0; i < count; ++i) {
        auto element = value_of(run.as_array()[1], depth + 1, left);
        if (!element) return element;
        out.push_back(std::move(*element));
      }
    }
    return out;
  }
  json::object out;
  for (const auto& member : object) {
    auto value = value_of(member.value(), depth + 1, left);
    if (!value) return value;
    out[member.key()] = std::move(*value);
    // Rows are told apart by their ids; some of them stand in a path.
    if (auto& made = out[member.key()]; member.key() == "id" && made.is_string() && made.as_string() == kSomebody)
      made = json::string("id" + std::to_string(left));
  }
  return out;
}

}  // namespace

std::string text_shape(std::string_view text) {
  std::string out;
  std::size_t count = 0;
  for (const char c : text) {
    if ((c & 0xC0) == 0x80) continue;
    if (++count > kMaxShapeCharacters) break;
    if (c >= '0' && c <= '9')
      out += '0';
    else if (c == ' ' || c == '\n' || c == '\t' || c == '+' || c == '-' || c == '.')
      out += c;
    else
      out += kSomebody;
  }
  return out;
}

json::value answer_shape(const json::value& answer) {
  int left = kMaxShapeMembers;
  return shape_of(answer, {}, 0, left);
}

base::Result<json::value> answer_of_shape(const json::value& shape) {
  std::size_t left = 20'000;
  return value_of(shape, 0, left);
}

base::IdNumber made_up_number(int person) {
  std::string id = "37990019000101" + std::to_string(100 + person % 900);
  id += base::id_check_character(id);
  return *base::IdNumber::parse(id);
}

}  // namespace bianmin::kiosk
