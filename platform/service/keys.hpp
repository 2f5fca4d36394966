#pragma once

#include <filesystem>
#include <optional>

#include "base/clock.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/tls/authority.hpp"

namespace bianmin::platform {

/// The platform's own secrets, in DATA/keys (mode 0700, files 0600), made on first use.
struct PlatformKeys {
  Credentials authority;
  SealKey seal;
  DataKey data;
};

base::Result<PlatformKeys> load_or_make_keys(const std::filesystem::path& data, const base::Clock& clock);

/// The server's certificate for these hosts; made anew when the hosts change.
base::Result<Credentials> load_or_make_server_certificate(const std::filesystem::path& data,
                                                          const Credentials& authority,
                                                          const std::vector<std::string>& hosts,
                                                          const base::Clock& clock);

/// The public half of the key that signs content and notices (32 bytes), from DATA/keys/content.pub.
std::optional<std::string> load_content_key(const std::filesystem::path& data);

/// DATA itself, mode 0700. StoreUnavailable when it can't be made.
base::Result<void> make_private_directory(const std::filesystem::path& directory);

}  // namespace bianmin::platform
