#include "kiosk/flow/service/bills.hpp"

#include <algorithm>
#include <set>

#include "kiosk/flow/service/yuan.hpp"

namespace bianmin::kiosk {
namespace {

std::string_view text_of(const Record& row, std::string_view name) {
  const Value* value = row.field(name);
  return value == nullptr ? std::string_view{} : value->text.reveal();
}

}  // namespace

std::vector<Record> payable(const Values& values, std::string_view rows) {
  std::vector<Record> out;
  const Record* source = values.record(rows);
  const auto* all = source == nullptr ? nullptr : source->list("rows");
  if (all == nullptr) return out;
  std::set<std::string_view> seen;
  for (const Record& row : *all) {
    const std::string_view id = text_of(row, "id");
    if (text_of(row, "state") == "paid") continue;
    if (id.empty() || fen_from_yuan(text_of(row, "amount")).value_or(0) <= 0) continue;
    if (seen.insert(id).second) out.push_back(row);
  }
  return out;
}

std::vector<std::string> bill_ids(const Values& values, const PayStep& step) {
  std::vector<std::string> ids;
  for (const Record& bill : payable(values, step.bills)) ids.emplace_back(text_of(bill, "id"));
  if (!ids.empty()) return ids;
  const Record* one = values.record(step.bills);
  if (one != nullptr && one->list("rows") == nullptr && !text_of(*one, "id").empty())
    ids.emplace_back(text_of(*one, "id"));
  return ids;
}

Record record_of_bills(std::vector<Record> bills) {
  long long total = 0;
  for (const Record& bill : bills) total += fen_from_yuan(text_of(bill, "amount")).value_or(0);
  Record record;
  record.set("count", std::to_string(bills.size()));
  record.set("total", yuan_from_fen(total));
  record.lists["rows"] = std::move(bills);
  return record;
}

bool has_bill(const Values& values, const BillsStep& step, std::string_view id) {
  const Record* chosen = values.record(step.into);
  const auto* rows = chosen == nullptr ? nullptr : chosen->list("rows");
  return rows != nullptr &&
         std::any_of(rows->begin(), rows->end(), [&](const Record& row) { return text_of(row, "id") == id; });
}

}  // namespace bianmin::kiosk
