#pragma once

#include <string>

#include "base/failure.hpp"
#include "kiosk/dock/papers.hpp"
#include "kiosk/dock/visit.hpp"

namespace bianmin::dock {

/// summary.json: how the visit went, what was printed, which cases there are, how long all took (milliseconds).
std::string summary_json(const Options& options, const Visit& visit, const std::vector<Paper>& papers,
                         double speech_seconds);

/// The same in a few lines for a person.
std::string summary_text(const Options& options, const Visit& visit, const std::vector<Paper>& papers,
                         double speech_seconds);

/// Length of a 16-bit mono WAV file in seconds; 0 when it isn't one.
double wav_seconds(const std::filesystem::path& file);

}  // namespace bianmin::dock
