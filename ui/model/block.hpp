#pragma once

#include <string>
#include <variant>
#include <vector>

#include "i18n/phrase.hpp"
#include "ui/model/icon.hpp"

namespace bianmin::ui {

/// A text as it is shown and as it is said.
using Text = i18n::Phrase;

/// Names what a resident can choose: "home", "service:social-proof", "choose:roads", "edit:phone". Unique on a page.
using ActionId = std::string;

enum class Emphasis { Plain, Primary, Quiet };

/// Something to press. A disabled one is shown with its reason and still speaks.
struct Action {
  ActionId id;
  Text label;
  Icon icon = Icon::None;
  Emphasis emphasis = Emphasis::Plain;
  bool selected = false;
  bool enabled = true;
  friend bool operator==(const Action&, const Action&) = default;
};

/// A service or a group of services. The standard view shows tiles, the elder view rows.
struct Tile {
  ActionId id;
  Icon icon = Icon::None;
  Hue hue = Hue::Blue;
  Text title;
  Text note;  // one short line; why it can't be used now when disabled
  bool enabled = true;
  friend bool operator==(const Tile&, const Tile&) = default;
};
struct Tiles {
  std::vector<Tile> tiles;
  friend bool operator==(const Tiles&, const Tiles&) = default;
};

/// One question's answers; one tap chooses.
struct Choice {
  ActionId id;
  Text label;
  Text note;
  Icon icon = Icon::None;
  bool selected = false;
  friend bool operator==(const Choice&, const Choice&) = default;
};
struct Choices {
  std::vector<Choice> choices;
  friend bool operator==(const Choices&, const Choices&) = default;
};

struct Paragraph {
  Text text;
  friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

enum class CalloutKind { Info, Ok, Warning, Error };
/// A coloured card with a sign and words.
struct Callout {
  CalloutKind kind = CalloutKind::Info;
  Icon icon = Icon::Info;
  Text title;  // may be empty
  Text text;
  friend bool operator==(const Callout&, const Callout&) = default;
};

/// Labels and values, as on a review page. `change` is empty or the action that goes back to that question.
struct Fact {
  Text label;
  Text value;
  ActionId change;
  Text change_label;
  friend bool operator==(const Fact&, const Fact&) = default;
};
struct Facts {
  std::vector<Fact> facts;
  friend bool operator==(const Facts&, const Facts&) = default;
};

struct Table {
  std::vector<Text> heads;
  std::vector<std::vector<Text>> rows;
  friend bool operator==(const Table&, const Table&) = default;
};

enum class FieldKind { Chinese, Digits, IdNumber, Phone, Amount, English };
/// A place to write. The screen offers the input methods that fit `kind` below it. `value` may be a resident's data.
struct Field {
  std::string id;
  FieldKind kind = FieldKind::Chinese;
  Text label;
  Text hint;
  std::string value;  // UTF-8
  std::size_t max_characters = 0;
  Text counter;       // "已写 22 字，最多 500 字"
  Text error;         // empty when all is well
  std::vector<Text> phrases;  // common phrases to tap instead of writing
  friend bool operator==(const Field&, const Field&) = default;
};

enum class Picture { CardOnReader, CodeToScanner, Printing, Waiting, TakeDocument, Trouble };
/// A large drawing with a caption; `active` ones move gently.
struct Illustration {
  Picture picture = Picture::Waiting;
  Text caption;
  bool active = true;
  friend bool operator==(const Illustration&, const Illustration&) = default;
};

enum class ItemState { Done, Current, Todo, Late };
struct TimelineItem {
  ItemState state = ItemState::Todo;
  Text title;
  Text note;
  friend bool operator==(const TimelineItem&, const TimelineItem&) = default;
};
struct Timeline {
  std::vector<TimelineItem> items;
  friend bool operator==(const Timeline&, const Timeline&) = default;
};

/// A QR code to scan from the screen, or shown for the record.
struct CodeView {
  std::string payload;
  Text caption;
  friend bool operator==(const CodeView&, const CodeView&) = default;
};

enum class MarkKind { Ok, Warning, Error };
/// The large sign at the head of a result page; title and lead are centred below it.
struct Mark {
  MarkKind kind = MarkKind::Ok;
  friend bool operator==(const Mark&, const Mark&) = default;
};

/// Buttons inside the page's body, side by side where they fit.
struct Buttons {
  std::vector<Action> actions;
  friend bool operator==(const Buttons&, const Buttons&) = default;
};

using Block = std::variant<Tiles, Choices, Paragraph, Callout, Facts, Table, Field, Illustration, Timeline, CodeView,
                           Mark, Buttons>;

}  // namespace bianmin::ui
