#pragma once

#include "base/json.hpp"
#include "kiosk/flow/service/service_spec.hpp"

namespace bianmin::kiosk {

/// Limits inside a document.
inline constexpr std::size_t kMaxSteps = 40;
inline constexpr std::size_t kMaxOptions = 40;

// What every step may have.
#define BIANMIN_STEP_MEMBERS "id", "kind", "title", "lead", "progress", "when"

/// Reads the parts of one service document; every text must be there in every language. What is wrong is refused at its
/// place in the JsonReader. Private to the loader: service_reader.cpp reads the service, …_readers.cpp its steps.
class ServiceReader {
 public:
  explicit ServiceReader(const std::vector<i18n::Language>& languages) : languages_(languages) {}

  ServiceSpec service(base::JsonReader in);

 private:
  using JsonReader = base::JsonReader;

  std::string identifier(JsonReader in);
  LocalizedText text(JsonReader in);
  LocalizedText optional_text(JsonReader in);
  ui::Icon icon(JsonReader in);
  Need need(JsonReader in);
  std::map<std::string, boost::json::value, std::less<>> rehearsal(JsonReader in);
  StepSpec step(JsonReader in);
  /// What a step of this kind has of its own.
  template <class Step>
  Step read(JsonReader in);
  When condition(JsonReader in);
  std::vector<ChooseOption> options(JsonReader in);
  DateBound bound(JsonReader in);
  ui::CalloutKind callout_kind(JsonReader in, ui::CalloutKind usual);
  static bool is_member_path(std::string_view path);
  std::map<std::string, std::string> names(JsonReader in);
  std::vector<ReviewFact> facts(JsonReader in);
  std::vector<ReviewColumn> columns(JsonReader in);

  const std::vector<i18n::Language>& languages_;
};

template <>
IdentifyStep ServiceReader::read<IdentifyStep>(JsonReader in);
template <>
ChooseStep ServiceReader::read<ChooseStep>(JsonReader in);
template <>
FormStep ServiceReader::read<FormStep>(JsonReader in);
template <>
QueryStep ServiceReader::read<QueryStep>(JsonReader in);
template <>
ReviewStep ServiceReader::read<ReviewStep>(JsonReader in);
template <>
ListStep ServiceReader::read<ListStep>(JsonReader in);
template <>
SubmitStep ServiceReader::read<SubmitStep>(JsonReader in);
template <>
PrintStep ServiceReader::read<PrintStep>(JsonReader in);
template <>
DoneStep ServiceReader::read<DoneStep>(JsonReader in);
template <>
RateStep ServiceReader::read<RateStep>(JsonReader in);
template <>
TickStep ServiceReader::read<TickStep>(JsonReader in);
template <>
DateStep ServiceReader::read<DateStep>(JsonReader in);
template <>
PhotoStep ServiceReader::read<PhotoStep>(JsonReader in);
template <>
SignStep ServiceReader::read<SignStep>(JsonReader in);
template <>
BillsStep ServiceReader::read<BillsStep>(JsonReader in);
template <>
PayStep ServiceReader::read<PayStep>(JsonReader in);
template <>
AmountStep ServiceReader::read<AmountStep>(JsonReader in);

}  // namespace bianmin::kiosk
