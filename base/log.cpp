#include "base/log.hpp"

#include <string>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace bianmin::base {
namespace {

spdlog::logger& logger() {
  static spdlog::logger instance = [] {
    spdlog::logger made("bianmin", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    made.set_level(spdlog::level::info);
    return made;
  }();
  return instance;
}

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::Debug: return spdlog::level::debug;
    case LogLevel::Info: return spdlog::level::info;
    case LogLevel::Warning: return spdlog::level::warn;
    case LogLevel::Error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

void set_log_level(LogLevel level) { logger().set_level(level_of(level)); }

void log(LogLevel level, std::string_view event, const LogFields& fields) {
  std::string line(event);
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    line.append(" ").append(name).append("=");
    const bool quote = value.find(' ') != std::string_view::npos;
    if (quote) line += '"';
    for (const char c : value) line += (c == '"' || (c >= 0 && c < ' ') || c == '\x7f') ? '\'' : c;
    if (quote) line += '"';
  };
  add("part", fields.part);
  add("service", fields.service);
  add("step", fields.step);
  add("code", fields.code);
  add("version", fields.version);
  if (fields.count >= 0) add("count", std::to_string(fields.count));
  if (fields.milliseconds >= 0) add("ms", std::to_string(fields.milliseconds));
  add("detail", fields.detail);
  logger().log(level_of(level), line);
}

}  // namespace bianmin::base
