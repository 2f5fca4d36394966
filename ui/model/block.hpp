#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/secret.hpp"
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
  bool not_now = false;  // can be pressed, but only tells why it can't be done now: `note` has the reason in short
  friend bool operator==(const Tile&, const Tile&) = default;
};
/// Tiles under a heading are one group of several: the groups of a page stand in one table. The heading is heard with
/// the first of them: "养老，共 3 项".
struct Tiles {
  std::vector<Tile> tiles;
  Text heading{};
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
  bool many = false;  // several may be selected: drawn as boxes to tick, a press turns one round
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
/// A spoken answer instead of a written one. Its buttons are actions "memo:start", "memo:stop", "memo:play",
/// "memo:erase"; the page has those that make sense now in `actions`.
struct Memo {
  enum class State { Idle, Recording, Recorded, Playing };
  State state = State::Idle;
  int seconds = 0;  // recorded so far
  int most_seconds = 60;
  int level = 0;  // 0 … 100, while recording
  Text status;    // "录好了，12 秒"
  std::vector<Action> actions;
  friend bool operator==(const Memo&, const Memo&) = default;
};

/// A place to write. The screen offers the input methods that fit `kind` below it. `value` may be a resident's data.
struct Field {
  std::string id;
  FieldKind kind = FieldKind::Chinese;
  Text label;
  Text hint;
  std::string value;  // UTF-8
  std::size_t max_characters = 0;
  Text counter;               // "已写 22 字，最多 500 字"
  Text error;                 // empty when all is well
  std::vector<Text> phrases;  // common phrases to tap instead of writing
  std::optional<Memo> memo;
  friend bool operator==(const Field&, const Field&) = default;
};

enum class Picture {
  CardOnReader,
  CodeToScanner,
  Printing,
  Waiting,
  TakeDocument,
  Trouble,
  PaymentCode,
  HelperComes,
  TwoPeople
};
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

/// A value put together from parts by pressing (a date's year, month, day). Usable by eye, by keypad and by ear alike.
struct PickerPart {
  Text label;     // "年"
  Text value;     // "1948"
  ActionId less;  // empty where it can't go on
  ActionId more;
  Text less_label;  // "上一年": for the ear
  Text more_label;
  friend bool operator==(const PickerPart&, const PickerPart&) = default;
};
struct Picker {
  Text label;
  Text whole;  // all parts as one: "1948年3月12日"
  Text error;  // empty when all is well
  std::vector<PickerPart> parts;
  friend bool operator==(const Picker&, const Picker&) = default;
};

/// An amount of money: ready ones to press, a step less or more, or written on keys of its own. Each press is an
/// action, so that eye, keypad and ear use the same ones.
struct Amount {
  Text label;                   // "存多少钱"
  Text value;                   // "100 元", in large figures; said as money. Empty while nothing is written
  Text limits;                  // "每次 10 元到 500 元"
  Text error;                   // empty when all is well
  std::vector<Fact> beside;     // what it is for: the account, its balance
  std::vector<Choice> presets;  // ready amounts; empty while it is written
  ActionId less;                // empty where there are no steps
  ActionId more;
  Text less_label;  // "少存 10 元": for the ear
  Text more_label;
  std::vector<Action> keys;     // of the written amount, three in a row; one without an id is a gap. Else empty
  std::optional<Action> other;  // to write it, or back to the ready ones
  friend bool operator==(const Amount&, const Amount&) = default;
};

/// Pixels of a photograph, RGB, rows from the top. A resident's data.
struct Bitmap {
  int width = 0;
  int height = 0;
  base::Secret rgb;
  friend bool operator==(const Bitmap&, const Bitmap&) = default;
};
/// A photograph that was taken, or, while `bitmap` is null, what the camera sees now (Screen::viewfinder).
struct Photo {
  std::shared_ptr<const Bitmap> bitmap;
  Text caption;
  friend bool operator==(const Photo&, const Photo&) = default;
};

/// A place to sign with the finger. The strokes arrive as TextEdited{id, strokes}: "x,y x,y;x,y …", 0 … 1000 of the
/// pad's width, strokes divided by ';', at most `kMostSignatureCharacters`.
inline constexpr std::size_t kMostSignatureCharacters = 20'000;
struct SignaturePad {
  std::string id;
  std::string strokes;
  Text label;
  Text hint;
  Text error;  // empty when all is well
  friend bool operator==(const SignaturePad&, const SignaturePad&) = default;
};

/// Buttons inside the page's body, side by side where they fit.
struct Buttons {
  std::vector<Action> actions;
  friend bool operator==(const Buttons&, const Buttons&) = default;
};

using Block = std::variant<Tiles, Choices, Paragraph, Callout, Facts, Table, Field, Illustration, Timeline, CodeView,
                           Mark, Buttons, Picker, Photo, SignaturePad, Amount>;

}  // namespace bianmin::ui
