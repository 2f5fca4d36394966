#include "offline/terminal_identity.hpp"

#include <cstring>

#include <sys/stat.h>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "offline/case_number.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::size_t kMaxFile = 64U << 10;

Result<std::string> read(const std::filesystem::path& file) {
  auto text = base::read_file(file, kMaxFile);
  if (!text) return fail(FailureCode::ConfigInvalid, text.error().detail);
  return text;
}

Result<void> check_private(const std::filesystem::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0)
    return fail(FailureCode::ConfigInvalid, file.string() + ": " + std::strerror(errno));
  if ((info.st_mode & 077) != 0)
    return fail(FailureCode::ConfigInvalid, file.string() + ": others may read this secret; its mode must be 0600");
  return {};
}

Result<void> check_pem(const std::filesystem::path& file, std::string_view what) {
  auto text = read(file);
  if (!text) return tl::unexpected(text.error());
  const bool pem = text->find("-----BEGIN ") != std::string::npos && text->find(what) != std::string::npos;
  base::wipe(*text);
  if (!pem) return fail(FailureCode::ConfigInvalid, file.string() + ": holds no PEM " + std::string(what));
  return {};
}

Result<std::string> read_key(const std::filesystem::path& file, std::size_t bytes) {
  auto text = read(file);
  if (!text) return tl::unexpected(text.error());
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r' || text->back() == ' ')) text->pop_back();
  auto key = base::decode_base64(*text);
  base::wipe(*text);
  if (!key) return fail(FailureCode::ConfigInvalid, file.string() + ": " + key.error().detail);
  if (key->size() != bytes) {
    const std::string size = std::to_string(key->size());
    base::wipe(*key);
    return fail(FailureCode::ConfigInvalid,
                file.string() + ": holds " + size + " bytes instead of " + std::to_string(bytes));
  }
  return key;
}

template <class Key>
Result<Key> read_public_key(const std::filesystem::path& file) {
  auto bytes = read_key(file, 32);
  if (!bytes) return tl::unexpected(bytes.error());
  Key key;
  std::memcpy(key.bytes.data(), bytes->data(), 32);
  bool zero = true;  // X25519 and Ed25519 keys of low order; the all-zero one is what a broken copy leaves
  for (const auto byte : key.bytes) zero = zero && byte == 0;
  if (zero) return fail(FailureCode::ConfigInvalid, file.string() + ": the key is all zero");
  return key;
}

bool is_https(std::string_view address) {
  return address.starts_with("https://") && address.size() > 8 && address.size() <= 300 &&
         address.find_first_of(" \t\r\n\"<>\\?#@") == std::string_view::npos;
}

}  // namespace

Result<TerminalIdentity> load_terminal_identity(const std::filesystem::path& directory) {
  const auto ca = directory / "ca.crt", certificate = directory / "terminal.crt", key = directory / "terminal.key";
  const auto sign_file = directory / "terminal-sign.key", json_file = directory / "terminal.json";
  for (const auto& check : {check_pem(ca, "CERTIFICATE"), check_pem(certificate, "CERTIFICATE"),
                            check_pem(key, "PRIVATE KEY"), check_private(key), check_private(sign_file)})
    if (!check) return tl::unexpected(check.error());

  const auto seal_key = read_public_key<SealKey>(directory / "platform-seal.pub");
  if (!seal_key) return tl::unexpected(seal_key.error());
  const auto content_key = read_public_key<VerifyKey>(directory / "content.pub");
  if (!content_key) return tl::unexpected(content_key.error());
  auto sign_bytes = read_key(sign_file, 64);
  if (!sign_bytes) return tl::unexpected(sign_bytes.error());
  auto signing_key = SigningKey::from_bytes(*sign_bytes);
  base::wipe(*sign_bytes);
  if (!signing_key) return fail(FailureCode::ConfigInvalid, sign_file.string() + ": " + signing_key.error().detail);

  const auto document = base::read_json_file(json_file, {.bytes = kMaxFile});
  if (!document) return fail(FailureCode::ConfigInvalid, document.error().detail);
  base::JsonReader root(*document, json_file.string());
  std::string terminal = root.member("terminal").string(64);
  if (!is_terminal_id(terminal)) root.member("terminal").refuse("must be 2 to 12 of A-Z and 0-9");
  std::map<std::string, std::string> centre;
  root.member("centre").each_member(
      [&](std::string_view tag, base::JsonReader name) { centre.emplace(tag, name.string(400)); });
  std::string platform = root.member("platform").string();
  while (platform.ends_with('/')) platform.pop_back();
  if (!is_https(platform)) root.member("platform").refuse("must be an https address");
  std::string verify_base = root.member("verify_base").string();
  if (!is_https(verify_base)) root.member("verify_base").refuse("must be an https address");
  if (!root.ok()) return fail(FailureCode::ConfigInvalid, root.error());

  return TerminalIdentity{
      std::move(terminal), std::move(centre), std::move(platform),    std::move(verify_base), ca, certificate, key,
      *seal_key,           *content_key,      std::move(*signing_key)};
}

}  // namespace bianmin::offline
