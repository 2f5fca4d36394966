#include "tests/offline/test_enrolment.hpp"

#include <sodium.h>
#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"

namespace bianmin::offline::tests {
namespace {

unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void put(const std::filesystem::path& file, std::string_view text) {
  if (!base::write_file_durably(file, text)) std::abort();
}

}  // namespace

TestEnrolment::TestEnrolment()
    : seal_public_(crypto_box_PUBLICKEYBYTES, '\0'),
      seal_secret_(crypto_box_SECRETKEYBYTES, '\0'),
      content_public_(crypto_sign_PUBLICKEYBYTES, '\0'),
      content_secret_(crypto_sign_SECRETKEYBYTES, '\0'),
      sign_secret_(crypto_sign_SECRETKEYBYTES, '\0') {
  if (sodium_init() < 0) std::abort();
  crypto_box_keypair(raw(seal_public_), raw(seal_secret_));
  crypto_sign_keypair(raw(content_public_), raw(content_secret_));
  std::string unused(crypto_sign_PUBLICKEYBYTES, '\0');
  crypto_sign_keypair(raw(unused), raw(sign_secret_));
  authority_.write_ca(file("ca.crt"));
  authority_.issue("127.0.0.1", file("server.crt"), file("server.key"));
}

void TestEnrolment::write(const std::filesystem::path& directory, const std::string& platform) {
  std::filesystem::create_directories(directory);
  authority_.write_ca(directory / "ca.crt");
  authority_.issue("LC07", directory / "terminal.crt", directory / "terminal.key");
  put(directory / "platform-seal.pub", base::encode_base64(seal_public_) + "\n");
  put(directory / "content.pub", base::encode_base64(content_public_) + "\n");
  put(directory / "terminal-sign.key", base::encode_base64(sign_secret_) + "\n");
  put(directory / "terminal.json",
      "{\"terminal\":\"LC07\",\"centre\":{\"zh-CN\":\"铜城街道便民服务中心\",\"en\":"
      "\"Tongcheng Subdistrict Service Centre\"},\"platform\":\"" +
          platform + "\",\"verify_base\":\"" + platform + "/verify\"}");
}

TerminalIdentity TestEnrolment::identity(const std::string& platform) {
  write(directory(), platform);
  auto identity = load_terminal_identity(directory());
  if (!identity) throw std::runtime_error(identity.error().detail);
  return *identity;
}

std::string TestEnrolment::unseal(std::string_view sealed) const {
  std::string plain(sealed.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(raw(plain), raw(sealed), sealed.size(), raw(seal_public_), raw(seal_secret_)) != 0)
    throw std::runtime_error("the platform can't open it");
  return plain;
}

std::string TestEnrolment::sign_content(std::string_view bytes) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(raw(signature), nullptr, raw(bytes), bytes.size(), raw(content_secret_));
  return signature;
}

SignedManifest TestEnrolment::manifest(std::uint64_t version,
                                       const std::vector<std::pair<std::string, std::string>>& files) const {
  boost::json::array list;
  for (const auto& [path, content] : files)
    list.push_back({{"path", path}, {"size", content.size()}, {"sha256", sha256_hex(content)}});
  const std::string bytes = boost::json::serialize(
      boost::json::object{{"version", version}, {"created", "2026-11-21T01:00:00Z"}, {"files", list}});
  return {bytes, sign_content(bytes)};
}

SignedNotice TestEnrolment::notice(std::uint64_t sequence, const std::string& id, const std::string& more) const {
  const std::string bytes = "{\"sequence\":" + std::to_string(sequence) + ",\"id\":\"" + id + "\"," + more + "}";
  return {bytes, sign_content(bytes)};
}

std::string manifest_reply(const SignedManifest& manifest) {
  return "{\"manifest\":\"" + base::encode_base64(manifest.bytes) + "\",\"signature\":\"" +
         base::encode_base64(manifest.signature) + "\"}";
}

}  // namespace bianmin::offline::tests
