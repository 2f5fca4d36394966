#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/records/local_text.hpp"

namespace bianmin::platform {

/// One part of a bundle: who does it, in how many working days, and what the resident reads about it.
struct BundleItem {
  std::string id;
  LocalText title;
  std::string unit;  ///< an id that Dispatch::find knows
  int days = 0;
  std::map<std::string, LocalText, std::less<>> texts;  ///< by status, where it has words of its own
};

/// 一件事: services whose one case is done by several units side by side. Immutable.
class Bundles {
 public:
  /// Reads {"texts": {status: text}, "services": {service: {item: {"title","unit","days","texts"}}}}. At most 50
  /// services of 20 items. The reader keeps what was wrong.
  void read(base::JsonReader reader, const std::function<bool(std::string_view)>& knows_unit);
  /// The service's items in the order they are shown; null when the service is no bundle.
  const std::vector<BundleItem>* items(std::string_view service) const;
  const BundleItem* find(std::string_view service, std::string_view item) const;
  /// The item's words for this step, or the standard ones; {item}, {unit} and {deadline} are replaced.
  LocalText text(std::string_view status, std::string_view service, std::string_view item, const LocalText& title,
                 const LocalText& unit, base::CivilDate deadline) const;
  const std::map<std::string, std::vector<BundleItem>, std::less<>>& all() const { return services_; }

 private:
  std::map<std::string, std::vector<BundleItem>, std::less<>> services_;
  std::map<std::string, LocalText, std::less<>> texts_;
};

}  // namespace bianmin::platform
