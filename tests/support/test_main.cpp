#define BOOST_TEST_MODULE bianmin
#include <boost/test/unit_test.hpp>

#include <clocale>
#include <csignal>

namespace {

// Tests run as the product does: UTF-8, and a peer that hangs up is an error code, not a signal.
struct Environment {
  Environment() {
    std::setlocale(LC_ALL, "C.UTF-8");
    std::signal(SIGPIPE, SIG_IGN);
  }
};

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(Environment);
