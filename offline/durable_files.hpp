#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/failure.hpp"

namespace bianmin::offline {

/// The steps a power cut may fall between. Each returns StoreUnavailable or StoreFull with the path.
base::Result<void> sync_path(const std::filesystem::path& path);  // a file or a directory
base::Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Atomically makes `link` a symbolic link to `target`.
base::Result<void> link_durably(const std::filesystem::path& target, const std::filesystem::path& link);
/// Makes a directory (its parent exists).
base::Result<void> make_directory(const std::filesystem::path& directory);

/// SHA-256 of a regular file of exactly `size` bytes, links not followed. ContentIncomplete when it is anything else.
base::Result<std::string> hash_regular_file(const std::filesystem::path& file, std::uint64_t size);

}  // namespace bianmin::offline
