#pragma once

#include "ui/screen/builder.hpp"

namespace bianmin::ui {

// One function a block kind: the block as strips of the given width. Each lives in the file of its name.

Pieces pieces_of(const Tiles& block, double width, Builder& b);
Pieces pieces_of(const Choices& block, double width, Builder& b);
Pieces pieces_of(const Paragraph& block, double width, Builder& b);
Pieces pieces_of(const Callout& block, double width, Builder& b);
Pieces pieces_of(const Facts& block, double width, Builder& b);
Pieces pieces_of(const Table& block, double width, Builder& b);
Pieces pieces_of(const Field& block, double width, Builder& b);
Pieces pieces_of(const Illustration& block, double width, Builder& b);
Pieces pieces_of(const Timeline& block, double width, Builder& b);
Pieces pieces_of(const CodeView& block, double width, Builder& b);
Pieces pieces_of(const Mark& block, double width, Builder& b);
Pieces pieces_of(const Buttons& block, double width, Builder& b);
Pieces pieces_of(const Picker& block, double width, Builder& b);
Pieces pieces_of(const Amount& block, double width, Builder& b);
Pieces pieces_of(const Photo& block, double width, Builder& b);
Pieces pieces_of(const SignaturePad& block, double width, Builder& b);

/// The voice memo below its field: what it is doing, how loud, and its buttons.
Pieces memo_pieces(const Memo& memo, double width, Builder& b);
/// Step marks with their words.
Piece stepper(const Progress& progress, double width, Builder& b);
/// Title and lead; centred under a mark.
Pieces headline(double width, bool centred, Builder& b);
/// The title in one line, and the width it takes.
Piece title_alone(Builder& b);
double title_room(Builder& b);
/// Lines of a text as strips without gaps, so that a long text can go on over the page.
Pieces text_lines(const std::string& text, const TextStyle& style, Colour colour, double width, double gap,
                  const ActionId& stop, Builder& b);

/// Draw themselves and return their height.
double header_height(Builder& b);
void draw_header(const Rect& rect, Builder& b);
double tools_height(double width, Builder& b);
void draw_tools(const Rect& rect, Builder& b);
/// The strip over a page that only rehearses; no height where there is none.
double ribbon_height(double width, Builder& b);
void draw_ribbon(const Rect& rect, Builder& b);
double footer_height(double width, Builder& b);
void draw_footer(const Rect& rect, Builder& b);
/// Help at its place in the foot, once more, above a dialog's veil.
void draw_help(Builder& b);
void draw_dialog(const Dialog& dialog, Builder& b);

}  // namespace bianmin::ui
