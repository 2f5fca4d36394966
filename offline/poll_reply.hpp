#pragma once

#include <cstdint>
#include <vector>

#include <boost/json/value.hpp>

#include "base/failure.hpp"
#include "offline/notice.hpp"

namespace bianmin::offline {

/// What GET /v1/poll says: the newest content version and notice sequence (0 for none), and the notices.
struct PollReply {
  std::uint64_t content{}, notice{};
  std::vector<SignedNotice> notices;  // not yet verified
};

/// ReplyInvalid names the place. At most 512 notices.
base::Result<PollReply> parse_poll_reply(const boost::json::value& reply);

}  // namespace bianmin::offline
