#pragma once

#include <string>
#include <string_view>

#include "base/failure.hpp"

namespace bianmin::base {

/// Standard alphabet with padding (RFC 4648 §4). InputInvalid on anything else, whitespace included.
Result<std::string> decode_base64(std::string_view text);
std::string encode_base64(std::string_view bytes);

/// URL alphabet without padding (RFC 4648 §5).
Result<std::string> decode_base64url(std::string_view text);
std::string encode_base64url(std::string_view bytes);

}  // namespace bianmin::base
