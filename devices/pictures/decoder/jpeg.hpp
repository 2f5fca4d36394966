#pragma once

#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "devices/pictures/frames.hpp"

namespace bianmin::devices::decode {

/// A JPEG file's pixels; limits and failures as in image_file.hpp. A frame of an MJPEG camera, which may lack its
/// Huffman tables, is one too. A file that was cut short gives what came of it. Decoder process only.
base::Result<GreyFrame> load_jpeg(std::string_view file);
base::Result<ColourFrame> load_jpeg_colour(std::string_view file, unsigned side);

/// The picture as a JPEG of at most `max_bytes`, as good as that allows: quality 85 and less. Baseline, no EXIF and no
/// remarks. ImageInvalid when even the lowest quality (25) is too large. The caller wipes the result.
base::Result<std::string> write_jpeg(const ColourFrame& frame, std::size_t max_bytes);

}  // namespace bianmin::devices::decode
