#include "kiosk/flow/service_loader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/file.hpp"
#include "base/json.hpp"
#include "kiosk/flow/template.hpp"

namespace bianmin::kiosk {
namespace {

using base::JsonReader;
using base::fail;
using base::FailureCode;

// The headings of the first page, in its order: "group.<name>" in the catalogues.
constexpr std::array<std::string_view, 6> kServiceGroups{"certificate", "pension", "payment", "family", "voice", "life"};

// Reads the parts of one document; every text must be there in every language.
class ServiceReader {
 public:
  explicit ServiceReader(const std::vector<i18n::Language>& languages) : languages_(languages) {}

  ServiceSpec service(JsonReader in) {
    in.only({"id", "version", "order", "title", "note", "elder_title", "elder_note", "elder_home", "group", "promise", "icon", "hue",
             "needs", "rehearsal", "steps"});
    ServiceSpec s;
    s.id = identifier(in.member("id"));
    s.version = int(in.member("version").integer(1, 1'000'000));
    if (auto order = in.optional_member("order"); order.present()) s.order = int(order.integer(0, 10'000));
    s.title = text(in.member("title"));
    s.note = text(in.member("note"));
    s.elder_title = optional_text(in.optional_member("elder_title"));
    s.elder_note = optional_text(in.optional_member("elder_note"));
    if (auto home = in.optional_member("elder_home"); home.present()) s.elder_home = home.boolean();
    if (auto group = in.optional_member("group"); group.present()) {
      s.group = group.string(32);
      if (std::find(kServiceGroups.begin(), kServiceGroups.end(), s.group) == kServiceGroups.end())
        group.refuse("is no known group");
    }
    s.promise = optional_text(in.optional_member("promise"));
    s.icon = icon(in.member("icon"));
    auto hue = in.member("hue");
    if (auto known = ui::hue_from(hue.string(32)))
      s.hue = *known;
    else
      hue.refuse("is no known colour");
    in.optional_member("needs").present() ? in.member("needs").each([&](JsonReader need) { s.needs.push_back(this->need(need)); })
                                          : void();
    if (auto rehearsal = in.optional_member("rehearsal"); rehearsal.present()) s.rehearsal = this->rehearsal(rehearsal);
    auto steps = in.member("steps");
    steps.each([&](JsonReader step) {
      if (s.steps.size() >= kMaxSteps) return step.refuse("is one step too many");
      s.steps.push_back(this->step(step));
    });
    if (s.steps.empty()) steps.refuse("must hold a step");
    return s;
  }

 private:
  std::string identifier(JsonReader in) {
    std::string id = in.string(64);
    for (const char c : id)
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
        in.refuse("may hold only a-z, 0-9, - and _");
        break;
      }
    if (id.empty()) in.refuse("is empty");
    return id;
  }

  LocalizedText text(JsonReader in) {
    LocalizedText value = LocalizedText::read(in);
    for (const auto& language : languages_)
      if (!value.has(language)) in.refuse("is not translated into " + language.tag());
    return value;
  }
  LocalizedText optional_text(JsonReader in) { return in.present() ? text(in) : LocalizedText{}; }

  ui::Icon icon(JsonReader in) {
    if (!in.present()) return ui::Icon::None;
    if (auto known = ui::icon_from(in.string(32))) return *known;
    in.refuse("is no known icon");
    return ui::Icon::None;
  }

  Need need(JsonReader in) {
    const std::string name = in.string(32);
    if (name == "platform") return Need::Platform;
    if (name == "printer.a4") return Need::PrinterA4;
    if (name == "printer.slip") return Need::PrinterSlip;
    in.refuse("is no known need (platform, printer.a4, printer.slip)");
    return Need::Platform;
  }

  // What the platform would answer, by operation. It is shown as such answers are: made-up people only.
  std::map<std::string, boost::json::value, std::less<>> rehearsal(JsonReader in) {
    std::map<std::string, boost::json::value, std::less<>> answers;
    in.each_member([&](std::string_view operation, JsonReader answer) {
      if (answers.size() >= kMaxSteps || operation.size() > 128) return in.refuse("holds too much");
      if (answer.raw() == nullptr || !answer.raw()->is_object()) return answer.refuse("must be an object, as the platform answers");
      answers[std::string(operation)] = *answer.raw();
    });
    return answers;
  }

  StepSpec step(JsonReader in) {
    StepSpec s;
    s.id = identifier(in.member("id"));
    const std::string kind = in.member("kind").string(32);
    s.title = optional_text(in.optional_member("title"));
    s.lead = optional_text(in.optional_member("lead"));
    s.progress = optional_text(in.optional_member("progress"));
    if (auto when = in.optional_member("when"); when.present()) {
      s.when = condition(when);
    }
    if (kind == "identify") s.action = identify(in);
    else if (kind == "choose") s.action = choose(in);
    else if (kind == "form") s.action = form(in);
    else if (kind == "query") s.action = query(in);
    else if (kind == "review") s.action = review(in);
    else if (kind == "list") s.action = list(in);
    else if (kind == "submit") s.action = submit(in);
    else if (kind == "print") s.action = print(in);
    else if (kind == "done") s.action = done(in);
    else if (kind == "rate") s.action = rate(in);
    else if (kind == "tick") s.action = tick(in);
    else if (kind == "date") s.action = date(in);
    else if (kind == "photo") s.action = photo(in);
    else if (kind == "sign") s.action = sign(in);
    else if (kind == "bills") s.action = bills(in);
    else if (kind == "pay") s.action = pay(in);
    else
      in.member("kind").refuse("is no known kind (identify, choose, form, query, review, list, submit, print, done, rate, tick, date, photo, sign, bills, pay)");
    if (kind != "submit" && s.title.empty()) in.refuse("has no title");
    return s;
  }

  When condition(JsonReader in) {
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

#define BIANMIN_STEP_MEMBERS "id", "kind", "title", "lead", "progress", "when"

  IdentifyStep identify(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "methods", "accepts_slip", "optional", "companion"});
    IdentifyStep s;
    auto methods = in.member("methods");
    methods.each([&](JsonReader method) {
      const std::string name = method.string(32);
      if (name == "card") s.methods.push_back(IdentifyMethod::Card);
      else if (name == "code") s.methods.push_back(IdentifyMethod::Code);
      else method.refuse("is no known method (card, code)");
    });
    // One way alone shuts somebody out: a card can be forgotten, a telephone not be owned.
    if (s.methods.size() != 2 || s.methods[0] == s.methods[1]) methods.refuse("must offer at least two ways");
    if (auto slip = in.optional_member("accepts_slip"); slip.present()) s.accepts_slip = slip.boolean();
    if (auto optional = in.optional_member("optional"); optional.present()) s.optional = optional.boolean();
    if (auto companion = in.optional_member("companion"); companion.present()) s.companion = companion.boolean();
    return s;
  }

  std::vector<ChooseOption> options(JsonReader in) {
    std::vector<ChooseOption> out;
    in.each([&](JsonReader option) {
      if (out.size() >= kMaxOptions) return option.refuse("is one option too many");
      option.only({"value", "label", "note", "icon"});
      out.push_back({identifier(option.member("value")), text(option.member("label")),
                     optional_text(option.optional_member("note")), icon(option.optional_member("icon"))});
    });
    return out;
  }

  ChooseStep choose(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "field", "options"});
    ChooseStep s{identifier(in.member("field")), options(in.member("options"))};
    if (s.options.size() < 2) in.member("options").refuse("must hold at least two options");
    return s;
  }

  TickStep tick(JsonReader in) {
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
  DateBound bound(JsonReader in) {
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
      if (!sign || error != std::errc{} || end != text.data() + text.size() || days < -60'000 || days > 60'000 || *from == '+')
        in.refuse("is no date (2020-01-31, today, today+30)");
    }
    return {std::nullopt, days};
  }

  DateStep date(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "field", "label", "earliest", "latest", "start"});
    DateStep s{identifier(in.member("field")), text(in.member("label")), bound(in.member("earliest")),
               bound(in.member("latest")), {}};
    auto start = in.optional_member("start");
    s.start = start.present() ? bound(start) : s.latest;
    const auto both = [](const DateBound& a, const DateBound& b) { return a.day.has_value() == b.day.has_value(); };
    const bool disordered = both(s.earliest, s.latest) && (s.earliest.day ? *s.latest.day < *s.earliest.day
                                                                          : s.latest.from_today < s.earliest.from_today);
    if (disordered) in.member("latest").refuse("is before \"earliest\"");
    return s;
  }

  PhotoStep photo(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "field", "subject", "most"});
    PhotoStep s{identifier(in.member("field")), text(in.member("subject")), 3};
    if (auto most = in.optional_member("most"); most.present()) s.most = std::size_t(most.integer(1, 3));
    return s;
  }

  SignStep sign(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "field", "statement"});
    return {identifier(in.member("field")), text(in.member("statement"))};
  }

  ui::CalloutKind callout_kind(JsonReader in, ui::CalloutKind usual) {
    if (!in.present()) return usual;
    const std::string name = in.string(16);
    if (name == "info") return ui::CalloutKind::Info;
    if (name == "ok") return ui::CalloutKind::Ok;
    if (name == "warning") return ui::CalloutKind::Warning;
    if (name == "error") return ui::CalloutKind::Error;
    in.refuse("is no known kind of callout (info, ok, warning, error)");
    return usual;
  }

  FormStep form(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "field", "input", "label", "hint", "min", "max", "required", "phrases", "memo"});
    FormStep s;
    s.field = identifier(in.member("field"));
    auto input = in.member("input");
    const std::string name = input.string(32);
    if (name == "chinese") s.input = ui::FieldKind::Chinese;
    else if (name == "digits") s.input = ui::FieldKind::Digits;
    else if (name == "id-number") s.input = ui::FieldKind::IdNumber;
    else if (name == "phone") s.input = ui::FieldKind::Phone;
    else if (name == "amount") s.input = ui::FieldKind::Amount;
    else if (name == "english") s.input = ui::FieldKind::English;
    else input.refuse("is no known input (chinese, digits, id-number, phone, amount, english)");
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
  static bool is_member_path(std::string_view path) {
    if (path.empty() || path.size() > 64 || path.front() == '.' || path.back() == '.') return false;
    if (path.find("..") != std::string_view::npos || std::count(path.begin(), path.end(), '.') > 3) return false;
    return std::all_of(path.begin(), path.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
  }

  std::map<std::string, std::string> names(JsonReader in) {
    std::map<std::string, std::string> out;
    in.each_member([&](std::string_view key, JsonReader value) {
      if (out.size() >= 64) return in.refuse("has more than 64 members");
      if (!is_member_path(key)) return value.refuse("may be named by a-z, 0-9, _ and at most 3 dots between");
      out[std::string(key)] = value.string(128);
    });
    return out;
  }

  QueryStep query(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "operation", "into", "input", "must_have_rows", "nothing", "public", "optional", "taken"});
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

  std::vector<ReviewFact> facts(JsonReader in) {
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

  std::vector<ReviewColumn> columns(JsonReader in) {
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

  ReviewStep review(JsonReader in) {
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

  ListStep list(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "rows", "into", "row_title", "row_note", "always_ask", "icon"});
    ListStep s{identifier(in.member("rows")), identifier(in.member("into")), text(in.member("row_title")),
               text(in.member("row_note")), false, ui::Icon::Document};
    if (auto ask = in.optional_member("always_ask"); ask.present()) s.always_ask = ask.boolean();
    if (auto own = in.optional_member("icon"); own.present()) s.icon = icon(own);
    return s;
  }

  BillsStep bills(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "rows", "into", "row_title", "row_note"});
    return {identifier(in.member("rows")), identifier(in.member("into")), text(in.member("row_title")),
            text(in.member("row_note"))};
  }

  PayStep pay(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "bill_kind", "bills", "into"});
    return {identifier(in.member("bill_kind")), identifier(in.member("bills")), identifier(in.member("into"))};
  }

  SubmitStep submit(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "content", "into", "answer_within_working_days"});
    SubmitStep s;
    s.content = names(in.member("content"));
    s.into = identifier(in.member("into"));
    s.answer_within_working_days = int(in.member("answer_within_working_days").integer(1, 365));
    return s;
  }

  PrintStep print(JsonReader in) {
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

  DoneStep done(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "timeline", "case_history", "facts", "table", "callout", "callout_kind", "number", "reprint",
             "suggestions"});
    DoneStep s;
    if (auto facts = in.optional_member("facts"); facts.present()) s.facts = this->facts(facts);
    if (auto table = in.optional_member("table"); table.present()) {
      table.only({"rows", "columns"});
      s.table = ReviewTable{identifier(table.member("rows")), columns(table.member("columns"))};
    }
    s.callout_kind = callout_kind(in.optional_member("callout_kind"), ui::CalloutKind::Ok);
    if (auto suggestions = in.optional_member("suggestions"); suggestions.present()) s.suggestions = suggestions.boolean();
    if (auto timeline = in.optional_member("timeline"); timeline.present())
      timeline.each([&](JsonReader item) {
        if (s.timeline.size() >= 12) return item.refuse("is one item too many");
        item.only({"state", "title", "note", "waits_for", "waiting"});
        TimelineEntry entry;
        auto state = item.member("state");
        const std::string name = state.string(16);
        if (name == "done") entry.state = ui::ItemState::Done;
        else if (name == "current") entry.state = ui::ItemState::Current;
        else if (name == "todo") entry.state = ui::ItemState::Todo;
        else state.refuse("is no known state (done, current, todo)");
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

  RateStep rate(JsonReader in) {
    in.only({BIANMIN_STEP_MEMBERS, "reasons"});
    return {options(in.member("reasons"))};
  }
#undef BIANMIN_STEP_MEMBERS

  const std::vector<i18n::Language>& languages_;
};

}  // namespace

const StepSpec* ServiceSpec::step(std::string_view step_id) const {
  for (const auto& candidate : steps)
    if (candidate.id == step_id) return &candidate;
  return nullptr;
}

base::Result<ServiceSpec> load_service(std::string_view json, std::string_view file_name,
                                       const std::vector<i18n::Language>& languages) {
  const std::string name(file_name);
  auto document = base::parse_json(json, {kMaxServiceBytes, 16});
  if (!document) return fail(FailureCode::ServiceInvalid, name + ": " + document.error().detail);
  JsonReader reader(*document, name);
  ServiceSpec service = ServiceReader(languages).service(reader);
  if (!reader.ok()) return fail(FailureCode::ServiceInvalid, reader.error());
  if (std::string reason = check_service(service); !reason.empty())
    return fail(FailureCode::ServiceInvalid, name + ": " + reason);
  return service;
}

base::Result<std::vector<ServiceSpec>> load_services(const std::filesystem::path& directory,
                                                     const std::vector<i18n::Language>& languages) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".json") files.push_back(it->path());
  if (error) return fail(FailureCode::ContentMissing, directory.string() + ": " + error.message());
  if (files.size() > kMaxServices)
    return fail(FailureCode::ServiceInvalid, directory.string() + ": more than " + std::to_string(kMaxServices) + " services");
  std::sort(files.begin(), files.end());
  std::vector<ServiceSpec> services;
  for (const auto& file : files) {
    auto text = base::read_file(file, kMaxServiceBytes);
    if (!text) return fail(FailureCode::ServiceInvalid, file.filename().string() + ": " + text.error().detail);
    auto service = load_service(*text, file.filename().string(), languages);
    if (!service) return tl::unexpected(service.error());
    for (const auto& other : services)
      if (other.id == service->id)
        return fail(FailureCode::ServiceInvalid, file.filename().string() + ": /id: \"" + other.id + "\" stands twice");
    services.push_back(std::move(*service));
  }
  std::stable_sort(services.begin(), services.end(), [](const auto& a, const auto& b) {
    return std::pair(a.order, std::string_view(a.id)) < std::pair(b.order, std::string_view(b.id));
  });
  return services;
}

}  // namespace bianmin::kiosk
