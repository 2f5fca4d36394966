// The amount step.

#include "kiosk/flow/service/service_reader.hpp"
#include "kiosk/flow/service/yuan.hpp"

namespace bianmin::kiosk {
namespace {

using base::JsonReader;

// What a terminal's keys can write, and no meter takes more.
constexpr long long kMostFen = 99'999'900;
constexpr std::size_t kMostPresets = 8;

long long fen(JsonReader in) {
  const auto value = fen_from_yuan(in.string(16));
  if (value && *value > 0 && *value <= kMostFen) return *value;
  in.refuse("must be yuan with two decimals, more than 0.00 and at most 999999.00");
  return 100;
}

}  // namespace

template <>
AmountStep ServiceReader::read<AmountStep>(JsonReader in) {
  in.only(
      {BIANMIN_STEP_MEMBERS, "field", "label", "presets", "least", "most", "step", "unit", "start", "limits", "facts"});
  AmountStep s;
  s.field = identifier(in.member("field"));
  s.label = text(in.member("label"));
  if (auto unit = in.optional_member("unit"); unit.present()) s.unit = fen(unit);
  // Every amount that can be reached must be one that can be taken.
  const auto amount = [&](JsonReader reader, long long least, long long most) {
    const long long value = fen(reader);
    if (!reader.ok()) return value;
    if (value % s.unit != 0) reader.refuse("is no multiple of \"unit\"");
    if (value < least) reader.refuse("is less than \"least\"");
    if (value > most) reader.refuse("is more than \"most\"");
    return value;
  };
  s.least = amount(in.member("least"), 0, kMostFen);
  s.most = amount(in.member("most"), s.least, kMostFen);
  auto presets = in.member("presets");
  presets.each([&](JsonReader preset) {
    if (s.presets.size() >= kMostPresets) return preset.refuse("is one preset too many");
    const long long value = amount(preset, s.least, s.most);
    if (!s.presets.empty() && value <= s.presets.back()) preset.refuse("must be more than the one before it");
    s.presets.push_back(value);
  });
  if (s.presets.size() < 2) presets.refuse("must hold at least two amounts");
  s.step = amount(in.member("step"), 0, kMostFen);
  if (auto start = in.optional_member("start"); start.present())
    s.start = amount(start, s.least, s.most);
  else
    s.start = s.presets.empty() ? s.least : s.presets.front();
  if (auto limits = in.optional_member("limits"); limits.present()) s.limits = identifier(limits);
  if (auto facts = in.optional_member("facts"); facts.present()) s.facts = this->facts(facts);
  return s;
}

}  // namespace bianmin::kiosk
