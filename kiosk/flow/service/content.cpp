#include "kiosk/flow/service/content.hpp"

namespace bianmin::kiosk {

const ServiceSpec* Content::service(std::string_view id) const {
  for (const auto& candidate : services)
    if (candidate.id == id) return &candidate;
  return nullptr;
}

}  // namespace bianmin::kiosk
