#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <boost/json/value.hpp>

#include "base/json.hpp"
#include "base/working_days.hpp"

namespace bianmin::platform {

/// One text in Chinese and English, and in Korean where somebody wrote it.
struct LocalText {
  std::string zh;
  std::string en;
  std::string ko = {};  ///< may be empty

  static LocalText read(base::JsonReader reader, std::size_t max_bytes = 4096);
  /// What to_json() wrote; two empty texts when it is something else.
  static LocalText parse(std::string_view json);
  boost::json::object to_json() const;
  std::string serialized() const;
  /// {place} replaced by the words of each language, once.
  LocalText filled(std::string_view place, const LocalText& words) const;
};

/// The day as people read it: 2026年11月3日 and 2026-11-03.
LocalText day_words(base::CivilDate day);

/// Of small letters, digits, - and _; 1 to 64 bytes.
bool is_slug(std::string_view text);
/// Refuses what is no slug.
std::string read_slug(base::JsonReader reader);

}  // namespace bianmin::platform
