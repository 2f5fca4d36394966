#include "platform/records/bundle.hpp"

#include <algorithm>

namespace bianmin::platform {
namespace {

using base::JsonReader;

constexpr const char* kPartStatuses[] = {"dispatched", "in_progress", "answered", "reopened"};
constexpr std::size_t kMostItems = 20;
constexpr std::size_t kMostServices = 50;

bool is_part_status(std::string_view status) {
  return std::find(std::begin(kPartStatuses), std::end(kPartStatuses), status) != std::end(kPartStatuses);
}

BundleItem read_item(std::string_view id, JsonReader reader, const std::function<bool(std::string_view)>& knows_unit) {
  reader.only({"title", "unit", "days", "texts"});
  if (!is_slug(id)) reader.refuse("its name must be of small letters, digits and hyphens");
  BundleItem item{std::string(id), LocalText::read(reader.member("title"), 200), {}, 0, {}};
  JsonReader unit = reader.member("unit");
  item.unit = unit.string(64);
  if (unit.ok() && !knows_unit(item.unit)) unit.refuse("names an unknown unit");
  item.days = static_cast<int>(reader.member("days").integer(1, 365));
  if (JsonReader texts = reader.optional_member("texts"); texts.present())
    texts.each_member([&](std::string_view status, JsonReader text) {
      if (!is_part_status(status)) text.refuse("is for an unknown status");
      item.texts.emplace(std::string(status), LocalText::read(text, 500));
    });
  return item;
}

}  // namespace

void Bundles::read(JsonReader reader, const std::function<bool(std::string_view)>& knows_unit) {
  reader.only({"texts", "services"});
  JsonReader texts = reader.member("texts");
  for (const char* status : kPartStatuses) texts_.emplace(status, LocalText::read(texts.member(status), 500));
  reader.member("services").each_member([&](std::string_view service, JsonReader items) {
    if (!is_slug(service)) items.refuse("its name must be of small letters, digits and hyphens");
    if (services_.size() == kMostServices) items.refuse("has 50 before it, which is the most");
    std::vector<BundleItem> read;
    items.each_member([&](std::string_view id, JsonReader item) {
      if (read.size() == kMostItems) item.refuse("has 20 before it, which is the most");
      read.push_back(read_item(id, item, knows_unit));
    });
    if (read.empty()) items.refuse("must have an item");
    services_.emplace(std::string(service), std::move(read));
  });
}

const std::vector<BundleItem>* Bundles::items(std::string_view service) const {
  const auto found = services_.find(service);
  return found == services_.end() ? nullptr : &found->second;
}

const BundleItem* Bundles::find(std::string_view service, std::string_view item) const {
  const auto* known = items(service);
  if (known == nullptr) return nullptr;
  const auto found =
      std::find_if(known->begin(), known->end(), [&](const BundleItem& each) { return each.id == item; });
  return found == known->end() ? nullptr : &*found;
}

LocalText Bundles::text(std::string_view status, std::string_view service, std::string_view item,
                        const LocalText& title, const LocalText& unit, base::CivilDate deadline) const {
  const auto standard = texts_.find(status);
  LocalText words = standard == texts_.end() ? LocalText{} : standard->second;
  if (const BundleItem* known = find(service, item))
    if (const auto own = known->texts.find(status); own != known->texts.end()) words = own->second;
  return words.filled("{item}", title).filled("{unit}", unit).filled("{deadline}", day_words(deadline));
}

}  // namespace bianmin::platform
