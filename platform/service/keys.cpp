#include "platform/service/keys.hpp"

#include <sys/stat.h>

#include "base/base64.hpp"
#include "base/file.hpp"

namespace bianmin::platform {
namespace {

namespace fs = std::filesystem;
using base::FailureCode;
using base::Secret;

constexpr std::size_t kMostBytes = 64 << 10;

base::Result<Secret> read_secret(const fs::path& file) {
  auto text = base::read_file(file, kMostBytes);
  if (!text) return tl::unexpected(text.error());
  Secret secret(*text);
  base::wipe(*text);
  return secret;
}

base::Result<Secret> load_or_make_secret(const fs::path& file, const std::function<std::string()>& make) {
  if (fs::exists(file)) return read_secret(file);
  std::string made = make();
  const auto written = base::write_file_durably(file, made);
  Secret secret(made);
  base::wipe(made);
  if (!written) return tl::unexpected(written.error());
  return secret;
}

base::Result<Credentials> read_credentials(const fs::path& certificate, const fs::path& key) {
  auto pem = base::read_file(certificate, kMostBytes);
  if (!pem) return tl::unexpected(pem.error());
  auto secret = read_secret(key);
  if (!secret) return tl::unexpected(secret.error());
  return Credentials{std::move(*pem), std::move(*secret)};
}

// The key first: a certificate that is there always has its key.
base::Result<void> write_credentials(const Credentials& credentials, const fs::path& certificate, const fs::path& key) {
  if (auto written = base::write_file_durably(key, credentials.key.reveal()); !written) return written;
  return base::write_file_durably(certificate, credentials.certificate, 0644);
}

}  // namespace

base::Result<void> make_private_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (!error) fs::permissions(directory, fs::perms::owner_all, error);
  if (error) return base::fail(FailureCode::StoreUnavailable, directory.string() + ": " + error.message());
  return {};
}

base::Result<PlatformKeys> load_or_make_keys(const fs::path& data, const base::Clock& clock) {
  const fs::path keys = data / "keys";
  if (auto made = make_private_directory(keys); !made) return tl::unexpected(made.error());

  base::Result<Credentials> authority = read_credentials(keys / "ca.crt", keys / "ca.key");
  if (!authority && !fs::exists(keys / "ca.crt")) {
    authority = create_authority(clock.now());
    if (authority)
      if (auto written = write_credentials(*authority, keys / "ca.crt", keys / "ca.key"); !written)
        return tl::unexpected(written.error());
  }
  if (!authority) return tl::unexpected(authority.error());

  const auto seal_secret =
      load_or_make_secret(keys / "seal.key", [] { return std::string(SealKey::generate().secret_half.reveal()); });
  if (!seal_secret) return tl::unexpected(seal_secret.error());
  auto seal = SealKey::from_secret(seal_secret->reveal());
  if (!seal) return tl::unexpected(seal.error());

  const auto master = load_or_make_secret(keys / "data.key", [] { return random_bytes(DataKey::kBytes); });
  if (!master) return tl::unexpected(master.error());
  if (master->size() != DataKey::kBytes)
    return base::fail(FailureCode::ConfigInvalid, (keys / "data.key").string() + ": must have 32 bytes");
  return PlatformKeys{std::move(*authority), std::move(*seal), DataKey(*master)};
}

base::Result<Credentials> load_or_make_server_certificate(const fs::path& data, const Credentials& authority,
                                                          const std::vector<std::string>& hosts,
                                                          const base::Clock& clock) {
  const fs::path keys = data / "keys";
  std::string wanted;
  for (const std::string& host : hosts) wanted.append(host).append("\n");
  const auto known = base::read_file(keys / "server.hosts", kMostBytes);
  if (known && *known == wanted)
    if (auto loaded = read_credentials(keys / "server.crt", keys / "server.key"); loaded) return loaded;
  auto made = issue_server_certificate(authority, hosts, clock.now());
  if (!made) return made;
  if (auto written = write_credentials(*made, keys / "server.crt", keys / "server.key"); !written)
    return tl::unexpected(written.error());
  if (auto written = base::write_file_durably(keys / "server.hosts", wanted); !written)
    return tl::unexpected(written.error());
  return made;
}

std::optional<std::string> load_content_key(const fs::path& data) {
  auto text = base::read_file(data / "keys" / "content.pub", 1024);
  if (!text) return std::nullopt;
  while (!text->empty() && (text->back() == '\n' || text->back() == ' ')) text->pop_back();
  const auto key = base::decode_base64(*text);
  if (!key || key->size() != 32) return std::nullopt;
  return std::optional<std::string>(std::in_place, key->data(), key->size());
}

}  // namespace bianmin::platform
