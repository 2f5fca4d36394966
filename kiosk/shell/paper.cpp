#include "kiosk/shell/paper.hpp"

#include <algorithm>

namespace bianmin::kiosk {
namespace {

documents::Words words(const Label& label) { return {label.text, label.second}; }

}  // namespace

documents::Document document_of(const PrintedDocument& from, documents::Media roll) {
  documents::Document to;
  const bool sheet = from.layout != "slip";
  to.kind = sheet ? documents::Kind::Certificate : documents::Kind::Slip;
  to.media = sheet ? documents::Media::A4 : roll;
  to.language = from.language.tag();
  to.title = words(from.title);
  to.issuer = words(from.issuer);
  to.number_label = words(from.number_label);
  to.number = from.number;
  to.qr = from.code;
  to.verify = words(from.code_label);
  to.verify_code_label = words(from.verify_label);
  to.verify_code = from.verify_code;
  to.page_label = documents::Words(from.page_label);
  to.issued_on = from.issued_on;
  to.signature_label = words(from.signature_label);
  to.signature = base::Secret(from.signature);
  to.sample = from.sample;
  to.sample_mark = documents::Words(from.sample_mark);
  to.seal_words = words(from.seal_words);
  if (sheet) to.seal = documents::Words(from.issuer.second.empty() ? from.issuer.text : from.issuer.second);
  for (const auto& fact : from.facts) to.fields.push_back({words(fact.label), base::Secret(fact.value), fact.strong});
  if (!from.heads.empty()) {
    documents::Table table;
    for (std::size_t i = 0; i < from.heads.size(); ++i) {
      // A column is as wide as its longest text asks for, within limits that leave the others readable.
      std::size_t longest = from.heads[i].text.size();
      for (const auto& row : from.rows)
        if (i < row.size()) longest = std::max(longest, row[i].size());
      table.columns.push_back({words(from.heads[i]), std::clamp(double(longest) / 12, 0.7, 2.5)});
    }
    for (const auto& row : from.rows) {
      auto& cells = table.rows.emplace_back();
      for (const auto& cell : row) cells.emplace_back(cell);
    }
    to.tables.push_back(std::move(table));
  }
  if (sheet) {
    for (const auto& paragraph : from.paragraphs) to.statement.emplace_back(paragraph);
  } else {
    to.steps_title = words(from.steps_title);
    for (const auto& paragraph : from.paragraphs) to.steps.emplace_back(paragraph);
  }
  return to;
}

}  // namespace bianmin::kiosk
