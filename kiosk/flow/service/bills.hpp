#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/service/service_spec.hpp"
#include "kiosk/session/value.hpp"

namespace bianmin::kiosk {

/// The bills among a query's rows: those with an `id` of their own and an `amount` above nothing that are not paid yet
/// (`state`). What the platform left half empty can't be paid.
std::vector<Record> payable(const Values& values, std::string_view rows);
/// The ids a pay step pays, each once.
std::vector<std::string> bill_ids(const Values& values, const PayStep& step);
/// A record of bills: `rows`, `count`, and `total` in yuan.
Record record_of_bills(std::vector<Record> bills);
/// Whether a bills step's answer has this bill.
bool has_bill(const Values& values, const BillsStep& step, std::string_view id);

}  // namespace bianmin::kiosk
