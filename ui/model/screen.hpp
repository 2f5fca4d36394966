#pragma once

#include <functional>
#include <string>
#include <variant>

#include "ui/model/page.hpp"

namespace bianmin::ui {

struct ActionPressed { ActionId id; };
struct TextEdited { std::string field; std::string value; };  // the field's whole new value
struct ScreenTouched {};  // any touch or key, before what it means: it ends speech and gives "还在吗？" its whole time again
using ScreenEvent = std::variant<ActionPressed, TextEdited, ScreenTouched>;

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
};

}  // namespace bianmin::ui
