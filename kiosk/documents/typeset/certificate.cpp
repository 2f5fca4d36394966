#include <algorithm>

#include "kiosk/documents/typeset/sheet.hpp"

namespace bianmin::kiosk::documents {
namespace {

constexpr double kWidth = mm(210), kHeight = mm(297);
constexpr double kLeft = mm(23), kRight = kWidth - mm(23), kMeasure = kRight - kLeft;
constexpr double kTop = mm(18), kBottom = kHeight - mm(24);  // the foot stands below kBottom
constexpr double kPadX = mm(2.6), kPadY = mm(1.2);
constexpr double kSealRadius = mm(20), kQr = mm(32), kClosing = 2 * kSealRadius + mm(2);

const Style kTitle{.points = 25,
                   .weight = Weight::Bold,
                   .face = Face::Serif,
                   .align = Align::Centre,
                   .spacing = 3,
                   .line_height = 1.3};
const Style kTitleSecond{.points = 13, .colour = kQuiet, .align = Align::Centre};
const Style kBody{.points = 14, .line_height = 1.3};
const Style kLabel{.points = 12.5, .colour = kQuiet, .line_height = 1.4};
const Style kSecond{.points = 9.5, .colour = kQuiet, .line_height = 1.25};
const Style kHead{.points = 12.5, .weight = Weight::Bold, .line_height = 1.4};
const Style kCaption{.points = 15, .weight = Weight::Bold, .line_height = 1.4};
const Style kSmall{.points = 10.5, .colour = kQuiet, .line_height = 1.4};

// "1,200.00 元", "CNY 1,200.00"
bool is_amount(std::string_view text) {
  if (text.starts_with("CNY ")) text.remove_prefix(4);
  const auto after = text.find_first_not_of("0123456789,");
  const auto is_digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  return after != 0 && after != text.npos && text[after] == '.' && is_digit(after + 1) && is_digit(after + 2) &&
         !is_digit(after + 3);
}

// Sums stand under each other at their last place, whether or not who made the table asked for it.
Align align_of(const Table& table, std::size_t column) {
  const bool sums = !table.rows.empty() && std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
    return is_amount(row[column].reveal());
  });
  return sums ? Align::Right : table.columns[column].align;
}

Style aligned(Style style, Align align) {
  style.align = align;
  return style;
}

std::string page_words(std::string text, std::size_t page, std::size_t pages) {
  for (const auto& [name, value] : {std::pair<std::string_view, std::size_t>{"{page}", page}, {"{pages}", pages}})
    if (const std::size_t at = text.find(name); at != text.npos) text.replace(at, name.size(), std::to_string(value));
  return text;
}

/// A label with its second language below.
struct Pair {
  Text first;
  std::optional<Text> second;
  double width() const { return std::max(first.width(), second ? second->width() : 0); }
  double height() const { return first.height() + (second ? second->height() : 0); }
  void draw(Sheet& sheet, double x, double y) const {
    sheet.text(first, x, y);
    if (second) sheet.text(*second, x, y + first.height());
  }
};

class Certificate {
 public:
  explicit Certificate(const Document& document) : document_(document), setter_(document.language) {}

  base::Result<std::vector<Sheet>> lay_out() {
    new_page();
    title();
    holder();
    for (std::size_t i = 0; i < document_.tables.size(); ++i) table(document_.tables[i], i);
    statement();
    if (auto done = closing(); !done) return tl::unexpected(done.error());
    feet();
    if (!missing_at_.empty())
      return base::fail(base::FailureCode::DocumentInvalid, missing_at_ + ": no font has one of its characters");
    return std::move(sheets_);
  }

 private:
  Sheet& sheet() { return sheets_.back(); }

  void new_page() {
    sheets_.push_back(Sheet{kWidth, kHeight, {}});
    if (document_.sample && !document_.sample_mark.empty())
      sheet().drawings.push_back(sample_marks(document_.sample_mark.text, kWidth, kHeight));
    y_ = kTop;
    if (sheets_.size() == 1) return;
    const Text running =
        setter_.fit(document_.title.text + "    " + document_.number, aligned(kSmall, Align::Right), kMeasure, 7);
    sheet().text(running, kLeft, kTop - mm(8));
    sheet().line(kLeft, kTop - mm(2.5), kRight, kTop - mm(2.5));
    y_ = kTop + mm(2);
  }
  bool room_for(double height) const { return y_ + height <= kBottom; }
  void need(double height) {
    if (!room_for(height)) new_page();
  }

  Text set(std::string_view text, const Style& style, double measure, const std::string& place) {
    Text it = setter_.set(text, style, measure);
    if (it.missing_glyphs() && missing_at_.empty()) missing_at_ = place;
    return it;
  }
  Pair pair(const Words& words, const Style& style, double measure, const std::string& place) {
    Pair it{set(words.text, style, measure, place), std::nullopt};
    if (!words.second.empty()) it.second = set(words.second, aligned(kSecond, style.align), measure, place);
    return it;
  }

  void title() {
    if (!document_.issuer.empty() && document_.seal.empty()) {
      const Text issuer = set(document_.issuer.text, aligned(kLabel, Align::Centre), kMeasure, "/issuer");
      sheet().text(issuer, kLeft, y_);
      y_ += issuer.height() + mm(2);
    }
    const Text heading = setter_.fit(document_.title.text, kTitle, kMeasure, 16);
    sheet().text(heading, kLeft, y_);
    y_ += heading.height();
    if (!document_.title.second.empty()) {
      const Text second = setter_.fit(document_.title.second, kTitleSecond, kMeasure, 8);
      sheet().text(second, kLeft, y_ + mm(0.5));
      y_ += second.height() + mm(0.5);
    }
    y_ += mm(6);
    sheet().line(kLeft, y_, kRight, y_, 1.4, kInk);
    sheet().line(kLeft, y_ + 2.6, kRight, y_ + 2.6, 0.4, kInk);
    y_ += mm(3.2);
    if (!document_.number.empty()) {
      const char* colon = document_.language.starts_with("zh") ? "：" : ": ";
      std::string line = document_.number_label.text + colon + document_.number;
      if (!document_.number_label.second.empty())
        line = document_.number_label.text + " " + document_.number_label.second + "  " + document_.number;
      const Text number = setter_.fit(line, aligned(kLabel, Align::Right), kMeasure, 7);
      sheet().text(number, kLeft, y_);
      y_ += number.height();
    }
    y_ += mm(4);
  }

  /// Two fields a line; one that doesn't fit half a line gets a line of its own.
  void holder() {
    const double label_width = mm(36), half = kMeasure / 2;
    std::size_t i = 0;
    const double begin = y_;
    while (i < document_.fields.size()) {
      const std::string place = "/fields/" + std::to_string(i);
      const auto fits_half = [&](std::size_t at) {
        if (at >= document_.fields.size()) return false;
        const Text text = setter_.set(document_.fields[at].value.reveal(), kBody, half - label_width - 2 * kPadX);
        return text.height() < kBody.points * kBody.line_height * 1.5;
      };
      const bool two = fits_half(i) && fits_half(i + 1);
      const double value_width = (two ? half : kMeasure) - label_width;
      std::vector<std::pair<Pair, Text>> cells;
      double height = 0;
      for (std::size_t at = i; at < i + (two ? 2U : 1U); ++at) {
        const Field& field = document_.fields[at];
        Style style = kBody;
        if (field.strong) style.weight = Weight::Bold;
        cells.emplace_back(pair(field.label, kLabel, label_width - 2 * kPadX, place),
                           set(field.value.reveal(), style, value_width - 2 * kPadX, place));
        height = std::max({height, cells.back().first.height(), cells.back().second.height()});
      }
      height += 2 * kPadY;
      need(height);
      double x = kLeft;
      for (const auto& [label, value] : cells) {
        sheet().box(x, y_, label_width, height, document_.sample ? std::nullopt : std::optional(kTint), kRule);
        label.draw(sheet(), x + kPadX, y_ + (height - label.height()) / 2);
        x += label_width;
        sheet().box(x, y_, value_width, height, std::nullopt, kRule);
        sheet().text(value, x + kPadX, y_ + (height - value.height()) / 2);
        x += value_width;
      }
      y_ += height;
      i += cells.size();
    }
    if (y_ > begin) y_ += mm(3.5);
  }

  struct Row {
    std::vector<Pair> cells;
    double height = 0;
  };

  void draw_row(const Row& row, const std::vector<double>& widths, bool head) {
    double x = kLeft;
    if (head) sheet().box(kLeft, y_, kMeasure, row.height, document_.sample ? std::nullopt : std::optional(kTint));
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      row.cells[c].draw(sheet(), x + kPadX * 0.7, y_ + (row.height - row.cells[c].height()) / 2);
      x += widths[c];
    }
    if (head) sheet().line(kLeft, y_, kRight, y_, 1.0, kInk);
    y_ += row.height;
    sheet().line(kLeft, y_, kRight, y_, head ? 0.7 : 0.4, head ? kInk : kRule);
  }

  // By weight; but where that would break a date or a sum and all the columns have room in one line, each gets what it
  // holds and its share of the rest.
  std::vector<double> column_widths(const Table& table, double pad, const std::string& place) {
    constexpr double kSpare = 1;  // what rounding takes
    std::vector<double> by_weight, needed(table.columns.size(), 0);
    double total = 0, all = 0;
    for (const Column& column : table.columns) total += column.weight;
    bool fits = true;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      by_weight.push_back(kMeasure * table.columns[c].weight / total);
      needed[c] = pair(table.columns[c].head, kHead, kMeasure, place + "/columns").width() + 2 * pad + kSpare;
      Style style = kBody;
      style.points = 12;
      for (const auto& row : table.rows)
        needed[c] =
            std::max(needed[c], set(row[c].reveal(), style, kMeasure, place + "/rows").width() + 2 * pad + kSpare);
      fits = fits && needed[c] <= by_weight[c];
      all += needed[c];
    }
    if (fits || all > kMeasure) return by_weight;
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      needed[c] += (kMeasure - all) * table.columns[c].weight / total;
    return needed;
  }

  void table(const Table& table, std::size_t index) {
    const std::string place = "/tables/" + std::to_string(index);
    const double pad = kPadX * 0.7;
    const std::vector<double> widths = column_widths(table, pad, place);
    std::vector<Align> aligns;
    for (std::size_t c = 0; c < table.columns.size(); ++c) aligns.push_back(align_of(table, c));
    Row head;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const Column& column = table.columns[c];
      head.cells.push_back(pair(column.head, aligned(kHead, aligns[c]), widths[c] - 2 * pad, place + "/columns"));
      head.height = std::max(head.height, head.cells.back().height() + 2 * kPadY);
    }
    const auto row_at = [&](std::size_t r) {
      Row row;
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        Style style = aligned(kBody, aligns[c]);
        style.points = 12;
        row.cells.push_back({set(table.rows[r][c].reveal(), style, widths[c] - 2 * pad, place + "/rows"), {}});
        row.height = std::max(row.height, row.cells.back().height() + 1.4 * kPadY);
      }
      return row;
    };
    double lead = head.height + (table.rows.empty() ? 0 : row_at(0).height);
    std::optional<Pair> caption;
    if (!table.caption.empty()) {
      caption = pair(table.caption, kCaption, kMeasure, place + "/caption");
      lead += caption->height() + mm(2);
    }
    need(lead);
    if (caption) {
      caption->draw(sheet(), kLeft, y_);
      y_ += caption->height() + mm(2);
    }
    draw_row(head, widths, true);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const Row row = row_at(r);
      if (!room_for(row.height)) {
        new_page();
        draw_row(head, widths, true);
      }
      draw_row(row, widths, false);
    }
    sheet().line(kLeft, y_, kRight, y_, 1.0, kInk);
    y_ += mm(3.5);
  }

  /// A short statement stays with the seal: a seal on a page without a word proves nothing.
  void statement() {
    double height = 0;
    for (const base::Secret& paragraph : document_.statement)
      height += setter_.set(paragraph.reveal(), kBody, kMeasure).height() + mm(1.6);
    if (height < mm(60)) need(height + mm(2) + kClosing);
    for (std::size_t i = 0; i < document_.statement.size(); ++i) {
      const Text text = set(document_.statement[i].reveal(), kBody, kMeasure, "/statement/" + std::to_string(i));
      need(text.height());
      sheet().text(text, kLeft, y_);
      y_ += text.height() + mm(1.6);
    }
  }

  /// The code to verify it on the left, unit, date and seal on the right: together on one page.
  base::Result<void> closing() {
    const double height = kClosing;
    y_ += mm(2);
    need(height);
    const double top = kBottom - height - y_ > mm(30) ? y_ + mm(8) : y_;
    const double right_width = mm(70);
    if (!document_.qr.empty()) {
      auto code = qr_code(document_.qr, kLeft - mm(3), top + (height - kQr) / 2, kQr);
      if (!code) return tl::unexpected(code.error());
      sheet().drawings.push_back(std::move(*code));
      const double x = kLeft + kQr, measure = kMeasure - right_width - kQr - mm(4);
      double y = top + (height - kQr) / 2 + mm(3);
      const auto put = [&](const Pair& it, double gap) {
        it.draw(sheet(), x, y);
        y += it.height() + gap;
      };
      put(pair(document_.verify, kHead, measure, "/verify"), mm(1.5));
      if (!document_.verify_code.empty()) {
        put(pair(document_.verify_code_label, kSmall, measure, "/verify_code_label"), 0);
        Style code_style = kHead;
        code_style.spacing = 0.6;
        const Text code_text = setter_.fit(document_.verify_code, code_style, measure, 6.5);
        sheet().text(code_text, x, y);
      }
    }
    const double centre = kRight - right_width / 2 + mm(4);
    const Pair unit = pair(document_.issuer, aligned(kBody, Align::Centre), right_width, "/issuer");
    const Text date = set(document_.issued_on, aligned(kBody, Align::Centre), right_width, "/issued_on");
    // The seal lies under the words, which stand in its free places: between the star and the line below it, and at
    // the ring's foot.
    const double middle = top + height / 2;
    if (!document_.seal.empty())
      sheet().drawings.push_back(round_seal(document_.seal.text,
                                            document_.sample ? document_.sample_mark.text : document_.seal_words.text,
                                            centre, middle, kSealRadius));
    const double unit_y = middle + kSealRadius * 0.38 - unit.first.height() / 2, left = centre - right_width / 2;
    const double date_y = std::max(unit_y + unit.first.height(), middle + kSealRadius * 0.87 - date.height() / 2);
    sheet().text(unit.first, left, unit_y);
    sheet().text(date, left, date_y);
    if (unit.second) sheet().text(*unit.second, left, date_y + date.height());
    y_ = top + height;
    return {};
  }

  void feet() {
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      Sheet& page = sheets_[i];
      double y = kBottom + mm(4);
      page.line(kLeft, y, kRight, y);
      y += mm(1.5);
      const std::string label = document_.page_label.empty()
                                    ? std::to_string(i + 1) + " / " + std::to_string(sheets_.size())
                                    : page_words(document_.page_label.text, i + 1, sheets_.size());
      const Text number = setter_.set(label, aligned(kSmall, Align::Right), mm(45));
      page.text(number, kRight - mm(45), y);
      for (const Words& words : document_.footer) {
        const Text text = setter_.fit(words.second.empty() ? words.text : words.text + "  " + words.second, kSmall,
                                      kMeasure - mm(45), 6.5);
        if (y + text.height() > kHeight - mm(8)) break;
        page.text(text, kLeft, y);
        y += text.height();
      }
    }
  }

  const Document& document_;
  Setter setter_;
  std::vector<Sheet> sheets_;
  double y_ = 0;
  std::string missing_at_;
};

}  // namespace

base::Result<std::vector<Sheet>> lay_out_certificate(const Document& document) {
  return Certificate(document).lay_out();
}

}  // namespace bianmin::kiosk::documents
