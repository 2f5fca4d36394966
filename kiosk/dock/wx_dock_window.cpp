#include "kiosk/dock/dock_window.hpp"

#include <array>

#include <wx/bmpbuttn.h>
#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/display.h>
#include <wx/filedlg.h>
#include <wx/frame.h>
#include <wx/image.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/treectrl.h>
#include <wx/wrapsizer.h>

#include "kiosk/dock/dock_cards.hpp"
#include "kiosk/dock/wx_paper_window.hpp"

namespace bianmin::dock {
namespace {

wxString text(std::string_view utf8) { return wxString::FromUTF8(utf8.data(), utf8.size()); }

const wxColour kGround(0xF2, 0xF5, 0xF9), kInk(0x10, 0x22, 0x3A), kHead(0x08, 0x3A, 0x7C), kWarn(0xB3, 0x53, 0x00);
constexpr int kGap = 6;
constexpr int kHeight = 1080;
constexpr int kThumbnail = 120;  // pixels high

class CardItem final : public wxTreeItemData {
 public:
  explicit CardItem(std::filesystem::path of) : file(std::move(of)) {}
  const std::filesystem::path file;
};

// Stands still when a control in it gets the focus: everything is meant to be seen at once.
class Area final : public wxScrolledWindow {
 public:
  explicit Area(wxWindow* parent) : wxScrolledWindow(parent) {}
  bool ShouldScrollToChildOnFocus(wxWindow*) override { return false; }
};

struct Named {
  const char* id;
  const char* label;
};
constexpr std::array<Named, 5> kPrinterStates{{{"ready", "有纸 Ready"},
                                               {"low", "纸不多了 Low"},
                                               {"out-of-paper", "没纸 Out of paper"},
                                               {"jam", "卡纸 Jam"},
                                               {"gone", "断开 Unplugged"}}};
constexpr const char* kPaymentCode = "134500000000000000";  // made up
constexpr std::array<Named, 6> kPaymentWays{{{"ok", "下一次：付成 Next: paid"},
                                             {"slow", "下一次：要密码 Next: password"},
                                             {"insufficient", "下一次：余额不够 Next: no money"},
                                             {"refuse", "下一次：拒绝 Next: refused"},
                                             {"silent", "下一次：没有回音 Next: silent"},
                                             {"paid-but-late", "下一次：付了，晚知道 Next: paid, known late"}}};
constexpr std::array<Named, 13> kKeys{{{"up", "▲"},
                                       {"down", "▼"},
                                       {"left", "◀"},
                                       {"right", "▶"},
                                       {"select", "确定 Select"},
                                       {"back", "返回 Back"},
                                       {"home", "首页 Home"},
                                       {"help", "帮助 Help"},
                                       {"repeat", "重听 Repeat"},
                                       {"volume-up", "大声 Louder"},
                                       {"volume-down", "小声 Softer"},
                                       {"faster", "快 Faster"},
                                       {"slower", "慢 Slower"}}};

}  // namespace

class DockWindow::Frame final : public wxFrame {
 public:
  Frame(Terminal& terminal, const std::filesystem::path& cards, std::function<void()> closed)
      : wxFrame(nullptr, wxID_ANY, text("便民 · 演示台 Device dock"), wxDefaultPosition,
                wxSize(kDockWidth, std::min(kHeight, usable_area().height))),
        terminal_(terminal),
        area_(new Area(this)),
        column_(new wxBoxSizer(wxVERTICAL)) {
    if (wxImage::FindHandler(wxBITMAP_TYPE_PNG) == nullptr) wxImage::AddHandler(new wxPNGHandler);
    area_->SetBackgroundColour(kGround);
    area_->SetForegroundColour(kInk);
    state_ = new wxStaticText(area_, wxID_ANY, text("正在启动… Starting…"));
    trouble_ = new wxStaticText(area_, wxID_ANY, wxString());
    trouble_->SetForegroundColour(kWarn);
    column_->Add(state_, 0, wxALL, kGap);
    column_->Add(trouble_, 0, wxLEFT | wxRIGHT, kGap);
    build_cards(cards);
    build_codes();
    build_payments();
    build_printers();
    build_world();
    build_keypad();
    build_platform();
    build_papers();
    build_spoken();
    area_->SetSizer(column_);
    area_->SetScrollRate(0, 12);
    area_->FitInside();
    enable(false);
    Bind(wxEVT_CLOSE_WINDOW, [this, closed = std::move(closed)](wxCloseEvent&) {
      Hide();
      closed();
    });
  }

  void show(const News& news) {
    if (news.phase == News::Phase::Running && !running_) {
      enable(true);
      running_ = true;
      Move(news.right_edge + 8, std::max(0, news.top - 28));
      for (const auto& code : news.codes)
        phones_->Append(text(code.name + "  " + code.payload), new PhoneItem(code.payload));
      if (!phones_->IsEmpty()) phones_->SetSelection(0);
    }
    std::string state = "正在启动… Starting…";
    if (running_)
      state = "页面 Page: " + news.page + (news.link_up ? "   已联网 Online" : "   没联网 Offline") +
              (news.card_in ? "   卡在读卡区 Card in" : "");
    put(state_, state);
    put(trouble_, news.trouble);
    for (; heard_ < news.spoken.size(); ++heard_) spoken_->AppendText(text(news.spoken[heard_] + "\n"));
    bool more = false;
    for (; printed_ < news.papers.size(); ++printed_) more = add_paper(news.papers[printed_]) || more;
    if (more) area_->FitInside(), area_->Layout();
  }

 private:
  class PhoneItem final : public wxClientData {
   public:
    explicit PhoneItem(std::string of) : payload(std::move(of)) {}
    const std::string payload;
  };

  void enable(bool on) {
    for (auto* part : parts_) part->Enable(on);
  }

  static void put(wxStaticText* where, const std::string& what) {
    if (where->GetLabel() != text(what)) where->SetLabel(text(what));
  }

  wxWrapSizer* section(const char* title) {
    auto* head = new wxStaticText(area_, wxID_ANY, text(title));
    head->SetFont(head->GetFont().Bold());
    head->SetForegroundColour(kHead);
    column_->Add(head, 0, wxLEFT | wxTOP | wxRIGHT, kGap);
    auto* row = new wxWrapSizer(wxHORIZONTAL);
    column_->Add(row, 0, wxEXPAND | wxLEFT | wxRIGHT, kGap);
    return row;
  }

  void button(wxSizer* row, const char* label, std::function<void()> pressed) {
    auto* made = new wxButton(area_, wxID_ANY, text(label), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    made->SetMinSize(made->GetBestSize() + wxSize(16, 6));
    made->Bind(wxEVT_BUTTON, [pressed = std::move(pressed)](wxCommandEvent&) { pressed(); });
    row->Add(made, 0, wxALL, 2);
    parts_.push_back(made);
  }

  void check(wxSizer* row, const char* label, std::function<void(bool)> changed) {
    auto* made = new wxCheckBox(area_, wxID_ANY, text(label));
    made->Bind(wxEVT_CHECKBOX, [changed = std::move(changed)](wxCommandEvent& event) { changed(event.IsChecked()); });
    row->Add(made, 0, wxALL | wxALIGN_CENTRE_VERTICAL, kGap);
    parts_.push_back(made);
  }

  void build_cards(const std::filesystem::path& folder) {
    auto* row = section("卡 Cards");
    cards_ = new wxTreeCtrl(area_, wxID_ANY, wxDefaultPosition, wxSize(-1, 230),
                            wxTR_HIDE_ROOT | wxTR_HAS_BUTTONS | wxTR_LINES_AT_ROOT | wxTR_SINGLE);
    const auto root = cards_->AddRoot(wxString());
    const std::array groups{cards_->AppendItem(root, text("居民 Residents")),
                            cards_->AppendItem(root, text("少见的卡 Unusual")),
                            cards_->AppendItem(root, text("坏卡、别的卡 Faulty"))};
    for (const auto& card : cards_in(folder))
      cards_->AppendItem(groups.at(static_cast<std::size_t>(card.group)), text(card.label), -1, -1,
                         new CardItem(card.file));
    cards_->Expand(groups[0]);
    cards_->Bind(wxEVT_TREE_ITEM_ACTIVATED, [this](wxTreeEvent&) { insert(); });
    column_->Insert(column_->GetItemCount() - 1, cards_, 0, wxEXPAND | wxLEFT | wxRIGHT, kGap);
    parts_.push_back(cards_);
    button(row, "放上选中的卡 Insert", [this] { insert(); });
    button(row, "取走卡 Take out", [this] { terminal_.take_card(); });
  }

  void insert() {
    const auto item = cards_->GetSelection();
    const auto* card = item.IsOk() ? dynamic_cast<CardItem*>(cards_->GetItemData(item)) : nullptr;
    if (card != nullptr) terminal_.insert_card(card->file);
  }

  void build_codes() {
    auto* row = section("扫码口 Scanner");
    phones_ = new wxChoice(area_, wxID_ANY, wxDefaultPosition, wxSize(300, -1));
    row->Add(phones_, 0, wxALL, 2);
    parts_.push_back(phones_);
    button(row, "亮手机码 Show phone", [this] {
      if (const auto* code =
              dynamic_cast<PhoneItem*>(phones_->HasClientObjectData() && phones_->GetSelection() != wxNOT_FOUND
                                           ? phones_->GetClientObject(static_cast<unsigned>(phones_->GetSelection()))
                                           : nullptr))
        terminal_.show_text(code->payload);
    });
    button(row, "刚印的回执 Last slip", [this] { terminal_.show_slip(); });
    button(row, "图片… Picture…", [this] {
      wxFileDialog dialog(this, text("图片 Picture"), wxString(), wxString(), "*.png;*.jpg;*.jpeg",
                          wxFD_OPEN | wxFD_FILE_MUST_EXIST);
      if (dialog.ShowModal() == wxID_OK) terminal_.show_picture(dialog.GetPath().ToStdString(wxConvUTF8));
    });
    button(row, "拿开 Take away", [this] { terminal_.hide_code(); });
  }

  void build_payments() {
    auto* row = section("付款 Payment (made-up money)");
    button(row, "用手机付款 Pay by phone", [this] { terminal_.pay_by_phone(); });
    button(row, "亮付款码 Show payment code", [this] { terminal_.show_text(kPaymentCode); });
    auto* next = new wxChoice(area_, wxID_ANY);
    for (const auto& way : kPaymentWays) next->Append(text(way.label));
    next->SetSelection(0);
    next->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
      terminal_.set_next_payment(kPaymentWays.at(static_cast<std::size_t>(event.GetSelection())).id);
    });
    row->Add(next, 0, wxALL, 2);
    parts_.push_back(next);
  }

  void build_printers() {
    auto* row = section("打印机 Printers");
    for (const Named& printer : {Named{"a4", "A4 证明 Certificates"}, Named{"slip", "小票 Slips"}}) {
      auto* pair = new wxBoxSizer(wxHORIZONTAL);
      pair->Add(new wxStaticText(area_, wxID_ANY, text(printer.label)), 0, wxALL | wxALIGN_CENTRE_VERTICAL, kGap);
      auto* states = new wxChoice(area_, wxID_ANY);
      for (const auto& state : kPrinterStates) states->Append(text(state.label));
      states->SetSelection(0);
      states->Bind(wxEVT_CHOICE, [this, id = std::string(printer.id)](wxCommandEvent& event) {
        terminal_.set_printer(id, kPrinterStates.at(static_cast<std::size_t>(event.GetSelection())).id);
      });
      pair->Add(states, 0, wxALL, 2);
      row->Add(pair);
      parts_.push_back(states);
    }
  }

  void build_world() {
    auto* row = section("网线、耳机、时钟 Network, headphones, clock");
    check(row, "拔掉网线 Unplug network", [this](bool on) { terminal_.set_network(!on); });
    check(row, "插上耳机 Headphones in", [this](bool on) { terminal_.plug_headphones(on); });
    using namespace std::chrono_literals;
    button(row, "过 1 分钟 +1 min", [this] { terminal_.pass_time(1min); });
    button(row, "过 1 小时 +1 h", [this] { terminal_.pass_time(1h); });
    button(row, "过 1 天 +1 day", [this] { terminal_.pass_time(24h); });
  }

  void build_keypad() {
    auto* row = section("盲人键盘 Tactile keypad");
    for (const auto& key : kKeys) button(row, key.label, [this, id = std::string(key.id)] { terminal_.press_key(id); });
  }

  void build_platform() {
    auto* row = section("平台 Platform");
    button(row, "发紧急通知 Emergency notice", [this] {
      terminal_.send_notice({"emergency", "暴雨红色预警", "Red rainstorm warning", "请不要外出，听从社区安排。",
                             "Please stay indoors and follow your community's instructions."});
    });
    button(row, "发普通通知 Notice", [this] {
      terminal_.send_notice({"info", "周六照常办事", "Open on Saturday", "本周六上午社保窗口照常办事。",
                             "The social insurance counter is open this Saturday morning."});
    });
    button(row, "推送新事项… Publish a service…", [this] {
      wxFileDialog dialog(this, text("事项 Service"), wxString(), wxString(), "*.json",
                          wxFD_OPEN | wxFD_FILE_MUST_EXIST);
      if (dialog.ShowModal() == wxID_OK) terminal_.publish_service(dialog.GetPath().ToStdString(wxConvUTF8));
    });
    button(row, "办下一步 Move the newest case on", [this] { terminal_.advance_case(); });
  }

  void build_papers() { papers_ = section("印出来的纸 Printed (click to open)"); }

  void build_spoken() {
    section("说过的话 Spoken");
    spoken_ =
        new wxTextCtrl(area_, wxID_ANY, wxString(), wxDefaultPosition, wxSize(-1, 150), wxTE_MULTILINE | wxTE_READONLY);
    column_->Add(spoken_, 1, wxEXPAND | wxALL, kGap);
  }

  bool add_paper(const Paper& paper) {
    wxImage image(text(paper.picture.string()), wxBITMAP_TYPE_PNG);
    if (!image.IsOk()) return false;
    const int width = std::max(1, image.GetWidth() * kThumbnail / std::max(1, image.GetHeight()));
    image.Rescale(width, kThumbnail, wxIMAGE_QUALITY_HIGH);
    auto* thumbnail = new wxBitmapButton(area_, wxID_ANY, wxBitmap(image));
    thumbnail->Bind(wxEVT_BUTTON, [this, picture = paper.picture](wxCommandEvent&) { open_paper(this, picture); });
    papers_->Add(thumbnail, 0, wxALL, 2);
    return true;
  }

  Terminal& terminal_;
  wxScrolledWindow* area_;
  wxBoxSizer* column_;
  wxStaticText *state_ = nullptr, *trouble_ = nullptr;
  wxTreeCtrl* cards_ = nullptr;
  wxChoice* phones_ = nullptr;
  wxSizer* papers_ = nullptr;
  wxTextCtrl* spoken_ = nullptr;
  std::vector<wxWindow*> parts_;
  bool running_ = false;
  std::size_t heard_ = 0, printed_ = 0;
};

DockWindow::DockWindow(Terminal& terminal, const std::filesystem::path& cards, std::function<void()> closed)
    : frame_(new Frame(terminal, cards, std::move(closed))) {
  frame_->Show();
}

DockWindow::~DockWindow() { frame_->Destroy(); }

void DockWindow::show(const News& news) { frame_->show(news); }

ScreenArea usable_area() {
  const wxRect area = wxDisplay(0U).GetClientArea();
  return {area.width, area.height};
}

}  // namespace bianmin::dock
