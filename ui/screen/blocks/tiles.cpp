#include <cmath>

#include "ui/screen/blocks/blocks.hpp"
#include "ui/screen/blocks/tile_parts.hpp"

namespace bianmin::ui {
namespace {

// Tile: mark above, words below. Row: mark beside the words. Compact: a small row, for a home page of many services.
enum class Form { Tile, Row, Compact };

struct Grid {
  Form form;
  std::size_t columns;
};

constexpr std::size_t kFewTiles = 8;  // more are easier to read as a list of two columns than as a wall of tiles

std::size_t columns_for(std::size_t count, double width, Builder& b) {
  const Theme& t = b.theme();
  if (t.elder()) return t.portrait() || width < t.with_text(900) || count < 3 ? 1 : 2;
  const bool many = count > kFewTiles;
  const double least = t.with_text(t.portrait() ? 380 : many ? 370 : 330);
  const auto fit = static_cast<std::size_t>(std::max(1.0, std::floor((width + t.gap()) / (least + t.gap()))));
  std::size_t columns = std::min(fit, t.portrait() ? std::size_t{2} : std::size_t{4});
  if (columns == 4 && (count == 5 || count == 6 || count == 3)) columns = 3;
  return std::min(columns, count);
}

Grid grid_for(std::size_t count, double width, Builder& b) {
  const Theme& t = b.theme();
  const std::size_t columns = columns_for(count, width, b);
  if (!t.elder() && count > kFewTiles && columns > 1) return {Form::Compact, columns};
  const bool rows = t.elder() || columns == 1 || (b.tightness() > 0 && !t.portrait());
  return {rows ? Form::Row : Form::Tile, columns};
}

// A tile: mark above, words below.
double tile_height(const Tile& tile, double width, Builder& b) {
  const Theme& t = b.theme();
  const double inner = width - 2 * t.px(36);
  return b.air(32) + t.px(84) + t.px(14) + title_for(tile, b.theme().text(TextRole::TileTitle), inner, b).height +
         b.height_of(tile.note, TextRole::TileNote, inner) + b.air(28);
}

void draw_tile(const Rect& rect, const Tile& tile, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  b.pressable(tile.id, rect, t.card_radius(), tile.enabled);
  const double pad = t.px(36), mark = t.px(84);
  const double spare = rect.height - tile_height(tile, rect.width, b);
  double y = rect.y + b.air(32) + std::round(std::max(0.0, spare) * 0.4);
  draw_mark({rect.x + pad, y, mark, mark}, tile, t.px(24), b);
  y += mark + t.px(14) + std::round(std::max(0.0, spare) * 0.15);
  const Rect words{rect.x + pad, y, rect.width - 2 * pad, 0};
  const Title title = title_for(tile, b.theme().text(TextRole::TileTitle), words.width, b);
  y += b.text({words.x, y, title.width, 0}, tile.title.shown, title.style, tile.enabled ? c.ink : c.ink2);
  b.text({words.x, y, words.width, 0}, tile.note, TextRole::TileNote, c.ink2);
}

// A row: mark at the left, words beside it, an arrow at the right where there is room.
struct RowForm {
  double pad, mark, words_x, words, air;
  bool arrow;
  TextRole title, note;
};

RowForm row_form(double width, const Grid& grid, Builder& b) {
  const Theme& t = b.theme();
  if (grid.form == Form::Compact) {
    RowForm f{};
    f.pad = t.px(24);
    f.mark = t.px(72);
    f.words_x = f.pad + f.mark + t.px(20);
    f.words = width - f.words_x - t.px(16);
    f.air = t.px(b.tightness() > 0 ? 10 : 14);
    f.title = TextRole::ItemTitle;
    f.note = TextRole::TileNote;
    return f;
  }
  const bool tight = b.tightness() > 0, narrow = width < t.with_text(700);
  RowForm f{};
  f.pad = t.px(narrow ? 28 : 48);
  f.mark = t.px(tight || narrow ? 84 : 124);
  f.words_x = f.pad + f.mark + t.px(narrow ? 24 : 40);
  f.arrow = !narrow;
  f.words = width - f.words_x - (f.arrow ? t.px(120) : t.px(20));
  f.air = t.px(tight ? 16 : 24);
  f.title = grid.columns == 1 && (t.elder() || width > t.px(700)) ? TextRole::RowTitle : TextRole::TileTitle;
  f.note = t.elder() || width > t.px(700) ? TextRole::RowNote : TextRole::TileNote;
  return f;
}

double row_height(const Tile& tile, double width, const Grid& grid, Builder& b) {
  const RowForm f = row_form(width, grid, b);
  return std::max(f.mark, title_for(tile, b.theme().text(f.title), f.words, b).height +
                              b.height_of(tile.note, f.note, f.words)) +
         2 * f.air;
}

void draw_row(const Rect& rect, const Tile& tile, const Grid& grid, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  const RowForm f = row_form(rect.width, grid, b);
  b.pressable(tile.id, rect, t.card_radius(), tile.enabled);
  draw_mark({rect.x + f.pad, std::round(rect.centre().y - f.mark / 2), f.mark, f.mark}, tile, std::round(f.mark * 0.25),
            b);
  const Title title = title_for(tile, b.theme().text(f.title), f.words, b);
  const double note = b.height_of(tile.note, f.note, f.words);
  const double x = rect.x + f.words_x, y = std::round(rect.centre().y - (title.height + note) / 2);
  b.text({x, y, title.width, 0}, tile.title.shown, title.style, tile.enabled ? c.ink : c.ink2);
  b.text({x, y + title.height, f.words, 0}, tile.note, f.note, c.ink2);
  if (!tile.enabled || !f.arrow) return;
  const double arrow = t.px(56);
  b.icon({rect.right() - t.px(100), rect.centre().y - arrow / 2, arrow, arrow}, Icon::Next, c.action, 2);
}

}  // namespace

Title title_for(const Tile& tile, const TextStyle& style, double width, Builder& b) {
  Title title{};
  title.style = b.snug(tile.title.shown, style, width);
  title.width = b.even_width(tile.title.shown, title.style, width);
  title.height = b.size_of(tile.title.shown, title.style, title.width).height;
  return title;
}

void draw_mark(const Rect& rect, const Tile& tile, double radius, Builder& b) {
  const Palette& c = b.colours();
  const Colour ground = tile.enabled || c.flat_marks ? c.hue(tile.hue) : c.ink2;
  b.box(rect, radius, ground, c.flat_marks ? std::optional(c.edge) : std::nullopt, c.flat_marks ? 3 : 0);
  const double inset = std::round(rect.width * 0.2);
  b.icon(rect.inset(inset, inset), tile.icon, Colour::hex(0xFFFFFF), 1.7);
}

Pieces pieces_of(const Tiles& block, double width, Builder& b) {
  if (!block.heading.shown.empty()) return group_pieces(block, width, b);
  const Theme& t = b.theme();
  const Grid grid = grid_for(block.tiles.size(), width, b);
  const std::size_t columns = grid.columns;
  const bool rows = grid.form != Form::Tile, compact = grid.form == Form::Compact;
  const double gap = compact ? std::max(8.0, t.px(16)) : rows && t.portrait() ? t.px(24) : t.gap();
  const double each = std::floor((width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
  Pieces pieces;
  for (std::size_t start = 0; start < block.tiles.size(); start += columns) {
    Piece piece;
    const std::size_t end = std::min(block.tiles.size(), start + columns);
    for (std::size_t i = start; i < end; ++i) {
      const Tile& tile = block.tiles[i];
      b.press_stop();
      piece.stops.push_back(tile.id);
      piece.least = std::max(piece.least, rows ? row_height(tile, each, grid, b) : tile_height(tile, each, b));
    }
    piece.most = std::max(piece.least, compact ? t.px(150) : rows ? t.px(t.elder() ? 210 : 230) : t.px(296));
    piece.gap = start == 0 ? b.air(36) : gap;
    piece.draw = [&b, &block, start, end, each, gap, rows, grid](const Rect& place, bool) {
      for (std::size_t i = start; i < end; ++i) {
        const Rect rect{place.x + static_cast<double>(i - start) * (each + gap), place.y, each, place.height};
        if (rows)
          draw_row(rect, block.tiles[i], grid, b);
        else
          draw_tile(rect, block.tiles[i], b);
      }
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace bianmin::ui
