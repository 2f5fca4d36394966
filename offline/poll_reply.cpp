#include "offline/poll_reply.hpp"

#include "base/base64.hpp"
#include "base/json.hpp"
#include "offline/keys.hpp"

namespace bianmin::offline {

base::Result<PollReply> parse_poll_reply(const boost::json::value& reply) {
  constexpr std::size_t kMaxNotices = 512;
  base::JsonReader root(reply, "poll reply");
  PollReply poll;
  poll.content = static_cast<std::uint64_t>(root.member("content").integer(0, 1'000'000'000));
  poll.notice = static_cast<std::uint64_t>(root.member("notice").integer(0, 1'000'000'000'000));
  root.member("notices").each([&](base::JsonReader entry) {
    if (!entry.ok()) return;
    if (poll.notices.size() >= kMaxNotices) {
      entry.refuse("there are too many notices");
      return;
    }
    auto envelope = base::decode_base64(entry.member("envelope").string(96U << 10));
    auto signature = base::decode_base64(entry.member("signature").string(200));
    if (!envelope || !signature) entry.refuse("holds something that is no base64");
    if (entry.ok()) poll.notices.push_back({std::move(*envelope), std::move(*signature)});
  });
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  return poll;
}

}  // namespace bianmin::offline
