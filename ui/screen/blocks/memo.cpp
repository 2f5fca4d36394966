#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

constexpr int kBars = 12;

std::string clock_words(int seconds) {
  const int whole = std::max(0, seconds);
  return std::to_string(whole / 60) + (whole % 60 < 10 ? ":0" : ":") + std::to_string(whole % 60);
}

bool listening(const Memo& memo) { return memo.state == Memo::State::Recording; }

Icon sign_of(const Memo& memo) {
  switch (memo.state) {
    case Memo::State::Idle: return Icon::Microphone;
    case Memo::State::Recording: return Icon::Microphone;
    case Memo::State::Recorded: return Icon::Check;
    case Memo::State::Playing: return Icon::Sound;
  }
  return Icon::Microphone;
}

// Bars as tall as the voice is loud, so that who speaks sees that it is heard.
void draw_meter(const Rect& rect, const Memo& memo, Builder& b) {
  const Palette& c = b.colours();
  const double each = rect.width / kBars, wide = std::floor(each * 0.56);
  const int lit = std::clamp(memo.level, 0, 100) * kBars / 100;
  for (int i = 0; i < kBars; ++i) {
    const double height = std::round(rect.height * (0.34 + 0.66 * (i + 1) / kBars));
    const Rect bar{std::round(rect.x + i * each), std::round(rect.centre().y - height / 2), wide, height};
    if (i < lit)
      b.box(bar, wide / 2, i + 2 >= kBars ? c.warn : c.ok);
    else
      b.box(bar, wide / 2, c.surface, c.edge, std::max(1.0, b.theme().px(2)));
  }
}

}  // namespace

Pieces memo_pieces(const Memo& memo, double width, Builder& b) {
  const Theme& t = b.theme();
  const ActionId stop = memo.status.spoken.empty() ? ActionId() : b.text_stop();
  const bool tight = b.tightness() > 0;
  const double pad = t.px(tight ? 16 : 24), gap = std::max(8.0, t.px(16));
  const bool live = listening(memo), timed = live || memo.state == Memo::State::Playing;
  const std::string time =
      live ? clock_words(memo.seconds) + " / " + clock_words(memo.most_seconds) : clock_words(memo.seconds);
  TextStyle style = t.text(TextRole::Label);
  TextStyle digits = t.text(TextRole::Label);
  digits.bold = true;
  const double sign = std::round(style.size * 1.35);
  double meter = live ? t.px(tight ? 180 : 240) : 0;
  const double meter_height = std::max(t.px(44), std::round(style.size * 1.3));
  const double time_width = timed ? std::ceil(b.size_of(time, digits).width) + 2 : 0;
  double fixed = sign + t.px(18) + (meter > 0 ? meter + gap : 0) + (time_width > 0 ? time_width + gap : 0);

  double buttons = 0, row = 0;
  std::vector<double> widths;
  for (const auto& action : memo.actions) {
    b.press_stop();
    const Size words = b.label_size(action.icon, action.label.shown, TextRole::KeyWord, width - 2 * pad - t.px(48));
    widths.push_back(std::max(t.target(), std::ceil(words.width) + 1 + t.px(48)));
    buttons += widths.back() + (buttons > 0 ? gap : 0);
    row = std::max({row, words.height + t.px(20), t.target(), t.px(80)});
  }
  const double inner = width - 2 * pad;
  const bool silent = memo.status.shown.empty() && !timed;
  const double words_one = inner - fixed - buttons - gap;
  const bool one_row = silent || b.size_of(memo.status.shown, style).width <= words_one;
  if (!one_row && meter > 0 && inner - fixed < style.size * 5) {  // in a narrow place the words are more than the bars
    fixed -= meter + gap;
    meter = 0;
  }
  const double words_width = one_row ? std::max(0.0, words_one) : inner - fixed;
  if (!one_row) style = b.snug(memo.status.shown, style, words_width);
  const double words =
      silent ? 0 : std::max({b.size_of(memo.status.shown, style, words_width).height, sign, timed ? meter_height : 0});
  if (!one_row || silent) {
    // Buttons share the width of their row; words that would not fit go on to a second line.
    const auto count = static_cast<double>(std::max<std::size_t>(1, widths.size()));
    const double each = std::floor((inner - gap * (count - 1)) / count);
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = each;
      row = std::max(
          row,
          b.label_size(memo.actions[i].icon, memo.actions[i].label.shown, TextRole::KeyWord, each - t.px(24)).height +
              t.px(20));
    }
  }
  Piece piece;
  const double content = one_row ? std::max(row, words) : words + (row > 0 ? t.px(12) + row : 0);
  piece.least = piece.most = content + (silent ? 0 : 2 * t.px(tight ? 10 : 16));
  piece.gap = t.px(tight ? 12 : 20);
  if (!stop.empty()) piece.stops.push_back(stop);
  for (const auto& action : memo.actions) piece.stops.push_back(action.id);
  piece.draw = [=, &b, &memo](const Rect& place, bool) {
    const Theme& th = b.theme();
    const Palette& c = b.colours();
    double left = place.x + (silent ? 0 : pad);
    const double y = silent || !one_row ? place.y + (silent ? 0 : th.px(tight ? 10 : 16))
                                        : place.y + std::round((place.height - content) / 2);
    if (!silent) {
      b.card(place, live ? CardLook::Warning : CardLook::Info);
      const double height = one_row ? content : words;
      const Colour ink = live ? c.warn_ink : c.ink;
      double x = left;
      b.icon({x, std::round(y + (height - sign) / 2), sign, sign}, sign_of(memo), live ? c.warn_ink : c.action_dark, 2);
      x += sign + th.px(18);
      if (meter > 0) {
        draw_meter({x, std::round(y + (height - meter_height) / 2), meter, meter_height}, memo, b);
        x += meter + gap;
      }
      if (time_width > 0) {
        b.text_middle({x, y, time_width, height}, time, digits, ink);
        x += time_width + gap;
      }
      b.text_middle({x, y, words_width, height}, memo.status.shown, style, ink);
      if (!stop.empty())
        b.spot(stop,
               {place.x + th.px(8), y, x + (one_row ? words_width : inner - (x - left)) - place.x - th.px(8), height},
               th.tool_radius());
      if (one_row) left = place.right() - pad - buttons;
    }
    const double top = one_row ? std::round(y + (content - row) / 2) : y + words + th.px(12);
    for (std::size_t i = 0; i < memo.actions.size(); ++i) {
      const Action& action = memo.actions[i];
      const double w = silent ? std::floor((place.width - gap * static_cast<double>(memo.actions.size() - 1)) /
                                           static_cast<double>(memo.actions.size()))
                              : widths[i];
      const Rect at{left, top, w, row};
      b.pressable(action.id, at, th.tool_radius(), action.enabled, action.selected);
      b.label(at.inset(th.px(8), 0), action.icon, action.label.shown, TextRole::KeyWord,
              action.enabled ? c.action_dark : c.ink2);
      left += w + gap;
    }
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  return pieces;
}

}  // namespace bianmin::ui
