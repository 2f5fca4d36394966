#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/failure.hpp"

namespace bianmin::base {

/// The whole file, at most `max_bytes`. InputInvalid when it is larger, ContentMissing when it can't be read.
Result<std::string> read_file(const std::filesystem::path& file, std::size_t max_bytes = 64U << 20);

/// Replaces the file so that after a power cut it is either the old or the new one: writes beside it, fsyncs, renames,
/// fsyncs the directory. Mode 0600 unless given. StoreUnavailable or StoreFull.
Result<void> write_file_durably(const std::filesystem::path& file, std::string_view content, unsigned mode = 0600);

}  // namespace bianmin::base
