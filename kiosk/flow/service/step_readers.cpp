// The kinds of steps.
#include "kiosk/flow/service/service_reader.hpp"

#include <algorithm>
#include <charconv>

#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {

using base::JsonReader;

// What every step may have.
#define BIANMIN_STEP_MEMBERS "id", "kind", "title", "lead", "progress", "when"

When ServiceReader::condition(JsonReader in) {
  in.only({"field", "equals", "one_of", "not_empty", "has"});
  When when{in.member("field").string(128), When::Test::OneOf, {}};
  int tests = 0;
  const auto test = [&](const char* name, When::Test kind) {
    auto member = in.optional_member(name);
    if (!member.present()) return;
    ++tests;
    when.test = kind;
    if (kind == When::Test::Filled) {
      if (!member.boolean()) member.refuse("can only be true");
    } else if (std::string_view(name) == "one_of") {
      member.each([&](JsonReader value) {
        if (when.values.size() >= kMaxOptions) return value.refuse("is one value too many");
        when.values.push_back(value.string(256));
      });
      if (when.values.empty()) member.refuse("must hold a value");
    } else {
      when.values = {member.string(256)};
    }
  };
  test("equals", When::Test::OneOf);
  test("one_of", When::Test::OneOf);
  test("not_empty", When::Test::Filled);
  test("has", When::Test::Has);
  if (tests != 1) in.refuse("must hold one of equals, one_of, not_empty, has");
  return when;
}

IdentifyStep ServiceReader::identify(JsonReader in) {
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

std::vector<ChooseOption> ServiceReader::options(JsonReader in) {
  std::vector<ChooseOption> out;
  in.each([&](JsonReader option) {
    if (out.size() >= kMaxOptions) return option.refuse("is one option too many");
    option.only({"value", "label", "note", "icon"});
    out.push_back({identifier(option.member("value")), text(option.member("label")),
                   optional_text(option.optional_member("note")), icon(option.optional_member("icon"))});
  });
  return out;
}

ChooseStep ServiceReader::choose(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "options"});
  ChooseStep s{identifier(in.member("field")), options(in.member("options"))};
  if (s.options.size() < 2) in.member("options").refuse("must hold at least two options");
  return s;
}

TickStep ServiceReader::tick(JsonReader in) {
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

DateStep ServiceReader::date(JsonReader in) {
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

PhotoStep ServiceReader::photo(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "subject", "most"});
  PhotoStep s{identifier(in.member("field")), text(in.member("subject")), 3};
  if (auto most = in.optional_member("most"); most.present()) s.most = std::size_t(most.integer(1, 3));
  return s;
}

SignStep ServiceReader::sign(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "field", "statement"});
  return {identifier(in.member("field")), text(in.member("statement"))};
}

ui::CalloutKind ServiceReader::callout_kind(JsonReader in, ui::CalloutKind usual) {
  if (!in.present()) return usual;
  const std::string name = in.string(16);
  if (name == "info") return ui::CalloutKind::Info;
  if (name == "ok") return ui::CalloutKind::Ok;
  if (name == "warning") return ui::CalloutKind::Warning;
  if (name == "error") return ui::CalloutKind::Error;
  in.refuse("is no known kind of callout (info, ok, warning, error)");
  return usual;
}

FormStep ServiceReader::form(JsonReader in) {
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

// "contact.phone": bounded, because each dot is an object inside another.
bool ServiceReader::is_member_path(std::string_view path) {
  if (path.empty() || path.size() > 64 || path.front() == '.' || path.back() == '.') return false;
  if (path.find("..") != std::string_view::npos || std::count(path.begin(), path.end(), '.') > 3) return false;
  return std::all_of(path.begin(), path.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; });
}

std::map<std::string, std::string> ServiceReader::names(JsonReader in) {
  std::map<std::string, std::string> out;
  in.each_member([&](std::string_view key, JsonReader value) {
    if (out.size() >= 64) return in.refuse("has more than 64 members");
    if (!is_member_path(key)) return value.refuse("may be named by a-z, 0-9, _ and at most 3 dots between");
    out[std::string(key)] = value.string(128);
  });
  return out;
}

QueryStep ServiceReader::query(JsonReader in) {
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

std::vector<ReviewFact> ServiceReader::facts(JsonReader in) {
  std::vector<ReviewFact> out;
  in.each([&](JsonReader fact) {
    if (out.size() >= kMaxOptions) return fact.refuse("is one fact too many");
    fact.only({"label", "value", "edit"});
    ReviewFact f{text(fact.member("label")), text(fact.member("value")), {}};
    if (auto edit = fact.optional_member("edit"); edit.present()) f.edit = identifier(edit);
    out.push_back(std::move(f));
  });
  return out;
}

std::vector<ReviewColumn> ServiceReader::columns(JsonReader in) {
  std::vector<ReviewColumn> out;
  in.each([&](JsonReader column) {
    if (out.size() >= 8) return column.refuse("is one column too many");
    column.only({"head", "field", "format"});
    ReviewColumn c{text(column.member("head")), identifier(column.member("field")), {}};
    if (auto format = column.optional_member("format"); format.present()) {
      c.format = format.string(32);
      if (!is_value_format(c.format)) format.refuse("is no known format");
    }
    out.push_back(std::move(c));
  });
  return out;
}

ReviewStep ServiceReader::review(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "facts", "table", "confirm", "callout", "callout_kind", "field", "other"});
  ReviewStep s;
  s.facts = facts(in.member("facts"));
  if (auto table = in.optional_member("table"); table.present()) {
    table.only({"rows", "columns"});
    s.table = ReviewTable{identifier(table.member("rows")), columns(table.member("columns"))};
  }
  s.confirm = text(in.member("confirm"));
  s.callout = optional_text(in.optional_member("callout"));
  s.callout_kind = callout_kind(in.optional_member("callout_kind"), ui::CalloutKind::Info);
  if (auto field = in.optional_member("field"); field.present()) {
    s.field = identifier(field);
    s.other = text(in.member("other"));
  } else if (auto other = in.optional_member("other"); other.present()) {
    other.refuse("needs a \"field\" that takes which button was pressed");
  }
  return s;
}

ListStep ServiceReader::list(JsonReader in) {
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

BillsStep ServiceReader::bills(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "rows", "into", "row_title", "row_note"});
  return {identifier(in.member("rows")), identifier(in.member("into")), text(in.member("row_title")),
          text(in.member("row_note"))};
}

PayStep ServiceReader::pay(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "bill_kind", "bills", "into"});
  return {identifier(in.member("bill_kind")), identifier(in.member("bills")), identifier(in.member("into"))};
}

SubmitStep ServiceReader::submit(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "content", "into", "answer_within_working_days"});
  SubmitStep s;
  s.content = names(in.member("content"));
  s.into = identifier(in.member("into"));
  s.answer_within_working_days = int(in.member("answer_within_working_days").integer(1, 365));
  return s;
}

PrintStep ServiceReader::print(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "printer", "layout", "document_title", "number", "code", "facts", "table",
           "paragraphs", "issuer", "optional", "sign"});
  PrintStep s;
  auto printer = in.member("printer");
  s.printer = printer.string(16);
  if (s.printer != "a4" && s.printer != "slip") printer.refuse("is no known printer (a4, slip)");
  auto layout = in.member("layout");
  s.layout = layout.string(16);
  if (s.layout != "certificate" && s.layout != "slip") layout.refuse("is no known layout (certificate, slip)");
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
  return s;
}

DoneStep ServiceReader::done(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "timeline", "case_history", "facts", "table", "callout", "callout_kind", "number",
           "reprint", "suggestions"});
  DoneStep s;
  if (auto facts = in.optional_member("facts"); facts.present()) s.facts = this->facts(facts);
  if (auto table = in.optional_member("table"); table.present()) {
    table.only({"rows", "columns"});
    s.table = ReviewTable{identifier(table.member("rows")), columns(table.member("columns"))};
  }
  s.callout_kind = callout_kind(in.optional_member("callout_kind"), ui::CalloutKind::Ok);
  if (auto suggestions = in.optional_member("suggestions"); suggestions.present())
    s.suggestions = suggestions.boolean();
  if (auto timeline = in.optional_member("timeline"); timeline.present())
    timeline.each([&](JsonReader item) {
      if (s.timeline.size() >= 12) return item.refuse("is one item too many");
      item.only({"state", "title", "note", "waits_for", "waiting"});
      TimelineEntry entry;
      auto state = item.member("state");
      const std::string name = state.string(16);
      if (name == "done")
        entry.state = ui::ItemState::Done;
      else if (name == "current")
        entry.state = ui::ItemState::Current;
      else if (name == "todo")
        entry.state = ui::ItemState::Todo;
      else
        state.refuse("is no known state (done, current, todo)");
      entry.title = text(item.member("title"));
      entry.note = optional_text(item.optional_member("note"));
      if (auto waits = item.optional_member("waits_for"); waits.present()) {
        entry.waits_for = waits.string(128);
        entry.waiting = text(item.member("waiting"));
      }
      s.timeline.push_back(std::move(entry));
    });
  if (auto history = in.optional_member("case_history"); history.present()) s.case_history = identifier(history);
  s.callout = optional_text(in.optional_member("callout"));
  if (auto number = in.optional_member("number"); number.present()) s.number = number.string(128);
  if (auto reprint = in.optional_member("reprint"); reprint.present()) s.reprint = identifier(reprint);
  return s;
}

RateStep ServiceReader::rate(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "reasons"});
  return {options(in.member("reasons"))};
}

}  // namespace bianmin::kiosk
