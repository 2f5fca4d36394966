#pragma once

#include <string>
#include <vector>

#include "devices/printer/page_printer.hpp"

namespace bianmin::devices {

/// What an IPP printer's state means for people. `state`: 3 idle, 4 processing, 5 stopped; `reasons` are
/// printer-state-reasons with or without their severity (RFC 8011 §5.4.12); those in `ignored` (written exactly as
/// the printer says them, for example "media-empty-report" of a printer with several trays) are left out.
/// The worst thing wins: cover, jam, paper, anything else.
PrinterStatus printer_status(int state, bool accepting, const std::vector<std::string>& reasons,
                             const std::vector<std::string>& ignored = {});

}  // namespace bianmin::devices
