#include "platform/tls/context.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace bianmin::platform {
namespace {

using base::FailureCode;

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

tl::unexpected<base::Failure> refuse(const char* what) {
  char text[160] = "no reason given";
  if (const unsigned long error = ERR_get_error(); error != 0) ERR_error_string_n(error, text, sizeof text);
  ERR_clear_error();
  return base::fail(FailureCode::ConfigInvalid, std::string(what) + ": " + text);
}

std::unique_ptr<X509, Deleter<X509_free>> read_certificate(const std::string& pem) {
  const std::unique_ptr<BIO, Deleter<BIO_free_all>> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return std::unique_ptr<X509, Deleter<X509_free>>(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

}  // namespace

TlsContext::TlsContext(ssl_ctx_st* context) : context_(context, [](ssl_ctx_st* c) { SSL_CTX_free(c); }) {}

base::Result<TlsContext> TlsContext::make(bool is_server, const std::string& authority,
                                          const Credentials& credentials) {
  TlsContext made(SSL_CTX_new(is_server ? TLS_server_method() : TLS_client_method()));
  SSL_CTX* context = made.get();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_mode(context,
                   SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  static constexpr unsigned char kSessions[] = "bianmin";
  SSL_CTX_set_session_id_context(context, kSessions, sizeof kSessions - 1);
  SSL_CTX_set_num_tickets(context, 1);

  const auto trusted = read_certificate(authority);
  if (!trusted || X509_STORE_add_cert(SSL_CTX_get_cert_store(context), trusted.get()) != 1)
    return refuse("the authority's certificate");
  if (is_server) SSL_CTX_add_client_CA(context, trusted.get());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_verify_depth(context, 1);

  if (credentials.certificate.empty()) return made;
  const auto certificate = read_certificate(credentials.certificate);
  const std::string_view pem = credentials.key.reveal();
  const std::unique_ptr<BIO, Deleter<BIO_free_all>> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>> key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!certificate || !key || SSL_CTX_use_certificate(context, certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context, key.get()) != 1)
    return refuse("the certificate or its key");
  return made;
}

base::Result<TlsContext> TlsContext::server(const std::string& authority, const Credentials& credentials) {
  return make(true, authority, credentials);
}

base::Result<TlsContext> TlsContext::client(const std::string& authority, const Credentials& credentials) {
  return make(false, authority, credentials);
}

Peer peer_of(const ssl_st* connection) {
  const X509* certificate = SSL_get0_peer_certificate(connection);
  if (certificate == nullptr || SSL_get_verify_result(connection) != X509_V_OK) return {};
  Peer peer;
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0) return {};
  const ASN1_STRING* name = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
  peer.name.assign(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name)),
                   static_cast<std::size_t>(ASN1_STRING_length(name)));
  BIGNUM* number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr);
  char* hex = BN_bn2hex(number);
  peer.serial = hex;
  OPENSSL_free(hex);
  BN_free(number);
  return peer;
}

void TlsConnection::Free::operator()(ssl_st* connection) const { SSL_free(connection); }

TlsConnection::TlsConnection(const TlsContext& context, int socket, bool as_server)
    : connection_(SSL_new(context.get())) {
  SSL_set_fd(connection_.get(), socket);
  if (as_server)
    SSL_set_accept_state(connection_.get());
  else
    SSL_set_connect_state(connection_.get());
}

TlsConnection::Wants TlsConnection::outcome(int result) {
  switch (SSL_get_error(connection_.get(), result)) {
    case SSL_ERROR_NONE: return Wants::Nothing;
    case SSL_ERROR_WANT_READ: return Wants::Read;
    case SSL_ERROR_WANT_WRITE: return Wants::Write;
    default: ERR_clear_error(); return Wants::Closed;
  }
}

// OpenSSL's clients send the authority along; once the chain is verified its copy is 4 kB of every held connection.
void TlsConnection::drop_peer_chain() {
  if (SSL_is_server(connection_.get()) == 0) return;
  STACK_OF(X509)* chain = SSL_get_peer_cert_chain(connection_.get());
  while (chain != nullptr && sk_X509_num(chain) > 0) X509_free(sk_X509_pop(chain));
}

TlsConnection::Wants TlsConnection::handshake() {
  const Wants wants = outcome(SSL_do_handshake(connection_.get()));
  if (wants == Wants::Nothing) drop_peer_chain();
  return wants;
}

TlsConnection::Wants TlsConnection::read(char* data, std::size_t size, std::size_t& done) {
  const int result = SSL_read_ex(connection_.get(), data, size, &done);
  return result == 1 ? Wants::Nothing : outcome(result);
}

TlsConnection::Wants TlsConnection::write(const char* data, std::size_t size, std::size_t& done) {
  const int result = SSL_write_ex(connection_.get(), data, size, &done);
  return result == 1 ? Wants::Nothing : outcome(result);
}

void TlsConnection::shut_down() {
  if (SSL_is_init_finished(connection_.get()) != 0) SSL_shutdown(connection_.get());
  ERR_clear_error();
}

Peer TlsConnection::peer() const { return peer_of(connection_.get()); }

}  // namespace bianmin::platform
