#include "ui/screen/panel/panel.hpp"

namespace bianmin::ui {
namespace {

KeyRow letters(std::string_view of, bool capitals) {
  KeyRow row;
  for (const char c : of) {
    const std::string letter(1, static_cast<char>(capitals ? c - 'a' + 'A' : c));
    row.push_back({"key:type:" + letter, letter});
  }
  return row;
}

}  // namespace

Pieces english_panel(const Field&, double width, Builder& b) {
  const Theme& t = b.theme();
  const Writing& w = b.local().writing;
  if (w.layer != KeyLayer::Main) return other_layer(w.layer, false, width, b);
  KeyRow third = letters("zxcvbnm", w.capitals);
  third.insert(third.begin(), {"key:capitals", "⇧", Icon::None, 1.5, true, w.capitals});
  third.push_back({"key:erase", "", Icon::Erase, 1.5});
  KeyRow last{{"key:layer:numbers", "123", Icon::None, 2, true, false, true},
              {"key:type:@", "@"},
              {"key:type: ", b.word("screen.space"), Icon::None, 4, true, false, true},
              {"key:type:.", "."},
              {"key:layer:signs", ", ?", Icon::None, 2, true, false, true}};
  return key_rows({letters("qwertyuiop", w.capitals), letters("asdfghjkl", w.capitals), third, last}, width, t.px(100),
                  t.px(132), t.px(24), b);
}

}  // namespace bianmin::ui
