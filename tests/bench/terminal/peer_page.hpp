#pragma once

#include <filesystem>
#include <string>

#include "tests/bench/support/terminal_page.hpp"

namespace bianmin::tests {

/// Writes an HTML page that shows what the terminal shows: the same boxes, letters and sizes at the same places, an
/// icon on each tile. Touching `forward` on the first page shows the second, touching `back` there shows the first.
void write_peer_page(const std::filesystem::path& file, const TerminalPage& first, const std::string& forward,
                     const TerminalPage& second, const std::string& back);

}  // namespace bianmin::tests
