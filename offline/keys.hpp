#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::offline {

/// The platform's X25519 public key: what is sealed to it only the platform can open.
struct SealKey {
  std::array<std::uint8_t, 32> bytes{};
};

/// An Ed25519 public key.
struct VerifyKey {
  std::array<std::uint8_t, 32> bytes{};
};

/// An Ed25519 secret key (libsodium's 64 bytes), wiped when it dies.
class SigningKey {
 public:
  /// ConfigInvalid unless 64 bytes whose second half is the public key of the first.
  static base::Result<SigningKey> from_bytes(std::string_view bytes);
  std::array<std::uint8_t, 64> sign(std::string_view message) const;
  VerifyKey verify_key() const;

 private:
  explicit SigningKey(base::Secret bytes) : bytes_(std::move(bytes)) {}
  base::Secret bytes_;
};

/// crypto_box_seal: nobody but the platform can read it again, this terminal included. 48 bytes longer than `plain`.
std::string seal(const SealKey& key, std::string_view plain);

/// True when `signature` (64 bytes) is the key's over exactly these bytes.
bool verify(const VerifyKey& key, std::string_view message, std::string_view signature);

/// SHA-256 as 64 lower-case hexadecimal digits, fed piece by piece.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  /// Ends the computation; call once.
  std::string hex();

 private:
  alignas(8) std::array<std::uint8_t, 128> state_{};
};
std::string sha256_hex(std::string_view bytes);

}  // namespace bianmin::offline
