#pragma once

#include <filesystem>

#include "base/failure.hpp"
#include "ui/screen/gallery/controls.hpp"

namespace bianmin::ui {

/// Draws one sheet a control: a row for each state, a column for each view (standard, elder, both in high contrast), on
/// a screen of `size`. Files are called <control>.png. StoreUnavailable names the file.
base::Result<void> draw_control_sheets(const std::filesystem::path& folder, const i18n::Language& language, Size size,
                                       int text_percent);

}  // namespace bianmin::ui
