#include "kiosk/documents/document.hpp"

namespace bianmin::kiosk::documents {
namespace {

using base::FailureCode;

// Above what any paper of ours needs; below what would keep the typesetter busy for long.
constexpr std::size_t kMostText = 4000;  // bytes of one text
constexpr std::size_t kMostShort = 600;  // bytes of a label or a cell
constexpr std::size_t kMostFields = 60, kMostParagraphs = 40, kMostTables = 8, kMostColumns = 12;
constexpr std::size_t kMostRows = 480;  // forty years, month by month
constexpr std::size_t kMostStrokes = 64U << 10;
constexpr std::size_t kMostCode = 1200;

/// Looks at the parts of a document, and keeps what was wrong first.
class Checker {
 public:
  base::Result<void> run(const Document& document) {
    d_ = &document;
    if (d_->title.empty()) refuse("/title", "missing");
    if (d_->kind == Kind::Certificate && d_->media != Media::A4) refuse("/media", "a certificate is A4");
    for (const auto& [place, words] : {std::pair{"/issuer", &d_->issuer},
                                       {"/title", &d_->title},
                                       {"/number_label", &d_->number_label},
                                       {"/signature_label", &d_->signature_label},
                                       {"/steps_title", &d_->steps_title},
                                       {"/seal", &d_->seal},
                                       {"/seal_words", &d_->seal_words},
                                       {"/sample_mark", &d_->sample_mark},
                                       {"/verify", &d_->verify},
                                       {"/verify_code_label", &d_->verify_code_label},
                                       {"/page_label", &d_->page_label}})
      words_fit(place, *words);
    for (const auto& [place, text] : {std::pair{"/language", &d_->language},
                                      {"/number", &d_->number},
                                      {"/issued_on", &d_->issued_on},
                                      {"/verify_code", &d_->verify_code}})
      fits(place, text->size(), kMostShort);
    fits("/qr", d_->qr.size(), kMostCode);
    fits("/signature", d_->signature.size(), kMostStrokes);
    lists();
    tables();
    if (failed_.empty()) return {};
    return base::fail(FailureCode::DocumentInvalid, failed_);
  }

 private:
  void refuse(const std::string& place, const std::string& what) {
    if (failed_.empty()) failed_ = place + ": " + what;
  }
  void fits(const std::string& place, std::size_t size, std::size_t most) {
    if (size > most) refuse(place, "longer than " + std::to_string(most) + " bytes");
  }
  void few(const std::string& place, std::size_t count, std::size_t most) {
    if (count > most) refuse(place, "more than " + std::to_string(most));
  }
  void words_fit(const std::string& place, const Words& words) {
    fits(place, words.text.size(), kMostShort);
    fits(place, words.second.size(), kMostShort);
  }
  void lists() {
    few("/fields", d_->fields.size(), kMostFields);
    few("/statement", d_->statement.size(), kMostParagraphs);
    few("/steps", d_->steps.size(), kMostParagraphs);
    few("/footer", d_->footer.size(), kMostParagraphs);
    if (!failed_.empty()) return;
    for (std::size_t i = 0; i < d_->fields.size(); ++i) {
      words_fit("/fields/" + std::to_string(i), d_->fields[i].label);
      fits("/fields/" + std::to_string(i), d_->fields[i].value.size(), kMostText);
    }
    for (std::size_t i = 0; i < d_->statement.size(); ++i)
      fits("/statement/" + std::to_string(i), d_->statement[i].size(), kMostText);
    for (std::size_t i = 0; i < d_->steps.size(); ++i) {
      fits("/steps/" + std::to_string(i), d_->steps[i].text.size(), kMostText);
      fits("/steps/" + std::to_string(i), d_->steps[i].second.size(), kMostText);
    }
    for (std::size_t i = 0; i < d_->footer.size(); ++i) words_fit("/footer/" + std::to_string(i), d_->footer[i]);
  }
  void tables() {
    few("/tables", d_->tables.size(), kMostTables);
    if (!failed_.empty()) return;
    for (std::size_t i = 0; i < d_->tables.size(); ++i) {
      const Table& table = d_->tables[i];
      const std::string place = "/tables/" + std::to_string(i);
      words_fit(place + "/caption", table.caption);
      if (table.columns.empty() || table.columns.size() > kMostColumns)
        return refuse(place + "/columns", "not 1 to " + std::to_string(kMostColumns));
      for (const Column& column : table.columns) {
        words_fit(place + "/columns", column.head);
        if (!(column.weight > 0 && column.weight <= 1000)) refuse(place + "/columns", "a weight is not above 0");
      }
      few(place + "/rows", table.rows.size(), kMostRows);
      if (!failed_.empty()) return;
      for (const auto& row : table.rows) {
        if (row.size() != table.columns.size()) return refuse(place + "/rows", "one is not as long as the head");
        for (const base::Secret& cell : row) fits(place + "/rows", cell.size(), kMostShort);
      }
    }
  }

  const Document* d_ = nullptr;
  std::string failed_;
};

}  // namespace

base::Result<void> check(const Document& document) { return Checker().run(document); }

}  // namespace bianmin::kiosk::documents
