#pragma once

#include <boost/json/value.hpp>

#include "base/failure.hpp"
#include "offline/manifest.hpp"

namespace bianmin::offline {

/// Reads the reply of GET /v1/content/manifest. ReplyInvalid names the place.
base::Result<SignedManifest> parse_manifest_reply(const boost::json::value& reply);

}  // namespace bianmin::offline
