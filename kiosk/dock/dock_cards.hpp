#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bianmin::dock {

/// A card to put on the reader.
struct DockCard {
  enum class Group { Resident, Unusual, Faulty };
  Group group = Group::Resident;
  std::string label;  // "王秀兰 · wang-xiulan"
  std::filesystem::path file;
};

/// The card files of a folder, residents first, then the unusual and the faulty; by name within a group. Files that are
/// no cards are left out.
std::vector<DockCard> cards_in(const std::filesystem::path& folder);

}  // namespace bianmin::dock
