#pragma once

#include <filesystem>

#include "ui/screen/gallery/page_sheet.hpp"

namespace bianmin::tests {

/// Writes a picture with at most `most` (2 … 256) colours chosen for it. The same picture gives the same file. False
/// when the file can't be written.
bool write_palette_png(const ui::Raster& picture, const std::filesystem::path& file, int most);

/// A PNG file's pixels; empty when it can't be read.
ui::Raster read_raster(const std::filesystem::path& file);

}  // namespace bianmin::tests
