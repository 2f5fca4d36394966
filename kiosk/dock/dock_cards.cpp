#include "kiosk/dock/dock_cards.hpp"

#include <algorithm>
#include <tuple>

#include "base/json.hpp"

namespace bianmin::dock {
namespace fs = std::filesystem;
namespace {

// A file is called after its person; what is wrong or unusual follows, or stands first.
DockCard::Group group_of(const std::string& stem, const boost::json::object& card) {
  if (stem.starts_with("fault-") || stem == "expired" || stem == "wrong-number") return DockCard::Group::Faulty;
  const bool plain = !card.contains("faults") && stem != "long-name" && stem.find("-rare-name") == std::string::npos &&
                     stem.find("-no-record") == std::string::npos;
  return plain ? DockCard::Group::Resident : DockCard::Group::Unusual;
}

}  // namespace

std::vector<DockCard> cards_in(const fs::path& folder) {
  std::vector<DockCard> cards;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().extension() != ".json") continue;
    const auto document = base::read_json_file(entry.path());
    if (!document || !document->is_object()) continue;
    const auto& card = document->as_object();
    const std::string stem = entry.path().stem().string();
    const auto* name = card.if_contains("name");
    const std::string person =
        name != nullptr && name->is_string() ? std::string(std::string_view(name->as_string())) + " · " : "";
    cards.push_back({group_of(stem, card), person + stem, entry.path()});
  }
  std::sort(cards.begin(), cards.end(), [](const DockCard& a, const DockCard& b) {
    return std::tuple(a.group, a.file.stem()) < std::tuple(b.group, b.file.stem());
  });
  return cards;
}

}  // namespace bianmin::dock
