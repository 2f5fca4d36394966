#pragma once

#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/failure.hpp"

namespace bianmin::base {

/// Limits of every JSON document from outside.
struct JsonLimits {
  std::size_t bytes = 1 << 20;
  std::size_t depth = 24;
};

/// Parses strict JSON (UTF-8, no comments, no duplicate keys). InputInvalid names the byte offset and the reason.
Result<boost::json::value> parse_json(std::string_view text, const JsonLimits& limits = {});

/// Reads and parses a file; the failure's detail starts with the file's name.
Result<boost::json::value> read_json_file(const std::filesystem::path& file, const JsonLimits& limits = {});

/// Reads a document's members one by one and remembers where it stands, so that an error names the place
/// ("services/social-proof.json: /steps/2/kind: …"). The first error is kept; later reads return defaults.
class JsonReader {
 public:
  JsonReader(const boost::json::value& root, std::string document);

  /// A member of an object; an absent optional member yields a null reader.
  JsonReader member(std::string_view key);
  JsonReader optional_member(std::string_view key);
  /// Calls `visit(JsonReader)` for each element of an array.
  template <class Visit>
  void each(Visit&& visit) {
    if (!expect_array()) return;
    for (std::size_t i = 0; i < array_size(); ++i) visit(element(i));
  }
  /// Calls `visit(key, JsonReader)` for each member of an object.
  template <class Visit>
  void each_member(Visit&& visit) {
    if (!expect_object()) return;
    for (const auto& entry : value_->as_object())
      visit(std::string_view(entry.key()), JsonReader(&entry.value(), path_ + "/" + std::string(entry.key()), error_));
  }

  bool present() const { return value_ != nullptr && !value_->is_null(); }
  std::string string(std::size_t max_bytes = 4096);
  long long integer(long long min, long long max);
  bool boolean();
  /// Refuses members other than these (a misspelt key is an error, not ignored).
  void only(std::initializer_list<std::string_view> keys);
  /// Records an error at this place.
  void refuse(std::string reason);

  const boost::json::value* raw() const { return value_; }
  const std::string& path() const { return path_; }
  bool ok() const { return error_->empty(); }
  /// "document: /path: reason", empty when all is well.
  const std::string& error() const { return *error_; }

 private:
  JsonReader(const boost::json::value* value, std::string path, std::shared_ptr<std::string> error);
  bool expect_array();
  bool expect_object();
  std::size_t array_size() const;
  JsonReader element(std::size_t index);

  const boost::json::value* value_;
  std::string path_;
  std::shared_ptr<std::string> error_;  // one error for the whole document, shared by the readers of its parts
};

}  // namespace bianmin::base
