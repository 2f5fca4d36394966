#include "platform/payments/meter.hpp"

#include <set>

#include "platform/payments/bill.hpp"

namespace bianmin::platform {
namespace {

using base::JsonReader;

constexpr std::size_t kMostMeters = 20;
constexpr std::size_t kMostTextBytes = 500;
constexpr Fen kYuan = 100;

boost::json::value read_text(JsonReader reader) {
  if (!reader.ok()) return nullptr;
  if (reader.present() && reader.raw()->is_object()) {
    reader.only({"zh-CN", "en", "ko"});
    boost::json::object texts{{"zh-CN", reader.member("zh-CN").string(kMostTextBytes)},
                              {"en", reader.member("en").string(kMostTextBytes)}};
    if (JsonReader korean = reader.optional_member("ko"); korean.present()) texts["ko"] = korean.string(kMostTextBytes);
    return texts;
  }
  return boost::json::string(reader.string(kMostTextBytes));
}

Fen read_fen(JsonReader reader) {
  const std::string text = reader.string(16);
  if (!reader.ok()) return 0;
  const auto fen = parse_yuan(text);
  if (!fen) reader.refuse(fen.error().detail);
  return fen ? *fen : 0;
}

Meter read_meter(JsonReader reader) {
  reader.only({"id", "title", "account", "address", "balance", "read_at", "least", "most", "a_day"});
  Meter meter;
  JsonReader id = reader.member("id");
  meter.id = id.string(64);
  if (id.ok() && !is_bill_id(meter.id)) id.refuse("must be of letters, digits, hyphens and underscores");
  meter.title = read_text(reader.member("title"));
  meter.account = read_text(reader.member("account"));
  meter.address = boost::json::string();
  if (JsonReader address = reader.optional_member("address"); address.present()) meter.address = read_text(address);
  meter.balance = read_fen(reader.member("balance"));
  JsonReader read_at = reader.member("read_at");
  const std::string read_at_text = read_at.string(40);
  if (const auto at = base::parse_utc(read_at_text))
    meter.read_at = *at;
  else if (read_at.ok())
    read_at.refuse("is no instant such as 2026-11-20T00:00:00Z");
  meter.least = read_fen(reader.member("least"));
  JsonReader most = reader.member("most");
  meter.most = read_fen(most);
  if (most.ok() &&
      (meter.least <= 0 || meter.most < meter.least || meter.least % kYuan != 0 || meter.most % kYuan != 0))
    most.refuse("must be whole yuan and at least \"least\", which is more than 0.00");
  if (JsonReader a_day = reader.optional_member("a_day"); a_day.present()) {
    meter.a_day = read_fen(a_day);
    if (a_day.ok() && *meter.a_day == 0) a_day.refuse("must be more than 0.00");
  }
  return meter;
}

}  // namespace

std::vector<Meter> read_meters(JsonReader reader) {
  std::vector<Meter> meters;
  std::set<std::string> ids;
  reader.each([&](JsonReader entry) {
    if (!entry.ok()) return;
    if (meters.size() == kMostMeters) return entry.refuse("has 20 before it, which is the most");
    meters.push_back(read_meter(entry));
    if (entry.ok() && !ids.insert(meters.back().id).second) entry.refuse("has the id of another");
  });
  return meters;
}

std::optional<std::string> why_not(const Meter& meter, Fen amount) {
  if (amount < meter.least) return "is less than this meter takes";
  if (amount > meter.most) return "is more than this meter takes";
  if (amount % kYuan != 0) return "must be whole yuan";
  return std::nullopt;
}

}  // namespace bianmin::platform
