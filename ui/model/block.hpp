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
};

/// A service or a group of services. The standard view shows tiles, the elder view rows.
struct Tile {
  ActionId id;
  Icon icon = Icon::None;
  Hue hue = Hue::Blue;
  Text title;
  Text note;  // one short line; why it can't be used now when disabled
  bool enabled = true;
};
struct Tiles { std::vector<Tile> tiles; };

/// One question's answers; one tap chooses.
struct Choice {
  ActionId id;
  Text label;
  Text note;
  Icon icon = Icon::None;
  bool selected = false;
};
struct Choices { std::vector<Choice> choices; };

struct Paragraph { Text text; };

enum class CalloutKind { Info, Ok, Warning, Error };
/// A coloured card with a sign and words.
struct Callout {
  CalloutKind kind = CalloutKind::Info;
  Icon icon = Icon::Info;
  Text title;  // may be empty
  Text text;
};

/// Labels and values, as on a review page. `change` is empty or the action that goes back to that question.
struct Fact {
  Text label;
  Text value;
  ActionId change;
  Text change_label;
};
struct Facts { std::vector<Fact> facts; };

struct Table {
  std::vector<Text> heads;
  std::vector<std::vector<Text>> rows;
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
};

enum class Picture { CardOnReader, CodeToScanner, Printing, Waiting, TakeDocument, Trouble };
/// A large drawing with a caption; `active` ones move gently.
struct Illustration {
  Picture picture = Picture::Waiting;
  Text caption;
  bool active = true;
};

enum class ItemState { Done, Current, Todo, Late };
struct TimelineItem {
  ItemState state = ItemState::Todo;
  Text title;
  Text note;
};
struct Timeline { std::vector<TimelineItem> items; };

/// A QR code to scan from the screen, or shown for the record.
struct CodeView {
  std::string payload;
  Text caption;
};

enum class MarkKind { Ok, Warning, Error };
/// The large sign at the head of a result page; title and lead are centred below it.
struct Mark { MarkKind kind = MarkKind::Ok; };

/// Buttons inside the page's body, side by side where they fit.
struct Buttons { std::vector<Action> actions; };

using Block = std::variant<Tiles, Choices, Paragraph, Callout, Facts, Table, Field, Illustration, Timeline, CodeView,
                           Mark, Buttons>;

}  // namespace bianmin::ui
