#pragma once

#include <functional>
#include <string>
#include <variant>

#include "ui/model/page.hpp"

namespace bianmin::ui {

// clang-format off
struct ActionPressed { ActionId id; };
struct TextEdited { std::string field; std::string value; };  // the field's whole new value
struct ScreenTouched {};  // any touch or key, before what it means: it ends speech and gives "还在吗？" its whole time again
// clang-format on
using ScreenEvent = std::variant<ActionPressed, TextEdited, ScreenTouched>;

/// Keys of the tactile keypad that can write by the screen's own keys.
enum class WritingKey { Up, Down, Left, Right, Select, Back };

/// A rendering for the eye. All methods on the owner's (window's) thread.
class Screen {
 public:
  using Sink = std::function<void(ScreenEvent)>;
  virtual ~Screen() = default;
  virtual void listen(Sink sink) = 0;
  /// Shows the page; cheap when it differs little from the last one.
  virtual void show(const Page& page) = 0;
  /// What the camera sees, for the page's Photo without a bitmap; about ten a second. Null: nothing any more.
  virtual void viewfinder(std::shared_ptr<const Bitmap> frame) = 0;
  /// Moves the focus ring to a focus stop; an empty id hides it.
  virtual void focus(const ActionId& id) = 0;
  /// A key of the keypad, offered to the screen before the core. True: the screen used it to write in the focused field
  /// (Select begins, Back ends, the arrows walk over letters and candidates); what was written arrives as TextEdited,
  /// each key also as ScreenTouched. False: the key is the core's.
  virtual bool write_by_key(WritingKey) { return false; }
  /// Where the screen hands over what its keys say as they get the focus and what a press wrote: to be said at once,
  /// in place of what is being said. Never a whole number.
  virtual void on_spoken(std::function<void(Text)>) {}
};

}  // namespace bianmin::ui
