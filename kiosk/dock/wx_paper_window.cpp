#include "kiosk/dock/wx_paper_window.hpp"

#include <algorithm>

#include <wx/bitmap.h>
#include <wx/frame.h>
#include <wx/image.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

namespace bianmin::dock {

void open_paper(wxWindow* parent, const std::filesystem::path& picture) {
  const wxImage image(wxString::FromUTF8(picture.string()), wxBITMAP_TYPE_PNG);
  if (!image.IsOk()) return;
  constexpr int kTallest = 900, kBar = 24;
  auto* frame = new wxFrame(parent, wxID_ANY, wxString::FromUTF8(picture.stem().string()));
  auto* view = new wxScrolledWindow(frame);
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(new wxStaticBitmap(view, wxID_ANY, wxBitmap(image)));
  view->SetSizer(sizer);
  view->SetScrollRate(20, 20);
  view->SetBackgroundColour(*wxWHITE);
  frame->SetClientSize(image.GetWidth() + kBar, std::min(image.GetHeight(), kTallest));
  frame->Show();
}

}  // namespace bianmin::dock
