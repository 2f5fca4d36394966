#pragma once

#include <array>

#include "ui/screen/builder.hpp"

namespace bianmin::ui {

/// The field that is written in: the one chosen, else the page's first; null when there is none.
const Field* active_field(const Page& page, const Writing& writing);

/// The input panel that fits the field, as strips of the given width: tabs, candidates, keys.
Pieces panel_pieces(const Field& field, double width, Builder& b);

/// The five kinds of stroke as they are drawn, by Rime's letters: across, down, to the left, dot, turned. Signs, not
/// words.
struct StrokeSign {
  char letter;
  std::string_view sign, name;
};
inline constexpr std::array<StrokeSign, 5> kStrokeSigns{{{'h', "\u4E00", "screen.stroke.across"},
                                                         {'s', "\u4E28", "screen.stroke.down"},
                                                         {'p', "\u4E3F", "screen.stroke.left"},
                                                         {'n', "\u4E36", "screen.stroke.dot"},
                                                         {'z', "\u4E5B", "screen.stroke.turn"}}};

/// One key: "key:…" ids are the screen's own and never leave it.
struct Key {
  std::string id;
  std::string label;
  Icon icon = Icon::None;
  double span = 1;  // in key widths
  bool enabled = true;
  bool strong = false;   // shown as chosen
  bool word = false;     // set in the size of words, not of letters
  std::string spoken{};  // instead of the label
  std::string above{};   // a large sign over the label
  bool large = false;    // a digit of a pad with room for it
};

using KeyRow = std::vector<Key>;

/// Rows of keys of one height, each row filling the width.
Pieces key_rows(std::vector<KeyRow> rows, double width, double least, double most, double gap_above, Builder& b);
void draw_key(const Rect& rect, const Key& key, Builder& b);

Pieces number_panel(const Field& field, double width, Builder& b);
Pieces english_panel(const Field& field, double width, Builder& b);
Pieces chinese_panel(const Field& field, double width, Builder& b);
/// Digits, or signs, in place of the letters; ends with a key back to them.
Pieces other_layer(KeyLayer layer, bool chinese, double width, Builder& b);
/// One row of what the written strokes or letters may mean.
Piece candidate_row(double width, std::size_t count, Builder& b);

}  // namespace bianmin::ui
