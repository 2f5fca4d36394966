#pragma once

#include "base/json.hpp"
#include "kiosk/flow/service/service_spec.hpp"

namespace bianmin::kiosk {

/// Limits inside a document.
inline constexpr std::size_t kMaxSteps = 40;
inline constexpr std::size_t kMaxOptions = 40;

/// Reads the parts of one service document; every text must be there in every language. What is wrong is refused at its
/// place in the JsonReader. Private to the loader: service_reader.cpp reads the service, step_readers.cpp its steps.
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
  When condition(JsonReader in);
  IdentifyStep identify(JsonReader in);
  std::vector<ChooseOption> options(JsonReader in);
  ChooseStep choose(JsonReader in);
  TickStep tick(JsonReader in);
  DateBound bound(JsonReader in);
  DateStep date(JsonReader in);
  PhotoStep photo(JsonReader in);
  SignStep sign(JsonReader in);
  ui::CalloutKind callout_kind(JsonReader in, ui::CalloutKind usual);
  FormStep form(JsonReader in);
  static bool is_member_path(std::string_view path);
  std::map<std::string, std::string> names(JsonReader in);
  QueryStep query(JsonReader in);
  std::vector<ReviewFact> facts(JsonReader in);
  std::vector<ReviewColumn> columns(JsonReader in);
  ReviewStep review(JsonReader in);
  ListStep list(JsonReader in);
  BillsStep bills(JsonReader in);
  PayStep pay(JsonReader in);
  SubmitStep submit(JsonReader in);
  PrintStep print(JsonReader in);
  DoneStep done(JsonReader in);
  RateStep rate(JsonReader in);

  const std::vector<i18n::Language>& languages_;
};

}  // namespace bianmin::kiosk
