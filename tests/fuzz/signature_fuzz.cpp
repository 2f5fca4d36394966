// The strokes of a signature, as the page holds them and as a parked visit brings them back: read within the pad, and
// written the same again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "ui/model/block.hpp"
#include "ui/screen/input/signature_strokes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::ui;
  const auto strokes = read_strokes({reinterpret_cast<const char*>(data), size});
  for (const auto& stroke : strokes) {
    if (stroke.empty()) std::abort();
    for (const Point p : stroke)
      if (!(p.x >= 0 && p.x <= 1000 && p.y >= 0 && p.y <= 1000)) std::abort();
  }
  const auto written = write_strokes(strokes);
  if (written.size() > kMostSignatureCharacters || read_strokes(written) != strokes) std::abort();
  return 0;
}
