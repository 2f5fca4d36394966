#include "offline/case_sequence.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "base/file.hpp"
#include "offline/case_number.hpp"

namespace bianmin::offline {
namespace {

constexpr std::size_t kMonthsKept = 24;

}  // namespace

CaseSequence::CaseSequence(std::filesystem::path file, bool expected) : file_(std::move(file)) {
  std::error_code error;
  if (!std::filesystem::exists(file_, error)) {
    lost_ = expected;
    return;
  }
  const auto text = base::read_file(file_, 4096);
  if (!text) {
    lost_ = true;
    return;
  }
  std::istringstream lines(*text);
  int month = 0, sequence = 0;
  while (lines >> month >> sequence) {
    const bool sound = month % 100 >= 1 && month % 100 <= 12 && month >= 1 && month <= 9912 && sequence >= 1 &&
                       sequence <= CaseNumber::kMaxSequence;
    if (!sound) break;
    at_start_[month] = sequence;
  }
  lost_ = !lines.eof() || at_start_.empty();
  reserved_ = at_start_;
}

int CaseSequence::first_unused(int month, base::Instant now) const {
  const auto found = at_start_.find(month);
  if (found != at_start_.end()) return found->second + 1;
  if (!lost_) return 1;
  // Nothing is known: the upper half, by the minute, which few terminals reach and none twice.
  const base::LocalTime t = base::to_china_time(now);
  return 50000 + ((t.day - 1) * 24 + t.hour) * 60 + t.minute;
}

base::Result<void> CaseSequence::reserve(int month, int sequence) {
  const auto found = reserved_.find(month);
  if (found != reserved_.end() && sequence <= found->second) return {};
  auto grown = reserved_;
  grown[month] = std::min(sequence + kBlock - 1, CaseNumber::kMaxSequence);
  while (grown.size() > kMonthsKept) grown.erase(grown.begin());
  std::string text;
  for (const auto& [each, last] : grown) {
    char line[32];
    std::snprintf(line, sizeof line, "%d %d\n", each, last);
    text += line;
  }
  if (auto written = base::write_file_durably(file_, text); !written) return written;
  reserved_ = std::move(grown);
  return {};
}

}  // namespace bianmin::offline
