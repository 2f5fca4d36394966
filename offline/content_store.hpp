#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/failure.hpp"
#include "offline/keys.hpp"
#include "offline/manifest.hpp"

namespace bianmin::offline {

/// A content version on the disk.
struct ContentVersion {
  std::uint64_t version{};
  std::filesystem::path directory;
};

/// Loads services and texts from a directory to see whether they are usable; runs before a version becomes current.
using ContentValidator = std::function<base::Result<void>(const std::filesystem::path& directory)>;

/// Content versions on the disk; a power cut at any point leaves the old or the new one. The layout is in README.md.
/// Any thread; calls wait for each other.
class ContentStore {
 public:
  ContentStore(std::filesystem::path root, VerifyKey key, ContentLimits limits = {});

  /// Makes the directories, removes what an interrupted installation left, checks signature and hashes of the current
  /// version and falls back to the previous one when it is broken. StoreUnavailable when the root can't be used. A
  /// terminal without content is no error.
  base::Result<void> open();
  /// The version in use; none on a terminal that never had one. Needs no network.
  std::optional<ContentVersion> current() const;
  /// Why `open` passed the current version by, if it did.
  std::optional<base::Failure> damage() const;

  /// Checks signature, paths, limits, and that the version is newer than any accepted before (VersionTooOld), or is
  /// exactly the newest accepted one whose files broke.
  base::Result<Manifest> admit(const SignedManifest& manifest) const;
  /// Removes what arrived for other versions.
  void prepare(const Manifest& manifest) const;
  /// StoreFull unless the files still to be fetched fit on the disk with 16 MiB to spare.
  base::Result<void> check_space(const Manifest& manifest) const;
  /// Where a file is put while it arrives: "<root>/incoming/<sha256>.part". It may hold a beginning from last time.
  std::filesystem::path part_of(const ManifestFile& file) const;
  /// True when the file is complete in incoming/ or in the current version; nothing need be fetched.
  bool has(const ManifestFile& file) const;
  /// Takes a part as complete: size, hash (ContentIncomplete, and the part is removed), fsync, rename.
  base::Result<void> complete(const ManifestFile& file);
  /// Puts the version together, validates and switches. On failure the current version stays.
  base::Result<ContentVersion> install(const SignedManifest& manifest, const ContentValidator& validate);
  /// Falls back to the previous version because the current one can't be used after all (the validator refused it
  /// when the terminal started). ContentMissing when there is none.
  base::Result<ContentVersion> fall_back(const base::Failure& why);

 private:
  struct Floor {
    std::uint64_t version{};
    std::string manifest_sha256;
  };
  struct Checked {
    Manifest manifest;
    std::string manifest_sha256;
  };
  Floor read_floor() const;
  base::Result<Checked> check_version(std::uint64_t version) const;
  base::Result<Manifest> admit_locked(const SignedManifest& manifest) const;
  std::optional<std::filesystem::path> source_of(const ManifestFile& file) const;
  base::Result<void> assemble(const Manifest& manifest, const SignedManifest& signed_manifest,
                              const std::filesystem::path& directory) const;
  base::Result<void> place(const std::filesystem::path& assembled, std::uint64_t version) const;
  base::Result<void> point(const char* link, std::uint64_t version) const;
  std::optional<std::uint64_t> target_of(const char* link) const;
  std::filesystem::path directory_of(std::uint64_t version) const;
  void use(std::uint64_t version, Checked checked);
  void remove_unlinked_versions() const;

  const std::filesystem::path root_;
  const VerifyKey key_;
  const ContentLimits limits_;
  mutable std::mutex mutex_;
  std::optional<ContentVersion> current_;
  std::string current_manifest_sha256_;
  std::map<std::string, std::filesystem::path> current_files_;  // sha256 → a file of the current version
  std::optional<base::Failure> damage_;
};

}  // namespace bianmin::offline
