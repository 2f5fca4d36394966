#pragma once

namespace bianmin::dock {

/// From now on Ctrl-C, SIGTERM and SIGHUP are only noted, so that everything started is taken down in order.
void catch_stop_signals();
/// Whether one of them came. Any thread.
bool stop_asked();

}  // namespace bianmin::dock
