// A log from outside: refused by line, or replayed; what is read once and written again says the same.
#include <cstdint>
#include <cstdlib>

#include "kiosk/flow/log/log_snapshot.hpp"
#include "kiosk/flow/log/replay.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto event = kiosk::decode(text)) {
    const std::string line = kiosk::EventLogWriter().line(event->event, {}, event->at, event->page_after);
    if (line.size() > kiosk::kMaxLogLine || !kiosk::decode(line)) std::abort();
  }
  kiosk::Rules rules;
  rules.terminal = "LC07";
  if (const auto header = kiosk::decode_header(text); header && !header->state.empty()) {
    const auto state = kiosk::state_of(header->state, rules, nullptr);
    if (state && !kiosk::state_of(kiosk::snapshot_of(*state), rules, nullptr)) std::abort();
  }
  (void)kiosk::replay(text, rules, [](int) { return nullptr; });
  return 0;
}
