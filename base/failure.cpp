#include "base/failure.hpp"

#include <array>
#include <utility>

namespace bianmin::base {
namespace {

constexpr std::array kCodes{
#define BIANMIN_FAILURE(name, code) std::pair{FailureCode::name, std::string_view{code}},
#include "base/failure_codes.inc"
#undef BIANMIN_FAILURE
};

}  // namespace

std::string_view to_string(FailureCode code) { return kCodes.at(static_cast<std::size_t>(code)).second; }

FailureCode failure_code_from(std::string_view code) {
  for (const auto& [value, text] : kCodes)
    if (text == code) return value;
  return FailureCode::Internal;
}

}  // namespace bianmin::base
