#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/journey/stage.hpp"

namespace bianmin::dock {

/// A printed sheet as people see it.
struct Paper {
  std::string printer;  // "a4", "slip"
  std::filesystem::path pdf, picture;
};

/// Makes a PNG of a sheet's first page; `dpi` dots per inch. False when pdftoppm can't.
bool picture_of(const std::filesystem::path& pdf, const std::filesystem::path& png, int dpi);

/// Copies what was printed into `out` as certificate.pdf/.png and slip.pdf/.png (certificate-2 … for further ones).
std::vector<Paper> keep_papers(const std::vector<kiosk::PrintedSheet>& sheets, const std::filesystem::path& out);

}  // namespace bianmin::dock
