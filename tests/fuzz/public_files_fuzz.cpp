// The files an administrator puts on the platform: public data, what may be booked, what is suggested, bundles,
// residents with their bills and meters. Taken or refused with a place; what was taken can be shown. Links
// bianmin_platform_parsers.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/records/reference.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;

template <class Outcome>
void must_tell(const Outcome& outcome) {
  if (!outcome && outcome.error().detail.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = base::parse_json({reinterpret_cast<const char*>(data), size}, {.bytes = 512 << 10, .depth = 12});
  if (!value) return 0;
  const base::CivilDate day{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{22}};
  for (const char* name : {"environment", "announcements", "public-a"}) {
    const auto dataset = parse_public_dataset(name, *value, name);
    must_tell(dataset);
    if (dataset && !base::parse_json(dataset->render(day))) std::abort();
  }
  const auto plan = SlotPlan::parse(*value, "slots");
  must_tell(plan);
  if (plan && plan->days(day, {}).empty()) std::abort();
  must_tell(parse_suggestions(*value, "suggestions"));
  must_tell(Dispatch::parse(*value, "dispatch"));
  const auto resident = parse_resident(*value, "resident");
  must_tell(resident);
  if (resident)
    for (const Meter& meter : resident->meters)
      if (why_not(meter, meter.least) || why_not(meter, meter.most) || !why_not(meter, meter.most + 100)) std::abort();
  return 0;
}
