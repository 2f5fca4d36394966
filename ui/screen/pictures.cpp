#include "ui/screen/pictures.hpp"

#include <cmath>
#include <numbers>
#include <string>

namespace bianmin::ui {
namespace {

// Drawn in a grid of 400 × 300.
class Pen {
 public:
  Pen(Painter& painter, const Rect& rect) : painter_(painter), rect_(rect) {}
  void shape(std::string_view path, std::optional<Colour> fill, std::optional<Colour> stroke, double width = 5,
             double dx = 0, double dy = 0) {
    const Rect moved{rect_.x + dx * rect_.width / 400, rect_.y + dy * rect_.height / 300, rect_.width, rect_.height};
    painter_.path(path, moved, 400, 300, fill, stroke, width);
  }
  const Palette& colours() const { return painter_.palette(); }

 private:
  Painter& painter_;
  Rect rect_;
};

// Up and down once in `period` seconds, -1 … 1.
double swing(double phase, double period) { return std::sin(phase / period * 2 * std::numbers::pi); }
// 0 … 1 and over again.
double run(double phase, double period) { return std::fmod(phase, period) / period; }

void card_on_reader(Pen& pen, double phase) {
  const Palette& c = pen.colours();
  const double y = 4 * swing(phase, 2.4);
  pen.shape("R 8 246 384 40 8", c.action_light, c.edge, 5);
  pen.shape("M60 266 H340", {}, c.warn, 5);
  pen.shape("R 48 10 304 188 24", c.action_light, c.action, 5.5, 0, y);
  pen.shape("M78 164 C84 138 100 124 125 124 C150 124 166 138 172 164", c.surface, c.action, 5.5, 0, y);
  pen.shape("O 125 88 36", c.surface, c.action, 5.5, 0, y);
  pen.shape("M212 64 H314 M212 102 H314 M212 140 H272", {}, c.action, 5.5, 0, y);
  pen.shape("M200 206 V234 M187 222 L200 235 L213 222", {}, c.warn, 6, 0, 2 + 4 * swing(phase, 1.2));
}

void code_to_scanner(Pen& pen, double phase) {
  const Palette& c = pen.colours();
  const double y = 3 * swing(phase, 2.4);
  pen.shape("R 128 6 144 196 20", c.surface, c.action, 5.5, 0, y);
  pen.shape("M184 24 H216", {}, c.action, 5, 0, y);
  pen.shape("R 152 50 36 36 4 R 212 50 36 36 4 R 152 112 36 36 4", c.action_light, c.action, 5, 0, y);
  pen.shape("M212 112 H226 V126 M248 112 V132 M212 148 H222 M240 148 H248", {}, c.action, 6, 0, y);
  const double glow = 8 * swing(phase, 1.6);
  pen.shape(
      "M150 236 L" + std::to_string(132 - glow) + " 214 M250 236 L" + std::to_string(268 + glow) + " 214 M200 232 V212",
      {}, c.warn, 6);
  pen.shape("R 90 246 220 44 12", c.action_light, c.edge, 5);
  pen.shape("M130 268 H270", {}, c.warn, 6);
}

void printing(Pen& pen, double phase, bool moving) {
  const Palette& c = pen.colours();
  const double out = moving ? 84 * run(phase, 3) : 84;
  pen.shape("R 120 6 160 90 8", c.surface, c.action, 5.5);
  pen.shape("R 60 70 280 116 22", c.action_light, c.action, 5.5);
  pen.shape("O 300 102 6", c.ok, c.ok, 2);
  pen.shape("M104 150 H296", {}, c.action, 9);
  const double h = 30 + out;
  pen.shape("M124 152 V" + std::to_string(152 + h) + " H276 V152", c.surface, c.action, 5.5);
  std::string lines;
  for (double y = 152 + h - 24; y > 166; y -= 26) lines += "M148 " + std::to_string(y) + " H252 ";
  pen.shape(lines, {}, c.edge, 5);
}

void waiting(Pen& pen, double phase) {
  const Palette& c = pen.colours();
  pen.shape("O 200 140 112", c.action_light, c.line, 10);
  // A quarter that goes round.
  const double from = phase * 1.6;
  std::string arc;
  for (int i = 0; i <= 24; ++i) {
    const double a = from + i * (std::numbers::pi / 2) / 24;
    arc += (i == 0 ? "M" : "L") + std::to_string(200 + 112 * std::cos(a)) + " " +
           std::to_string(140 + 112 * std::sin(a)) + " ";
  }
  pen.shape(arc, {}, c.action, 12);
  pen.shape("M200 84 V144 L240 168", {}, c.action, 9);
}

void take_document(Pen& pen, double phase) {
  const Palette& c = pen.colours();
  const double y = 3 * swing(phase, 2.0);
  pen.shape("R 50 10 300 66 18", c.action_light, c.action, 5.5);
  pen.shape("M100 50 H300", {}, c.action, 9);
  pen.shape("M120 52 V206 H280 V52", c.surface, c.action, 5.5, 0, y);
  pen.shape("M148 92 H252 M148 122 H252 M148 152 H212", {}, c.edge, 5, 0, y);
  pen.shape("M200 222 V282 M174 258 L200 284 L226 258", {}, c.warn, 8, 0, 2 + 5 * swing(phase, 1.2));
}

void trouble(Pen& pen) {
  const Palette& c = pen.colours();
  pen.shape("R 70 10 260 196 22", c.action_light, c.action, 5.5);
  pen.shape("M150 286 H250 M200 206 V286", {}, c.action, 5.5);
  pen.shape("M200 46 L268 166 H132 Z", c.warn_light, c.warn, 7);
  pen.shape("M200 88 V126 M200 146 V147", {}, c.warn, 9);
}

void payment_code(Pen& pen, double phase) {
  const Palette& c = pen.colours();
  const double y = 3 * swing(phase, 2.4);
  pen.shape("R 128 4 144 200 20", c.surface, c.action, 5.5, 0, y);
  pen.shape("M184 22 H216", {}, c.action, 5, 0, y);
  // Bars and a code, as payment applications show them.
  pen.shape(
      "M152 48 V76 M162 48 V76 M176 48 V76 M190 48 V76 M200 48 V76 M214 48 V76 M228 48 V76 M238 48 V76 M248 48 V76", {},
      c.ink, 5, 0, y);
  pen.shape("R 164 96 28 28 3 R 208 96 28 28 3 R 164 140 28 28 3", c.action_light, c.action, 5, 0, y);
  pen.shape("M210 142 H222 V154 M236 142 V168 M212 168 H222", {}, c.action, 6, 0, y);
  pen.shape("O 300 54 40", c.warn_light, c.warn, 5.5);
  pen.shape("M284 34 L300 54 L316 34 M300 54 V78 M286 56 H314 M286 66 H314", {}, c.warn_ink, 5.5);
  const double glow = 8 * swing(phase, 1.6);
  pen.shape(
      "M150 238 L" + std::to_string(132 - glow) + " 216 M250 238 L" + std::to_string(268 + glow) + " 216 M200 234 V214",
      {}, c.warn, 6);
  pen.shape("R 90 246 220 44 12", c.action_light, c.edge, 5);
  pen.shape("M130 268 H270", {}, c.warn, 6);
}

void person(Pen& pen, double x, double y, Colour line, Colour fill) {
  pen.shape("M-62 120 C-62 62 -34 40 0 40 C34 40 62 62 62 120 Z", fill, line, 5.5, x, y);
  pen.shape("O 0 0 34", pen.colours().surface, line, 5.5, x, y);
}

void helper_comes(Pen& pen, double phase) {
  const Palette& c = pen.colours();
  const double y = 3 * swing(phase, 2.4);
  person(pen, 150, 130, c.action, c.action_light);
  // A headset, and words on their way.
  pen.shape("M112 130 C112 72 188 72 188 130 M112 124 V146 M188 124 V146 M188 150 C188 166 176 172 162 172", {}, c.warn,
            7);
  pen.shape("M236 40 H356 V116 H292 L264 142 V116 H236 Z", c.surface, c.action, 5.5, 0, y);
  const int dots = 1 + static_cast<int>(std::fmod(std::max(0.0, phase), 2.4) / 0.8);
  for (int i = 0; i < 3; ++i)
    pen.shape("O 0 0 6", i < dots ? c.action : c.line, i < dots ? c.action : c.line, 2, 264 + 32.0 * i, 78 + y);
  pen.shape("M60 282 H340", {}, c.edge, 5);
}

void two_people(Pen& pen, double phase) {
  const Palette& c = pen.colours();
  person(pen, 118, 96, c.action, c.action_light);
  person(pen, 282, 96, c.warn, c.warn_light);
  // One card each.
  const double y = 3 * swing(phase, 2.4);
  pen.shape("R 66 206 104 66 10", c.surface, c.action, 5.5, 0, y);
  pen.shape("M124 228 H152 M124 248 H144", {}, c.action, 5, 0, y);
  pen.shape("O 94 234 9", c.surface, c.action, 5, 0, y);
  pen.shape("R 230 206 104 66 10", c.surface, c.warn, 5.5, 0, -y);
  pen.shape("M288 228 H316 M288 248 H308", {}, c.warn, 5, 0, -y);
  pen.shape("O 258 234 9", c.surface, c.warn, 5, 0, -y);
  pen.shape("M184 238 H216 M200 222 V254", {}, c.ink2, 6);
}

}  // namespace

void draw_picture(Painter& painter, const Rect& rect, const PictureItem& item, double phase) {
  Pen pen(painter, rect);
  const double moment = item.active ? phase : 0;
  switch (item.picture) {
    case Picture::CardOnReader: card_on_reader(pen, moment); break;
    case Picture::CodeToScanner: code_to_scanner(pen, moment); break;
    case Picture::Printing: printing(pen, moment, item.active); break;
    case Picture::Waiting: waiting(pen, moment); break;
    case Picture::TakeDocument: take_document(pen, moment); break;
    case Picture::Trouble: trouble(pen); break;
    case Picture::PaymentCode: payment_code(pen, moment); break;
    case Picture::HelperComes: helper_comes(pen, moment); break;
    case Picture::TwoPeople: two_people(pen, moment); break;
  }
}

}  // namespace bianmin::ui
