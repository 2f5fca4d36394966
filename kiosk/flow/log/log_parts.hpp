#pragma once

#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "devices/printer/page_printer.hpp"
#include "kiosk/flow/visit/notice.hpp"

namespace bianmin::kiosk {

// What stands in several lines of the event log, written and read. Private to it.

boost::json::object of_status(const devices::PrinterStatus& status);
devices::PrinterStatus read_status(base::JsonReader in);

/// Of a notice only what the machine looks at; at most kMaxNotices.
boost::json::array of_notices(const std::vector<Notice>& notices);
std::vector<Notice> read_notices(base::JsonReader in);
/// A notice's id only has to be told from others.
std::string notice_name(std::string_view id);

/// The member "code".
base::Failure read_why(base::JsonReader in);
base::Instant read_instant(base::JsonReader in);

}  // namespace bianmin::kiosk
