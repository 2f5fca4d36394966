#pragma once

#include <string_view>

#include "base/failure.hpp"

namespace bianmin::base {

/// What a log line may say besides its event's name: a closed set, none of which can hold a resident's data.
struct LogFields {
  std::string_view part;        // a device's or module's name: "card", "outbox"
  std::string_view service;     // a ServiceId
  std::string_view step;        // a step's id
  std::string_view code;        // a failure code
  std::string_view detail;      // a Failure's detail
  std::string_view version;     // of content or software
  long long count = -1;         // a number of things
  long long milliseconds = -1;  // how long something took
};

enum class LogLevel { Debug, Info, Warning, Error };

/// Writes one line to standard error, which systemd takes into the journal. Any thread. `event` is a fixed name in
/// kebab-case ("card-read", "outbox-sent").
void log(LogLevel level, std::string_view event, const LogFields& fields = {});
inline void log_failure(std::string_view event, const Failure& failure, std::string_view part = {}) {
  log(LogLevel::Warning, event, {.part = part, .code = to_string(failure.code), .detail = failure.detail});
}
/// Lines below this level are dropped. Default Info. Call before starting threads.
void set_log_level(LogLevel level);

}  // namespace bianmin::base
