#include "platform/tls/authority.hpp"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::Secret;

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Request = std::unique_ptr<X509_REQ, Deleter<X509_REQ_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

tl::unexpected<base::Failure> openssl_failure(const char* what) {
  char text[160] = "no reason given";
  if (const unsigned long error = ERR_get_error(); error != 0) ERR_error_string_n(error, text, sizeof text);
  ERR_clear_error();
  return base::fail(FailureCode::Internal, std::string(what) + ": " + text);
}

Key new_key() { return Key(EVP_EC_gen("P-256")); }

Bio read_bio(std::string_view text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string taken_from(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(size));
  OPENSSL_cleanse(data, static_cast<std::size_t>(size));
  return text;
}

Secret key_pem(EVP_PKEY* key) {
  Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  std::string text = taken_from(bio.get());
  Secret secret(text);
  base::wipe(text);
  return secret;
}

std::string certificate_pem(X509* certificate) {
  Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return taken_from(bio.get());
}

void set_name(X509_NAME* name, std::string_view common_name) {
  const auto add = [&](const char* field, std::string_view value) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                               static_cast<int>(value.size()), -1, 0);
  };
  add("O", "Bianmin");
  add("CN", common_name);
}

bool add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  if (extension == nullptr) return false;
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

std::string serial_of(X509* certificate) {
  BIGNUM* number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr);
  char* hex = BN_bn2hex(number);
  std::string text(hex);
  OPENSSL_free(hex);
  BN_free(number);
  return text;
}

constexpr long kDay = 24L * 60 * 60;

// A certificate whose clock starts a day early, because a terminal's clock may be a little behind.
Certificate new_certificate(std::string_view common_name, EVP_PKEY* key, base::Instant now, int days_valid) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  unsigned char serial[16];
  RAND_bytes(serial, sizeof serial);
  serial[0] = static_cast<unsigned char>((serial[0] & 0x7f) | 0x40);
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
  BN_free(number);
  time_t start = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() - kDay;
  X509_time_adj_ex(X509_getm_notBefore(certificate.get()), 0, 0, &start);
  X509_time_adj_ex(X509_getm_notAfter(certificate.get()), days_valid, 0, &start);
  set_name(X509_get_subject_name(certificate.get()), common_name);
  X509_set_pubkey(certificate.get(), key);
  return certificate;
}

struct Authority {
  Certificate certificate;
  Key key;
};

base::Result<Authority> load(const Credentials& credentials) {
  Authority authority;
  const Bio certificate = read_bio(credentials.certificate);
  authority.certificate.reset(PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr));
  const Bio key = read_bio(credentials.key.reveal());
  authority.key.reset(PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr));
  if (!authority.certificate || !authority.key) return openssl_failure("the authority's certificate or key");
  return authority;
}

bool finish(X509* certificate, const Authority& authority) {
  X509_set_issuer_name(certificate, X509_get_subject_name(authority.certificate.get()));
  return add_extension(certificate, authority.certificate.get(), NID_authority_key_identifier, "keyid") &&
         X509_sign(certificate, authority.key.get(), EVP_sha256()) > 0;
}

bool is_p256(EVP_PKEY* key) {
  char group[32] = {};
  std::size_t length = 0;
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1 &&
         std::string_view(group) == "prime256v1";
}

}  // namespace

base::Result<Credentials> create_authority(base::Instant now) {
  const Key key = new_key();
  if (!key) return openssl_failure("making a key");
  const Certificate certificate = new_certificate("Bianmin development authority", key.get(), now, 3650);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
  if (!add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
      !add_extension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign") ||
      !add_extension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash") ||
      X509_sign(certificate.get(), key.get(), EVP_sha256()) <= 0)
    return openssl_failure("making the authority's certificate");
  return Credentials{certificate_pem(certificate.get()), key_pem(key.get())};
}

base::Result<Credentials> issue_server_certificate(const Credentials& credentials,
                                                   const std::vector<std::string>& hosts, base::Instant now) {
  const auto authority = load(credentials);
  if (!authority) return tl::unexpected(authority.error());
  const Key key = new_key();
  if (!key) return openssl_failure("making a key");
  std::string names;
  for (const std::string& host : hosts) {
    unsigned char address[16];
    const bool numeric =
        inet_pton(AF_INET, host.c_str(), address) == 1 || inet_pton(AF_INET6, host.c_str(), address) == 1;
    names.append(names.empty() ? "" : ",").append(numeric ? "IP:" : "DNS:").append(host);
  }
  const Certificate certificate = new_certificate("Bianmin platform", key.get(), now, 1825);
  X509* issuer = authority->certificate.get();
  if (!add_extension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE") ||
      !add_extension(certificate.get(), issuer, NID_key_usage, "critical,digitalSignature") ||
      !add_extension(certificate.get(), issuer, NID_ext_key_usage, "serverAuth") ||
      !add_extension(certificate.get(), issuer, NID_subject_alt_name, names) || !finish(certificate.get(), *authority))
    return openssl_failure("making the server's certificate");
  return Credentials{certificate_pem(certificate.get()), key_pem(key.get())};
}

base::Result<CertificateRequest> make_request(std::string_view common_name) {
  const Key key = new_key();
  const Request request(X509_REQ_new());
  if (!key || !request) return openssl_failure("making a key");
  set_name(X509_REQ_get_subject_name(request.get()), common_name);
  X509_REQ_set_pubkey(request.get(), key.get());
  if (X509_REQ_sign(request.get(), key.get(), EVP_sha256()) <= 0) return openssl_failure("signing a request");
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509_REQ(bio.get(), request.get());
  return CertificateRequest{key_pem(key.get()), taken_from(bio.get())};
}

base::Result<SignedCertificate> sign_request(const Credentials& credentials, std::string_view request_pem,
                                             std::string_view common_name, base::Instant now) {
  const auto authority = load(credentials);
  if (!authority) return tl::unexpected(authority.error());
  const Bio bio = read_bio(request_pem);
  const Request request(PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr));
  EVP_PKEY* key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
  if (key == nullptr || X509_REQ_verify(request.get(), key) != 1 || !is_p256(key)) {
    ERR_clear_error();
    return base::fail(FailureCode::InputInvalid, "request: not a certificate request signed by its own EC P-256 key");
  }
  const Certificate certificate = new_certificate(common_name, key, now, 1825);
  X509* issuer = authority->certificate.get();
  if (!add_extension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE") ||
      !add_extension(certificate.get(), issuer, NID_key_usage, "critical,digitalSignature") ||
      !add_extension(certificate.get(), issuer, NID_ext_key_usage, "clientAuth") ||
      !finish(certificate.get(), *authority))
    return openssl_failure("making a terminal's certificate");
  return SignedCertificate{certificate_pem(certificate.get()), serial_of(certificate.get())};
}

}  // namespace bianmin::platform
