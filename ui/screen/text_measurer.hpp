#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ui/screen/geometry.hpp"
#include "ui/screen/theme.hpp"

namespace bianmin::ui {

/// How large text becomes. Lines break by the script's own rules: no full stop at the start of a line.
class TextMeasurer {
 public:
  virtual ~TextMeasurer() = default;
  /// Width of the longest line and height of all lines when lines break at `width` pixels. The first `bold_bytes`
  /// bytes are bold.
  virtual Size measure(const std::string& text, const TextStyle& style, double width,
                       std::size_t bold_bytes = 0) const = 0;
  /// Where each line ends, in bytes; the last is the text's size.
  virtual std::vector<std::size_t> line_ends(const std::string& text, const TextStyle& style, double width,
                                             std::size_t bold_bytes = 0) const = 0;
};

}  // namespace bianmin::ui
