#include "offline/keys.hpp"

#include <cstring>
#include <new>

#include <sodium.h>

namespace bianmin::offline {
namespace {

using base::fail;
using base::FailureCode;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// libsodium picks its fastest implementations here; safe to call often and from any thread.
void prepare() {
  static const int ready = sodium_init();
  if (ready < 0) std::abort();
}

}  // namespace

base::Result<SigningKey> SigningKey::from_bytes(std::string_view bytes) {
  prepare();
  if (bytes.size() != crypto_sign_SECRETKEYBYTES)
    return fail(FailureCode::ConfigInvalid, "an Ed25519 secret key has 64 bytes, not " + std::to_string(bytes.size()));
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret_key[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(public_key, secret_key, bytes_of(bytes));
  sodium_memzero(secret_key, sizeof secret_key);
  if (std::memcmp(public_key, bytes.data() + crypto_sign_SEEDBYTES, sizeof public_key) != 0)
    return fail(FailureCode::ConfigInvalid, "the halves of the Ed25519 key don't belong together");
  return SigningKey(base::Secret(bytes));
}

std::array<std::uint8_t, 64> SigningKey::sign(std::string_view message) const {
  prepare();
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), bytes_of(bytes_.reveal()));
  return signature;
}

VerifyKey SigningKey::verify_key() const {
  VerifyKey key;
  std::memcpy(key.bytes.data(), bytes_.reveal().data() + crypto_sign_SEEDBYTES, key.bytes.size());
  return key;
}

std::string seal(const SealKey& key, std::string_view plain) {
  prepare();
  std::string sealed(plain.size() + crypto_box_SEALBYTES, '\0');
  // It fails only for a public key of low order, which load_terminal_identity has refused.
  if (crypto_box_seal(bytes_of(sealed), bytes_of(plain), plain.size(), key.bytes.data()) != 0) std::abort();
  return sealed;
}

bool verify(const VerifyKey& key, std::string_view message, std::string_view signature) {
  prepare();
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes_of(signature), bytes_of(message), message.size(), key.bytes.data()) == 0;
}

namespace {
crypto_hash_sha256_state* hash_state(std::array<std::uint8_t, 128>& memory) {
  static_assert(sizeof(crypto_hash_sha256_state) <= 128 && alignof(crypto_hash_sha256_state) <= 8);
  return std::launder(reinterpret_cast<crypto_hash_sha256_state*>(memory.data()));
}
}  // namespace

Sha256::Sha256() {
  prepare();
  new (state_.data()) crypto_hash_sha256_state;
  crypto_hash_sha256_init(hash_state(state_));
}

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(hash_state(state_), bytes_of(bytes), bytes.size());
}

std::string Sha256::hex() {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(hash_state(state_), hash);
  char text[sizeof hash * 2 + 1];
  sodium_bin2hex(text, sizeof text, hash, sizeof hash);
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

}  // namespace bianmin::offline
