#pragma once

#include <filesystem>
#include <vector>

#include "ui/screen/theme.hpp"

namespace bianmin::tests {

/// A PNG file's pixels; empty when it can't be read.
struct PngPicture {
  int width = 0, height = 0;
  std::vector<ui::Colour> pixels;
};
PngPicture read_png(const std::filesystem::path& file);

}  // namespace bianmin::tests
