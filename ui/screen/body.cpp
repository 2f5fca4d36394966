// The middle of the page: its words and blocks, in one column or two, at the size of letters it has room for.
#include "ui/screen/body.hpp"

#include <algorithm>
#include <cmath>

#include "ui/screen/blocks/blocks.hpp"
#include "ui/screen/panel/panel.hpp"
#include "ui/screen/strips.hpp"

namespace bianmin::ui {
namespace {

bool goes_aside(const Block& block) {
  return std::holds_alternative<Illustration>(block) || std::holds_alternative<CodeView>(block) ||
         std::holds_alternative<Photo>(block);
}

// What is set by pressing or by the finger stands below its question, not on another part of the page.
bool belongs_to_title(const Block& block) {
  return std::holds_alternative<Picker>(block) || std::holds_alternative<SignaturePad>(block) ||
         std::holds_alternative<Amount>(block);
}

// Parts of a page before its words give way: of choices, and of anything else.
constexpr std::size_t kMostParts = 3, kMostPartsOfText = 6;

bool grouped_page(const Page& page) {
  return std::any_of(page.blocks.begin(), page.blocks.end(), [](const Block& block) {
    const auto* tiles = std::get_if<Tiles>(&block);
    return tiles != nullptr && !tiles->heading.shown.empty();
  });
}

bool has_choices(const Page& page) {
  return std::any_of(page.blocks.begin(), page.blocks.end(), [](const Block& block) {
    return std::holds_alternative<Tiles>(block) || std::holds_alternative<Choices>(block);
  });
}

// Draws the body if its words find room at the builder's size of text; `must` draws it anyhow.
bool draw_body_at(const Rect& body, bool must, Builder& b) {
  const Page& page = b.page();
  const Theme& t = b.theme();
  const Field* writing = active_field(page, b.local().writing);
  bool aside = writing != nullptr;
  bool marked = false, whole = false;
  for (const auto& block : page.blocks) {
    whole = whole || belongs_to_title(block);
    aside = aside || goes_aside(block);
    marked = marked || std::holds_alternative<Mark>(block);
  }
  aside = aside && !t.portrait();
  const double width = aside ? std::floor((body.width - t.px(56)) * 0.46) : body.width;
  const double right_width = body.width - t.px(56) - width;

  const auto photos = static_cast<double>(std::count_if(
      page.blocks.begin(), page.blocks.end(), [](const Block& block) { return std::holds_alternative<Photo>(block); }));
  const double picture_width = std::floor((right_width - t.gap() * (photos - 1)) / std::max(1.0, photos));

  Pieces head, main, side;
  Pieces tail;
  // Lying, a page of groups needs its height: notices stand beside the title, in the lead's place.
  const double title_width = title_room(b), notice_width = body.width - title_width - t.px(56);
  const bool notices_beside = grouped_page(page) && !t.portrait() && notice_width > body.width * 0.5;
  const auto collect_at = [&](double head_width, double main_width, bool aside_to_head = false) {
    b.set_tightness(b.tightness());  // stops are counted anew
    Pieces notices, pictures;
    head.clear();
    main.clear();
    side.clear();
    if (page.progress && b.tightness() < 2) head.push_back(stepper(*page.progress, head_width, b));
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      b.begin_block(i);
      if (notices_beside && b.tightness() > 0 && std::holds_alternative<Callout>(page.blocks[i])) {
        append(notices, pieces_of(std::get<Callout>(page.blocks[i]), notice_width, b));
        continue;
      }
      const bool to_side = aside && goes_aside(page.blocks[i]);
      const bool to_head = std::holds_alternative<Mark>(page.blocks[i]);
      const bool buttons_here = aside_to_head && (std::holds_alternative<Buttons>(page.blocks[i]) ||
                                                  std::holds_alternative<Callout>(page.blocks[i]));
      if (to_side && photos > 1 && std::holds_alternative<Photo>(page.blocks[i])) {
        append(pictures, pieces_of(std::get<Photo>(page.blocks[i]), picture_width, b));
        continue;
      }
      const double room = to_side ? right_width : to_head || buttons_here ? head_width : main_width;
      Pieces more = std::visit([&](const auto& block) { return pieces_of(block, room, b); }, page.blocks[i]);
      append(to_head ? head : to_side ? side : buttons_here ? tail : main, std::move(more));
    }
    // Several photographs share the width.
    if (!pictures.empty()) {
      Piece row = std::move(pictures.back());
      for (std::size_t n = pictures.size() - 1; n-- > 0;)
        row = side_by_side(std::move(pictures[n]), picture_width, {std::move(row)},
                           static_cast<double>(pictures.size() - 1 - n) * (picture_width + t.gap()) - t.gap(), b);
      side.push_back(std::move(row));
    }
    if (!notices.empty())
      head.push_back(side_by_side(title_alone(b), title_width, std::move(notices), notice_width, b));
    else
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
  const bool grouped = std::any_of(main.begin(), main.end(), [](const Piece& piece) { return piece.opens; });
  if (grouped && !fits(false)) {
    // Turned over anyhow: then with all its words, where that costs no further part.
    const double room = body.height - pager_height(width, b) - b.air(28);
    const auto parts = [&] {
      Pieces all = head;
      append(all, main);
      return split(all, room).size();
    };
    const std::size_t least = parts();
    b.set_tightness(0);
    collect();
    if (parts() > least) {
      b.set_tightness(1);
      collect();
    }
  }
  // Keys belong below what they write, and no strip may be higher than its place.
  const auto highest = [](const Pieces& pieces) {
    double height = 0;
    for (const auto& piece : pieces) height = std::max(height, piece.least);
    return height;
  };
  const double part = body.height - (fits(false) ? 0 : pager_height(std::floor(body.width * 0.56), b) + b.air(28));
  const bool on_one_part = writing || (whole && t.portrait());
  // Nobody should meet a question without the beginning of its answers.
  const auto begins_on_first = [&] {
    std::size_t first = 0;
    if (has_choices(page))
      while (first + 1 < main.size() && !can_be_pressed(main[first])) ++first;
    const double begin = main.empty() ? 0 : main.front().gap + least_height(main, 0, first + 1);
    return least_height(head, 0, head.size()) + begin <= part;
  };
  const bool may_stand_beside = !t.portrait() && !aside && !grouped;
  const auto too_many = [&](const Pieces& first, const Pieces& rest) {
    Pieces all = first;
    append(all, rest);
    const bool roomy = t.portrait() && t.window().width >= 1000;
    return !roomy && split(all, part).size() > (has_choices(page) ? kMostParts : kMostPartsOfText);
  };
  if (!must && ((on_one_part && !fits(false)) || (!may_stand_beside && !fits(false) && too_many(head, main)) ||
                (!may_stand_beside && !fits(false) && !begins_on_first()) ||
                std::max(highest(head), highest(main)) > part || least_height(side, 0, side.size()) > body.height))
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
  if (may_stand_beside && !main.empty() && !head.empty() && !fits(false)) {
    const double beside = std::floor((body.width - t.px(64)) * (t.enlarged() > 1.3 ? 0.42 : 0.34));
    const double rest = body.width - t.px(64) - beside;
    // First as it is, then with less air, then with the page's buttons and callouts under the headline.
    for (int attempt = 0; attempt <= 2; ++attempt) {
      b.set_tightness(std::min(attempt, 1));
      collect_at(beside, rest, attempt == 2);
      if (fits(true)) break;
    }
    if (!must && (least_height(head, 0, head.size()) > body.height + 0.5 || highest(main) > part ||
                  highest(head) > part || (whole && !fits(true)) || (!fits(true) && too_many({}, main))))
      return false;
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

}  // namespace

void draw_curtain(const Rect& body, Builder& b) {
  const double side = std::min(body.width, body.height) * 0.3;
  b.icon({body.centre().x - side / 2, body.centre().y - side / 2, side, side}, Icon::Headphones, b.colours().ink2, 1.2);
}

void draw_body(const Rect& body, Builder& b) {
  const Theme& asked = b.theme();
  b.set_gives_way(true);
  for (int percent = asked.view().text_percent;; percent -= 20) {
    View view = asked.view();
    view.text_percent = std::max(100, percent);
    const Theme smaller(view, asked.window());
    b.use(smaller);
    const bool drawn = draw_body_at(body, percent <= 100, b);
    b.use(asked);
    if (drawn) break;
  }
  b.set_gives_way(false);
}

}  // namespace bianmin::ui
