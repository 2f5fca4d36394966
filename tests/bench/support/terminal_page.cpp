#include "tests/bench/support/terminal_page.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "kiosk/shell/control.hpp"

namespace bianmin::tests {
namespace json = boost::json;

const TerminalPage::Target* TerminalPage::target(const std::string& wanted) const {
  for (const auto& candidate : targets)
    if (candidate.id == wanted) return &candidate;
  return nullptr;
}

TerminalPage ask_page(const std::filesystem::path& control) {
  TerminalPage page;
  const auto answer = kiosk::ask_control(control, R"({"do":"page"})");
  if (!answer) return page;
  const auto parsed = base::parse_json(*answer, {4U << 20, 24});
  if (!parsed || !parsed->is_object() || !parsed->as_object().contains("geometry")) return page;
  const json::object& all = parsed->as_object();
  const json::object& geometry = all.at("geometry").as_object();
  const auto text = [](const json::value& value) { return std::string(std::string_view(value.as_string())); };
  page.id = text(all.at("id"));
  page.text = text(all.at("text"));
  page.link_up = all.at("link_up").as_bool();
  const json::array& origin = geometry.at("origin").as_array();
  const auto area = [&](const json::value& thing) {
    const json::array& rect = thing.at("rect").as_array();
    const auto side = [&](std::size_t i) {
      return static_cast<int>(rect[i].as_int64() + (i < 2 ? origin[i].as_int64() : 0));
    };
    return Area{side(0), side(1), side(2), side(3)};
  };
  for (const auto& target : geometry.at("targets").as_array())
    page.targets.push_back({text(target.at("id")), {}, area(target), target.at("enabled").as_bool()});
  for (const auto& words : geometry.at("texts").as_array())
    page.words.push_back({text(words.at("text")), area(words), static_cast<int>(words.at("size").to_number<double>())});
  for (const auto& named : all.at("controls").as_array())
    for (auto& target : page.targets)
      if (target.id == text(named.at("id"))) target.label = text(named.at("label"));
  return page;
}

}  // namespace bianmin::tests
