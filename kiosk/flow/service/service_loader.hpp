#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "kiosk/flow/service/service_spec.hpp"

namespace bianmin::kiosk {

/// Limits of a service document.
inline constexpr std::size_t kMaxServiceBytes = 256U << 10;
inline constexpr std::size_t kMaxServices = 200;

/// Reads one service document. ServiceInvalid with "file: /path: reason" for what is unknown, missing, untranslated
/// (every text in every language of `languages`), unreachable, undefined (a template that names no answer) or without
/// an end. `languages` usually is zh-CN and en.
base::Result<ServiceSpec> load_service(std::string_view json, std::string_view file_name,
                                       const std::vector<i18n::Language>& languages);

/// Every *.json of a directory, ordered by `order`, then id. ServiceInvalid for the first broken file, and for an id
/// that stands twice.
base::Result<std::vector<ServiceSpec>> load_services(const std::filesystem::path& directory,
                                                     const std::vector<i18n::Language>& languages);

/// What stands together in a service and can't be seen from one step alone; "" when all is well.
std::string check_service(const ServiceSpec& service);

}  // namespace bianmin::kiosk
