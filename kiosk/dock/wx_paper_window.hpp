#pragma once

#include <filesystem>

class wxWindow;

namespace bianmin::dock {

/// Opens a printed sheet in a window of its own.
void open_paper(wxWindow* parent, const std::filesystem::path& picture);

}  // namespace bianmin::dock
