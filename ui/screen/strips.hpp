#pragma once

#include "ui/screen/builder.hpp"

namespace bianmin::ui {

// A column of pieces: how high it is, where it is cut into parts, how it is drawn. Private to the layout.

double gap_of(const Pieces& pieces, std::size_t i, std::size_t start);
/// What from..to need, with the gaps between them.
double least_height(const Pieces& pieces, std::size_t from, std::size_t to);
void append(Pieces& to, Pieces more);
/// Draws pieces from..to into the column; spare height goes to those that can use it.
void place(const Pieces& pieces, std::size_t from, std::size_t to, const Rect& column, Builder& b);
/// One strip of two columns.
Piece side_by_side(Piece left, double left_width, Pieces right, double right_width, Builder& b);
bool can_be_pressed(const Piece& piece);
/// Where each part of a long column starts. A group that fits on one part is not cut in two.
std::vector<std::size_t> split(const Pieces& pieces, double height);
/// Room for the pager before it is known how many parts there will be.
double pager_height(double width, Builder& b);
/// Draws the column, or its part `wanted` with the pager below where it is too long.
void flow(const Pieces& pieces, const Rect& column, std::size_t wanted, Builder& b);

}  // namespace bianmin::ui
