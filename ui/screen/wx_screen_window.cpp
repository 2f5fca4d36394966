#include "ui/screen/wx_screen_window.hpp"

#include <wx/dcclient.h>
#include <wx/frame.h>
#include <wx/gdicmn.h>
#include <wx/timer.h>

#include <thread>

#include "base/log.hpp"

namespace bianmin::ui {
namespace {

constexpr int kFrameMilliseconds = 100;  // of moving pictures: ten a second
constexpr int kDrawAgainMilliseconds = 400;

wxString from_utf8(const std::string& text) { return wxString::FromUTF8(text.data(), text.size()); }

}  // namespace

// One window for the whole page; it shows the view's picture and passes touches on.
class ScreenWindow::Canvas final : public wxWindow {
 public:
  Canvas(wxWindow* parent, PageView& view, bool kiosk) : view_(view), motion_(this), again_(this) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxBORDER_NONE);
    if (kiosk) SetCursor(wxCursor(wxCURSOR_BLANK));
    Bind(wxEVT_PAINT, &Canvas::OnPaint, this);
    Bind(wxEVT_SIZE, &Canvas::OnSize, this);
    Bind(wxEVT_LEFT_DOWN, &Canvas::OnDown, this);
    Bind(wxEVT_LEFT_DCLICK, &Canvas::OnDown, this);
    Bind(wxEVT_LEFT_UP, &Canvas::OnUp, this);
    Bind(wxEVT_MOTION, &Canvas::OnMotion, this);
    Bind(wxEVT_MOUSE_CAPTURE_LOST, &Canvas::OnLost, this);
    Bind(wxEVT_CHAR, &Canvas::OnChar, this);
    Bind(wxEVT_TIMER, &Canvas::OnTimer, this);
  }

  std::function<void()> first_frame;
  std::function<void(const std::string&)> frame;

  /// Has what changed shown, at once.
  void Flush(bool page) {
    page_pending_ = page_pending_ || page;
    std::vector<Rect> changes = view_.take_changes();
    // A page that looks like the last one is shown too, and says so.
    if (page && changes.empty()) changes.push_back({0, 0, 1, 1});
    for (const auto& r : changes)
      RefreshRect(
          wxRect(static_cast<int>(r.x), static_cast<int>(r.y), static_cast<int>(r.width), static_cast<int>(r.height)),
          false);
    if (view_.moving() && !motion_.IsRunning()) motion_.Start(kFrameMilliseconds);
  }

  void DrawAllAgain() {
    Refresh(false);
    // A compositor may not have taken the first picture: once more when it has settled.
    again_.StartOnce(kDrawAgainMilliseconds);
  }

 private:
  void OnPaint(wxPaintEvent&) {
    wxPaintDC dc(this);
    auto* cairo = static_cast<cairo_t*>(dc.GetImpl()->GetCairoContext());
    if (!cairo || view_.canvas().size().width < 1) return;
    std::vector<Rect> where;
    for (wxRegionIterator it(GetUpdateRegion()); it; ++it)
      where.push_back({static_cast<double>(it.GetX()), static_cast<double>(it.GetY()), static_cast<double>(it.GetW()),
                       static_cast<double>(it.GetH())});
    view_.canvas().copy_to(cairo, where);
    if (!page_pending_) return;
    page_pending_ = false;
    CallAfter([this, id = view_.page().id] {
      if (first_frame) {
        DrawAllAgain();
        std::exchange(first_frame, nullptr)();
      }
      if (frame) frame(id);
    });
  }
  void OnSize(wxSizeEvent& event) {
    const wxSize size = GetClientSize();
    if (size.x > 1 && size.y > 1) view_.resize({static_cast<double>(size.x), static_cast<double>(size.y)});
    Flush(false);
    Refresh(false);
    event.Skip();
  }
  static Point PointOf(const wxMouseEvent& event) {
    return {static_cast<double>(event.GetX()), static_cast<double>(event.GetY())};
  }
  void OnDown(wxMouseEvent& event) {
    SetFocus();
    if (!HasCapture()) CaptureMouse();
    view_.touch_down(PointOf(event));
    Flush(false);
    Update();
  }
  void OnMotion(wxMouseEvent& event) {
    if (!event.LeftIsDown()) return;
    view_.touch_move(PointOf(event));
    Flush(false);
  }
  void OnUp(wxMouseEvent& event) {
    if (HasCapture()) ReleaseMouse();
    view_.touch_up(PointOf(event));
    Flush(false);
  }
  void OnLost(wxMouseCaptureLostEvent&) {
    view_.touch_lost();
    Flush(false);
  }
  void OnChar(wxKeyEvent& event) {
    switch (event.GetKeyCode()) {
      case WXK_TAB: view_.key(event.ShiftDown() ? KeyPress::Previous : KeyPress::Next); break;
      case WXK_DOWN: Walk(WritingKey::Down, KeyPress::Next); break;
      case WXK_RIGHT: Walk(WritingKey::Right, KeyPress::Next); break;
      case WXK_UP: Walk(WritingKey::Up, KeyPress::Previous); break;
      case WXK_LEFT: Walk(WritingKey::Left, KeyPress::Previous); break;
      case WXK_RETURN:
      case WXK_NUMPAD_ENTER: Walk(WritingKey::Select, KeyPress::Activate); break;
      case WXK_ESCAPE: Walk(WritingKey::Back, KeyPress::Cancel); break;
      case WXK_BACK: view_.typed("\b"); break;
      default: {
        const wxChar c = event.GetUnicodeKey();
        if (c == WXK_NONE || c < 32) return;
        view_.typed(wxString(c).utf8_string());
      }
    }
    Flush(false);
  }
  void Walk(WritingKey writing, KeyPress otherwise) {
    if (!view_.write_by_key(writing)) view_.key(otherwise);
  }
  void OnTimer(wxTimerEvent& event) {
    if (event.GetTimer().GetId() == again_.GetId()) {
      Refresh(false);
      return;
    }
    if (!view_.moving()) {
      motion_.Stop();
      return;
    }
    view_.animate();
    Flush(false);
  }

  PageView& view_;
  wxTimer motion_, again_;
  bool page_pending_ = false;
};

namespace {

bool takes_chinese(const Page& page) {
  for (const auto& block : page.blocks)
    if (const auto* field = std::get_if<Field>(&block); field != nullptr && field->kind == FieldKind::Chinese)
      return true;
  return false;
}

}  // namespace

struct ScreenWindow::Impl {
  Impl(WindowOptions o, Words words, const base::Clock& clock, base::Executor& e)
      : options(std::move(o)), executor(e), view(clock, text, std::move(words), options.touch) {}

  // The models take a third of the program's memory and most visits never write a character: they are loaded, beside
  // the window, when the first page that can take one is shown, and stay.
  void load_input_methods() {
    if (loader.joinable()) return;
    loader = std::jthread(
        [this, model = options.handwriting_model, data = options.pinyin_data, alive = std::weak_ptr(alive)] {
          auto methods = std::make_shared<InputMethods>();
          if (auto handwriting = open_handwriting(model))
            methods->handwriting = std::move(*handwriting);
          else
            base::log_failure("handwriting-missing", handwriting.error(), "screen");
          if (auto pinyin = open_pinyin(data))
            methods->pinyin = std::move(*pinyin);
          else
            base::log_failure("pinyin-missing", pinyin.error(), "screen");
          if (auto words = WordList::open(data + "/" + kWordDictionary))
            methods->words = std::move(*words);
          else
            base::log_failure("words-missing", words.error(), "screen");
          if (methods->words) {
            if (auto strokes = StrokeIndex::open(data + "/" + kStrokeDictionary, *methods->words))
              methods->strokes = std::move(*strokes);
            else
              base::log_failure("strokes-missing", strokes.error(), "screen");
          }
          executor.post([this, alive, methods] {
            if (alive.expired()) return;
            view.set_input_methods(std::move(*methods));
            canvas->Flush(false);
          });
        });
  }

  WindowOptions options;
  base::Executor& executor;
  TextEngine text;
  PageView view;
  wxFrame* frame = nullptr;  // owned by wx, destroyed in our destructor
  Canvas* canvas = nullptr;
  std::shared_ptr<int> alive = std::make_shared<int>(0);  // tells a late task that the window is gone
  std::jthread loader;
};

ScreenWindow::ScreenWindow(WindowOptions options, Words words, const base::Clock& clock, base::Executor& executor)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(words), clock, executor)) {
  const WindowOptions& o = impl_->options;
  // Without wxRESIZE_BORDER a window keeps its first size, whatever the compositor asks of it.
  const long style = o.kiosk ? wxBORDER_NONE | wxRESIZE_BORDER | wxFRAME_NO_TASKBAR : wxDEFAULT_FRAME_STYLE;
  const wxSize size = o.kiosk ? wxGetDisplaySize() : wxSize(o.width, o.height);
  impl_->frame = new wxFrame(nullptr, wxID_ANY, from_utf8(o.title), wxPoint(0, 0), size, style);
  impl_->frame->SetBackgroundStyle(wxBG_STYLE_PAINT);
  impl_->canvas = new Canvas(impl_->frame, impl_->view, o.kiosk);
  if (!o.kiosk) impl_->frame->SetClientSize(o.width, o.height);
  impl_->frame->Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& event) {
    if (impl_->options.kiosk && event.CanVeto())
      event.Veto();
    else
      event.Skip();
  });
  impl_->frame->Bind(wxEVT_SHOW, [this](wxShowEvent& event) {
    impl_->canvas->DrawAllAgain();
    event.Skip();
  });
  if (o.kiosk)
    impl_->frame->ShowFullScreen(true);
  else
    impl_->frame->Show();
}

ScreenWindow::~ScreenWindow() {
  impl_->alive.reset();
  if (impl_->loader.joinable()) impl_->loader.join();
  if (impl_->frame) impl_->frame->Destroy();
}

void ScreenWindow::listen(Sink sink) { impl_->view.listen(std::move(sink)); }

void ScreenWindow::show(const Page& page) {
  impl_->view.show(page);
  impl_->canvas->Flush(true);
  if (takes_chinese(page)) impl_->load_input_methods();
}

void ScreenWindow::viewfinder(std::shared_ptr<const Bitmap> frame) {
  impl_->view.viewfinder(std::move(frame));
  impl_->canvas->Flush(false);
}

void ScreenWindow::focus(const ActionId& id) {
  impl_->view.focus(id);
  impl_->canvas->Flush(false);
}

bool ScreenWindow::write_by_key(WritingKey key) {
  const bool used = impl_->view.write_by_key(key);
  impl_->canvas->Flush(false);
  return used;
}

void ScreenWindow::on_spoken(std::function<void(Text)> spoken) { impl_->view.on_spoken(std::move(spoken)); }

void ScreenWindow::on_first_frame(std::function<void()> done) { impl_->canvas->first_frame = std::move(done); }

void ScreenWindow::on_frame(std::function<void(const std::string&)> done) { impl_->canvas->frame = std::move(done); }

std::string ScreenWindow::geometry() const {
  const wxPoint origin = impl_->canvas->GetScreenPosition();
  std::string json = impl_->view.geometry();
  return "{\"origin\":[" + std::to_string(origin.x) + "," + std::to_string(origin.y) + "]," + json.substr(1);
}

base::Result<void> ScreenWindow::save_png(const std::string& file, bool personal) const {
  if (impl_->view.page().personal && !personal)
    return base::fail(base::FailureCode::RequestRefused, "the page holds a resident's data");
  return impl_->view.canvas().save_png(file);
}

}  // namespace bianmin::ui
