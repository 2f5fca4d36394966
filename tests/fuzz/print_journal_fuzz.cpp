#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "devices/printer/print_journal.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using bianmin::devices::PrintJournal;
  std::size_t skipped = 0;
  for (const auto& [id, entry] : PrintJournal::parse({reinterpret_cast<const char*>(data), size}, skipped))
    if (!PrintJournal::valid_id(id) || entry.printer_job < 0) std::abort();
  return 0;
}
