#pragma once

#include <filesystem>
#include <map>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::offline {

/// How far case numbers may have been used, kept beside the database so that a number is never given twice even when
/// the database is lost. Numbers are reserved in blocks, so the file is written once in kBlock cases.
class CaseSequence {
 public:
  static constexpr int kBlock = 20;

  /// Reads the file. A missing one is empty, or lost when it is `expected`; a damaged one is lost.
  CaseSequence(std::filesystem::path file, bool expected);

  /// The first number of a month that the database knows nothing of: behind all that earlier runs may have used. `now`
  /// places it when the file is lost too.
  int first_unused(int month, base::Instant now) const;
  /// Makes sure that `sequence` lies within what is reserved. StoreUnavailable or StoreFull.
  base::Result<void> reserve(int month, int sequence);

 private:
  std::filesystem::path file_;
  std::map<int, int> at_start_;  // month → highest number that may have been used before this run
  std::map<int, int> reserved_;  // the same, with what was reserved since
  bool lost_ = false;
};

}  // namespace bianmin::offline
