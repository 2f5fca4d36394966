#include <boost/json.hpp>
#include <cmath>

#include "ui/screen/layout.hpp"

namespace bianmin::ui {
namespace {

namespace json = boost::json;

json::array rect_of(const Rect& r) {
  return {std::lround(r.x), std::lround(r.y), std::lround(r.width), std::lround(r.height)};
}

json::string_view kind_of(TargetKind kind) {
  switch (kind) {
    case TargetKind::Action: return "action";
    case TargetKind::Field: return "field";
    case TargetKind::Key: return "key";
    case TargetKind::Ink: return "ink";
  }
  return "action";
}

}  // namespace

std::string to_json(const Layout& layout, const std::string& page_id) {
  json::array targets, texts, spots;
  for (const auto& t : layout.targets)
    targets.push_back({{"id", t.id}, {"kind", kind_of(t.kind)}, {"rect", rect_of(t.rect)}, {"enabled", t.enabled}});
  for (const auto& item : layout.items)
    if (const auto* text = std::get_if<TextItem>(&item.what))
      texts.push_back({{"text", text->text}, {"rect", rect_of(item.rect)}, {"size", text->style.size}});
  for (const auto& s : layout.spots) spots.push_back({{"id", s.id}, {"rect", rect_of(s.rect)}});
  return json::serialize(json::object{{"page", page_id},
                                      {"size", {std::lround(layout.size.width), std::lround(layout.size.height)}},
                                      {"part", layout.body_page + 1},
                                      {"parts", layout.body_pages},
                                      {"targets", std::move(targets)},
                                      {"spots", std::move(spots)},
                                      {"texts", std::move(texts)}});
}

}  // namespace bianmin::ui
