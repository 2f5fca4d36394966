// The kinds of steps that ask.
#include "kiosk/flow/service/service_reader.hpp"

#include <charconv>

namespace bianmin::kiosk {

using base::JsonReader;

template <>
IdentifyStep ServiceReader::read<IdentifyStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "methods", "accepts_slip", "optional", "companion"});
  IdentifyStep s;
  auto methods = in.member("methods");
  methods.each([&](JsonReader method) {
    const std::string name = method.string(32);
    if (name == "card")
      s.methods.push_back(IdentifyMethod::Card);
    else if (name == "code")
      s.methods.push_back(IdentifyMethod::Code);
    else
      method.refuse("is no known method (card, code)");
  });
  // One way alone shuts somebody out: a card can be forgotten, a telephone not be owned.
  if (s.methods.size() != 2 || s.methods[0] == s.methods[1]) methods.refuse("must offer at least two ways");
  if (auto slip = in.optional_member("accepts_slip"); slip.present()) s.accepts_slip = slip.boolean();
  if (auto optional = in.optional_member("optional"); optional.present()) s.optional = optional.boolean();
  if (auto companion = in.optional_member("companion"); companion.present()) s.companion = companion.boolean();
  return s;
}

template <>
ChooseStep ServiceReader::read<ChooseStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "options"});
  ChooseStep s{identifier(in.member("field")), options(in.member("options"))};
  if (s.options.size() < 2) in.member("options").refuse("must hold at least two options");
  return s;
}

template <>
TickStep ServiceReader::read<TickStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "options", "least", "most"});
  TickStep s{identifier(in.member("field")), options(in.member("options")), 1, kMaxOptions};
  const auto count = static_cast<long long>(s.options.size());
  if (count < 2) in.member("options").refuse("must hold at least two options");
  s.most = s.options.size();
  if (auto least = in.optional_member("least"); least.present()) s.least = std::size_t(least.integer(0, count));
  if (auto most = in.optional_member("most"); most.present()) s.most = std::size_t(most.integer(1, count));
  if (s.most < s.least) in.member("most").refuse("is less than \"least\"");
  return s;
}

// "2020-01-31", "today", "today+30", "today-365".
DateBound ServiceReader::bound(JsonReader in) {
  const std::string text = in.string(16);
  if (!text.starts_with("today")) {
    if (auto day = base::parse_civil_date(text)) return {*day, 0};
    in.refuse("is no date (2020-01-31, today, today+30)");
    return {};
  }
  int days = 0;
  if (text.size() > 5) {
    const char* from = text.data() + (text[5] == '+' ? 6 : 5);
    const auto [end, error] = std::from_chars(from, text.data() + text.size(), days);
    const bool sign = text[5] == '+' || text[5] == '-';
    if (!sign || error != std::errc{} || end != text.data() + text.size() || days < -60'000 || days > 60'000 ||
        *from == '+')
      in.refuse("is no date (2020-01-31, today, today+30)");
  }
  return {std::nullopt, days};
}

template <>
DateStep ServiceReader::read<DateStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "label", "earliest", "latest", "start"});
  DateStep s{identifier(in.member("field")),
             text(in.member("label")),
             bound(in.member("earliest")),
             bound(in.member("latest")),
             {}};
  auto start = in.optional_member("start");
  s.start = start.present() ? bound(start) : s.latest;
  const auto both = [](const DateBound& a, const DateBound& b) { return a.day.has_value() == b.day.has_value(); };
  const bool disordered = both(s.earliest, s.latest) && (s.earliest.day ? *s.latest.day < *s.earliest.day
                                                                        : s.latest.from_today < s.earliest.from_today);
  if (disordered) in.member("latest").refuse("is before \"earliest\"");
  return s;
}

template <>
PhotoStep ServiceReader::read<PhotoStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "subject", "most"});
  PhotoStep s{identifier(in.member("field")), text(in.member("subject")), 3};
  if (auto most = in.optional_member("most"); most.present()) s.most = std::size_t(most.integer(1, 3));
  return s;
}

template <>
SignStep ServiceReader::read<SignStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "statement"});
  return {identifier(in.member("field")), text(in.member("statement"))};
}

template <>
FormStep ServiceReader::read<FormStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "input", "label", "hint", "min", "max", "required", "phrases", "memo"});
  FormStep s;
  s.field = identifier(in.member("field"));
  auto input = in.member("input");
  const std::string name = input.string(32);
  if (name == "chinese")
    s.input = ui::FieldKind::Chinese;
  else if (name == "digits")
    s.input = ui::FieldKind::Digits;
  else if (name == "id-number")
    s.input = ui::FieldKind::IdNumber;
  else if (name == "phone")
    s.input = ui::FieldKind::Phone;
  else if (name == "amount")
    s.input = ui::FieldKind::Amount;
  else if (name == "english")
    s.input = ui::FieldKind::English;
  else
    input.refuse("is no known input (chinese, digits, id-number, phone, amount, english)");
  s.label = text(in.member("label"));
  s.hint = optional_text(in.optional_member("hint"));
  s.max_characters = std::size_t(in.member("max").integer(1, 2000));
  if (auto min = in.optional_member("min"); min.present())
    s.min_characters = std::size_t(min.integer(0, static_cast<long long>(s.max_characters)));
  if (auto required = in.optional_member("required"); required.present()) s.required = required.boolean();
  if (auto phrases = in.optional_member("phrases"); phrases.present())
    phrases.each([&](JsonReader phrase) {
      if (s.phrases.size() >= kMaxOptions) return phrase.refuse("is one phrase too many");
      s.phrases.push_back(text(phrase));
    });
  if (auto memo = in.optional_member("memo"); memo.present()) {
    s.memo = memo.boolean();
    if (s.memo && s.input != ui::FieldKind::Chinese) memo.refuse("is for chinese fields only");
  }
  return s;
}

template <>
ListStep ServiceReader::read<ListStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "rows", "into", "row_title", "row_note", "always_ask", "icon"});
  ListStep s{identifier(in.member("rows")),
             identifier(in.member("into")),
             text(in.member("row_title")),
             text(in.member("row_note")),
             false,
             ui::Icon::Document};
  if (auto ask = in.optional_member("always_ask"); ask.present()) s.always_ask = ask.boolean();
  if (auto own = in.optional_member("icon"); own.present()) s.icon = icon(own);
  return s;
}

template <>
BillsStep ServiceReader::read<BillsStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "rows", "into", "row_title", "row_note"});
  return {identifier(in.member("rows")), identifier(in.member("into")), text(in.member("row_title")),
          text(in.member("row_note"))};
}

}  // namespace bianmin::kiosk
