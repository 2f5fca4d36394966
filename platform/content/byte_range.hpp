#pragma once

#include <cstddef>
#include <string_view>

namespace bianmin::platform {

/// What a Range header asks of a file.
struct ByteRange {
  enum class Kind { Whole, Part, Unsatisfiable };
  Kind kind = Kind::Whole;
  std::size_t first = 0;
  std::size_t last = 0;  ///< inclusive
};

/// RFC 9110 §14: "bytes=10-", "bytes=10-19", "bytes=-5". Anything else, several ranges too, is answered whole.
ByteRange parse_byte_range(std::string_view header, std::size_t size);

}  // namespace bianmin::platform
