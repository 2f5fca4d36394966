#include "kiosk/dock/papers.hpp"

#include <map>

#include "kiosk/journey/subprocess.hpp"

namespace bianmin::dock {
namespace fs = std::filesystem;
namespace {

// A slip is 58 or 80 mm wide: its code needs finer dots to be read from the picture.
constexpr int kPageDpi = 110, kSlipDpi = 203;

}  // namespace

bool picture_of(const fs::path& pdf, const fs::path& png, int dpi) {
  const fs::path stem = png.parent_path() / png.stem();  // pdftoppm adds the ending itself
  return kiosk::capture({"pdftoppm", "-png", "-r", std::to_string(dpi), "-singlefile", pdf.string(), stem.string()})
             .status == 0;
}

std::vector<Paper> keep_papers(const std::vector<kiosk::PrintedSheet>& sheets, const fs::path& out) {
  std::vector<Paper> papers;
  std::map<std::string, int> count;
  for (const auto& sheet : sheets) {
    const int n = ++count[sheet.printer];
    const std::string name = (sheet.printer == "a4" ? "certificate" : "slip") + (n == 1 ? "" : "-" + std::to_string(n));
    Paper paper{sheet.printer, out / (name + ".pdf"), out / (name + ".png")};
    std::error_code error;
    fs::copy_file(sheet.pdf, paper.pdf, fs::copy_options::overwrite_existing, error);
    if (error || !picture_of(paper.pdf, paper.picture, sheet.printer == "a4" ? kPageDpi : kSlipDpi)) continue;
    papers.push_back(std::move(paper));
  }
  return papers;
}

}  // namespace bianmin::dock
