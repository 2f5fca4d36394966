#include "offline/http_reply.hpp"

#include <algorithm>
#include <charconv>

#include "base/json.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::FailureCode;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::optional<std::uint64_t> leading_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return std::nullopt;
  return value;
}

struct Problem {
  FailureCode code{};
  std::string reason;  // by which rule, as a word of small letters; empty when none was given
};

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// What a problem document carries, if it is one.
std::optional<Problem> problem_in(const ReplyHead& head, std::string_view body) {
  if (head.content_type != "application/problem+json") return std::nullopt;
  const auto problem = base::parse_json(body, {.bytes = 64U << 10, .depth = 8});
  if (!problem || !problem->is_object()) return std::nullopt;
  const auto* code = problem->as_object().if_contains("code");
  if (code == nullptr || !code->is_string()) return std::nullopt;
  Problem found{base::failure_code_from(std::string_view(code->as_string())), {}};
  if (const auto* reason = problem->as_object().if_contains("reason"); reason != nullptr && reason->is_string())
    if (const std::string_view word(reason->as_string()); is_word(word)) found.reason = word;
  return found;
}

}  // namespace

void ReplyHead::add_line(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    *this = {};
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = lower_case(trim(line.substr(0, colon)));
  const std::string_view value = trim(line.substr(colon + 1));
  if (name == "content-type") content_type = lower_case(trim(value.substr(0, value.find(';'))));
  if (name == "retry-after") {
    constexpr std::uint64_t kDay = 86400;
    if (const auto seconds = leading_number(value))
      retry_after = std::chrono::seconds{static_cast<long long>(std::min(*seconds, kDay))};
  }
  if (name == "content-range" && lower_case(value).starts_with("bytes "))
    content_range_start = leading_number(value.substr(6));
}

base::Result<boost::json::value> interpret_reply(int status, const ReplyHead& head, std::string_view body,
                                                 std::size_t max_bytes) {
  const std::string place = "HTTP " + std::to_string(status);
  if (status >= 200 && status < 300) {
    if (body.empty()) return boost::json::value(nullptr);
    auto value = base::parse_json(body, {.bytes = max_bytes});
    if (!value) return fail(FailureCode::ReplyInvalid, place + ": the body is no JSON: " + value.error().detail);
    return value;
  }
  if (status == 429 || status == 503) return fail(FailureCode::PlatformBusy, place);
  const auto problem = problem_in(head, body);
  if (problem && problem->code == FailureCode::NotEligible && !problem->reason.empty())
    return fail(problem->code, "reason " + problem->reason);
  if (problem && problem->code != FailureCode::Internal) return fail(problem->code, place);
  if (status >= 500) return fail(FailureCode::PlatformError, place);
  // A problem document with a code this version doesn't know is still the platform's own refusal.
  if (problem && status >= 400) return fail(FailureCode::RequestRefused, place + " with a code unknown here");
  return fail(FailureCode::ReplyInvalid, place + " without a problem document");
}

}  // namespace bianmin::offline
