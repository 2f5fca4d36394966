#include "ui/screen/panel/panel.hpp"

namespace bianmin::ui {

Pieces number_panel(const Field& field, double width, Builder& b) {
  const Theme& t = b.theme();
  const auto type = [](std::string sign, double span = 1) { return Key{"key:type:" + sign, sign, Icon::None, span}; };
  KeyRow last;
  switch (field.kind) {
    case FieldKind::IdNumber: last = {type("X"), type("0")}; break;
    case FieldKind::Amount: last = {type("."), type("0")}; break;
    default: last = {type("0", 2)}; break;
  }
  const bool written = !field.value.empty();
  last.push_back({"key:erase", b.word("screen.erase"), Icon::Erase, 1, written, false, true});
  std::vector<KeyRow> rows{
      {type("1"), type("2"), type("3")}, {type("4"), type("5"), type("6")}, {type("7"), type("8"), type("9")}, last};
  for (auto& row : rows)
    for (auto& key : row) key.large = !key.word;
  return key_rows(std::move(rows), width, t.px(104), t.px(t.portrait() ? 156 : 168), t.px(28), b);
}

}  // namespace bianmin::ui
