#include "offline/manifest_reply.hpp"

#include "base/base64.hpp"
#include "base/json.hpp"

namespace bianmin::offline {

base::Result<SignedManifest> parse_manifest_reply(const boost::json::value& reply) {
  base::JsonReader root(reply, "manifest reply");
  const auto read = [&](const char* name, std::size_t max_bytes) {
    auto bytes = base::decode_base64(root.member(name).string(max_bytes));
    if (!bytes) root.member(name).refuse("is no base64");
    return bytes.value_or(std::string());
  };
  SignedManifest manifest{read("manifest", 4U << 20), read("signature", 200)};
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  return manifest;
}

}  // namespace bianmin::offline
