#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "i18n/language.hpp"
#include "i18n/phrase.hpp"
#include "kiosk/flow/service/service_spec.hpp"
#include "kiosk/session/value.hpp"

namespace bianmin::kiosk {

/// What an amount step takes now, in fen: its own limits, narrowed by those of the record it names. Where that leaves
/// nothing the step's own stand, and the platform says no.
struct AmountLimits {
  long long least = 0;
  long long most = 0;
};
AmountLimits amount_limits(const AmountStep& step, const Values& values);

/// The name of the answer that holds what is written while an amount is written: no service can give an answer this
/// name.
std::string written_name(const AmountStep& step);
/// Whether the amount is written on keys instead of chosen.
bool is_written(const AmountStep& step, const Values& values);
/// The fen of what was written so far: digits, at most six, and with a point at most two behind it ("35", "35.",
/// "35.5"). Nothing for the empty text and for anything else.
std::optional<long long> fen_from_written(std::string_view written);
/// What was written after one more key ("0" … "9", "point", "erase"); as it was when the key does not fit.
std::string after_key(const AmountStep& step, std::string_view written, std::string_view key);

/// The fen that stand there now: written so far, or chosen, or what the step starts with. Nothing when nothing is
/// written.
std::optional<long long> shown_amount(const AmountStep& step, const Values& values);
/// What is wrong with it, as the key of the sentence that says so; null when nothing is.
const char* amount_error(const AmountStep& step, const Values& values);
/// Whether the answer that was given can still be taken: what it is paid to may have become another.
bool fits_still(const AmountStep& step, const Values& values);
/// Keeps these fen as the answer.
void keep_amount(const AmountStep& step, Values& values, long long fen);

/// An amount as it stands in large figures: money without ".00".
i18n::Phrase amount_words(const i18n::Language& language, long long fen);

}  // namespace bianmin::kiosk
