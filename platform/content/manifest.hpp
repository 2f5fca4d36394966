#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::platform {

/// A file of the content package.
struct ContentFile {
  std::string path;  ///< "services/complaint.json"
  std::uint64_t size = 0;
  std::string sha256;  ///< 64 hexadecimal digits, small

  friend bool operator==(const ContentFile&, const ContentFile&) = default;
};

struct Manifest {
  std::int64_t version = 0;
  std::string created;  ///< RFC 3339
  std::vector<ContentFile> files;
};

inline constexpr std::size_t kMostContentFiles = 5000;
inline constexpr std::uint64_t kMostContentFileBytes = 16ULL << 20;
inline constexpr std::uint64_t kMostContentBytes = 256ULL << 20;

/// Whether a package may hold a file of this path: in services/, texts/, lexicon/, notices/ or recordings/, relative,
/// of harmless characters, no part starting with a dot.
bool is_content_path(std::string_view path);

/// Reads the bytes that were signed. CatalogueInvalid names the place: limits, paths, duplicates.
base::Result<Manifest> parse_manifest(std::string_view bytes);
std::string write_manifest(const Manifest& manifest);

/// Walks a package's folder. CatalogueInvalid for unknown folders, links, devices, files that are too big or too many,
/// and recordings that are no Ogg Opus, too large or too long.
base::Result<std::vector<ContentFile>> scan_package(const std::filesystem::path& folder);

/// Where a file of this digest is kept: DATA/content/ab/abcdef….
std::filesystem::path content_file(const std::filesystem::path& data, std::string_view sha256);
bool is_sha256(std::string_view text);

}  // namespace bianmin::platform
