#pragma once

#include <string_view>

#include "base/failure.hpp"

namespace bianmin::platform {

/// What a JPEG says of itself.
struct JpegFacts {
  unsigned width = 0, height = 0;  ///< 1 to 12,000 pixels
  bool progressive = false;
};

/// Walks a whole JPEG (ITU-T T.81, annex B): one baseline, extended or progressive frame of 8 bits, every table a scan
/// uses there before it, the entropy-coded data of each scan with its restart markers in order, the end at the end.
/// The picture itself is not decoded, so its coefficients may still be nonsense. InputInvalid says what is wrong.
base::Result<JpegFacts> inspect_jpeg(std::string_view bytes);

}  // namespace bianmin::platform
