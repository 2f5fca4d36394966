#include "kiosk/flow/papers/document_builder.hpp"

#include <algorithm>

#include "base/secret.hpp"
#include "i18n/format.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {
namespace {

class Builder {
 public:
  explicit Builder(const State& state) : state_(state), language_(state.language), values_(state.session->values) {}

  std::shared_ptr<const PrintedDocument> build(const PrintStep& step) {
    auto document = std::make_shared<PrintedDocument>();
    document->layout = step.layout;
    document->language = language_;
    document->title = label(step.title);
    document->number = std::string(values_.text(step.number));
    document->code = std::string(values_.text(step.code));
    const bool certificate = step.layout == "certificate";
    if (!step.sign.empty()) {
      if (const auto strokes = state_.session->strokes.find(step.sign); strokes != state_.session->strokes.end()) {
        document->signature = std::string(strokes->second.reveal());
        document->signature_label = words("paper.signature");
      }
    }
    const bool receipt = step.layout == "receipt";
    // A number that was given for money is a receipt's, whatever it is printed on.
    const bool paid = receipt || is_paid(step.number);
    document->number_label = words(certificate ? "paper.certificate_number"
                                   : paid      ? "paper.receipt_number"
                                               : "paper.your_number");
    document->code_label = words(certificate ? "paper.scan_to_verify" : "paper.scan_for_progress");
    if (certificate) {
      if (const auto at = document->code.rfind("c="); at != std::string::npos) {
        document->verify_label = words("paper.verify_code");
        document->verify_code = document->code.substr(at + 2);
      }
    } else {
      // How to follow it is told only where there is a code to follow it by.
      document->steps_title = words(document->code.empty() ? "paper.please_note" : "paper.how_to_follow");
    }
    if (step.layout != "slip") document->page_label = state_.content->texts.phrase(language_, "paper.page").shown;
    if (receipt) document->seal_words.text = state_.content->texts.phrase(i18n::kChinese, "paper.receipt_seal").shown;
    for (const auto& fact : step.facts)
      if (std::string value = text(fact.value); !value.empty())
        document->facts.push_back({label(fact.label), std::move(value), fact.strong});
    if (step.table) add_table(*step.table, *document);
    for (const auto& paragraph : step.paragraphs) document->paragraphs.push_back(text(paragraph));
    document->issuer = label(step.issuer);
    document->issued_on = i18n::date(language_, base::to_china_time(state_.now)).shown;
    document->sample = state_.rules.sample_data;
    if (document->sample) document->sample_mark = state_.content->texts.phrase(language_, "paper.sample").shown;
    return document;
  }

 private:
  /// "payment.receipt", where a pay step brings "payment".
  bool is_paid(const std::string& number) const {
    const auto& steps = current_service(state_)->steps;
    return std::any_of(steps.begin(), steps.end(), [&](const StepSpec& step) {
      const auto* pay = std::get_if<PayStep>(&step.action);
      return pay != nullptr && number == pay->into + ".receipt";
    });
  }
  std::string text(const Template& words) const { return fill(words, language_, values_, false).shown; }
  Label label(const LocalizedText& words) const {
    const bool second = language_ != i18n::kChinese;
    return {text(words), second ? fill(words, i18n::kChinese, values_, false).shown : std::string()};
  }
  Label words(std::string_view key) const {
    const auto& texts = state_.content->texts;
    const bool second = language_ != i18n::kChinese;
    return {texts.phrase(language_, key).shown, second ? texts.phrase(i18n::kChinese, key).shown : std::string()};
  }
  void add_table(const DocumentTable& table, PrintedDocument& document) const {
    for (const auto& column : table.columns) document.heads.push_back(label(column.head));
    const Record* source = values_.record(table.rows);
    const auto* rows = source == nullptr ? nullptr : source->list("rows");
    if (rows == nullptr) return;
    for (const Record& row : *rows) {
      auto& cells = document.rows.emplace_back();
      for (const auto& column : table.columns) {
        const Value* value = row.field(column.field);
        cells.push_back(value == nullptr ? "" : format_value(*value, column.format, language_, false).shown);
      }
    }
  }

  const State& state_;
  const i18n::Language& language_;
  const Values& values_;
};

}  // namespace

std::shared_ptr<const PrintedDocument> build_document(const State& state, const PrintStep& step) {
  return Builder(state).build(step);
}

PrintedDocument::~PrintedDocument() {
  for (auto* text : {&number, &code, &verify_code, &title.text, &title.second, &signature}) base::wipe(*text);
  for (auto& fact : facts) base::wipe(fact.value);
  for (auto& row : rows)
    for (auto& cell : row) base::wipe(cell);
  for (auto& paragraph : paragraphs) base::wipe(paragraph);
}

}  // namespace bianmin::kiosk
