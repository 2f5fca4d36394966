#include "kiosk/dock/stop_signal.hpp"

#include <csignal>
#include <initializer_list>

namespace bianmin::dock {
namespace {

volatile std::sig_atomic_t asked = 0;

extern "C" void note_stop(int) { asked = 1; }

}  // namespace

void catch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = note_stop;
  ::sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

bool stop_asked() { return asked != 0; }

}  // namespace bianmin::dock
