#include "offline/manifest.hpp"

#include <cctype>

#include "base/json.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::size_t kMaxManifest = 4U << 20;
constexpr std::size_t kMaxPath = 200;
constexpr std::size_t kMaxParts = 6;

bool is_path_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-' || static_cast<unsigned char>(c) >= 0x80;  // the JSON parser has checked that it is UTF-8
}

// Empty when the path is allowed, else the reason.
std::string why_not(std::string_view path, const ContentLimits& limits) {
  if (path.empty() || path.size() > kMaxPath) return "must have 1 to 200 bytes";
  std::size_t parts = 0;
  for (std::size_t start = 0; start <= path.size(); ++parts) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    if (part.empty()) return "has an empty part";
    if (part.front() == '.') return "has a part that begins with \".\"";
    for (const char c : part)
      if (!is_path_character(c)) return "holds an ASCII character other than A-Z a-z 0-9 . _ -";
    if (parts == 0 && limits.folders.find(part) == limits.folders.end()) return "is in no known folder";
    start = end + 1;
  }
  if (parts < 2) return "must be in a folder";
  if (parts > kMaxParts) return "is deeper than 6 parts";
  return {};
}

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Result<Manifest> parse_manifest(std::string_view bytes, const ContentLimits& limits) {
  const auto document = base::parse_json(bytes, {.bytes = kMaxManifest, .depth = 4});
  if (!document) return fail(FailureCode::ContentIncomplete, "manifest: " + document.error().detail);
  base::JsonReader root(*document, "manifest");
  root.only({"version", "created", "files"});
  Manifest manifest;
  manifest.version = static_cast<std::uint64_t>(root.member("version").integer(1, 1'000'000'000));
  if (const auto created = base::parse_utc(root.member("created").string(40)))
    manifest.created = *created;
  else
    root.member("created").refuse("is no RFC 3339 time");

  std::set<std::string> seen, folders;
  std::uint64_t total = 0;
  root.member("files").each([&](base::JsonReader entry) {
    if (!entry.ok()) return;
    entry.only({"path", "size", "sha256"});
    ManifestFile file;
    file.path = entry.member("path").string(kMaxPath);
    file.size = static_cast<std::uint64_t>(entry.member("size").integer(0, static_cast<long long>(limits.file_bytes)));
    file.sha256 = entry.member("sha256").string(64);
    if (!entry.ok()) return;
    if (const std::string why = why_not(file.path, limits); !why.empty()) entry.member("path").refuse(why);
    if (!is_sha256(file.sha256)) entry.member("sha256").refuse("must be 64 lower-case hexadecimal digits");
    const std::string key = lower_case(file.path);
    if (!seen.insert(key).second) entry.member("path").refuse("is there twice");
    for (std::size_t slash = key.find('/'); slash != std::string::npos; slash = key.find('/', slash + 1))
      folders.insert(key.substr(0, slash));
    total += file.size;
    if (total > limits.total_bytes) entry.refuse("the files together are too large");
    if (manifest.files.size() >= limits.files) entry.refuse("there are too many files");
    manifest.files.push_back(std::move(file));
  });
  for (const auto& folder : folders)
    if (seen.contains(folder)) root.member("files").refuse(folder + " is both a file and a folder");
  if (root.ok() && manifest.files.empty()) root.member("files").refuse("is empty");
  if (!root.ok()) return fail(FailureCode::ContentIncomplete, root.error());
  return manifest;
}

Result<Manifest> verify_manifest(const SignedManifest& manifest, const VerifyKey& key, const ContentLimits& limits) {
  if (!verify(key, manifest.bytes, manifest.signature))
    return fail(FailureCode::SignatureInvalid, "manifest: the signature isn't the content key's");
  return parse_manifest(manifest.bytes, limits);
}

}  // namespace bianmin::offline
