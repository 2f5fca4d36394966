#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/failure.hpp"
#include "i18n/localized_text.hpp"
#include "ui/model/block.hpp"
#include "ui/model/icon.hpp"

namespace bianmin::kiosk {

using i18n::LocalizedText;

/// A text of a service document with {places}: "{record.name}", "{record.id_number|masked}". The part before the dot
/// names an answer or a step's result; the part behind the bar how it is said (template.hpp lists the forms).
using Template = LocalizedText;

/// A step is passed over unless the answer `field` equals `equals`. There is no other expression in the language.
struct When {
  std::string field;
  std::string equals;
};

enum class IdentifyMethod { Card, Code };

/// Who is here? By card, by a code on the telephone or on a slip; each is offered where `methods` has it.
struct IdentifyStep {
  std::vector<IdentifyMethod> methods;
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
  std::string field;
  std::vector<ChooseOption> options;
};

/// One question answered in writing.
struct FormStep {
  std::string field;
  ui::FieldKind input = ui::FieldKind::Chinese;
  LocalizedText label;
  LocalizedText hint;
  std::size_t min_characters = 0;
  std::size_t max_characters = 100;
  bool required = true;
  std::vector<LocalizedText> phrases;
};

/// Asks the platform. "record.<dataset>", "certificate.<kind>", "cases" (all of this person, or the scanned slip's).
struct QueryStep {
  std::string operation;
  std::string into;                       // the answer's name in templates
  std::map<std::string, std::string> input;  // name at the platform → answer's name here
  bool must_have_rows = false;            // none: the page `nothing` says so
  Template nothing;
};

struct ReviewFact {
  LocalizedText label;
  Template value;
  std::string edit;  // a step's id, or empty
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
  std::vector<ReviewFact> facts;
  std::optional<ReviewTable> table;
  LocalizedText confirm;  // the primary button's words
};

/// Chooses one of the rows a query brought; a single row chooses itself.
struct ListStep {
  std::string rows;
  std::string into;
  Template row_title;
  Template row_note;
};

/// Files a case in the outbox; it has a number at once, with or without a network.
struct SubmitStep {
  std::map<std::string, std::string> content;  // member of the case → answer's name
  std::string into;
  int answer_within_working_days = 5;
};

struct DocumentTable {
  std::string rows;
  std::vector<ReviewColumn> columns;
};
/// A certificate (A4) or a slip (80 mm), laid out by `documents`.
struct PrintStep {
  std::string printer;  // "a4" or "slip"
  std::string layout;   // "certificate" or "slip"
  Template title;
  std::string number;   // a value's name, for example "certificate.number"
  std::string code;     // the QR's payload, a value's name
  std::vector<ReviewFact> facts;
  std::optional<DocumentTable> table;
  std::vector<Template> paragraphs;
  LocalizedText issuer;
  bool optional = false;  // a printer that can't print does not end the service: it says so and goes on
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
  std::vector<TimelineEntry> timeline;
  std::string case_history;  // a list's `into`: its history becomes the timeline
  Template callout;
  std::string number;  // a value's name, shown large and said by its characters
  std::string reprint; // a print step's id, or empty: offers 再印一张
};

/// 好差评: five levels; the lowest two ask why, by ticking.
struct RateStep {
  std::vector<ChooseOption> reasons;
};

using StepAction = std::variant<IdentifyStep, ChooseStep, FormStep, QueryStep, ReviewStep, ListStep, SubmitStep,
                                PrintStep, DoneStep, RateStep>;

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
  ui::Icon icon = ui::Icon::Document;
  ui::Hue hue = ui::Hue::Blue;
  std::vector<Need> needs;  // checked before the first question
  std::vector<StepSpec> steps;

  const StepSpec* step(std::string_view step_id) const;
};

}  // namespace bianmin::kiosk
