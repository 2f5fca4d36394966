#pragma once

#include <string_view>

#include "ui/model/icon.hpp"

namespace bianmin::ui {

/// The icon as a path of the painter in a grid of 24 × 24, drawn as lines of one width with round ends.
std::string_view icon_path(Icon icon);

}  // namespace bianmin::ui
