#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "ui/model/screen.hpp"
#include "ui/screen/page_view.hpp"

namespace bianmin::ui {

struct WindowOptions {
  bool kiosk = true;  // the whole screen, no frame, no pointer, can't be closed by hand
  int width = 1080;   // of a window that is no kiosk
  int height = 1920;
  std::string title = "Bianmin";
  TouchRules touch;
  std::string handwriting_model = kHandwritingModel;
  std::string pinyin_data = kPinyinData;
};

/// The screen in a window: one canvas that shows a PageView's picture. Window's thread only, while the application
/// runs; `clock` and `executor` outlive it.
class ScreenWindow final : public Screen {
 public:
  ScreenWindow(WindowOptions options, Words words, const base::Clock& clock, base::Executor& executor);
  ~ScreenWindow() override;

  void listen(Sink sink) override;
  void show(const Page& page) override;
  void viewfinder(std::shared_ptr<const Bitmap> frame) override;
  void focus(const ActionId& id) override;
  bool write_by_key(WritingKey key) override;
  void on_spoken(std::function<void(Text)> spoken) override;

  /// Called once, when the first complete page is on the screen.
  void on_first_frame(std::function<void()> done);
  /// Called each time all of a page that was shown is on the screen, with the page's id.
  void on_frame(std::function<void(const std::string& page_id)> done);
  /// What stands where, as JSON; see to_json. Pixels of the window, whose place on the screen is "origin".
  std::string geometry() const;
  /// A picture of the screen; a page with a resident's data is refused with RequestRefused unless `personal`.
  base::Result<void> save_png(const std::string& file, bool personal = false) const;

 private:
  class Canvas;
  class Frame;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bianmin::ui
