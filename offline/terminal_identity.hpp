#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/failure.hpp"
#include "offline/keys.hpp"

namespace bianmin::offline {

/// Who this terminal is and whom it trusts: what `bianmin-platform enroll` wrote into the enrolment directory.
struct TerminalIdentity {
  std::string terminal;                                       // "LC07": 2 to 12 of A-Z and 0-9
  std::map<std::string, std::string> centre;                  // language tag → name
  std::string platform;                                       // "https://host:port", no slash at the end
  std::string verify_base;                                    // "https://host:port/verify"
  std::filesystem::path ca_file, certificate_file, key_file;  // read by the platform client
  SealKey seal_key;
  VerifyKey content_key;
  SigningKey signing_key;
};

/// Reads and checks every file of the directory. ConfigInvalid names the file and what is wrong with it: missing,
/// not PEM, not base64, wrong length, a secret file that others may read, an address that isn't https.
base::Result<TerminalIdentity> load_terminal_identity(const std::filesystem::path& directory);

}  // namespace bianmin::offline
