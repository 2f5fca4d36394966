#include "ui/screen/layout.hpp"

#include <cmath>

#include "ui/screen/blocks/blocks.hpp"
#include "ui/screen/panel/panel.hpp"

namespace bianmin::ui {
namespace {

double gap_of(const Pieces& pieces, std::size_t i, std::size_t start) { return i == start ? 0 : pieces[i].gap; }

double least_height(const Pieces& pieces, std::size_t from, std::size_t to) {
  double height = 0;
  for (std::size_t i = from; i < to; ++i) height += pieces[i].least + gap_of(pieces, i, from);
  return height;
}

void append(Pieces& to, Pieces more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Draws pieces from..to into the column; spare height goes to those that can use it.
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

// Where each part of a long column starts.
std::vector<std::size_t> split(const Pieces& pieces, double height) {
  std::vector<std::size_t> starts{0};
  double used = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const double more = pieces[i].least + gap_of(pieces, i, starts.back());
    if (i > starts.back() && used + more > height) {
      starts.push_back(i);
      used = pieces[i].least;
    } else {
      used += more;
    }
  }
  return starts;
}

// Previous, where we are, next; in a narrow place the number stands above. Where there is room each part has a button
// of its own: any of them is one touch away.
struct Pager {
  double button, number, height, each;  // `each` is 0 where the parts are only counted
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
  for (const auto* key : {"screen.previous", "screen.next"})
    height = std::max(height,
                      b.label_size(Icon::Back, b.word(key), TextRole::Button, p.button - t.px(32)).height + t.px(20));
  p.height = std::max(height, t.target()) + p.number;
  return p;
}

// Room for the pager before it is known how many parts there will be.
double pager_height(double width, Builder& b) { return pager_for(width, 2, b).height; }

void draw_pager(const Rect& rect, std::size_t part, std::size_t parts, Builder& b) {
  const Theme& t = b.theme();
  const Pager p = pager_for(rect.width, parts, b);
  const auto one = [&](const Rect& at, const std::string& id, Icon icon, const std::string& word, bool enabled,
                       bool here = false) {
    Action action{id, Text(word), icon};
    action.enabled = enabled;
    action.selected = here;
    b.button(at, action);
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

bool goes_aside(const Block& block) {
  return std::holds_alternative<Illustration>(block) || std::holds_alternative<CodeView>(block) ||
         std::holds_alternative<Photo>(block);
}

// What the curtain leaves: a sign that the page goes on for the ear.
void draw_curtain(const Rect& body, Builder& b) {
  const double side = std::min(body.width, body.height) * 0.3;
  b.icon({body.centre().x - side / 2, body.centre().y - side / 2, side, side}, Icon::Headphones, b.colours().ink2, 1.2);
}

// Draws the body if its words find room at the builder's size of text; `must` draws it anyhow.
bool draw_body_at(const Rect& body, bool must, Builder& b) {
  const Page& page = b.page();
  const Theme& t = b.theme();
  const Field* writing = active_field(page, b.local().writing);
  bool aside = writing != nullptr;
  bool marked = false;
  for (const auto& block : page.blocks) {
    aside = aside || goes_aside(block);
    marked = marked || std::holds_alternative<Mark>(block);
  }
  aside = aside && !t.portrait();
  const double width = aside ? std::floor((body.width - t.px(56)) * 0.46) : body.width;
  const double right_width = body.width - t.px(56) - width;

  Pieces head, main, side;
  Pieces tail;
  const auto collect_at = [&](double head_width, double main_width, bool buttons_to_head = false) {
    b.set_tightness(b.tightness());  // stops are counted anew
    head.clear();
    main.clear();
    side.clear();
    if (page.progress && b.tightness() < 2) head.push_back(stepper(*page.progress, head_width, b));
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      b.begin_block(i);
      const bool to_side = aside && goes_aside(page.blocks[i]);
      const bool to_head = std::holds_alternative<Mark>(page.blocks[i]);
      const bool buttons_here = buttons_to_head && std::holds_alternative<Buttons>(page.blocks[i]);
      const double room = to_side ? right_width : to_head || buttons_here ? head_width : main_width;
      Pieces more = std::visit([&](const auto& block) { return pieces_of(block, room, b); }, page.blocks[i]);
      append(to_head ? head : to_side ? side : buttons_here ? tail : main, std::move(more));
    }
    append(head, headline(head_width, marked, b));
    append(head, std::exchange(tail, {}));
    if (writing) append(aside ? side : main, panel_pieces(*writing, aside ? right_width : main_width, b));
  };
  const auto collect = [&] { collect_at(width, width); };
  const auto fits = [&](bool split_head) {
    const double upper = least_height(head, 0, head.size()), lower = least_height(main, 0, main.size());
    if (split_head) return upper <= body.height && lower <= body.height;
    return upper + lower + (main.empty() || head.empty() ? 0 : main[0].gap) <= body.height &&
           least_height(side, 0, side.size()) <= body.height;
  };
  b.set_tightness(0);
  collect();
  const int tightest = writing ? 4 : 1;
  for (int level = 1; level <= tightest && !fits(false); ++level) {
    b.set_tightness(level);
    collect();
  }
  // Keys belong below what they write, and no strip may be higher than its place.
  const auto highest = [](const Pieces& pieces) {
    double height = 0;
    for (const auto& piece : pieces) height = std::max(height, piece.least);
    return height;
  };
  const double part = body.height - (fits(false) ? 0 : pager_height(std::floor(body.width * 0.56), b) + b.air(28));
  if (!must && ((writing && !fits(false)) || std::max(highest(head), highest(main)) > part ||
                least_height(side, 0, side.size()) > body.height))
    return false;

  const bool low = page.view.low_reach && t.portrait();
  if (low) {
    // Words stand high, what is touched stands low.
    const double needed = least_height(head, 0, head.size());
    const Rect upper{body.x, body.y, body.width, std::min(needed, body.height * 0.4)};
    const double beneath = body.bottom() - upper.bottom() - t.gap();
    const bool lower_fits = least_height(main, 0, main.size()) <= beneath ||
                            highest(main) <= beneath - pager_height(body.width, b) - b.air(28);
    if (needed <= upper.height + 0.5 && lower_fits) {
      place(head, 0, head.size(), upper, b);
      const Rect lower{body.x, upper.bottom() + t.gap(), body.width, body.bottom() - upper.bottom() - t.gap()};
      const double height = std::min(lower.height, std::max(least_height(main, 0, main.size()), lower.height * 0.62));
      flow(main, {lower.x, lower.bottom() - height, lower.width, height}, b.local().body_page, b);
      return true;
    }
  }
  // Lying, what finds no room below the headline stands beside it.
  if (!t.portrait() && !aside && !main.empty() && !head.empty() && !fits(false)) {
    const double beside = std::floor((body.width - t.px(64)) * (t.enlarged() > 1.3 ? 0.42 : 0.34));
    const double rest = body.width - t.px(64) - beside;
    // First as it is, then with less air, then with the page's buttons under the headline.
    for (int attempt = 0; attempt <= 2; ++attempt) {
      b.set_tightness(std::min(attempt, 1));
      collect_at(beside, rest, attempt == 2);
      if (fits(true)) break;
    }
    if (!must && (highest(main) > part || highest(head) > part)) return false;
    if (least_height(head, 0, head.size()) <= body.height + 0.5) {
      place(head, 0, head.size(), {body.x, body.y, beside, least_height(head, 0, head.size())}, b);
      flow(main, {body.right() - rest, body.y, rest, body.height}, b.local().body_page, b);
      return true;
    }
    collect();
  }
  append(head, std::move(main));
  Rect column{body.x, body.y, width, body.height};
  if (marked && side.empty()) {
    // A result of few words stands where the eye looks first, not under the roof.
    double most = 0;
    for (std::size_t i = 0; i < head.size(); ++i) most += std::min(head[i].most, body.height) + gap_of(head, i, 0);
    const double spare = body.height - most;
    if (spare > body.height * 0.3)
      column = {body.x, body.y + std::round(spare * 0.36), width, body.height - std::round(spare * 0.36)};
  }
  flow(head, column, b.local().body_page, b);
  if (!side.empty()) place(side, 0, side.size(), {body.right() - right_width, body.y, right_width, body.height}, b);
  return true;
}

// Where very large words would push the keys off the screen they give way in steps, never below the view's own size.
void draw_body(const Rect& body, Builder& b) {
  const Theme& asked = b.theme();
  for (int percent = asked.view().text_percent;; percent -= 20) {
    View view = asked.view();
    view.text_percent = std::max(100, percent);
    const Theme smaller(view, asked.window());
    b.use(smaller);
    const bool drawn = draw_body_at(body, percent <= 100, b);
    b.use(asked);
    if (drawn) return;
  }
}

}  // namespace

const Target* Layout::target_at(Point p) const {
  const Target* found = nullptr;
  for (const auto& target : targets)
    if (target.rect.contains(p) && (!found || target.layer >= found->layer)) found = &target;
  return found;
}

const Target* Layout::target(std::string_view id) const {
  for (const auto& target : targets)
    if (target.id == id) return &target;
  return nullptr;
}

const Spot* Layout::spot(const ActionId& id) const {
  for (const auto& spot : spots)
    if (spot.id == id) return &spot;
  return nullptr;
}

std::optional<Spot> Layout::ring(const ActionId& id) const {
  if (id.empty()) return std::nullopt;
  if (const Spot* found = spot(id)) return *found;
  if (const Target* key = target(id)) return Spot{key->id, key->rect, key->radius};
  return std::nullopt;
}

Layout lay_out(const Page& page, Size size, const TextMeasurer& measurer, const Words& words, const LocalState& local) {
  Layout out;
  const Theme theme(page.view, size);
  out.size = theme.window();
  out.palette = theme.palette();
  out.focus_width = std::max(4.0, theme.px(6));
  Builder b(page, theme, measurer, words, local, out);
  const double width = out.size.width;

  const bool low = page.view.low_reach && theme.portrait();
  out.header = {0, 0, width, header_height(b)};
  const double tools = tools_height(width, b);
  const double foot = footer_height(width, b);
  out.foot = {0, out.size.height - foot, width, foot};
  out.tools = {0, low ? out.foot.y - tools : out.header.bottom(), width, tools};
  const double above = low ? out.header.bottom() : out.tools.bottom();
  out.ribbon = {0, above, width, ribbon_height(width, b)};
  const double top = out.ribbon.bottom();
  const double bottom = low ? out.tools.y : out.foot.y;
  // Large words take their room from the air around them.
  const double ease = 1 - 0.6 * (theme.enlarged() - 1);
  const double pad_top = theme.px((theme.portrait() ? 44 : 32) * ease), pad_bottom = theme.px(28 * ease);
  out.body = {theme.margin(), top + pad_top, width - 2 * theme.margin(), bottom - top - pad_top - pad_bottom};

  b.box({0, 0, width, out.size.height}, 0, theme.palette().ground);
  draw_header(out.header, b);
  draw_tools(out.tools, b);
  draw_ribbon(out.ribbon, b);
  if (page.personal && page.view.curtain)
    draw_curtain(out.body, b);
  else
    draw_body(out.body, b);
  draw_footer(out.foot, b);
  if (page.dialog) {
    out.targets.clear();
    out.spots.clear();
    draw_dialog(*page.dialog, b);
  }
  return out;
}

}  // namespace bianmin::ui
