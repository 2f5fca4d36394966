#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/working_days.hpp"
#include "i18n/catalogue.hpp"
#include "kiosk/flow/service/service_spec.hpp"

namespace bianmin::kiosk {

/// What administrators push: services, texts, the calendar of working days. Immutable; a new version is a new value.
struct Content {
  int version = 0;  // 0: as installed
  i18n::Catalogue texts;
  std::vector<ServiceSpec> services;
  base::Calendar calendar;

  const ServiceSpec* service(std::string_view id) const;
};

}  // namespace bianmin::kiosk
