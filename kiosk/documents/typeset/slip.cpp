#include <algorithm>
#include <charconv>

#include <cairo.h>

#include "kiosk/documents/typeset/sheet.hpp"

namespace bianmin::kiosk::documents {
namespace {

constexpr Colour kBlack{0, 0, 0};  // a thermal head knows no grey
constexpr double kMargin = mm(4);
constexpr double kQr = mm(42);  // with its quiet zone; the code itself is above 30 mm
constexpr double kA4Margin = mm(18);
constexpr double kEndless = mm(5000);

Style style(double points, Weight weight = Weight::Regular, Align align = Align::Left) {
  return {.points = points, .weight = weight, .colour = kBlack, .align = align, .line_height = 1.35};
}

using Stroke = std::vector<std::pair<double, double>>;

// "x,y x,y;x,y …"; what is no number ends it: a pad's text was checked where it came from.
std::vector<Stroke> parse_strokes(std::string_view text) {
  constexpr std::size_t kMostPoints = 4000;
  std::vector<Stroke> strokes;
  std::size_t points = 0;
  while (!text.empty() && ++points <= kMostPoints) {
    int x = 0, y = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, x);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ',') break;
    const auto second = std::from_chars(first.ptr + 1, end, y);
    if (second.ec != std::errc{} || x < 0 || y < 0 || x > 9999 || y > 9999) break;
    if (strokes.empty()) strokes.emplace_back();
    strokes.back().emplace_back(x, y);
    if (second.ptr == end) break;
    if (*second.ptr == ';') strokes.emplace_back();
    text.remove_prefix(std::size_t(second.ptr + 1 - text.data()));
  }
  std::erase_if(strokes, [](const Stroke& stroke) { return stroke.empty(); });
  return strokes;
}

class Slip {
 public:
  explicit Slip(const Document& document)
      : document_(document),
        setter_(document.language),
        width_(document.media == Media::Roll58 ? mm(58) : mm(80)),
        measure_(width_ - 2 * kMargin),
        right_(width_ - kMargin) {
    sheet_.width = width_;
    y_ = mm(4);
  }

  base::Result<Sheet> lay_out() {
    heading();
    number();
    if (document_.kind == Kind::ProgressSlip) {
      fields();
      for (const Table& table : document_.tables) progress(table);
      if (auto done = code(); !done) return tl::unexpected(done.error());
    } else {
      if (auto done = code(); !done) return tl::unexpected(done.error());
      fields();
      for (const Table& table : document_.tables) rows(table);
    }
    signature();
    statement();
    steps();
    foot();
    sheet_.height = y_ + mm(4);
    return std::move(sheet_);
  }

 private:
  void put(const Text& text, double gap = 0) {
    sheet_.text(text, kMargin, y_);
    y_ += text.height() + gap;
  }
  void words(const Words& it, const Style& main, double gap = 0) {
    if (it.empty()) return;
    put(setter_.set(it.text, main, measure_));
    if (!it.second.empty()) put(setter_.set(it.second, style(12, Weight::Regular, main.align), measure_));
    y_ += gap;
  }
  void cut() {
    y_ += mm(2);
    sheet_.dashes(kMargin, right_, y_);
    y_ += mm(2.5);
  }

  void heading() {
    if (document_.sample && !document_.sample_mark.empty()) {
      const Text mark = setter_.set(document_.sample_mark.text, style(12, Weight::Bold, Align::Centre), measure_);
      sheet_.box(kMargin + 0.5, y_, measure_ - 1, mark.height() + 4, std::nullopt, kBlack, 1);
      sheet_.text(mark, kMargin, y_ + 2);
      y_ += mark.height() + 4 + mm(2.5);
    }
    words(document_.issuer, style(12.5, Weight::Bold, Align::Centre), mm(1));
    words(document_.title, style(19, Weight::Bold, Align::Centre));
    cut();
  }

  void number() {
    if (document_.number.empty()) return;
    words(document_.number_label, style(12.5, Weight::Regular, Align::Centre));
    put(setter_.fit(document_.number, style(25, Weight::Bold, Align::Centre), measure_, 12), mm(1));
  }

  base::Result<void> code() {
    if (document_.qr.empty()) return {};
    if (document_.kind == Kind::ProgressSlip) cut();
    auto drawing = qr_code(document_.qr, kMargin + (measure_ - kQr) / 2, y_, kQr);
    if (!drawing) return tl::unexpected(drawing.error());
    sheet_.drawings.push_back(std::move(*drawing));
    y_ += kQr;
    words(document_.verify, style(13, Weight::Bold, Align::Centre), mm(0.5));
    if (!document_.verify_code.empty())
      put(setter_.fit(document_.verify_code_label.text + "  " + document_.verify_code,
                      style(12.5, Weight::Bold, Align::Centre), measure_, 12));
    return {};
  }

  // Whether a text may be set so narrow: no word of it is broken, and on a narrow roll it stays on one line.
  bool stands_in(std::string_view text, const Style& as, double measure) {
    const auto wide = [&](std::string_view part) { return setter_.set(part, as, kEndless).width() > measure; };
    if (!wide(text)) return true;
    if (document_.media == Media::Roll58) return false;
    const auto is_latin = [](char c) { return c > ' ' && c < 0x7F; };
    for (auto at = text.begin(); at != text.end();) {
      const auto first = std::find_if(at, text.end(), is_latin);
      at = std::find_if_not(first, text.end(), is_latin);
      if (first != at && wide({first, at})) return false;
    }
    return true;
  }

  // As wide as the longest, so that none is broken and the values have what is left; a very long one is broken.
  double width_of_labels() {
    const double most = measure_ * 0.48;
    double width = 0;
    for (const Field& field : document_.fields) {
      width = std::max(width, setter_.set(field.label.text, style(12.5), measure_).width());
      if (!field.label.second.empty())
        width = std::max(width, setter_.set(field.label.second, style(12), measure_).width());
    }
    return std::min(width + 0.5, most);
  }

  void fields() {
    if (document_.fields.empty()) return;
    cut();
    const double gap = mm(2), label_width = width_of_labels();
    for (const Field& field : document_.fields) {
      const Text label = setter_.set(field.label.text, style(12.5), label_width);
      const double size = field.strong ? 16 : 13.5, measure = measure_ - label_width - gap;
      const Style value_style = style(size, Weight::Bold);
      // Rather a little smaller than broken.
      const double smallest = field.strong ? 13.5 : 12.5;
      const bool fits = setter_.set(field.value.reveal(), value_style, kEndless).width() * smallest / size <= measure;
      const Text value = field.strong || fits ? setter_.fit(field.value.reveal(), value_style, measure, smallest)
                                              : setter_.set(field.value.reveal(), value_style, measure);
      // The first lines stand on one base although their sizes differ.
      const bool beside = fits || stands_in(field.value.reveal(), style(13.5, Weight::Bold), measure);
      const double drop = (size - 12.5) * 0.9;
      double label_bottom = y_ + (beside ? drop : 0) + label.height();
      sheet_.text(label, kMargin, y_ + (beside ? drop : 0));
      if (!field.label.second.empty()) {
        const Text second = setter_.set(field.label.second, style(12), label_width);
        sheet_.text(second, kMargin, label_bottom);
        label_bottom += second.height();
      }
      if (beside) {
        sheet_.text(value, kMargin + label_width + gap, y_);
        y_ = std::max(label_bottom, y_ + value.height()) + mm(1.4);
      } else {
        y_ = label_bottom;
        put(setter_.set(field.value.reveal(), style(13.5, Weight::Bold), measure_), mm(1.4));
      }
    }
    y_ -= mm(1.4);
  }

  // As it was drawn on the pad, cut to what was drawn.
  void signature() {
    const auto strokes = parse_strokes(document_.signature.reveal());
    if (strokes.empty()) return;
    double left = 1e9, right = 0, top = 1e9, bottom = 0;
    for (const auto& stroke : strokes)
      for (const auto& [x, y] : stroke) {
        left = std::min(left, x), right = std::max(right, x);
        top = std::min(top, y), bottom = std::max(bottom, y);
      }
    cut();
    words(document_.signature_label, style(12.5), mm(1));
    const double scale =
        std::min({measure_ / std::max(right - left, 1.0), mm(22) / std::max(bottom - top, 1.0), mm(72) / 1000});
    const double y0 = y_;
    sheet_.drawings.push_back([=](cairo_t* cairo) {
      cairo_set_source_rgb(cairo, 0, 0, 0);
      cairo_set_line_width(cairo, 1.6);
      cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
      for (const auto& stroke : strokes) {
        cairo_new_sub_path(cairo);
        for (const auto& [x, y] : stroke) cairo_line_to(cairo, kMargin + (x - left) * scale, y0 + (y - top) * scale);
        if (stroke.size() == 1) cairo_close_path(cairo);
        cairo_stroke(cairo);
      }
    });
    y_ += (bottom - top) * scale + mm(1);
  }

  // What was paid: each row's first cell on the left, its last one on the right of the same line, or of the next one.
  void rows(const Table& table) {
    if (table.rows.empty()) return;
    cut();
    for (const auto& row : table.rows) {
      const Text right = setter_.set(row.back().reveal(), style(14, Weight::Bold, Align::Right), measure_);
      const double measure = measure_ - right.width() - mm(3);
      if (row.size() > 1 && measure > measure_ / 3 && stands_in(row.front().reveal(), style(14), measure)) {
        sheet_.text(right, kMargin, y_);
        put(setter_.set(row.front().reveal(), style(14), measure), mm(1.2));
      } else {
        put(setter_.set(row.front().reveal(), style(14), measure_), row.size() > 1 ? 0 : mm(1.2));
        if (row.size() > 1) put(right, mm(1.2));
      }
    }
    y_ -= mm(1.2);
  }

  void progress(const Table& table) {
    if (table.rows.empty()) return;
    cut();
    words(table.caption, style(15, Weight::Bold), mm(1.5));
    const double dot = mm(2.2), text_x = kMargin + mm(7), measure = right_ - text_x;
    std::optional<double> above;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const bool done = r < table.done;
      const Text what =
          setter_.set(table.rows[r].back().reveal(), style(14.5, done ? Weight::Bold : Weight::Regular), measure);
      const double centre = y_ + 14.5 * 0.7, x = kMargin + mm(2.5);
      if (above) sheet_.line(x, *above + dot + 1.5, x, centre - dot - 1.5, 1.2, kBlack);
      sheet_.drawings.push_back([=](cairo_t* cairo) {
        cairo_set_source_rgb(cairo, 0, 0, 0);
        cairo_set_line_width(cairo, 1.4);
        cairo_arc(cairo, x, centre, dot - 0.7, 0, 6.2831853);
        done ? cairo_fill_preserve(cairo) : cairo_new_sub_path(cairo);
        cairo_arc(cairo, x, centre, dot - 0.7, 0, 6.2831853);
        cairo_stroke(cairo);
      });
      above = centre;
      sheet_.text(what, text_x, y_);
      y_ += what.height();
      if (table.rows[r].size() > 1 && !table.rows[r].front().empty()) {
        const Text when = setter_.set(table.rows[r].front().reveal(), style(12), measure);
        sheet_.text(when, text_x, y_);
        y_ += when.height();
      }
      y_ += mm(2.2);
    }
    y_ -= mm(2.2);
  }

  void statement() {
    if (document_.statement.empty()) return;
    cut();
    for (const base::Secret& paragraph : document_.statement)
      put(setter_.set(paragraph.reveal(), style(13.5), measure_), mm(1));
  }

  void steps() {
    if (document_.steps.empty()) return;
    cut();
    words(document_.steps_title, style(17, Weight::Bold), mm(1));
    const double indent = mm(7);
    for (std::size_t i = 0; i < document_.steps.size(); ++i) {
      const Words& step = document_.steps[i];
      sheet_.text(setter_.set(std::to_string(i + 1) + ".", style(14.5, Weight::Bold), indent), kMargin, y_);
      const Text text = setter_.set(step.text, style(14.5), measure_ - indent);
      sheet_.text(text, kMargin + indent, y_);
      y_ += text.height();
      if (!step.second.empty()) {
        const Text second = setter_.set(step.second, style(12), measure_ - indent);
        sheet_.text(second, kMargin + indent, y_);
        y_ += second.height();
      }
      y_ += mm(1.2);
    }
  }

  void foot() {
    cut();
    for (const Words& line : document_.footer) words(line, style(12), mm(0.8));
    if (!document_.issued_on.empty()) put(setter_.set(document_.issued_on, style(12), measure_));
  }

  const Document& document_;
  Setter setter_;
  const double width_, measure_, right_;
  Sheet sheet_;
  double y_ = 0;
};

/// The slip on a sheet of A4: larger, so that it is as easy to read at arm's length.
base::Result<Sheet> on_a4(Sheet slip) {
  const double scale = std::min(1.6, (mm(297) - 2 * kA4Margin) / slip.height);
  if (scale < 0.85) return base::fail(base::FailureCode::DocumentInvalid, "/: a slip too long for one sheet of A4");
  Sheet sheet{mm(210), mm(297), {}};
  const double x = (sheet.width - slip.width * scale) / 2;
  sheet.drawings.push_back([slip = std::move(slip), scale, x](cairo_t* cairo) {
    cairo_save(cairo);
    cairo_translate(cairo, x, kA4Margin);
    cairo_scale(cairo, scale, scale);
    for (const Drawing& drawing : slip.drawings) {
      cairo_new_path(cairo);
      drawing(cairo);
    }
    cairo_restore(cairo);
  });
  return sheet;
}

}  // namespace

base::Result<std::vector<Sheet>> lay_out_slip(const Document& document) {
  auto slip = Slip(document).lay_out();
  if (slip && document.media == Media::A4) slip = on_a4(std::move(*slip));
  if (!slip) return tl::unexpected(slip.error());
  std::vector<Sheet> sheets;
  sheets.push_back(std::move(*slip));
  return sheets;
}

}  // namespace bianmin::kiosk::documents
