#include "platform/crypto/sodium.hpp"

#include <cstdlib>
#include <cstring>

#include <sodium.h>

#include "base/base64.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::Secret;

const bool kReady = [] {
  if (sodium_init() < 0) std::abort();
  return true;
}();

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Secret take_secret(std::string& bytes) {
  Secret secret{bytes};
  base::wipe(bytes);
  return secret;
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::string sha256(std::string_view bytes) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(digest), bytes_of(bytes), bytes.size());
  return digest;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

SigningKey SigningKey::generate() {
  std::string pub(crypto_sign_PUBLICKEYBYTES, '\0'), secret(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_keypair(bytes_of(pub), bytes_of(secret));
  return {std::move(pub), take_secret(secret)};
}

base::Result<SigningKey> SigningKey::parse(std::string_view text) {
  const auto first = text.find_first_not_of(" \r\n\t");
  const auto last = text.find_last_not_of(" \r\n\t");
  auto secret = base::decode_base64(first == std::string_view::npos ? "" : text.substr(first, last - first + 1));
  if (!secret || secret->size() != crypto_sign_SECRETKEYBYTES)
    return base::fail(FailureCode::ConfigInvalid, "not the base64 text of an Ed25519 secret key of 64 bytes");
  std::string pub = secret->substr(crypto_sign_SEEDBYTES);
  return SigningKey{std::move(pub), take_secret(*secret)};
}

std::string sign(const SigningKey& key, std::string_view message) {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(message), message.size(),
                       bytes_of(key.secret_half.reveal()));
  return signature;
}

bool verify_signature(std::string_view public_half, std::string_view message, std::string_view signature) {
  return public_half.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes_of(signature), bytes_of(message), message.size(), bytes_of(public_half)) ==
             0;
}

SealKey SealKey::generate() {
  std::string pub(crypto_box_PUBLICKEYBYTES, '\0'), secret(crypto_box_SECRETKEYBYTES, '\0');
  crypto_box_keypair(bytes_of(pub), bytes_of(secret));
  return {std::move(pub), take_secret(secret)};
}

base::Result<SealKey> SealKey::from_secret(std::string_view secret_half) {
  if (secret_half.size() != crypto_box_SECRETKEYBYTES)
    return base::fail(FailureCode::ConfigInvalid, "the seal key must have 32 bytes");
  std::string pub(crypto_box_PUBLICKEYBYTES, '\0');
  crypto_scalarmult_base(bytes_of(pub), bytes_of(secret_half));
  return SealKey{std::move(pub), Secret{secret_half}};
}

std::string seal(std::string_view public_half, std::string_view message) {
  if (public_half.size() != crypto_box_PUBLICKEYBYTES) return {};
  std::string sealed(message.size() + crypto_box_SEALBYTES, '\0');
  crypto_box_seal(bytes_of(sealed), bytes_of(message), message.size(), bytes_of(public_half));
  return sealed;
}

base::Result<Secret> open_sealed(const SealKey& key, std::string_view sealed) {
  const auto refuse = [] {
    return base::fail(FailureCode::RequestRefused, "sealed: not sealed to this platform's key, or changed on the way");
  };
  if (sealed.size() < crypto_box_SEALBYTES) return refuse();
  std::string plain(sealed.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(bytes_of(plain), bytes_of(sealed), sealed.size(), bytes_of(key.public_half),
                           bytes_of(key.secret_half.reveal())) != 0)
    return refuse();
  return take_secret(plain);
}

DataKey::DataKey(const Secret& master) {
  if (master.size() != kBytes) std::abort();
  const auto derive = [&](std::uint64_t id) {
    std::string key(32, '\0');
    crypto_kdf_derive_from_key(bytes_of(key), key.size(), id, "bianmin1", bytes_of(master.reveal()));
    return take_secret(key);
  };
  encryption_ = derive(1);
  index_ = derive(2);
  fingerprint_ = derive(3);
  verification_ = derive(4);
}

std::string DataKey::encrypt(std::string_view plain, std::string_view context) const {
  std::string out(
      crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  unsigned char* nonce = bytes_of(out);
  randombytes_buf(nonce, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, nullptr,
                                             bytes_of(plain), plain.size(), bytes_of(context), context.size(), nullptr,
                                             nonce, bytes_of(encryption_.reveal()));
  return out;
}

base::Result<Secret> DataKey::decrypt(std::string_view stored, std::string_view context) const {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (stored.size() < kNonce + kTag) return base::fail(FailureCode::StoreUnavailable, "a stored record is cut short");
  std::string plain(stored.size() - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr, bytes_of(stored) + kNonce,
                                                 stored.size() - kNonce, bytes_of(context), context.size(),
                                                 bytes_of(stored), bytes_of(encryption_.reveal())) != 0)
    return base::fail(FailureCode::StoreUnavailable, "a stored record was not written with this data key");
  return take_secret(plain);
}

std::string DataKey::keyed_hash(const Secret& key, std::string_view text) const {
  std::string hash(16, '\0');
  crypto_generichash(bytes_of(hash), hash.size(), bytes_of(text), text.size(), bytes_of(key.reveal()), key.size());
  return hash;
}

std::string DataKey::index(std::string_view text) const { return keyed_hash(index_, text); }
std::string DataKey::fingerprint(std::string_view text) const { return keyed_hash(fingerprint_, text); }

std::string DataKey::verification_mac(std::string_view text) const {
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256(bytes_of(mac), bytes_of(text), text.size(), bytes_of(verification_.reveal()));
  return mac;
}

}  // namespace bianmin::platform
