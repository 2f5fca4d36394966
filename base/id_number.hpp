#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::base {

/// A resident identity number: 18 characters whose birth date exists and whose check character is right
/// (GB 11643-1999; foreign permanent residents' 2023 numbers follow the same check).
class IdNumber {
 public:
  /// Accepts full-width digits and a small x. InputInvalid, with no part of the number in the detail.
  static Result<IdNumber> parse(std::string_view text);
  const Secret& secret() const { return value_; }
  /// "370***********1234": the first three and the last four.
  std::string masked() const;
  /// The last four characters.
  std::string tail() const;
  /// Civil birth date as YYYYMMDD.
  int birth_date() const;
  /// True when the sequence number is odd.
  bool male() const;

  friend bool operator==(const IdNumber&, const IdNumber&) = default;
  friend std::strong_ordering operator<=>(const IdNumber& a, const IdNumber& b) { return a.value_ <=> b.value_; }

 private:
  explicit IdNumber(Secret value) : value_(std::move(value)) {}
  Secret value_;
};

/// The check character for the first 17 digits ("10X98765432" indexed by the weighted sum mod 11).
/// `digits` holds at least 17 decimal digits.
char id_check_character(std::string_view digits);

}  // namespace bianmin::base
