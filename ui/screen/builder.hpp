#pragma once

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "ui/screen/layout.hpp"

namespace bianmin::ui {

inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// A strip of the page that is never broken. It is drawn once its place is known.
struct Piece {
  double least{};      // height it needs
  double most{};       // height it may grow to where the page has room
  double gap{};        // to the piece above
  int card = 0;        // neighbours of one number share a card; 0: none
  bool opens = false;  // begins a group: a long page is cut here rather than within the group
  std::function<void(const Rect&, bool first_of_card)> draw;
  std::vector<ActionId> stops;
};

enum class CardLook { Plain, Info, Ok, Warning, Error };

/// How the groups of a page are set, so that their columns stand below each other (blocks/groups.cpp).
struct GroupTable {
  bool beside = false;  // headings beside the rows
  double heading = 0;   // width of the headings' column, with its gap
  std::size_t columns = 1;
  double each = 0;  // width of a tile
  double gap = 0, group_gap = 0;
  double title_size = 0;
};

/// What all blocks draw with: the theme, the measurer and the layout being made.
class Builder {
 public:
  Builder(const Page& page, const Theme& theme, const TextMeasurer& measurer, const Words& words,
          const LocalState& local, Layout& out);

  const Page& page() const { return page_; }
  const Theme& theme() const { return *theme_; }
  /// Another size of text from here on; `theme` outlives its use.
  void use(const Theme& theme) { theme_ = &theme; }
  const Palette& colours() const { return theme_->palette(); }
  const LocalState& local() const { return local_; }
  Layout& out() { return out_; }
  std::string word(std::string_view key) const { return words_(page_.language, key); }

  // Measuring
  Size size_of(const std::string& text, const TextStyle& style, double width = kNoLimit, std::size_t bold = 0) const;
  double height_of(const Text& text, TextRole role, double width) const;
  /// A little smaller where that keeps a word whole or saves a line; never below the least text.
  TextStyle snug(const std::string& text, TextStyle style, double width) const;
  /// The width at which the lines, no more of them, are most even: no single character is left on the last.
  double even_width(const std::string& text, const TextStyle& style, double width) const;
  std::vector<std::string> lines_of(const std::string& text, const TextStyle& style, double width) const;

  // Drawing
  void box(const Rect& rect, double radius, std::optional<Colour> fill, std::optional<Colour> edge = {},
           double width = 0);
  /// Draws at the top of `rect`; returns the height used.
  double text(const Rect& rect, const std::string& text, const TextStyle& style, Colour colour, std::size_t bold = 0);
  double text(const Rect& rect, const Text& shown, TextRole role, Colour colour, Align align = Align::Left);
  /// In the middle of the height of `rect`.
  void text_middle(const Rect& rect, const std::string& text, const TextStyle& style, Colour colour);
  void icon(const Rect& rect, Icon icon, Colour colour, double stroke = 1.8);
  void add(const Rect& rect, decltype(Item::what) what);
  void target(std::string id, TargetKind kind, const Rect& rect, double radius, bool enabled = true);
  void spot(const ActionId& id, const Rect& rect, double radius);
  void set_layer(int layer) { layer_ = layer; }
  /// In the page's middle words may give way down to the view's own size, in the frame around it to 150 %.
  void set_gives_way(bool gives) { gives_way_ = gives; }

  /// A white card with a control's edge, and its place to touch and focus.
  void pressable(const ActionId& id, const Rect& rect, double radius, bool enabled, bool selected = false);
  /// An icon beside a word in the middle of `rect`, broken into lines where it must.
  void label(const Rect& rect, Icon icon, const std::string& words, TextRole role, Colour colour);
  Size label_size(Icon icon, const std::string& words, TextRole role, double width) const;
  void button(const Rect& rect, const Action& action, TextRole role = TextRole::Button);
  Size button_size(const Action& action, double width, TextRole role = TextRole::Button) const;
  void card(const Rect& rect, CardLook look);

  /// Ids of focus stops, counted as ui::focus_stops does.
  void begin_block(std::size_t index) { block_ = index; }
  ActionId text_stop();
  void press_stop() { ++stops_; }

  /// How hard room is saved: 0 not, 1 less air and marks beside words. A page for writing, whose keys must stand
  /// below the text, goes on: 2 without the lead and the steps, 3 with the least keys,
  /// 4 with smaller letters in the card.
  int tightness() const { return tightness_; }
  void set_tightness(int level) {
    tightness_ = level;
    stops_ = 0;
  }

  /// Room above and below the words inside a block.
  double air(double units) const { return theme_->px(tightness_ > 0 ? units * 0.6 : units); }

  /// Worked out once a page, by width, tightness and size of text.
  std::map<std::tuple<double, int, int>, GroupTable>& group_tables() { return group_tables_; }

  int new_card(CardLook look);
  CardLook look_of(int card) const { return cards_.at(static_cast<std::size_t>(card) - 1); }

 private:
  const Page& page_;
  const Theme* theme_;
  const TextMeasurer& measurer_;
  const Words& words_;
  const LocalState& local_;
  Layout& out_;
  int layer_ = 0, tightness_ = 0;
  bool gives_way_ = false;
  std::size_t block_ = 0, stops_ = 0;
  std::vector<CardLook> cards_;
  std::map<std::tuple<double, int, int>, GroupTable> group_tables_;
};

using Pieces = std::vector<Piece>;

}  // namespace bianmin::ui
