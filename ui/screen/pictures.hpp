#pragma once

#include "ui/screen/painter.hpp"

namespace bianmin::ui {

/// A large drawing; `phase` in seconds moves an active one gently.
void draw_picture(Painter& painter, const Rect& rect, const PictureItem& item, double phase);

}  // namespace bianmin::ui
