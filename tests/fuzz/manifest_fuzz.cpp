#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "offline/manifest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::offline;
  const ContentLimits limits;
  const auto manifest = parse_manifest({reinterpret_cast<const char*>(data), size}, limits);
  if (!manifest) {
    if (manifest.error().detail.empty()) std::abort();
    return 0;
  }
  if (manifest->version == 0 || manifest->files.empty() || manifest->files.size() > limits.files) std::abort();
  for (const auto& file : manifest->files) {
    const std::string_view path = file.path;
    if (path.starts_with('/') || path.starts_with('.') || path.find("/.") != std::string_view::npos ||
        path.find('\0') != std::string_view::npos)
      std::abort();
    if (limits.folders.find(path.substr(0, path.find('/'))) == limits.folders.end()) std::abort();
  }
  return 0;
}
