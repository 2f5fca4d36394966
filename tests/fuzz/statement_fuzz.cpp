// A provider's daily statement: whatever comes is refused with its line, or says the same when it is written again.
// Links bianmin_platform_parsers.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/payments/statement.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::platform;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto read = read_statement(text);
  if (!read) {
    if (read.error().detail.find("line ") == std::string::npos) std::abort();
    return 0;
  }
  const auto again = read_statement(write_statement(*read));
  if (!again || again->lines.size() != read->lines.size() || again->day != read->day) std::abort();
  for (const StatementLine& line : read->lines)
    if (line.refunded > line.amount || line.amount > kMostFen) std::abort();
  return 0;
}
