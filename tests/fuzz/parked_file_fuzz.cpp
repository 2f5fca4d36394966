// A file among the parked visits that somebody changed: thrown away, or kept and never opened, for nobody can seal one
// without its slip.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "offline/parked_visits.hpp"
#include "tests/fuzz/memory_folder.hpp"

namespace {

using namespace bianmin;

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char c : bytes)
    for (const unsigned shift : {4U, 0U}) text += "0123456789abcdef"[static_cast<unsigned char>(c) >> shift & 15U];
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::MemoryFolder folder;
  folder.clear();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // A visit is called by the id that stands in it.
  const std::string id = hexadecimal(bytes.substr(std::min<std::size_t>(size, 5), 12));
  folder.write(id + ".visit", bytes);
  base::SeededRandom random({});
  offline::ParkedVisits visits({.directory = folder.path()}, random);
  const base::Instant now{base::Milliseconds{1'795'305'600'000}};  // 2026-11-22
  if (!visits.open(now)) std::abort();
  if (visits.sweep(now) > 1) std::abort();
  const auto found = visits.find_by_code("BMP1:" + id + ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", now);
  if (found || found.error().detail.empty()) std::abort();
  return 0;
}
