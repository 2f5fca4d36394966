#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::platform {

/// A certificate and its EC P-256 key, both PEM.
struct Credentials {
  std::string certificate;
  base::Secret key;
};

/// A key and the request that asks for a certificate for it, both PEM.
struct CertificateRequest {
  base::Secret key;
  std::string request;
};

struct SignedCertificate {
  std::string certificate;  ///< PEM
  std::string serial;       ///< upper-case hexadecimal, as certificates_serial() of a connection tells it
};

/// The development certificate authority: it signs the platform's own server certificate and the terminals' client
/// certificates. Valid ten years; certificates five. All functions any thread; Internal when OpenSSL refuses.
base::Result<Credentials> create_authority(base::Instant now);
/// `hosts`: DNS names or IP addresses for the subjectAltName.
base::Result<Credentials> issue_server_certificate(const Credentials& authority, const std::vector<std::string>& hosts,
                                                   base::Instant now);
base::Result<CertificateRequest> make_request(std::string_view common_name);
/// InputInvalid when the request is not one, is not signed by its own key, or its key is not EC P-256. The subject is
/// `common_name`, whatever the request says.
base::Result<SignedCertificate> sign_request(const Credentials& authority, std::string_view request_pem,
                                             std::string_view common_name, base::Instant now);

}  // namespace bianmin::platform
