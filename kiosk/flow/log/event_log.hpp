#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "kiosk/flow/visit/effect.hpp"
#include "kiosk/flow/visit/event.hpp"

namespace bianmin::kiosk {

/// Limits of an event log.
inline constexpr std::size_t kMaxLogLine = 64U << 10;
inline constexpr std::size_t kMaxLogFile = 256U << 20;
inline constexpr int kEventLogFormat = 1;

/// The first line of a log.
struct LogHeader {
  int format = kEventLogFormat;
  std::string software;
  int content = 0;  // version in force when the log began
  std::string terminal;
  std::string language;  // BCP 47
  /// How things stood when the log began, of a log that goes on after another (log_snapshot.hpp); empty at a start.
  boost::json::object state;
  friend bool operator==(const LogHeader&, const LogHeader&) = default;
};
std::string encode_header(const LogHeader& header);
/// InputInvalid says what is wrong.
base::Result<LogHeader> decode_header(std::string_view line);

/// Writes what happened to the terminal as lines of JSON from which a run can be replayed and nobody be known. Of a
/// resident's data only the shape is written: a card's holder becomes "person 2 of this visit", a text the same number
/// of 某 and 0, a platform's answer its members without their values, a job its ordinal; the seed, UUIDs and case
/// numbers are left out. Not thread-safe.
class EventLogWriter {
 public:
  /// One line without its line feed, at most kMaxLogLine long. `effects` are what the event led to, `page_after` the id
  /// of the page that stood then.
  std::string line(const Event& event, const Effects& effects, base::Instant at, std::string_view page_after);

 private:
  // Who was met in this visit, to tell one from another; wiped when the visit ends.
  int person(std::string_view who);
  // Which of the parked visits of this log; their ids say nothing of anybody, but lie in a file's name.
  std::uint64_t parked(const std::string& id);
  std::uint64_t job(const std::string& id) const;

  std::vector<base::Secret> people_;
  bool visit_ = false;
  std::vector<std::string> parked_;
  std::map<std::string, std::uint64_t> jobs_;  // the last jobs and their ordinals since the log began
  std::uint64_t printed_ = 0;
};

/// A line read back. Its event holds made-up people and texts of the same shape.
struct LoggedEvent {
  base::Instant at{};
  Event event;
  std::string page_after;
  std::uint64_t job = 0;               // PrinterReported, PrintNotPossible: the how-manieth Print effect; 0: another's
  std::optional<int> content_version;  // ContentChanged: the event has no content, the reader has to find it
};

/// Reads one line. InputInvalid says what is wrong with it.
base::Result<LoggedEvent> decode(std::string_view line);

}  // namespace bianmin::kiosk
