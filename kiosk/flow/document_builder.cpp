#include "kiosk/flow/document_builder.hpp"

#include "kiosk/flow/template.hpp"

namespace bianmin::kiosk {

std::shared_ptr<const PrintedDocument> build_document(const State& state, const PrintStep& step, int copy) {
  const Values& values = state.session->values;
  const i18n::Language& language = state.language;
  const auto text = [&](const Template& t, const Record* row = nullptr) {
    return fill(t, language, values, false, row).shown;
  };
  auto document = std::make_shared<PrintedDocument>();
  document->layout = step.layout;
  document->language = language;
  document->title = text(step.title);
  document->number = std::string(values.text(step.number));
  document->code = std::string(values.text(step.code));
  for (const auto& fact : step.facts)
    if (std::string value = text(fact.value); !value.empty())
      document->facts.push_back({fact.label.in(language), std::move(value)});
  if (step.table) {
    for (const auto& column : step.table->columns) document->heads.push_back(column.head.in(language));
    const Record* source = values.record(step.table->rows);
    if (const auto* rows = source == nullptr ? nullptr : source->list("rows"))
      for (const Record& row : *rows) {
        auto& cells = document->rows.emplace_back();
        for (const auto& column : step.table->columns) {
          const Value* value = row.field(column.field);
          cells.push_back(value == nullptr ? "" : format_value(*value, column.format, language, false).shown);
        }
      }
  }
  for (const auto& paragraph : step.paragraphs) document->paragraphs.push_back(text(paragraph));
  document->issuer = step.issuer.in(language);
  document->place = state.rules.place.in(language);
  document->issued_at = state.now;
  document->copy = copy;
  return document;
}

}  // namespace bianmin::kiosk
