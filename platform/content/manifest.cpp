#include "platform/content/manifest.hpp"

#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/ogg_opus.hpp"
#include "platform/crypto/sodium.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kFolders[] = {"services", "texts", "lexicon", "notices", "recordings"};
constexpr base::JsonLimits kLimits{.bytes = 4 << 20, .depth = 4};

tl::unexpected<base::Failure> refuse(std::string detail) {
  return base::fail(FailureCode::CatalogueInvalid, std::move(detail));
}

bool is_harmless(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

// recordings/<language>/<key>.opus: a mistake is found by who publishes, not by who stands before the terminal.
base::Result<void> check_recording(const std::string& path, const std::string& bytes) {
  const auto parts = std::count(path.begin(), path.end(), '/');
  if (parts != 2 || !path.ends_with(".opus") || path.ends_with("/.opus"))
    return refuse(path + ": must be recordings/<language>/<key>.opus");
  if (bytes.size() > base::kMostPromptBytes)
    return refuse(path + ": larger than " + std::to_string(base::kMostPromptBytes >> 20) + " MiB");
  if (const auto opus = base::inspect_ogg_opus(bytes, base::kMostPromptLength); !opus)
    return refuse(path + ": " + opus.error().detail);
  return {};
}

}  // namespace

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_content_path(std::string_view path) {
  if (path.size() > 200) return false;
  std::size_t parts = 0;
  for (std::string_view rest = path;; ++parts) {
    const auto slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if (part.empty() || part.front() == '.' || !std::all_of(part.begin(), part.end(), is_harmless)) return false;
    if (parts == 0 && std::find(std::begin(kFolders), std::end(kFolders), part) == std::end(kFolders)) return false;
    if (slash == std::string_view::npos) return parts >= 1 && parts <= 5;
    rest = rest.substr(slash + 1);
  }
}

base::Result<Manifest> parse_manifest(std::string_view bytes) {
  const auto value = base::parse_json(bytes, kLimits);
  if (!value) return refuse("manifest: " + value.error().detail);
  base::JsonReader root(*value, "manifest");
  root.only({"version", "created", "files"});
  Manifest manifest;
  manifest.version = root.member("version").integer(1, 1'000'000'000);
  base::JsonReader created = root.member("created");
  manifest.created = created.string(40);
  if (root.ok() && !base::parse_utc(manifest.created)) created.refuse("must be an RFC 3339 time");
  std::set<std::string> seen;
  std::uint64_t total = 0;
  root.member("files").each([&](base::JsonReader entry) {
    entry.only({"path", "size", "sha256"});
    ContentFile file{entry.member("path").string(200),
                     static_cast<std::uint64_t>(entry.member("size").integer(0, kMostContentFileBytes)),
                     entry.member("sha256").string(64)};
    if (!entry.ok()) return;
    total += file.size;
    if (!is_content_path(file.path)) entry.refuse("path must be a file in a known folder");
    if (!is_sha256(file.sha256)) entry.refuse("sha256 must be 64 hexadecimal digits");
    if (!seen.insert(file.path).second) entry.refuse("path is there twice");
    if (seen.size() > kMostContentFiles) entry.refuse("has too many before it");
    if (total > kMostContentBytes) entry.refuse("makes the package too large");
    manifest.files.push_back(std::move(file));
  });
  if (!root.ok()) return refuse(root.error());
  return manifest;
}

std::string write_manifest(const Manifest& manifest) {
  json::array files;
  for (const ContentFile& file : manifest.files)
    files.push_back(json::object{{"path", file.path}, {"size", file.size}, {"sha256", file.sha256}});
  return json::serialize(
      json::object{{"version", manifest.version}, {"created", manifest.created}, {"files", std::move(files)}});
}

base::Result<std::vector<ContentFile>> scan_package(const fs::path& folder) {
  std::error_code error;
  std::vector<ContentFile> files;
  std::uint64_t total = 0;
  fs::recursive_directory_iterator at(folder, error);
  if (error) return refuse(folder.string() + ": " + error.message());
  for (const fs::recursive_directory_iterator end; at != end; at.increment(error)) {
    if (error) return refuse(folder.string() + ": " + error.message());
    const std::string path = at->path().lexically_relative(folder).generic_string();
    const fs::file_status status = at->symlink_status(error);
    if (fs::is_directory(status)) {
      if (!is_content_path(path + "/x")) return refuse(path + "/: not a folder of a content package");
      continue;
    }
    if (!fs::is_regular_file(status)) return refuse(path + ": not a regular file");
    if (!is_content_path(path)) return refuse(path + ": not in a known folder, or has unusual characters");
    auto bytes = base::read_file(at->path(), kMostContentFileBytes);
    if (!bytes) return refuse(bytes.error().detail);
    if (path.starts_with("recordings/"))
      if (auto checked = check_recording(path, *bytes); !checked) return tl::unexpected(checked.error());
    total += bytes->size();
    files.push_back({path, bytes->size(), to_hex(sha256(*bytes))});
    if (files.size() > kMostContentFiles) return refuse("more than " + std::to_string(kMostContentFiles) + " files");
    if (total > kMostContentBytes) return refuse("more than " + std::to_string(kMostContentBytes >> 20) + " MiB");
  }
  if (files.empty()) return refuse(folder.string() + ": holds no files");
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

fs::path content_file(const fs::path& data, std::string_view sha256) {
  return data / "content" / sha256.substr(0, 2) / sha256;
}

}  // namespace bianmin::platform
