#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/http/message.hpp"

namespace bianmin::platform {

/// One request over the admin socket; blocks for up to 30 s. NetworkDown when nobody listens there, ReplyInvalid when
/// the answer is not HTTP.
base::Result<Response> call_locally(const std::filesystem::path& socket, std::string_view method,
                                    std::string_view target, std::string_view body);

}  // namespace bianmin::platform
