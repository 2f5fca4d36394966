#pragma once

#include "tests/bench/terminal/subject.hpp"

namespace bianmin::tests {

/// Each prints its rows as JSON lines on standard output, and what else it saw on standard error; false when
/// something could not be measured. `rounds` as README.md says.
bool measure_starts(Scene& scene, int rounds, int idle_seconds);
bool measure_touches(Scene& scene, int rounds);
bool measure_card(Scene& scene, const std::filesystem::path& card, int rounds);
bool measure_voice(const std::filesystem::path& share, const std::filesystem::path& folder, int rounds);
/// `journeys` is the folder of the journeys that are played.
bool measure_memory(const std::filesystem::path& programs, const std::filesystem::path& journeys);

}  // namespace bianmin::tests
