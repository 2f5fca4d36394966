#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/screen/items.hpp"

namespace bianmin::ui {

/// The strokes of SignaturePad::strokes, in thousandths of the pad's width (ui/model/block.hpp). What is not of that
/// form ends the reading; points outside 0 … 1000 are moved to the edge; nothing beyond kMostSignatureCharacters is
/// read.
std::vector<Stroke> read_strokes(std::string_view text);
/// The same strokes as text, rounded to whole thousandths; points that would not fit are left out.
std::string write_strokes(const std::vector<Stroke>& strokes);

}  // namespace bianmin::ui
