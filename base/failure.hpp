#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace bianmin::base {

/// Everything that can go wrong in a way the product expects. The list is `failure_codes.inc`; each has a sentence
/// for the resident (`failure.<CODE>` in the catalogues), a hint for the staff (`failure.<CODE>.staff`) and an entry
/// in docs/failure-codes.md; tests/lint holds the three together.
enum class FailureCode {
#define BIANMIN_FAILURE(name, code) name,
#include "base/failure_codes.inc"
#undef BIANMIN_FAILURE
};

/// The code that staff read and residents can quote, for example "CARD-02". Static storage.
std::string_view to_string(FailureCode code);

/// The failure with this code, or `Internal` when there is none.
FailureCode failure_code_from(std::string_view code);

/// What went wrong. `detail` is for staff and logs: it names the file, field, place and reason, and never holds a
/// resident's data.
struct Failure {
  FailureCode code{};
  std::string detail;

  friend bool operator==(const Failure&, const Failure&) = default;
};

template <class T>
using Result = tl::expected<T, Failure>;

/// `return fail(FailureCode::CardMute, "no answer to SELECT");`
inline tl::unexpected<Failure> fail(FailureCode code, std::string detail = {}) {
  return tl::unexpected<Failure>(Failure{code, std::move(detail)});
}

}  // namespace bianmin::base
