// All services of a folder.
#include <algorithm>

#include "base/file.hpp"
#include "kiosk/flow/service/service_loader.hpp"

namespace bianmin::kiosk {

using base::fail;
using base::FailureCode;

base::Result<std::vector<ServiceSpec>> load_services(const std::filesystem::path& directory,
                                                     const std::vector<i18n::Language>& languages) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".json") files.push_back(it->path());
  if (error) return fail(FailureCode::ContentMissing, directory.string() + ": " + error.message());
  if (files.size() > kMaxServices)
    return fail(FailureCode::ServiceInvalid,
                directory.string() + ": more than " + std::to_string(kMaxServices) + " services");
  std::sort(files.begin(), files.end());
  std::vector<ServiceSpec> services;
  for (const auto& file : files) {
    auto text = base::read_file(file, kMaxServiceBytes);
    if (!text) return fail(FailureCode::ServiceInvalid, file.filename().string() + ": " + text.error().detail);
    auto service = load_service(*text, file.filename().string(), languages);
    if (!service) return tl::unexpected(service.error());
    for (const auto& other : services)
      if (other.id == service->id)
        return fail(FailureCode::ServiceInvalid, file.filename().string() + ": /id: \"" + other.id + "\" stands twice");
    services.push_back(std::move(*service));
  }
  std::stable_sort(services.begin(), services.end(), [](const auto& a, const auto& b) {
    return std::pair(a.order, std::string_view(a.id)) < std::pair(b.order, std::string_view(b.id));
  });
  return services;
}

}  // namespace bianmin::kiosk
