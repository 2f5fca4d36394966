#pragma once

#include <string_view>

namespace bianmin::kiosk {

/// Whether this is what a signature pad sends: "x,y x,y;x,y …", coordinates of at most four digits, at most
/// ui::kMostSignatureCharacters. It is checked like anything from outside.
bool is_strokes(std::string_view text);

}  // namespace bianmin::kiosk
