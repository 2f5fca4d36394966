#include "tests/support/https_script_server.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <set>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace bianmin::tests {
namespace {

void must(bool done) {
  if (!done) std::abort();
}

X509* make_certificate(const std::string& name, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key) {
  static std::atomic<long> serial{1000};
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 24 * 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                             0);
  X509_set_issuer_name(certificate, issuer ? X509_get_subject_name(issuer) : subject);
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer ? issuer : certificate, certificate, nullptr, nullptr, 0);
  const auto extend = [&](int id, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
    must(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  };
  if (issuer)
    extend(NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
  else
    extend(NID_basic_constraints, "critical,CA:TRUE");
  must(X509_sign(certificate, issuer_key, EVP_sha256()) > 0);
  return certificate;
}

template <class Write>
void write_pem(const std::filesystem::path& file, Write&& write) {
  std::FILE* out = std::fopen(file.c_str(), "w");
  must(out != nullptr);
  ::fchmod(::fileno(out), 0600);
  must(write(out) == 1);
  std::fclose(out);
}

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

struct TestAuthority::Keys {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = make_certificate("Test authority", key, nullptr, key);
  ~Keys() {
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
};

TestAuthority::TestAuthority() : keys_(std::make_unique<Keys>()) {}
TestAuthority::~TestAuthority() = default;

void TestAuthority::write_ca(const std::filesystem::path& certificate) const {
  write_pem(certificate, [&](std::FILE* out) { return PEM_write_X509(out, keys_->certificate); });
}

void TestAuthority::issue(const std::string& common_name, const std::filesystem::path& certificate,
                          const std::filesystem::path& key) const {
  EVP_PKEY* pair = EVP_EC_gen("P-256");
  X509* issued = make_certificate(common_name, pair, keys_->certificate, keys_->key);
  write_pem(certificate, [&](std::FILE* out) { return PEM_write_X509(out, issued); });
  write_pem(key,
            [&](std::FILE* out) { return PEM_write_PrivateKey(out, pair, nullptr, nullptr, 0, nullptr, nullptr); });
  X509_free(issued);
  EVP_PKEY_free(pair);
}

struct HttpsScriptServer::Impl {
  Script script;
  SSL_CTX* context = nullptr;
  int listener = -1;
  std::uint16_t port = 0;
  std::mutex mutex;
  std::condition_variable ending_changed;
  bool ending = false;
  std::set<int> sockets;
  std::vector<std::thread> connections;
  std::atomic<int> count{0};
  std::thread acceptor;

  void accept_all() {
    for (;;) {
      const int fd = ::accept(listener, nullptr, nullptr);
      std::lock_guard lock(mutex);
      if (ending || fd < 0) {
        if (fd >= 0) ::close(fd);
        return;
      }
      sockets.insert(fd);
      const int number = ++count;
      connections.emplace_back([this, fd, number] { serve(fd, number); });
    }
  }

  void serve(int fd, int number) {
    SSL* ssl = SSL_new(context);
    SSL_set_fd(ssl, fd);
    if (SSL_accept(ssl) == 1) {
      while (serve_one(ssl, number)) {
      }
      SSL_shutdown(ssl);
    } else {
      // Closing with unread bytes would reset the connection and the client would never see why it was refused.
      ::shutdown(fd, SHUT_WR);
      char rest[4096];
      while (::read(fd, rest, sizeof rest) > 0) {
      }
    }
    SSL_free(ssl);
    std::lock_guard lock(mutex);
    sockets.erase(fd);
    ::close(fd);
  }

  bool read_more(SSL* ssl, std::string& text) {
    char buffer[16384];
    const int got = SSL_read(ssl, buffer, sizeof buffer);
    if (got <= 0) return false;
    text.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  bool serve_one(SSL* ssl, int number) {
    std::string text;
    std::size_t end = 0;
    while ((end = text.find("\r\n\r\n")) == std::string::npos)
      if (!read_more(ssl, text)) return false;
    ScriptRequest request;
    request.connection = number;
    const std::string head = text.substr(0, end);
    const std::size_t first = head.find("\r\n");
    const std::string line = head.substr(0, first);
    request.method = line.substr(0, line.find(' '));
    request.target = line.substr(request.method.size() + 1, line.rfind(' ') - request.method.size() - 1);
    for (std::size_t at = first; at != std::string::npos && at < head.size();) {
      const std::size_t next = head.find("\r\n", at + 2);
      const std::string header = head.substr(at + 2, next == std::string::npos ? next : next - at - 2);
      const std::size_t colon = header.find(": ");
      if (colon != std::string::npos) request.headers[lower_case(header.substr(0, colon))] = header.substr(colon + 2);
      at = next;
    }
    const auto length = request.headers.find("content-length");
    const std::size_t size = length == request.headers.end() ? 0 : std::stoul(length->second);
    while (text.size() < end + 4 + size)
      if (!read_more(ssl, text)) return false;
    request.body = text.substr(end + 4, size);
    return answer(ssl, script(request));
  }

  bool answer(SSL* ssl, const ScriptReply& reply) {
    if (reply.hold) {
      std::unique_lock lock(mutex);
      ending_changed.wait(lock, [this] { return ending; });
      return false;
    }
    if (!reply.raw.empty()) {
      SSL_write(ssl, reply.raw.data(), static_cast<int>(reply.raw.size()));
      return false;
    }
    std::string text = "HTTP/1.1 " + std::to_string(reply.status) + " Scripted\r\n";
    if (!reply.content_type.empty() && !reply.body.empty()) text += "Content-Type: " + reply.content_type + "\r\n";
    for (const auto& header : reply.headers) text += header + "\r\n";
    if (reply.status != 204) text += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n";
    text += "\r\n" + reply.body.substr(0, reply.cut_after);
    if (SSL_write(ssl, text.data(), static_cast<int>(text.size())) <= 0) return false;
    return reply.cut_after == std::string::npos;
  }
};

HttpsScriptServer::HttpsScriptServer(const std::filesystem::path& certificate, const std::filesystem::path& key,
                                     const std::filesystem::path& client_ca, Script script, std::uint16_t port)
    : impl_(std::make_unique<Impl>()) {
  impl_->script = std::move(script);
  impl_->context = SSL_CTX_new(TLS_server_method());
  must(SSL_CTX_use_certificate_file(impl_->context, certificate.c_str(), SSL_FILETYPE_PEM) == 1);
  must(SSL_CTX_use_PrivateKey_file(impl_->context, key.c_str(), SSL_FILETYPE_PEM) == 1);
  must(SSL_CTX_load_verify_locations(impl_->context, client_ca.c_str(), nullptr) == 1);
  SSL_CTX_set_verify(impl_->context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  impl_->listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(impl_->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  must(::bind(impl_->listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  must(::listen(impl_->listener, 64) == 0);
  socklen_t size = sizeof address;
  ::getsockname(impl_->listener, reinterpret_cast<sockaddr*>(&address), &size);
  impl_->port = ntohs(address.sin_port);
  impl_->acceptor = std::thread([this] { impl_->accept_all(); });
}

HttpsScriptServer::~HttpsScriptServer() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->ending = true;
    ::shutdown(impl_->listener, SHUT_RDWR);
    for (const int fd : impl_->sockets) ::shutdown(fd, SHUT_RDWR);
  }
  impl_->ending_changed.notify_all();
  impl_->acceptor.join();
  for (auto& connection : impl_->connections) connection.join();
  ::close(impl_->listener);
  SSL_CTX_free(impl_->context);
}

std::uint16_t HttpsScriptServer::port() const { return impl_->port; }
int HttpsScriptServer::connections() const { return impl_->count; }

}  // namespace bianmin::tests
