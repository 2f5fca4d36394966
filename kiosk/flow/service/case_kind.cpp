#include "kiosk/flow/service/case_kind.hpp"

namespace bianmin::kiosk {
namespace {

std::string_view text_of(const Record& record, std::string_view name) {
  const Value* value = record.field(name);
  return value == nullptr ? std::string_view{} : value->text.reveal();
}

const ChooseOption* category_of(const ServiceSpec& service, std::string_view category) {
  for (const StepSpec& step : service.steps) {
    const auto* choose = std::get_if<ChooseStep>(&step.action);
    if (choose == nullptr || choose->field != "category") continue;
    for (const ChooseOption& option : choose->options)
      if (option.value == category) return &option;
  }
  return nullptr;
}

}  // namespace

const ServiceSpec* service_of_case(const Content& content, const Record& found) {
  if (const auto* named = content.service(text_of(found, "service"))) return named;
  const std::string_view category = text_of(found, "category");
  if (const auto* own = content.service(category)) return own;
  for (const ServiceSpec& service : content.services)
    if (category_of(service, category) != nullptr) return &service;
  return nullptr;
}

LocalizedText matter_of_case(const Content& content, const Record& found) {
  const ServiceSpec* service = service_of_case(content, found);
  if (service == nullptr) {
    // Filed by a service that this terminal does not have: the platform knows what it is called.
    const Value* title = found.field("service_title");
    return title == nullptr ? LocalizedText{} : title->label;
  }
  const ChooseOption* category = category_of(*service, text_of(found, "category"));
  LocalizedText words;
  for (const auto& language : service->title.languages()) {
    i18n::Phrase text = service->title.phrase(language);
    if (category != nullptr) {
      const std::string between = language.primary() == "zh" ? "：" : ": ";
      const i18n::Phrase& label = category->label.phrase(language);
      text.shown += between + label.shown;
      text.spoken += between + label.spoken;
    }
    words.set(language, std::move(text));
  }
  return words;
}

}  // namespace bianmin::kiosk
