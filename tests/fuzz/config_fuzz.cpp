// A terminal's configuration file: refused with file and line, or within the limits the flow counts on.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "kiosk/shell/config.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  using std::chrono::seconds;
  const auto config = kiosk::parse_config({reinterpret_cast<const char*>(data), size}, "kiosk.toml");
  if (!config) {
    if (config.error().code != base::FailureCode::ConfigInvalid || !config.error().detail.starts_with("kiosk.toml:"))
      std::abort();
    return 0;
  }
  const auto& rules = config->rules;
  if (rules.languages.empty() || rules.idle < seconds(20) || rules.idle > seconds(600)) std::abort();
  if (rules.idle_elder < seconds(60) || rules.left_after < seconds(5) || rules.answer_within < seconds(20))
    std::abort();
  if (config->keep_parked < std::chrono::hours(1) || config->keep_parked > std::chrono::hours(24)) std::abort();
  if (!config->sound_file.empty() && !rules.sample_data) std::abort();
  return 0;
}
