#include "base/json.hpp"

#include <boost/json.hpp>

#include "base/file.hpp"

namespace bianmin::base {
namespace json = boost::json;
namespace {

// A key as it is meant: \u0061 is "a".
std::string spelled_out(std::string_view key) {
  if (key.find('\\') == std::string_view::npos) return std::string(key);
  boost::system::error_code error;
  const json::value value = json::parse('"' + std::string(key) + '"', error);
  return error ? std::string(key) : std::string(value.as_string());
}

// Boost.JSON keeps the last of two equal keys; a document with two is ambiguous and refused. An object whose keys
// were dropped is found by counting the keys the text has at that depth, so the check re-reads the text once.
bool has_duplicate_keys(std::string_view text) {
  struct Scope {
    bool object;
    bool key_next;
    std::vector<std::string> keys;
  };
  std::vector<Scope> scopes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '{': scopes.push_back({true, true, {}}); break;
      case '[': scopes.push_back({false, false, {}}); break;
      case '}':
      case ']':
        if (!scopes.empty()) {
          auto& keys = scopes.back().keys;
          std::sort(keys.begin(), keys.end());
          if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) return true;
          scopes.pop_back();
        }
        break;
      case ',':
        if (!scopes.empty()) scopes.back().key_next = scopes.back().object;
        break;
      case '"': {
        const std::size_t start = ++i;
        while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
        if (!scopes.empty() && scopes.back().key_next) {
          scopes.back().keys.push_back(spelled_out(text.substr(start, std::min(i, text.size()) - start)));
          scopes.back().key_next = false;
        }
        break;
      }
      default: break;
    }
  }
  return false;
}

}  // namespace

Result<json::value> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes)
    return fail(FailureCode::InputInvalid, "larger than " + std::to_string(limits.bytes) + " bytes");
  json::parse_options options;
  options.max_depth = limits.depth;
  json::stream_parser parser({}, options);
  boost::system::error_code error;
  const std::size_t used = parser.write_some(text.data(), text.size(), error);
  if (!error && used == text.size()) parser.finish(error);
  if (!error && used < text.size()) error = json::error::extra_data;
  if (error) return fail(FailureCode::InputInvalid, "byte " + std::to_string(used) + ": " + error.message());
  if (has_duplicate_keys(text)) return fail(FailureCode::InputInvalid, "an object holds the same key twice");
  return parser.release();
}

Result<json::value> read_json_file(const std::filesystem::path& file, const JsonLimits& limits) {
  auto text = read_file(file, limits.bytes);
  if (!text) return tl::unexpected(text.error());
  auto value = parse_json(*text, limits);
  if (!value) return fail(value.error().code, file.filename().string() + ": " + value.error().detail);
  return value;
}

JsonReader::JsonReader(const json::value& root, std::string document)
    : value_(&root), path_(std::move(document) + ": "), error_(std::make_shared<std::string>()) {}

JsonReader::JsonReader(const json::value* value, std::string path, std::shared_ptr<std::string> error)
    : value_(value), path_(std::move(path)), error_(std::move(error)) {}

void JsonReader::refuse(std::string reason) {
  if (error_->empty()) *error_ = path_ + ": " + std::move(reason);
}

JsonReader JsonReader::optional_member(std::string_view key) {
  const json::value* found = nullptr;
  if (value_ != nullptr && expect_object()) found = value_->as_object().if_contains(key);
  return {found, path_ + "/" + std::string(key), error_};
}

JsonReader JsonReader::member(std::string_view key) {
  JsonReader reader = optional_member(key);
  if (reader.value_ == nullptr) reader.refuse("is missing");
  return reader;
}

bool JsonReader::expect_array() {
  if (value_ != nullptr && value_->is_array()) return true;
  refuse("must be an array");
  return false;
}

bool JsonReader::expect_object() {
  if (value_ != nullptr && value_->is_object()) return true;
  refuse("must be an object");
  return false;
}

std::size_t JsonReader::array_size() const { return value_->as_array().size(); }

JsonReader JsonReader::element(std::size_t index) {
  return {&value_->as_array()[index], path_ + "/" + std::to_string(index), error_};
}

std::string JsonReader::string(std::size_t max_bytes) {
  if (value_ == nullptr || !value_->is_string()) {
    refuse("must be a string");
    return {};
  }
  const auto& text = value_->as_string();
  if (text.size() > max_bytes) {
    refuse("is longer than " + std::to_string(max_bytes) + " bytes");
    return {};
  }
  return {text.data(), text.size()};
}

long long JsonReader::integer(long long min, long long max) {
  if (value_ != nullptr && value_->is_int64()) {
    const long long number = value_->as_int64();
    if (number >= min && number <= max) return number;
  }
  refuse("must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  return min;
}

bool JsonReader::boolean() {
  if (value_ != nullptr && value_->is_bool()) return value_->as_bool();
  refuse("must be true or false");
  return false;
}

void JsonReader::only(std::initializer_list<std::string_view> keys) {
  if (!expect_object()) return;
  for (const auto& entry : value_->as_object())
    if (std::find(keys.begin(), keys.end(), std::string_view(entry.key())) == keys.end())
      refuse("has the unknown member \"" + std::string(entry.key()) + "\"");
}

}  // namespace bianmin::base
