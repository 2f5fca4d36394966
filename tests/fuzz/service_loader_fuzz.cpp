// A service document from outside: refused with a reason, or whole.
#include <cstdint>
#include <cstdlib>

#include "kiosk/flow/service/service_loader.hpp"
#include "kiosk/flow/service/template.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const std::vector<i18n::Language> languages{i18n::Language::chinese(), i18n::Language::english()};
  const auto service = kiosk::load_service(text, "fuzz.json", languages);
  if (!service) {
    if (!service.error().detail.starts_with("fuzz.json: ")) std::abort();
    return 0;
  }
  if (service->steps.empty() || !kiosk::check_service(*service).empty()) std::abort();
  const kiosk::Values nothing;
  for (const auto& step : service->steps)
    for (const auto& language : languages) kiosk::fill(step.title, language, nothing, false);
  return 0;
}
