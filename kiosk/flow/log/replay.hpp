#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/log/event_log.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// One replayed event.
struct ReplayedEvent {
  std::size_t line = 0;  // from 1; the header is line 1
  base::Instant at{};
  std::string event;     // its name
  std::string page;      // the page's id after it
  std::string recorded;  // what the log says it was
  bool matches() const { return page == recorded; }
};

struct Replay {
  LogHeader header;
  std::vector<ReplayedEvent> events;
  std::size_t mismatches = 0;
  /// "line 17, press: the log has social-proof/print, the replay social-proof/review"; one line each, at most `limit`.
  std::string report(std::size_t limit = 20) const;
};

/// The content of a version, or null when it is not at hand.
using ContentOf = std::function<std::shared_ptr<const Content>(int version)>;

/// Plays a log on a fresh state with these rules. InputInvalid names the line and the reason (over a limit, not a line
/// of this format, a content version that is not at hand).
base::Result<Replay> replay(std::string_view log, Rules rules, const ContentOf& content);

}  // namespace bianmin::kiosk
