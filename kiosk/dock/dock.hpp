#pragma once

#include "kiosk/dock/options.hpp"

namespace bianmin::dock {

/// Opens the terminal's window and the dock beside it; returns when one of them is closed, or a signal came.
/// `size_given`: options' size is wanted; else one is chosen that fits the display. Exit status 0, 2 without a display
/// or when the terminal can't be started, 130 when a signal came.
int run_dock(Options options, bool size_given);

}  // namespace bianmin::dock
