#pragma once

#include <string_view>

#include "base/failure.hpp"
#include "devices/pictures/frames.hpp"

namespace bianmin::devices::decode {

/// A PNG, JPEG or binary PGM (P5, 8 bits) file as grey pixels. The limits of decode_protocol.hpp are checked before
/// memory is taken. ImageInvalid names the format and the reason. Runs in the decoder process only.
base::Result<GreyFrame> load_image(std::string_view file);

/// The same in colour. `side` (pixels, ≥ 1) is how long the longest side need be: a larger JPEG is decoded to the
/// smallest eighth that is at least as long, which saves time; other formats keep their size.
base::Result<ColourFrame> load_colour(std::string_view file, unsigned side);

}  // namespace bianmin::devices::decode
