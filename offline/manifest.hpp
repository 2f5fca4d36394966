#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "offline/keys.hpp"

namespace bianmin::offline {

/// What a content version may hold.
struct ContentLimits {
  std::size_t files = 4000;
  std::uint64_t file_bytes = 64U << 20;
  std::uint64_t total_bytes = 512U << 20;
  /// The first part of every path; files beside them are refused.
  std::set<std::string, std::less<>> folders{"calendars", "documents",  "holidays", "images",   "lexicon", "notices",
                                             "prompts",   "recordings", "services", "settings", "texts"};
};

struct ManifestFile {
  std::string path;  // "services/complaint.json"
  std::uint64_t size{};
  std::string sha256;  // 64 lower-case hexadecimal digits
};

/// A content version's list of files.
struct Manifest {
  std::uint64_t version{};  // from 1
  base::Instant created;
  std::vector<ManifestFile> files;
};

/// Reads the signed bytes. ContentIncomplete names the place: unknown members, a path outside the known folders, with
/// "..", a hidden part or an ASCII character other than A-Z a-z 0-9 . _ -, a path twice (in any case of letters), a
/// path below a file, counts and sizes beyond the limits.
base::Result<Manifest> parse_manifest(std::string_view bytes, const ContentLimits& limits);

/// The manifest as it travels and as it is kept: the exact signed bytes and the signature over them.
struct SignedManifest {
  std::string bytes;
  std::string signature;  // 64 bytes
};

/// Checks the signature first (SignatureInvalid), then reads.
base::Result<Manifest> verify_manifest(const SignedManifest& manifest, const VerifyKey& key,
                                       const ContentLimits& limits);

}  // namespace bianmin::offline
