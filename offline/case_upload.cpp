#include "offline/case_upload.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "offline/keys.hpp"

namespace bianmin::offline {
namespace {

constexpr base::Milliseconds kQuick{2'000}, kSlow{8'000};

}  // namespace

CaseUpload::CaseUpload(std::string box) : box_(std::move(box)), name_(sha256_hex(box_)) {}

std::optional<CaseUpload> CaseUpload::of_body(std::string_view body) {
  constexpr std::string_view kHead = "{\"sealed\":\"", kTail = "\"}";
  if (body.size() <= kAtOnce || !body.starts_with(kHead) || !body.ends_with(kTail)) return std::nullopt;
  body.remove_prefix(kHead.size());
  body.remove_suffix(kTail.size());
  auto box = base::decode_base64(body);
  if (!box) return std::nullopt;
  return CaseUpload(std::move(*box));
}

PlatformRequest CaseUpload::next() const {
  PlatformRequest request;
  request.path = "/v1/uploads/" + name_;
  request.timeout = kPieceTimeout;
  if (!received_) {
    request.method = "GET";
    return request;
  }
  request.method = "PUT";
  request.path += "?start=" + std::to_string(*received_) + "&size=" + std::to_string(box_.size());
  request.body = base::Secret(std::string_view(box_).substr(*received_, piece_));
  return request;
}

CaseUpload::Outcome CaseUpload::took(const PlatformReply& reply, base::Milliseconds how_long) {
  const bool asked = !received_;
  if (!reply.answer) {
    piece_ = std::max(kLeastPiece, piece_ / 2);
    forget();
    return asked && (reply.status == 404 || reply.status == 405) ? Outcome::Unknown : Outcome::Unusable;
  }
  base::JsonReader root(*reply.answer, "upload");
  const long long size = root.member("size").integer(0, 1LL << 40);
  const long long received = root.member("received").integer(0, 1LL << 40);
  const long long whole = static_cast<long long>(box_.size());
  if (!root.ok() || received > size || (size != whole && (size != 0 || received != 0))) return Outcome::Unusable;
  if (!asked && how_long < kQuick) piece_ = std::min(kMostPiece, piece_ * 2);
  if (!asked && how_long > kSlow) piece_ = std::max(kLeastPiece, piece_ / 2);
  received_ = static_cast<std::size_t>(received);
  return received == whole ? Outcome::Whole : Outcome::GoOn;
}

}  // namespace bianmin::offline
