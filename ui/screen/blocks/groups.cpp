// Tiles under headings: the groups of a page as one table. Each group's heading stands beside its rows where there is
// room, above them where letters are large or the screen is narrow.
#include <cmath>

#include "ui/screen/blocks/tile_parts.hpp"

namespace bianmin::ui {
namespace {

struct Cell {
  double pad, mark, words_x, words, air;
};

TextStyle heading_style(const Theme& t) {
  TextStyle style = t.text(TextRole::Button);
  style.bold = true;
  return style;
}

// All names of a page in one size.
TextStyle title_style(const GroupTable& table, const Theme& t) {
  TextStyle style = t.text(TextRole::ItemTitle);
  style.leading = 1.25;
  if (table.title_size > 0) style.size = table.title_size;
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

Title note_for(const Tile& tile, double width, Builder& b) {
  Title note{};
  note.style = b.snug(tile.note.shown, note_style(b.theme()), width);
  note.width = b.even_width(tile.note.shown, note.style, width);
  note.height = b.size_of(tile.note.shown, note.style, note.width).height;
  return note;
}

Title name_for(const Tile& tile, const GroupTable& table, double width, Builder& b) {
  Title name{};
  name.style = title_style(table, b.theme());
  name.width = b.even_width(tile.title.shown, name.style, width);
  name.height = b.size_of(tile.title.shown, name.style, name.width).height;
  return name;
}

double cell_height(const Tile& tile, const GroupTable& table, Builder& b) {
  const Cell cell = cell_of(table.each, b);
  double words = name_for(tile, table, cell.words, b).height;
  if (notes_shown(tile, b)) words += note_for(tile, cell.words, b).height;
  const double air = tile.not_now && b.tightness() > 0 ? b.theme().px(4) : cell.air;
  return std::max({cell.mark + 2 * b.air(14), words + 2 * air, b.theme().target()});
}

template <class Do>
void each_group(const Page& page, Do&& what) {
  for (const auto& block : page.blocks)
    if (const auto* tiles = std::get_if<Tiles>(&block); tiles != nullptr && !tiles->heading.shown.empty()) what(*tiles);
}

// The size in which the longest name finds room.
double title_size(const Page& page, double width, Builder& b) {
  const TextStyle style = title_style({}, b.theme());
  double size = style.size;
  const Cell cell = cell_of(width, b);
  each_group(page, [&](const Tiles& group) {
    for (const auto& tile : group.tiles) size = std::min(size, b.snug(tile.title.shown, style, cell.words).size);
  });
  return size;
}

// A name of Chinese words is never broken; one of several words may take two lines.
bool titles_fit(const Page& page, const GroupTable& table, Builder& b) {
  bool fit = true;
  const Cell cell = cell_of(table.each, b);
  each_group(page, [&](const Tiles& group) {
    for (const auto& tile : group.tiles) {
      const double lines = tile.title.shown.find(' ') == std::string::npos ? 1 : 2;
      const TextStyle style = title_style(table, b.theme());
      const Size size = b.size_of(tile.title.shown, style, cell.words);
      fit = fit && size.height <= lines * style.size * style.leading + 1 && size.width <= cell.words + 1;
    }
  });
  return fit;
}

double heading_above(const Tiles& group, double width, Builder& b) {
  return b.size_of(group.heading.shown, heading_style(b.theme()), width).height +
         b.theme().px(b.tightness() > 0 ? 4 : 10);
}

double height_of(const GroupTable& table, double width, Builder& b) {
  double height = 0;
  each_group(b.page(), [&](const Tiles& group) {
    if (!table.beside) height += heading_above(group, width, b);
    height += height > 0 ? table.group_gap : 0;
    for (std::size_t start = 0; start < group.tiles.size(); start += table.columns) {
      double row = 0;
      for (std::size_t i = start; i < std::min(group.tiles.size(), start + table.columns); ++i)
        row = std::max(row, cell_height(group.tiles[i], table, b));
      height += row + (start > 0 ? table.gap : 0);
    }
  });
  return height;
}

// The lowest of the tables whose names can be read: upright with the headings above, lying with the headings beside.
GroupTable lowest_table(double width, Builder& b) {
  const Theme& t = b.theme();
  double heading = 0;
  each_group(b.page(), [&](const Tiles& group) {
    heading = std::max(heading, std::ceil(b.size_of(group.heading.shown, heading_style(t)).width) + 1);
  });
  const bool beside = !t.portrait() && heading <= width * 0.24;
  GroupTable best;
  double lowest = kNoLimit;
  for (std::size_t columns = 1; columns <= (t.portrait() ? 3U : 6U); ++columns) {
    GroupTable table{.beside = beside, .heading = beside ? heading + t.px(36) : 0, .columns = columns};
    table.gap = std::max(8.0, t.px(14));
    table.group_gap = t.px(t.portrait() || b.tightness() == 0 ? 26 : 20);
    const double rest = width - table.heading;
    table.each = std::floor((rest - table.gap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
    table.title_size = title_size(b.page(), table.each, b);
    if (columns > 1 && (table.each < t.px(220) || !titles_fit(b.page(), table, b))) continue;
    if (const double height = height_of(table, width, b); height < lowest - 1) {
      lowest = height;
      best = table;
    }
  }
  return best;
}

const GroupTable& table_for(double width, Builder& b) {
  auto& known = b.group_tables();
  const std::tuple key{width, b.tightness(), b.theme().view().text_percent};
  if (const auto found = known.find(key); found != known.end()) return found->second;
  return known.emplace(key, lowest_table(width, b)).first->second;
}

void draw_cell(const Rect& rect, const Tile& tile, const GroupTable& table, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  const Cell cell = cell_of(rect.width, b);
  const bool quiet = !tile.enabled || tile.not_now;
  b.pressable(tile.id, rect, t.button_radius(), tile.enabled);
  draw_mark({rect.x + cell.pad, std::round(rect.centre().y - cell.mark / 2), cell.mark, cell.mark}, tile,
            std::round(cell.mark * 0.25), b);
  const Title title = name_for(tile, table, cell.words, b);
  const Title note = note_for(tile, cell.words, b);
  const bool noted = notes_shown(tile, b);
  const double height = title.height + (noted ? note.height : 0);
  const double x = rect.x + cell.words_x, y = std::round(rect.centre().y - height / 2);
  b.text({x, y, title.width, 0}, tile.title.shown, title.style, quiet ? c.ink2 : c.ink);
  if (noted)
    b.text({x, y + title.height, note.width, 0}, tile.note.shown, note.style, tile.not_now ? c.warn_ink : c.ink2);
}

}  // namespace

Pieces group_pieces(const Tiles& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const GroupTable& table = table_for(width, b);
  const TextStyle heading = heading_style(t);
  const double above = table.beside ? 0 : heading_above(block, width, b);
  Pieces pieces;
  for (std::size_t start = 0; start < block.tiles.size(); start += table.columns) {
    Piece piece;
    const std::size_t end = std::min(block.tiles.size(), start + table.columns);
    for (std::size_t i = start; i < end; ++i) {
      b.press_stop();
      piece.stops.push_back(block.tiles[i].id);
      piece.least = std::max(piece.least, cell_height(block.tiles[i], table, b));
    }
    const double top = start == 0 ? above : 0;
    piece.most = std::max(piece.least * 1.3, t.px(t.elder() ? 170 : 132)) + top;
    piece.least += top;
    piece.gap = start == 0 ? table.group_gap : table.gap;
    piece.opens = start == 0;
    piece.draw = [&b, &block, &table, heading, start, end, top](const Rect& place, bool) {
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
                  block.tiles[i], table, b);
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace bianmin::ui
