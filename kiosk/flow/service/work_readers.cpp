// The kinds of steps that ask the platform, send, print.
#include "kiosk/flow/service/service_reader.hpp"

namespace bianmin::kiosk {

using base::JsonReader;

template <>
QueryStep ServiceReader::read<QueryStep>(JsonReader in) {
  in.only(
      {BIANMIN_STEP_MEMBERS, "operation", "into", "input", "must_have_rows", "nothing", "public", "optional", "taken"});
  QueryStep s;
  auto operation = in.member("operation");
  s.operation = operation.string(128);
  if (s.operation != "cases" && !s.operation.starts_with("record.") && !s.operation.starts_with("certificate.") &&
      !s.operation.starts_with("reserve.") && !s.operation.starts_with("preference."))
    operation.refuse("is no known operation (record.…, certificate.…, reserve.…, preference.…, cases)");
  s.into = identifier(in.member("into"));
  if (auto input = in.optional_member("input"); input.present()) s.input = names(input);
  if (auto rows = in.optional_member("must_have_rows"); rows.present()) s.must_have_rows = rows.boolean();
  if (auto open = in.optional_member("public"); open.present()) s.open = open.boolean();
  if (auto optional = in.optional_member("optional"); optional.present()) s.optional = optional.boolean();
  if (auto taken = in.optional_member("taken"); taken.present()) s.taken = identifier(taken);
  s.nothing = s.must_have_rows ? text(in.member("nothing")) : optional_text(in.optional_member("nothing"));
  return s;
}

template <>
PayStep ServiceReader::read<PayStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "bill_kind", "bills", "into", "amount"});
  PayStep s{identifier(in.member("bill_kind")), identifier(in.member("bills")), identifier(in.member("into")), {}};
  if (auto amount = in.optional_member("amount"); amount.present()) s.amount = identifier(amount);
  return s;
}

template <>
SubmitStep ServiceReader::read<SubmitStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "content", "into", "answer_within_working_days"});
  SubmitStep s;
  s.content = names(in.member("content"));
  s.into = identifier(in.member("into"));
  s.answer_within_working_days = int(in.member("answer_within_working_days").integer(1, 365));
  return s;
}

template <>
PrintStep ServiceReader::read<PrintStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "printer", "layout", "document_title", "number", "code", "facts", "table",
           "paragraphs", "issuer", "optional", "sign", "offer", "offer_note"});
  PrintStep s;
  auto printer = in.member("printer");
  s.printer = printer.string(16);
  if (s.printer != "a4" && s.printer != "slip") printer.refuse("is no known printer (a4, slip)");
  auto layout = in.member("layout");
  s.layout = layout.string(16);
  if (s.layout != "certificate" && s.layout != "receipt" && s.layout != "slip")
    layout.refuse("is no known layout (certificate, receipt, slip)");
  if (s.layout != "slip" && s.printer != "a4") layout.refuse("needs the printer a4");
  s.title = text(in.member("document_title"));
  if (auto number = in.optional_member("number"); number.present()) s.number = number.string(128);
  if (auto code = in.optional_member("code"); code.present()) s.code = code.string(128);
  if (auto signature = in.optional_member("sign"); signature.present()) s.sign = identifier(signature);
  s.facts = facts(in.member("facts"));
  if (auto table = in.optional_member("table"); table.present()) {
    table.only({"rows", "columns"});
    s.table = DocumentTable{identifier(table.member("rows")), columns(table.member("columns"))};
  }
  if (auto paragraphs = in.optional_member("paragraphs"); paragraphs.present())
    paragraphs.each([&](JsonReader paragraph) {
      if (s.paragraphs.size() >= kMaxOptions) return paragraph.refuse("is one paragraph too many");
      s.paragraphs.push_back(text(paragraph));
    });
  s.issuer = text(in.member("issuer"));
  if (auto optional = in.optional_member("optional"); optional.present()) s.optional = optional.boolean();
  s.offer = optional_text(in.optional_member("offer"));
  if (auto note = in.optional_member("offer_note"); note.present()) {
    if (s.offer.empty()) note.refuse("needs an \"offer\" to stand under");
    s.offer_note = text(note);
  }
  return s;
}

}  // namespace bianmin::kiosk
