#include "offline/content_store.hpp"

#include <charconv>
#include <set>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/log.hpp"
#include "offline/durable_files.hpp"

namespace bianmin::offline {
namespace fs = std::filesystem;
namespace {

using base::fail;
using base::Failure;
using base::FailureCode;
using base::Result;

constexpr const char* kCurrent = "current";
constexpr const char* kPrevious = "previous";
constexpr const char* kManifest = "manifest.json";
constexpr const char* kSignature = "manifest.sig";
constexpr std::uintmax_t kSpareBytes = 16U << 20;

std::optional<std::uint64_t> to_version(std::string_view text) {
  std::uint64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc{} || end != text.data() + text.size() || version == 0) return std::nullopt;
  return version;
}

// What lies in the directory beyond the manifest's files: nothing unsigned may reach the loader.
Result<void> check_nothing_else(const fs::path& directory, const std::set<std::string>& known) {
  std::error_code error;
  fs::recursive_directory_iterator entry(directory, error), end;
  for (; !error && entry != end; entry.increment(error)) {
    if (entry->is_directory(error) && !entry->is_symlink(error)) continue;
    const std::string path = entry->path().lexically_relative(directory).string();
    if (!known.contains(path))
      return fail(FailureCode::ContentIncomplete, directory.string() + ": " + path + " isn't in the manifest");
  }
  if (error) return fail(FailureCode::ContentIncomplete, directory.string() + ": " + error.message());
  return {};
}

}  // namespace

ContentStore::ContentStore(fs::path root, VerifyKey key, ContentLimits limits)
    : root_(std::move(root)), key_(key), limits_(std::move(limits)) {}

fs::path ContentStore::directory_of(std::uint64_t version) const {
  return root_ / "versions" / std::to_string(version);
}

std::optional<std::uint64_t> ContentStore::target_of(const char* link) const {
  std::error_code error;
  const fs::path target = fs::read_symlink(root_ / link, error);
  if (error || target.parent_path() != "versions") return std::nullopt;
  return to_version(target.filename().string());
}

ContentStore::Floor ContentStore::read_floor() const {
  Floor floor;
  if (const auto text = base::read_file(root_ / "floor", 200)) {
    const std::size_t space = text->find(' ');
    if (const auto version = to_version(std::string_view(*text).substr(0, space));
        version && text->size() >= space + 65) {
      floor.version = *version;
      floor.manifest_sha256 = text->substr(space + 1, 64);
    }
  }
  if (current_ && current_->version > floor.version) floor = {current_->version, current_manifest_sha256_};
  return floor;
}

Result<ContentStore::Checked> ContentStore::check_version(std::uint64_t version) const {
  const fs::path directory = directory_of(version);
  SignedManifest kept;
  for (const auto& [name, text] : {std::pair{kManifest, &kept.bytes}, std::pair{kSignature, &kept.signature}}) {
    auto read = base::read_file(directory / name, 4U << 20);
    if (!read) return fail(FailureCode::ContentIncomplete, read.error().detail);
    *text = std::move(*read);
  }
  auto manifest = verify_manifest(kept, key_, limits_);
  if (!manifest) return tl::unexpected(manifest.error());
  if (manifest->version != version)
    return fail(FailureCode::ContentIncomplete, directory.string() + ": holds another version's manifest");
  std::set<std::string> known{kManifest, kSignature};
  for (const auto& file : manifest->files) {
    const auto hash = hash_regular_file(directory / file.path, file.size);
    if (!hash) return tl::unexpected(hash.error());
    if (*hash != file.sha256)
      return fail(FailureCode::ContentIncomplete, (directory / file.path).string() + ": the content has changed");
    known.insert(file.path);
  }
  if (auto alone = check_nothing_else(directory, known); !alone) return tl::unexpected(alone.error());
  return Checked{std::move(*manifest), sha256_hex(kept.bytes)};
}

void ContentStore::use(std::uint64_t version, Checked checked) {
  current_ = ContentVersion{version, directory_of(version)};
  current_manifest_sha256_ = std::move(checked.manifest_sha256);
  current_files_.clear();
  for (const auto& file : checked.manifest.files) current_files_.emplace(file.sha256, current_->directory / file.path);
}

Result<void> ContentStore::open() {
  std::lock_guard lock(mutex_);
  std::error_code error;
  fs::create_directories(root_ / "incoming", error);
  if (!error) fs::create_directories(root_ / "versions", error);
  if (error) return fail(FailureCode::StoreUnavailable, root_.string() + ": " + error.message());
  current_.reset();
  damage_.reset();
  const auto wanted = target_of(kCurrent);
  if (wanted) {
    auto checked = check_version(*wanted);
    if (checked)
      use(*wanted, std::move(*checked));
    else
      damage_ = checked.error();
  }
  const auto previous = target_of(kPrevious);
  if (!current_ && previous && previous != wanted) {
    if (auto checked = check_version(*previous)) {
      use(*previous, std::move(*checked));
      if (!damage_) damage_ = Failure{FailureCode::ContentMissing, root_.string() + ": no current version"};
      if (auto pointed = point(kCurrent, *previous); !pointed) base::log_failure("content-point", pointed.error());
    }
  }
  if (damage_) base::log_failure("content-damaged", *damage_, "content");
  if (current_) remove_unlinked_versions();
  return {};
}

std::optional<ContentVersion> ContentStore::current() const {
  std::lock_guard lock(mutex_);
  return current_;
}

std::optional<Failure> ContentStore::damage() const {
  std::lock_guard lock(mutex_);
  return damage_;
}

Result<Manifest> ContentStore::admit(const SignedManifest& manifest) const {
  std::lock_guard lock(mutex_);
  return admit_locked(manifest);
}

Result<Manifest> ContentStore::admit_locked(const SignedManifest& signed_manifest) const {
  auto manifest = verify_manifest(signed_manifest, key_, limits_);
  if (!manifest) return manifest;
  const Floor floor = read_floor();
  const bool repair = manifest->version == floor.version && (!current_ || current_->version < floor.version) &&
                      sha256_hex(signed_manifest.bytes) == floor.manifest_sha256;
  if (manifest->version <= floor.version && !repair)
    return fail(FailureCode::VersionTooOld, "manifest: version " + std::to_string(manifest->version) +
                                                " is not newer than " + std::to_string(floor.version));
  return manifest;
}

void ContentStore::prepare(const Manifest& manifest) const {
  std::lock_guard lock(mutex_);
  std::set<std::string> wanted;
  for (const auto& file : manifest.files) wanted.insert({file.sha256, file.sha256 + ".part"});
  std::error_code error;
  std::vector<fs::path> stale;
  for (fs::directory_iterator entry(root_ / "incoming", error), end; !error && entry != end; entry.increment(error))
    if (!wanted.contains(entry->path().filename().string())) stale.push_back(entry->path());
  for (const auto& path : stale) fs::remove_all(path, error);
}

Result<void> ContentStore::check_space(const Manifest& manifest) const {
  std::lock_guard lock(mutex_);
  std::uintmax_t missing = 0;
  for (const auto& file : manifest.files)
    if (!source_of(file)) missing += file.size;
  std::error_code error;
  const auto space = fs::space(root_, error);
  if (error || space.available >= missing + kSpareBytes) return {};
  return fail(FailureCode::StoreFull, root_.string() + ": " + std::to_string(missing) + " bytes of content don't fit");
}

fs::path ContentStore::part_of(const ManifestFile& file) const { return root_ / "incoming" / (file.sha256 + ".part"); }

std::optional<fs::path> ContentStore::source_of(const ManifestFile& file) const {
  std::error_code error;
  const fs::path arrived = root_ / "incoming" / file.sha256;
  if (fs::is_regular_file(fs::symlink_status(arrived, error))) return arrived;
  const auto found = current_files_.find(file.sha256);
  if (found != current_files_.end() && fs::file_size(found->second, error) == file.size && !error) return found->second;
  return std::nullopt;
}

bool ContentStore::has(const ManifestFile& file) const {
  std::lock_guard lock(mutex_);
  return source_of(file).has_value();
}

Result<void> ContentStore::complete(const ManifestFile& file) {
  std::lock_guard lock(mutex_);
  const fs::path part = part_of(file);
  const auto hash = hash_regular_file(part, file.size);
  if (!hash || *hash != file.sha256) {
    std::error_code error;
    fs::remove(part, error);
    if (!hash) return tl::unexpected(hash.error());
    return fail(FailureCode::ContentIncomplete, file.path + ": what arrived has another SHA-256");
  }
  if (auto synced = sync_path(part); !synced) return synced;
  return rename_durably(part, root_ / "incoming" / file.sha256);
}

Result<void> ContentStore::assemble(const Manifest& manifest, const SignedManifest& signed_manifest,
                                    const fs::path& directory) const {
  std::error_code error;
  fs::remove_all(directory, error);
  if (auto made = make_directory(directory); !made) return made;
  std::set<fs::path> folders;
  for (const auto& file : manifest.files) {
    fs::path folder = directory;
    for (const auto& part : fs::path(file.path).parent_path()) {
      folder /= part;
      if (folders.insert(folder).second)
        if (auto made = make_directory(folder); !made) return made;
    }
    const auto source = source_of(file);
    if (!source) return fail(FailureCode::ContentIncomplete, file.path + ": has not arrived");
    fs::create_hard_link(*source, directory / file.path, error);
    if (error) fs::copy_file(*source, directory / file.path, error);  // a file system without hard links
    if (error)
      return fail(error == std::errc::no_space_on_device ? FailureCode::StoreFull : FailureCode::StoreUnavailable,
                  (directory / file.path).string() + ": " + error.message());
    // Read again where it will be used from: what arrived earlier may have rotted since.
    const auto hash = hash_regular_file(directory / file.path, file.size);
    if (!hash || *hash != file.sha256) {
      fs::remove(*source, error);
      return fail(FailureCode::ContentIncomplete, file.path + ": the copy on this disk has another SHA-256");
    }
    if (auto synced = sync_path(directory / file.path); !synced) return synced;
  }
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)  // children sort behind their parents
    if (auto synced = sync_path(*folder); !synced) return synced;
  if (auto written = base::write_file_durably(directory / kSignature, signed_manifest.signature, 0644); !written)
    return written;
  return base::write_file_durably(directory / kManifest, signed_manifest.bytes, 0644);
}

Result<void> ContentStore::place(const fs::path& assembled, std::uint64_t version) const {
  const fs::path target = directory_of(version);
  std::error_code error;
  if (fs::exists(fs::symlink_status(target, error))) {  // broken, or from an installation that was cut off
    const fs::path away = root_ / "versions" / (".old-" + std::to_string(version));
    fs::remove_all(away, error);
    if (auto moved = rename_durably(target, away); !moved) return moved;
    fs::remove_all(away, error);
  }
  return rename_durably(assembled, target);
}

Result<void> ContentStore::point(const char* link, std::uint64_t version) const {
  return link_durably(fs::path("versions") / std::to_string(version), root_ / link);
}

Result<ContentVersion> ContentStore::install(const SignedManifest& signed_manifest, const ContentValidator& validate) {
  std::lock_guard lock(mutex_);
  const auto manifest = admit_locked(signed_manifest);
  if (!manifest) return tl::unexpected(manifest.error());
  const std::uint64_t version = manifest->version;
  const fs::path assembled = root_ / "versions" / (".new-" + std::to_string(version));
  std::error_code error;
  const auto step = [&](Result<void> done) -> Result<void> {
    if (!done) fs::remove_all(assembled, error);
    return done;
  };
  const std::string sha256 = sha256_hex(signed_manifest.bytes);
  if (auto done = step(assemble(*manifest, signed_manifest, assembled)); !done) return tl::unexpected(done.error());
  if (auto done = step(validate(assembled)); !done) return tl::unexpected(done.error());
  if (auto done = step(place(assembled, version)); !done) return tl::unexpected(done.error());
  if (current_)
    if (auto done = point(kPrevious, current_->version); !done) return tl::unexpected(done.error());
  if (auto done = point(kCurrent, version); !done) return tl::unexpected(done.error());
  use(version, {*manifest, sha256});
  damage_.reset();
  // After the switch: a power cut before this line leaves the floor to `current` itself, see read_floor.
  if (auto done = base::write_file_durably(root_ / "floor", std::to_string(version) + " " + sha256 + "\n"); !done)
    base::log_failure("content-floor", done.error(), "content");
  remove_unlinked_versions();
  for (const auto& file : manifest->files) fs::remove(root_ / "incoming" / file.sha256, error);
  return *current_;
}

Result<ContentVersion> ContentStore::fall_back(const Failure& why) {
  std::lock_guard lock(mutex_);
  const auto previous = target_of(kPrevious);
  if (!previous || (current_ && *previous == current_->version))
    return fail(FailureCode::ContentMissing, root_.string() + ": no previous version to fall back to");
  auto checked = check_version(*previous);
  if (!checked) return tl::unexpected(checked.error());
  // The floor first: the version left behind must stay the newest accepted one.
  const Floor floor = read_floor();
  if (auto done =
          base::write_file_durably(root_ / "floor", std::to_string(floor.version) + " " + floor.manifest_sha256 + "\n");
      !done)
    return tl::unexpected(done.error());
  if (auto done = point(kCurrent, *previous); !done) return tl::unexpected(done.error());
  use(*previous, std::move(*checked));
  damage_ = why;
  return *current_;
}

void ContentStore::remove_unlinked_versions() const {
  std::set<std::string> kept;
  for (const char* link : {kCurrent, kPrevious})
    if (const auto version = target_of(link)) kept.insert(std::to_string(*version));
  std::error_code error;
  std::vector<fs::path> stale;
  for (fs::directory_iterator entry(root_ / "versions", error), end; !error && entry != end; entry.increment(error))
    if (!kept.contains(entry->path().filename().string())) stale.push_back(entry->path());
  for (const auto& path : stale) fs::remove_all(path, error);
}

}  // namespace bianmin::offline
