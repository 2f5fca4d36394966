#include "devices/printer/page_printer.hpp"

namespace bianmin::devices {

bool can_print(const PrinterStatus& status) {
  return std::holds_alternative<PrinterReady>(status) || std::holds_alternative<PrinterBusy>(status);
}

}  // namespace bianmin::devices
