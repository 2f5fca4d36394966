#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "base/secret.hpp"

// Everything libsodium does for the platform. All functions may be called from any thread. Byte strings are
// std::string; what must not linger in memory is base::Secret.
namespace bianmin::platform {

std::string to_hex(std::string_view bytes);
std::string sha256(std::string_view bytes);
std::string random_bytes(std::size_t count);
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// Ed25519. The public half has 32 bytes, the secret half 64 (its last 32 are the public half).
struct SigningKey {
  std::string public_half;
  base::Secret secret_half;

  static SigningKey generate();
  /// From the base64 text of the secret half, surrounding white space allowed. ConfigInvalid otherwise.
  static base::Result<SigningKey> parse(std::string_view base64_text);
};
std::string sign(const SigningKey& key, std::string_view message);
bool verify_signature(std::string_view public_half, std::string_view message, std::string_view signature);

/// The platform's box key pair: terminals seal to its public half (libsodium sealed boxes).
struct SealKey {
  std::string public_half;
  base::Secret secret_half;

  static SealKey generate();
  static base::Result<SealKey> from_secret(std::string_view secret_half);
};
std::string seal(std::string_view public_half, std::string_view message);
/// RequestRefused when it was sealed to another key or changed.
base::Result<base::Secret> open_sealed(const SealKey& key, std::string_view sealed);

/// What protects residents' data in the store: a stolen database without this key says nothing about anybody.
class DataKey {
 public:
  static constexpr std::size_t kBytes = 32;
  /// `master` has kBytes bytes; sub-keys are derived from it.
  explicit DataKey(const base::Secret& master);

  /// XChaCha20-Poly1305 with a random nonce. `context` (a case's or certificate's number) is authenticated.
  std::string encrypt(std::string_view plain, std::string_view context) const;
  /// StoreUnavailable when it is not what was stored under this context.
  base::Result<base::Secret> decrypt(std::string_view stored, std::string_view context) const;
  /// A keyed BLAKE2b of 16 bytes, by which a resident's rows are found.
  std::string index(std::string_view text) const;
  /// A keyed BLAKE2b of 16 bytes by which a repeated request is told from a changed one.
  std::string fingerprint(std::string_view text) const;
  /// HMAC-SHA-256 of 32 bytes for verification codes.
  std::string verification_mac(std::string_view text) const;

 private:
  std::string keyed_hash(const base::Secret& key, std::string_view text) const;

  base::Secret encryption_;
  base::Secret index_;
  base::Secret fingerprint_;
  base::Secret verification_;
};

}  // namespace bianmin::platform
