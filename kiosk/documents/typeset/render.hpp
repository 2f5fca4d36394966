#pragma once

#include <string>

#include "base/failure.hpp"
#include "kiosk/documents/document.hpp"

namespace bianmin::kiosk::documents {

/// The whole document as PDF; the caller wipes it (base::wipe) when it has been used. DocumentInvalid when the value
/// can't be set: see `check`; a code that doesn't fit; or on a certificate a character that no installed font has (a
/// name must never come out wrong). Details hold places ("/fields/0"), never data. From one thread at a time.
base::Result<std::string> render_pdf(const Document& document);

/// One page (from 0) as PNG, for a preview on the screen. 20 … 600 dpi.
base::Result<std::string> render_png(const Document& document, std::size_t page, double dpi);

/// How many pages render_pdf makes.
base::Result<std::size_t> page_count(const Document& document);

/// Has the fonts of papers found and opened, so that the first paper comes as fast as the second.
void warm_up();

}  // namespace bianmin::kiosk::documents
