#include "ui/screen/strips.hpp"

#include <algorithm>
#include <cmath>

namespace bianmin::ui {

double gap_of(const Pieces& pieces, std::size_t i, std::size_t start) { return i == start ? 0 : pieces[i].gap; }

double least_height(const Pieces& pieces, std::size_t from, std::size_t to) {
  double height = 0;
  for (std::size_t i = from; i < to; ++i) height += pieces[i].least + gap_of(pieces, i, from);
  return height;
}

void append(Pieces& to, Pieces more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void place(const Pieces& pieces, std::size_t from, std::size_t to, const Rect& column, Builder& b) {
  double spare = column.height - least_height(pieces, from, to);
  std::vector<double> heights;
  for (std::size_t i = from; i < to; ++i) heights.push_back(pieces[i].least);
  for (int round = 0; round < 3 && spare > 1; ++round) {
    std::size_t wanting = 0;
    for (std::size_t i = from; i < to; ++i) wanting += heights[i - from] + 0.5 < pieces[i].most ? 1 : 0;
    if (wanting == 0) break;
    const double share = spare / static_cast<double>(wanting);
    for (std::size_t i = from; i < to; ++i) {
      double& height = heights[i - from];
      const double more = std::floor(std::min(share, std::max(0.0, pieces[i].most - height)));
      height += more;
      spare -= more;
    }
  }
  double y = column.y;
  for (std::size_t i = from; i < to;) {
    std::size_t end = i + 1;
    while (pieces[i].card != 0 && end < to && pieces[end].card == pieces[i].card) ++end;
    y += gap_of(pieces, i, from);
    if (pieces[i].card != 0) {
      double height = heights[i - from];
      for (std::size_t k = i + 1; k < end; ++k) height += pieces[k].gap + heights[k - from];
      b.card({column.x, y, column.width, height}, b.look_of(pieces[i].card));
    }
    for (std::size_t k = i; k < end; ++k) {
      if (k > i) y += pieces[k].gap;
      pieces[k].draw({column.x, y, column.width, heights[k - from]}, k == i);
      y += heights[k - from];
    }
    i = end;
  }
}

Piece side_by_side(Piece left, double left_width, Pieces right, double right_width, Builder& b) {
  Piece piece;
  const double height = least_height(right, 0, right.size());
  double most = height;
  for (const auto& each : right) most += each.most - each.least;
  piece.least = std::max(left.least, height);
  piece.most = std::max({piece.least, left.most, most});
  piece.stops = left.stops;
  for (const auto& each : right) piece.stops.insert(piece.stops.end(), each.stops.begin(), each.stops.end());
  piece.draw = [&b, left = std::move(left), left_width, right = std::move(right), right_width, most](const Rect& at,
                                                                                                     bool) {
    left.draw({at.x, at.y, left_width, at.height}, true);
    const double high = std::min(at.height, most);
    place(right, 0, right.size(), {at.right() - right_width, std::round(at.centre().y - high / 2), right_width, high},
          b);
  };
  return piece;
}

bool can_be_pressed(const Piece& piece) {
  return std::any_of(piece.stops.begin(), piece.stops.end(),
                     [](const ActionId& stop) { return !stop.starts_with("text:"); });
}

std::vector<std::size_t> split(const Pieces& pieces, double height) {
  std::vector<std::size_t> starts{0};
  double used = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const double more = pieces[i].least + gap_of(pieces, i, starts.back());
    if (i == starts.back() || used + more <= height) {
      used += more;
      continue;
    }
    std::size_t cut = i;
    while (cut > starts.back() && !pieces[cut].opens) --cut;
    std::size_t end = i;
    while (end < pieces.size() && (end == i || !pieces[end].opens)) ++end;
    // Not where words alone would stay behind.
    const auto from = pieces.begin() + static_cast<std::ptrdiff_t>(starts.back());
    const bool serves = std::any_of(from, pieces.begin() + static_cast<std::ptrdiff_t>(cut), can_be_pressed);
    if (!serves || least_height(pieces, cut, end) > height) cut = i;
    starts.push_back(cut);
    used = least_height(pieces, cut, i + 1);
  }
  return starts;
}

namespace {

// Previous, where we are, next; in a narrow place the number stands above. Where there is room each part has a button
// of its own: any of them is one touch away.
struct Pager {
  double button, number, height, each;  // `each` is 0 where the parts are only counted
  TextRole role = TextRole::Button;
};

constexpr std::size_t kMostPartButtons = 6;

Pager pager_for(double width, std::size_t parts, Builder& b) {
  const Theme& t = b.theme();
  const TextStyle style = t.text(TextRole::Button);
  Pager p{};
  double words = 0;
  for (const auto* key : {"screen.previous", "screen.next"})
    words = std::max(words, b.label_size(Icon::Back, b.word(key), TextRole::Button, kNoLimit).width + t.px(36));
  const double each = std::max(t.target(), t.px(92)), gap = std::max(8.0, t.px(14));
  const double buttons = static_cast<double>(parts) * (each + gap) + gap;
  if (parts > 2 && parts <= kMostPartButtons && 2 * words + buttons <= width) p.each = each;
  const double middle = p.each > 0 ? buttons : b.size_of("88 / 88", style).width + t.px(24);
  const bool beside = 2 * words + middle <= width;
  p.button = std::floor(beside ? std::min(std::max(words, (width - middle) / 2 - t.px(20)), (width - middle) / 2)
                               : (width - t.gap()) / 2);
  p.number = beside ? 0 : std::ceil(style.size * style.leading);
  double height = t.px(t.portrait() ? 100 : 84);
  const auto label_height = [&](TextRole role) {
    double high = 0;
    for (const auto* key : {"screen.previous", "screen.next"})
      high = std::max(high, b.label_size(Icon::Back, b.word(key), role, p.button - t.px(32)).height);
    return high;
  };
  // Smaller words rather than words on two lines.
  if (label_height(p.role) > 1.6 * style.size) p.role = TextRole::KeyWord;
  height = std::max(height, label_height(p.role) + t.px(20));
  p.height = std::max(height, t.target()) + p.number;
  return p;
}

void draw_pager(const Rect& rect, std::size_t part, std::size_t parts, Builder& b) {
  const Theme& t = b.theme();
  const Pager p = pager_for(rect.width, parts, b);
  const auto one = [&](const Rect& at, const std::string& id, Icon icon, const std::string& word, bool enabled,
                       bool here = false) {
    Action action{id, Text(word), icon};
    action.enabled = enabled;
    action.selected = here;
    b.button(at, action, p.role);
    b.out().targets.back().kind = TargetKind::Key;
    b.out().spots.pop_back();
  };
  const double y = rect.y + p.number, height = rect.height - p.number;
  one({rect.x, y, p.button, height}, "key:previous", Icon::Back, b.word("screen.previous"), part > 0);
  one({rect.right() - p.button, y, p.button, height}, "key:next", Icon::Next, b.word("screen.next"), part + 1 < parts);
  if (p.each > 0) {
    const double room = rect.width - 2 * p.button,
                 gap = (room - static_cast<double>(parts) * p.each) / static_cast<double>(parts + 1);
    for (std::size_t i = 0; i < parts; ++i)
      one({std::round(rect.x + p.button + gap + static_cast<double>(i) * (p.each + gap)), y, p.each, height},
          "key:part:" + std::to_string(i), Icon::None, std::to_string(i + 1), true, i == part);
    return;
  }
  const Rect number = p.number > 0 ? Rect{rect.x, rect.y, rect.width, p.number}
                                   : Rect{rect.x + p.button, rect.y, rect.width - 2 * p.button, rect.height};
  b.text_middle(number, std::to_string(part + 1) + " / " + std::to_string(parts),
                t.text(TextRole::Button, Align::Centre), b.colours().ink);
}

}  // namespace

double pager_height(double width, Builder& b) { return pager_for(width, 2, b).height; }

void flow(const Pieces& pieces, const Rect& column, std::size_t wanted, Builder& b) {
  Layout& out = b.out();
  if (pieces.empty()) return;
  if (least_height(pieces, 0, pieces.size()) <= column.height + 0.5) {
    place(pieces, 0, pieces.size(), column, b);
    return;
  }
  const double pager = pager_height(column.width, b), gap = b.air(28);
  const Rect upper{column.x, column.y, column.width, column.height - pager - gap};
  const std::vector<std::size_t> starts = split(pieces, upper.height);
  out.body_pages = starts.size();
  out.body_page = std::min(wanted, starts.size() - 1);
  for (std::size_t part = 0; part < starts.size(); ++part) {
    const std::size_t end = part + 1 < starts.size() ? starts[part + 1] : pieces.size();
    for (std::size_t i = starts[part]; i < end; ++i)
      for (const auto& stop : pieces[i].stops) out.part_of.emplace(stop, part);
    if (part == out.body_page) place(pieces, starts[part], end, upper, b);
  }
  draw_pager({column.x, column.bottom() - pager, column.width, pager}, out.body_page, out.body_pages, b);
}

}  // namespace bianmin::ui
