#pragma once

#include <string_view>

#include "base/failure.hpp"
#include "devices/camera/camera.hpp"

namespace bianmin::devices::decode {

/// A PNG, JPEG or binary PGM (P5, 8 bits) file as grey pixels. The limits of decode_protocol.hpp are checked before
/// memory is taken. ImageInvalid names the format and the reason. Runs in the decoder process only.
base::Result<GreyFrame> load_image(std::string_view file);

}  // namespace bianmin::devices::decode
