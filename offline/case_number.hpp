#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::offline {

/// A case's number, "LC07-2611-00981-7": terminal, year and month in China, sequence in that month, and a Luhn check
/// digit over the nine digits between.
class CaseNumber {
 public:
  static constexpr int kMaxSequence = 99999;

  /// `terminal` as in TerminalIdentity, `month` from `month_of`, `sequence` from 1 to kMaxSequence.
  static CaseNumber make(std::string_view terminal, int month, int sequence);
  /// InputInvalid says what is wrong; a mistyped digit is found by the check digit.
  static base::Result<CaseNumber> parse(std::string_view text);
  /// YYMM in China, 2611 for November 2026.
  static int month_of(base::Instant instant);

  const std::string& text() const { return text_; }
  std::string_view terminal() const { return std::string_view(text_).substr(0, text_.find('-')); }
  int month() const { return month_; }
  int sequence() const { return sequence_; }

  friend bool operator==(const CaseNumber&, const CaseNumber&) = default;
  friend std::strong_ordering operator<=>(const CaseNumber&, const CaseNumber&) = default;

 private:
  CaseNumber(std::string text, int month, int sequence) : text_(std::move(text)), month_(month), sequence_(sequence) {}
  std::string text_;
  int month_, sequence_;
};

/// True for 2 to 12 characters of A-Z and 0-9.
bool is_terminal_id(std::string_view text);

}  // namespace bianmin::offline
