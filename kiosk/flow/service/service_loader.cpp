#include "kiosk/flow/service/service_loader.hpp"

#include "base/json.hpp"
#include "kiosk/flow/service/service_reader.hpp"

namespace bianmin::kiosk {

using base::fail;
using base::FailureCode;
using base::JsonReader;

const StepSpec* ServiceSpec::step(std::string_view step_id) const {
  for (const auto& candidate : steps)
    if (candidate.id == step_id) return &candidate;
  return nullptr;
}

base::Result<ServiceSpec> load_service(std::string_view json, std::string_view file_name,
                                       const std::vector<i18n::Language>& languages) {
  const std::string name(file_name);
  auto document = base::parse_json(json, {kMaxServiceBytes, 16});
  if (!document) return fail(FailureCode::ServiceInvalid, name + ": " + document.error().detail);
  JsonReader reader(*document, name);
  ServiceSpec service = ServiceReader(languages).service(reader);
  if (!reader.ok()) return fail(FailureCode::ServiceInvalid, reader.error());
  if (std::string reason = check_service(service); !reason.empty())
    return fail(FailureCode::ServiceInvalid, name + ": " + reason);
  return service;
}

}  // namespace bianmin::kiosk
