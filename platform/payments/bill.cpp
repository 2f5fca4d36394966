#include "platform/payments/bill.hpp"

#include <algorithm>
#include <set>

namespace bianmin::platform {
namespace {

using base::JsonReader;

constexpr std::size_t kMostBills = 200;
constexpr std::size_t kMostTextBytes = 500;

boost::json::value read_text(JsonReader reader) {
  if (!reader.ok()) return nullptr;
  if (reader.present() && reader.raw()->is_object()) {
    reader.only({"zh-CN", "en"});
    return boost::json::object{{"zh-CN", reader.member("zh-CN").string(kMostTextBytes)},
                               {"en", reader.member("en").string(kMostTextBytes)}};
  }
  return boost::json::string(reader.string(kMostTextBytes));
}

Bill read_bill(JsonReader reader) {
  reader.only({"id", "title", "period", "account", "amount", "note"});
  Bill bill;
  JsonReader id = reader.member("id");
  bill.id = id.string(64);
  if (id.ok() && !is_bill_id(bill.id)) id.refuse("must be of letters, digits, hyphens and underscores");
  JsonReader amount = reader.member("amount");
  if (const auto fen = parse_yuan(amount.string(16)); !fen)
    amount.refuse(fen.error().detail);
  else if (*fen == 0)
    amount.refuse("must be more than 0.00");
  else
    bill.amount = *fen;
  bill.title = read_text(reader.member("title"));
  bill.period = read_text(reader.member("period"));
  bill.account = read_text(reader.member("account"));
  bill.note = boost::json::string();
  if (JsonReader note = reader.optional_member("note"); note.present()) bill.note = read_text(note);
  return bill;
}

}  // namespace

bool is_bill_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool is_bill_kind(std::string_view kind) { return kind == "medical-insurance" || kind == "utilities"; }

Bills read_bills(JsonReader reader) {
  Bills bills;
  reader.each_member([&](std::string_view kind, JsonReader list) {
    if (!is_bill_kind(kind)) return list.refuse("is not a kind of bill");
    std::set<std::string> ids;
    std::vector<Bill>& known = bills[std::string(kind)];
    list.each([&](JsonReader entry) {
      if (!entry.ok()) return;
      if (known.size() == kMostBills) return entry.refuse("has 200 before it, which is the most");
      known.push_back(read_bill(entry));
      if (entry.ok() && !ids.insert(known.back().id).second) entry.refuse("has the id of another");
    });
  });
  return bills;
}

}  // namespace bianmin::platform
