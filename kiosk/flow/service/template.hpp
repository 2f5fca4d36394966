#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "i18n/localized_text.hpp"
#include "i18n/phrase.hpp"
#include "kiosk/session/value.hpp"

namespace bianmin::kiosk {

/// One place of a template: "{record.id_number|masked}" → {"record.id_number", "masked"}.
struct TemplatePlace {
  std::string name;
  std::string format;
};
std::vector<TemplatePlace> template_places(std::string_view text);

/// The forms a value can take: masked (identity number or telephone), full (identity number; paper only), phone, date,
/// weekday (a date with its day of the week), datetime, money (yuan as "380.00", or fen as "38000"), capital (yuan as
/// "380.00", in the characters of receipts: 叁佰捌拾元整), number, case (said by its characters).
bool is_value_format(std::string_view format);

/// How a value is shown and said. What does not parse as its format is shown as it is.
i18n::Phrase format_value(const Value& value, std::string_view format, const i18n::Language& language,
                          bool private_mode);

/// The template's text in a language, its places filled from the session. A clause (up to ，。；· or their English
/// kin) whose values are all missing is left out: "编号 {case.number}。承办单位：{case.unit}" without a unit ends after
/// the number. `row` is what "{row.…}" names, or null. In private mode (headphones) masked numbers are said whole.
i18n::Phrase fill(const i18n::LocalizedText& text, const i18n::Language& language, const Values& values,
                  bool private_mode, const Record* row = nullptr);

}  // namespace bianmin::kiosk
