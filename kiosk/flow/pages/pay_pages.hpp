#pragma once

#include "kiosk/flow/pages/page_parts.hpp"

namespace bianmin::kiosk {

// The bodies of the pages of bills and of paying (page_pay.cpp). Private to the page builder's files.
void build_bills(const PageParts& parts, const BillsStep& step, ui::Page& page);
void build_pay(const PageParts& parts, const PayStep& step, ui::Page& page);

}  // namespace bianmin::kiosk
