#pragma once

#include <memory>

#include <boost/json/object.hpp>

#include "base/failure.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// How things stand between two visits (is_as_new): what devices and the platform last said, and the machine's
/// counters. Nothing of anybody. Of any other state a log can't begin.
boost::json::object snapshot_of(const State& state);
/// The state it was taken of, with these rules and this content. InputInvalid says what is wrong.
base::Result<State> state_of(const boost::json::object& snapshot, Rules rules, std::shared_ptr<const Content> content);

}  // namespace bianmin::kiosk
