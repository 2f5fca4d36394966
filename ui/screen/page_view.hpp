#pragma once

#include "base/clock.hpp"
#include "ui/model/screen.hpp"
#include "ui/screen/canvas.hpp"
#include "ui/screen/input/input_methods.hpp"

namespace bianmin::ui {

/// How touches are taken; an administrator can change it.
struct TouchRules {
  base::Milliseconds same_control{500};  // a second touch on the same control within this is dropped
  base::Milliseconds same_key{120};      // the same for the keys of the input panel: a bounce, not a double letter
  double slip{32};                       // pixels a trembling finger may leave the control before it is lifted
};

enum class KeyPress { Next, Previous, Activate, Cancel };

/// The screen without its window: page, layout, picture, touches, writing. What the window does is show the picture
/// and hand over touches. One thread.
class PageView {
 public:
  PageView(const base::Clock& clock, const TextEngine& text, Words words, TouchRules rules = {});
  ~PageView();

  void listen(Screen::Sink sink) { sink_ = std::move(sink); }
  void set_input_methods(InputMethods methods);
  void resize(Size size);
  void show(const Page& page);
  /// What the camera sees, for the page's Photo without a bitmap; null: nothing any more.
  void viewfinder(std::shared_ptr<const Bitmap> frame);
  void focus(const ActionId& id);

  void touch_down(Point p);
  void touch_move(Point p);
  void touch_up(Point p);
  /// A touch that the system took away: nothing is pressed.
  void touch_lost();
  void key(KeyPress key);
  /// A key of the keypad, offered to the input panel first: Select on the focused field begins to write by keypad, Back
  /// ends it, in between the keys walk over the panel. False: the key was not meant for it.
  bool write_by_key(WritingKey key);
  /// Told what a key of the panel says as it gets the focus, and what a press wrote.
  void on_spoken(std::function<void(Text)> spoken) { spoken_ = std::move(spoken); }
  /// A keyboard's text, for development and for staff.
  void typed(const std::string& text);

  /// True while a picture moves, for a minute after the last change or touch: an idle screen costs nothing.
  bool moving() const;
  void animate();
  /// What has to be copied to the window since the last call, pixels.
  std::vector<Rect> take_changes();

  const Canvas& canvas() const { return canvas_; }
  const Page& page() const { return page_; }
  const LocalState& local() const { return local_; }
  std::string geometry() const { return to_json(canvas_.layout(), page_.id); }

 private:
  void relayout();
  void refresh(std::vector<Rect> changes);
  void activate(const Target& target);
  void press_key(const std::string& id);
  void send(ScreenEvent event);
  Field* field();
  const Field* active_field() const;
  void say(std::string words);
  std::string sound_of(const std::string& written) const;
  std::string sound_of(const Target& key) const;
  bool begin_keypad_writing();
  void end_keypad_writing();
  void press_by_keypad(const std::string& id);
  void edit(std::string value);
  void insert(const std::string& text);
  void erase();
  void finish_strokes();
  void take_pinyin(Pinyin::State state);
  void take_strokes();
  void follow();
  void forget_candidates();
  void clear_writing();
  Rect ink_area() const;
  bool signing() const { return drawing_.starts_with("sign:"); }
  SignaturePad* signature(std::string_view id);
  void begin_signature(Point p);
  void extend_signature(const Rect& area, Point p);
  void finish_signature();
  void sign(const std::string& id, std::string strokes);

  const base::Clock& clock_;
  const TextEngine& text_;
  Words words_;
  TouchRules rules_;
  Screen::Sink sink_;
  InputMethods methods_;
  Canvas canvas_;
  Page page_;
  bool has_page_ = false;
  LocalState local_;
  Size size_{};
  Overlay overlay_;
  std::vector<Rect> changes_;
  std::string last_pressed_;
  base::Milliseconds last_time_{-10000};
  Point last_point_{};
  bool turned_ = false;  // another page came since the last press
  std::function<void(Text)> spoken_;
  ActionId field_focus_;           // the field that is written in by keypad; empty: none is
  std::vector<Stroke> signature_;  // thousandths of the pad's width, while a finger is on it
  std::string drawing_;            // the place of ink a finger is on: "key:ink" or "sign:<id>"
  base::Milliseconds awake_{0};
};

}  // namespace bianmin::ui
