#pragma once

#include "ui/screen/builder.hpp"

namespace bianmin::ui {

/// Draws the page's words and blocks into `body`. Where very large words would push the keys off the screen they give
/// way in steps, never below the view's own size.
void draw_body(const Rect& body, Builder& b);
/// What the curtain leaves: a sign that the page goes on for the ear.
void draw_curtain(const Rect& body, Builder& b);

}  // namespace bianmin::ui
