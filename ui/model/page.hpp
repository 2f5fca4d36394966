#pragma once

#include <optional>
#include <string>
#include <vector>

#include "i18n/language.hpp"
#include "ui/model/block.hpp"

namespace bianmin::ui {

enum class PageKind { Home, Identify, Form, Choice, Review, Wait, Done, Error, Trouble, List, Notice, Pay, Capture };

enum class ViewStyle { Standard, Elder };
/// How a resident wants to see: kept for the session.
struct View {
  ViewStyle style = ViewStyle::Standard;
  int text_percent = 100;      // 100 … 200
  bool low_reach = false;      // controls in the lower half of a portrait screen
  bool curtain = false;        // private mode: the screen shows nothing personal
  bool high_contrast = false;  // dark ground; any style
  friend bool operator==(const View&, const View&) = default;
};

struct Header {
  Text place;  // the centre's name
  Text subtitle;
  Text time;  // "9:42"
  Text date;  // "11月21日 星期六"
  friend bool operator==(const Header&, const Header&) = default;
};

struct Progress {
  std::vector<Text> steps;
  std::size_t current = 0;
  friend bool operator==(const Progress&, const Progress&) = default;
};

/// A question over the page ("还在吗？"); while it stands, only its actions and help can be used.
struct Dialog {
  Text title;
  Text text;
  std::vector<Action> actions;
  friend bool operator==(const Dialog&, const Dialog&) = default;
};

/// What a resident meets: the one value that screen, voice, keypad, paper and tests render.
struct Page {
  std::string id;  // stable, for tests and journeys: "home", "social-proof/identify", "error"
  PageKind kind = PageKind::Home;
  i18n::Language language;
  View view;
  Header header;
  std::vector<Action> tools;  // 长辈版, 语音, language, headphones: the same place on every page
  Text ribbon;                // stands over the whole page: "练一练：按错不要紧，不会真的提交"
  Icon ribbon_icon = Icon::Book;
  std::optional<Progress> progress;
  Text title;
  Text lead;
  std::vector<Block> blocks;
  Text status;                 // the home page's foot: network, printer, telephone
  std::optional<Action> back;  // foot, left
  std::optional<Action> home;
  std::optional<Action> repeat;  // elder view: 再说一遍
  std::optional<Action> help;
  std::optional<Action> undo;  // takes back what was done last on this page
  std::optional<Action> park;  // elder view: 先让后面的人
  std::optional<Action> secondary;
  std::optional<Action> primary;  // foot, far right
  std::optional<Dialog> dialog;
  bool keys = false;      // worked by the keypad: what stands on the page is said when the focus comes to it
  Text keys_hint;         // said last on arrival to whom works it by keys: how much there is, and how to go there
  bool personal = false;  // holds a resident's data: masked in remote screenshots, hidden by the curtain
  friend bool operator==(const Page&, const Page&) = default;
};

/// Something that can have the focus, in the order of reading.
struct FocusStop {
  ActionId id;          // an action's id, or "field:<id>", or "text:<n>" for a block that can only be read
  Text text;            // what is said when it gets the focus
  bool action = false;  // it can be pressed
  bool field = false;   // it can be written in
  bool enabled = true;
  Text group{};        // the heading it is the first below; `text` says it as well
  bool opens = false;  // a group begins here, or what follows the last of them: left and right go from one to the next
  friend bool operator==(const FocusStop&, const FocusStop&) = default;
};

/// Every control and every readable block of the page, in reading order; the dialog's alone while one stands. Not what
/// arrival_speech has told a keypad's user already.
std::vector<FocusStop> focus_stops(const Page& page);

/// How many of them, at the front, are the page's own: what comes after is the same on every page (help, back, home…).
std::size_t own_stops(const Page& page);

/// Every action on the page, wherever it stands.
std::vector<const Action*> all_actions(const Page& page);

/// True when `id` can be pressed now on this page.
bool can_choose(const Page& page, const ActionId& id);

/// What is said when the page appears. To whom works it by touch: title, lead, and what the blocks say, in order. To
/// whom works it by keys: title, lead, what is happening, warnings, errors, one or two texts that stand before the
/// first control, and `keys_hint`; all else is said once, when the focus comes to it.
std::vector<Text> arrival_speech(const Page& page);

/// The page as plain text for transcripts and tests, one line a text; controls in brackets.
std::string to_plain_text(const Page& page);

}  // namespace bianmin::ui
