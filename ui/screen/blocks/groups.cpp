// Tiles under headings: the groups of a page as one table. Each group's heading stands beside its rows where there is
// room, above them where letters are large or the screen is narrow.
#include <cmath>

#include "ui/screen/blocks/blocks.hpp"
#include "ui/screen/blocks/tile_parts.hpp"

namespace bianmin::ui {
namespace {

// How all groups of the page are set, so that their columns stand below each other.
struct Columns {
  bool beside = false;  // headings beside the rows
  double heading = 0;   // width of the headings' column, with its gap
  std::size_t columns = 1;
  double each = 0;  // width of a tile
  double gap = 0, group_gap = 0;
};

struct Cell {
  double pad, mark, words_x, words, air;
};

TextStyle heading_style(const Theme& t) {
  TextStyle style = t.text(TextRole::Button);
  style.bold = true;
  return style;
}

TextStyle title_style(const Theme& t) {
  TextStyle style = t.text(TextRole::ItemTitle);
  style.leading = 1.25;
  return style;
}

TextStyle note_style(const Theme& t) {
  TextStyle style = t.text(TextRole::TileNote);
  style.leading = 1.3;
  return style;
}

Cell cell_of(double width, Builder& b) {
  const Theme& t = b.theme();
  Cell cell{};
  const bool narrow = width < t.with_text(360);
  cell.pad = t.px(narrow ? 16 : 22);
  cell.mark = std::round(t.px(t.elder() ? 76 : narrow ? 56 : 64) * std::min(1.2, t.enlarged()));
  cell.words_x = cell.pad + cell.mark + t.px(narrow ? 14 : 20);
  cell.words = width - cell.words_x - t.px(14);
  cell.air = b.air(14);
  return cell;
}

// Where there is room each service says what it is; where there is none it only says why it can't be done now.
bool notes_shown(const Tile& tile, Builder& b) { return tile.not_now || b.tightness() == 0; }

double cell_height(const Tile& tile, double width, Builder& b) {
  const Cell cell = cell_of(width, b);
  double words = title_for(tile, title_style(b.theme()), cell.words, b).height;
  if (notes_shown(tile, b)) words += b.size_of(tile.note.shown, note_style(b.theme()), cell.words).height;
  const double air = tile.not_now && b.tightness() > 0 ? b.theme().px(4) : cell.air;
  return std::max({cell.mark + 2 * b.air(14), words + 2 * air, b.theme().target()});
}

template <class Do>
void each_group(const Page& page, Do&& what) {
  for (const auto& block : page.blocks)
    if (const auto* tiles = std::get_if<Tiles>(&block); tiles != nullptr && !tiles->heading.shown.empty()) what(*tiles);
}

// A title of Chinese words is never broken; one of several words may take two lines.
bool titles_fit(const Page& page, double width, Builder& b) {
  bool fit = true;
  const TextStyle style = title_style(b.theme());
  const Cell cell = cell_of(width, b);
  each_group(page, [&](const Tiles& group) {
    for (const auto& tile : group.tiles) {
      const double lines = tile.title.shown.find(' ') == std::string::npos ? 1 : 2;
      const Title title = title_for(tile, style, cell.words, b);
      fit = fit && title.height <= lines * title.style.size * title.style.leading + 1 &&
            b.size_of(tile.title.shown, title.style, title.width).width <= title.width + 1;
    }
  });
  return fit;
}

double heading_above(const Tiles& group, double width, Builder& b) {
  return b.size_of(group.heading.shown, heading_style(b.theme()), width).height + b.theme().px(10);
}

double height_of(const Columns& table, double width, Builder& b) {
  double height = 0;
  each_group(b.page(), [&](const Tiles& group) {
    if (!table.beside) height += heading_above(group, width, b);
    height += height > 0 ? table.group_gap : 0;
    for (std::size_t start = 0; start < group.tiles.size(); start += table.columns) {
      double row = 0;
      for (std::size_t i = start; i < std::min(group.tiles.size(), start + table.columns); ++i)
        row = std::max(row, cell_height(group.tiles[i], table.each, b));
      height += row + (start > 0 ? table.gap : 0);
    }
  });
  return height;
}

// The lowest of the tables whose titles can be read.
Columns table_for(double width, Builder& b) {
  const Theme& t = b.theme();
  double heading = 0;
  each_group(b.page(), [&](const Tiles& group) {
    heading = std::max(heading, std::ceil(b.size_of(group.heading.shown, heading_style(t)).width) + 1);
  });
  Columns best;
  double lowest = kNoLimit;
  const std::size_t most = t.portrait() ? 3 : 6;
  for (const bool beside : {true, false}) {
    if (beside && heading > width * 0.24) continue;
    for (std::size_t columns = 1; columns <= most; ++columns) {
      Columns table{beside, beside ? heading + t.px(36) : 0, columns, 0, std::max(8.0, t.px(14)), t.px(24)};
      const double rest = width - table.heading;
      table.each = std::floor((rest - table.gap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
      if (columns > 1 && (table.each < t.px(220) || !titles_fit(b.page(), table.each, b))) continue;
      if (const double height = height_of(table, width, b); height < lowest - 1) {
        lowest = height;
        best = table;
      }
    }
  }
  return best;
}

void draw_cell(const Rect& rect, const Tile& tile, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  const Cell cell = cell_of(rect.width, b);
  const bool quiet = !tile.enabled || tile.not_now;
  b.pressable(tile.id, rect, t.button_radius(), tile.enabled);
  draw_mark({rect.x + cell.pad, std::round(rect.centre().y - cell.mark / 2), cell.mark, cell.mark}, tile,
            std::round(cell.mark * 0.25), b);
  const Title title = title_for(tile, title_style(t), cell.words, b);
  const TextStyle note = note_style(t);
  // A row that has grown has room for what the page at first had none for.
  const double words = b.size_of(tile.note.shown, note, cell.words).height;
  const bool noted = notes_shown(tile, b);
  const double height = title.height + (noted ? words : 0);
  const double x = rect.x + cell.words_x, y = std::round(rect.centre().y - height / 2);
  b.text({x, y, title.width, 0}, tile.title.shown, title.style, quiet ? c.ink2 : c.ink);
  if (noted) b.text({x, y + title.height, cell.words, 0}, tile.note.shown, note, tile.not_now ? c.warn_ink : c.ink2);
}

}  // namespace

Pieces group_pieces(const Tiles& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const Columns table = table_for(width, b);
  const TextStyle heading = heading_style(t);
  const double above = table.beside ? 0 : heading_above(block, width, b);
  Pieces pieces;
  for (std::size_t start = 0; start < block.tiles.size(); start += table.columns) {
    Piece piece;
    const std::size_t end = std::min(block.tiles.size(), start + table.columns);
    for (std::size_t i = start; i < end; ++i) {
      b.press_stop();
      piece.stops.push_back(block.tiles[i].id);
      piece.least = std::max(piece.least, cell_height(block.tiles[i], table.each, b));
    }
    const double top = start == 0 ? above : 0;
    piece.most = std::max(piece.least, t.px(t.elder() ? 170 : 132)) + top;
    piece.least += top;
    piece.gap = start == 0 ? table.group_gap : table.gap;
    piece.opens = start == 0;
    piece.draw = [&b, &block, table, heading, start, end, top](const Rect& place, bool) {
      const double row = place.height - top;
      if (start == 0) {
        const Colour ink = b.colours().ink;
        if (table.beside)
          b.text_middle({place.x, place.y, table.heading, row}, block.heading.shown, heading, ink);
        else
          b.text({place.x, place.y, place.width, 0}, block.heading.shown, heading, ink);
      }
      for (std::size_t i = start; i < end; ++i)
        draw_cell({place.x + table.heading + static_cast<double>(i - start) * (table.each + table.gap), place.y + top,
                   table.each, row},
                  block.tiles[i], b);
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace bianmin::ui
