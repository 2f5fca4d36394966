#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json/value.hpp>

#include "base/failure.hpp"
#include "base/working_days.hpp"
#include "i18n/localized_text.hpp"
#include "ui/model/block.hpp"
#include "ui/model/icon.hpp"

namespace bianmin::kiosk {

using i18n::LocalizedText;

/// A text of a service document with {places}: "{record.name}", "{record.id_number|masked}". The part before the dot
/// names an answer or a step's result; the part behind the bar how it is said (template.hpp lists the forms).
using Template = LocalizedText;

/// A step is passed over unless its test holds. There is no other expression in the language.
struct When {
  enum class Test {
    OneOf,   // the value is one of `values`
    Filled,  // there is a value that is not empty
    Has,     // of a tick step's answer: `values.front()` is ticked
  };
  std::string field;  // an answer ("category") or a field of a record ("record.status")
  Test test = Test::OneOf;
  std::vector<std::string> values;
};

/// What a kind of step is to the rest of the flow. A new kind is a struct with its own of these, a place in StepAction,
/// and what the compiler then asks for (docs/decisions/0014-one-seam-for-a-kind-of-step.md).
struct StepKind {
  std::string_view name;  // in documents
  enum class Asks {
    Nothing,  // works, waits for the world, or is an end
    Who,
    Answer,  // of this service: kept under the step's field
    Row,     // of what the platform said
    Look,    // shows and asks to go on
  };
  Asks asks;
  bool only_told_of = false;  // in a rehearsal: what it would give away or bring out it only tells of
};

enum class IdentifyMethod { Card, Code };

/// Who is here? By card, by a code on the telephone or on a slip; each is offered where `methods` has it.
struct IdentifyStep {
  static constexpr StepKind kKind{"identify", StepKind::Asks::Who};
  std::vector<IdentifyMethod> methods;
  bool companion = false;     // 代办: a helper may do it with the elder beside them
  bool accepts_slip = false;  // a slip's code (BM1) is taken as well and names a case instead of a person
  bool optional = false;      // 不实名也可以: may be passed over
};

struct ChooseOption {
  std::string value;
  LocalizedText label;
  LocalizedText note;
  ui::Icon icon = ui::Icon::None;
};
/// One question with ready answers.
struct ChooseStep {
  static constexpr StepKind kKind{"choose", StepKind::Asks::Answer};
  std::string field;
  std::vector<ChooseOption> options;
};

/// One question with ready answers of which several may hold. The answer's text is their values, divided by commas.
struct TickStep {
  static constexpr StepKind kKind{"tick", StepKind::Asks::Answer};
  std::string field;
  std::vector<ChooseOption> options;
  std::size_t least = 1;
  std::size_t most = 40;
};

/// One end of the dates that can be picked: a day, or so many days from today.
struct DateBound {
  std::optional<base::CivilDate> day;
  int from_today = 0;  // days
};
/// A date, put together from year, month and day.
struct DateStep {
  static constexpr StepKind kKind{"date", StepKind::Asks::Answer};
  std::string field;
  LocalizedText label;
  DateBound earliest;
  DateBound latest;
  DateBound start;  // what the picker shows first
};

/// A label and a value of a page or a paper.
struct ReviewFact {
  LocalizedText label;
  Template value;
  std::string edit;     // a step's id, or empty
  bool strong = false;  // on paper: what is looked for first stands larger
};

/// An amount of money: one of the ready ones, by steps, or written. All in fen, all multiples of `unit`. The answer's
/// text is yuan, "100.00".
struct AmountStep {
  static constexpr StepKind kKind{"amount", StepKind::Asks::Answer};
  std::string field;
  LocalizedText label;
  std::vector<long long> presets;  // rising, each within the limits
  long long least = 0;
  long long most = 0;
  long long step = 0;             // of minus and plus
  long long unit = 100;           // what an amount is a multiple of: 100 for whole yuan, 1 for any
  long long start = 0;            // what stands there first
  std::string limits;             // a record whose `least` and `most` (yuan) narrow these, or empty
  std::vector<ReviewFact> facts;  // stand beside it: the account, its balance
};

/// Up to `most` photographs. May always be passed over: who can't see can't aim, and a camera may be missing.
struct PhotoStep {
  static constexpr StepKind kKind{"photo", StepKind::Asks::Answer, true};
  std::string field;
  LocalizedText subject;  // below the viewfinder: what should be on the picture
  std::size_t most = 3;
};

/// A signature by finger, or, for who can't draw it, consent by a key. The answer is "signed" or "consented".
struct SignStep {
  static constexpr StepKind kKind{"sign", StepKind::Asks::Answer};
  std::string field;
  Template statement;  // what is signed
};

/// One question answered in writing.
struct FormStep {
  static constexpr StepKind kKind{"form", StepKind::Asks::Answer};
  std::string field;
  ui::FieldKind input = ui::FieldKind::Chinese;
  LocalizedText label;
  LocalizedText hint;
  std::size_t min_characters = 0;
  std::size_t max_characters = 100;
  bool required = true;
  std::vector<LocalizedText> phrases;
  bool memo = false;  // may be spoken instead of written (Chinese fields)
};

/// Asks the platform. "record.<dataset>", "certificate.<kind>", "reserve.<what>" (both with a key, so never made
/// twice), "preference.<name>", "cases" (all of this person, or the scanned slip's).
struct QueryStep {
  static constexpr StepKind kKind{"query", StepKind::Asks::Nothing};
  std::string operation;
  std::string into;                          // the answer's name in templates
  std::map<std::string, std::string> input;  // name at the platform → answer's name here
  bool must_have_rows = false;               // none: the page `nothing` says so
  Template nothing;
  bool open = false;      // "public": about nobody; no resident is sent along
  bool optional = false;  // a failure is passed over
  std::string taken;      // a step's id: where to choose again when somebody else was faster (SlotTaken)
};

struct ReviewColumn {
  LocalizedText head;
  std::string field;   // of each row
  std::string format;  // as behind a template's bar, or empty
};
struct ReviewTable {
  std::string rows;  // a query's `into`
  std::vector<ReviewColumn> columns;
};
/// Shows what is known or was answered, and asks to go on.
struct ReviewStep {
  static constexpr StepKind kKind{"review", StepKind::Asks::Look};
  std::vector<ReviewFact> facts;
  std::optional<ReviewTable> table;
  LocalizedText confirm;  // the primary button's words
  Template callout;       // below the facts
  ui::CalloutKind callout_kind = ui::CalloutKind::Info;
  std::string field;    // with a second button: the answer that says which was pressed ("yes", "no"), for `when`
  LocalizedText other;  // the second button's words
};

/// Chooses one of the rows a query brought; a single row chooses itself.
struct ListStep {
  static constexpr StepKind kKind{"list", StepKind::Asks::Row};
  std::string rows;
  std::string into;
  Template row_title;
  Template row_note;
  bool always_ask = false;  // a single row is a question as well
  ui::Icon icon = ui::Icon::Document;
};

/// Chooses which of a query's bills to pay, by ticking; all are ticked at first. `into` has the chosen `rows`, their
/// `count` and their `total` in yuan.
struct BillsStep {
  static constexpr StepKind kKind{"bills", StepKind::Asks::Row};
  std::string rows;
  std::string into;
  Template row_title;
  Template row_note;
};

/// Pays bills through the platform: by a code to scan, or by the resident's payment code. `into` has `order`, `amount`,
/// `paid_at` and `receipt` once they are paid; before that nothing goes on.
struct PayStep {
  static constexpr StepKind kKind{"pay", StepKind::Asks::Nothing, true};
  std::string bill_kind;  // "medical-insurance"
  std::string bills;      // a record whose `rows` are paid by their `id`; without rows its own `id`
  std::string into;
  std::string amount;  // an amount step's field: money is put on the account `bills` names; empty for bills
};

/// Files a case in the outbox; it has a number at once, with or without a network.
struct SubmitStep {
  static constexpr StepKind kKind{"submit", StepKind::Asks::Nothing, true};
  std::map<std::string, std::string> content;  // member of the case → answer's name
  std::string into;
  int answer_within_working_days = 5;
};

struct DocumentTable {
  std::string rows;
  std::vector<ReviewColumn> columns;
};
/// A certificate or a receipt (A4), or a slip (a roll), laid out by `documents`.
struct PrintStep {
  static constexpr StepKind kKind{"print", StepKind::Asks::Nothing, true};
  std::string printer;  // "a4" or "slip"
  std::string layout;   // "certificate", "receipt" or "slip"
  Template title;
  std::string number;  // a value's name, for example "certificate.number"
  std::string code;    // the QR's payload, a value's name; both may be empty
  std::string sign;    // a sign step's field, or empty: its strokes stand on the paper
  std::vector<ReviewFact> facts;
  std::optional<DocumentTable> table;
  std::vector<Template> paragraphs;
  LocalizedText issuer;
  bool optional = false;  // a printer that can't print does not end the service: it says so and goes on
  // With words for a button it is printed on request only: passed over on the way, and offered on the done page.
  LocalizedText offer;
  LocalizedText offer_note;
};

struct TimelineEntry {
  ui::ItemState state = ui::ItemState::Todo;
  Template title;
  Template note;
  std::string waits_for;  // a value's name: until it is known, `waiting` stands for the title
  Template waiting;
};
/// The life of a case (a list's chosen row, or what a submit filed), and the end of most services.
struct DoneStep {
  static constexpr StepKind kKind{"done", StepKind::Asks::Nothing};
  std::vector<TimelineEntry> timeline;
  std::string case_history;  // a list's `into`: its history becomes the timeline
  std::vector<ReviewFact> facts;
  std::optional<ReviewTable> table;
  Template callout;
  ui::CalloutKind callout_kind = ui::CalloutKind::Ok;
  bool suggestions = false;  // asks what else this resident is entitled to, and shows it
  std::string number;        // a value's name, shown large and said by its characters
  std::string reprint;       // a print step's id, or empty: offers 再印一张
};

/// 好差评: five levels; the lowest two ask why, by ticking.
struct RateStep {
  static constexpr StepKind kKind{"rate", StepKind::Asks::Nothing};
  std::vector<ChooseOption> reasons;
};

using StepAction =
    std::variant<IdentifyStep, ChooseStep, FormStep, QueryStep, ReviewStep, ListStep, SubmitStep, PrintStep, DoneStep,
                 RateStep, TickStep, DateStep, PhotoStep, SignStep, BillsStep, PayStep, AmountStep>;

struct StepSpec {
  std::string id;
  Template title;
  Template lead;
  LocalizedText progress;  // the stepper's word; steps that share one are one dot
  std::optional<When> when;
  StepAction action;
};

enum class Need { Platform, PrinterA4, PrinterSlip };

/// A service: data from the content, never code. Immutable once loaded.
struct ServiceSpec {
  std::string id;
  int version = 1;
  int order = 100;
  LocalizedText title;
  LocalizedText note;
  LocalizedText elder_title;  // shorter words for the elder view; `title` when empty
  LocalizedText elder_note;
  bool elder_home = true;  // stands on the elder view's first page
  int elder_order = 100;   // its place there; `order` where the document gives none
  std::string group;  // "certificate", "pension", "payment", "life", "voice", "family": the heading it stands under
  LocalizedText
      promise;  // what is said of an open case's last day, with {date}: "{date}前答复您"; the usual words when empty
  ui::Icon icon = ui::Icon::Document;
  ui::Hue hue = ui::Hue::Blue;
  std::vector<Need> needs;  // checked before the first question
  std::vector<StepSpec> steps;
  /// 练一练: what the platform would answer to made-up people, by operation. Without it the service can't be rehearsed.
  std::optional<std::map<std::string, boost::json::value, std::less<>>> rehearsal;

  const StepSpec* step(std::string_view step_id) const;
};

}  // namespace bianmin::kiosk
