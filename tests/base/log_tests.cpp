#include "base/log.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <unistd.h>

#include "base/file.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace bianmin;
using namespace bianmin::base;

namespace {

// Standard error goes to a file while this lives.
class CaughtErrors {
 public:
  CaughtErrors() {
    const int file = ::open((folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    BOOST_REQUIRE(file >= 0);
    ::dup2(file, STDERR_FILENO);
    ::close(file);
  }
  ~CaughtErrors() {
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
  }
  std::string text() const { return read_file(folder_ / "log").value(); }

 private:
  tests::TemporaryDirectory folder_;
  int before_ = ::dup(STDERR_FILENO);
};

template <class Write>
std::string logged(Write&& write) {
  const CaughtErrors errors;
  write();
  return errors.text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(log_tests)

BOOST_AUTO_TEST_CASE(a_line_has_a_time_a_level_an_event_and_fields) {
  const std::string line =
      logged([] { log(LogLevel::Info, "card-read", {.part = "card", .count = 3, .milliseconds = 812}); });
  BOOST_TEST(line.size() > 24U);
  BOOST_TEST(line.ends_with(" info card-read part=card count=3 ms=812\n"));
  BOOST_TEST(line[10] == 'T');
}

BOOST_AUTO_TEST_CASE(a_failure_is_logged_with_its_code) {
  const std::string line = logged([] {
    log_failure("card-read", {FailureCode::CardMute, "no answer to SELECT"}, "card");
  });
  BOOST_TEST(line.ends_with(" warning card-read part=card code=" + std::string(to_string(FailureCode::CardMute)) +
                            " detail=\"no answer to SELECT\"\n"));
}

BOOST_AUTO_TEST_CASE(nobody_writes_a_second_line_through_a_field) {
  const std::string line = logged([] { log(LogLevel::Error, "odd", {.detail = "one\ntwo\rthree\x1b[31m \"four\""}); });
  BOOST_TEST(std::count(line.begin(), line.end(), '\n') == 1);
  BOOST_TEST(std::count(line.begin(), line.end(), '"') == 2);
  for (const char c : line.substr(0, line.size() - 1)) BOOST_TEST((c >= ' ' || c < 0), "a control character");
}

BOOST_AUTO_TEST_CASE(lines_below_the_level_are_dropped) {
  BOOST_TEST(logged([] { log(LogLevel::Debug, "chatter"); }).empty());
  set_log_level(LogLevel::Error);
  const std::string quiet = logged([] { log(LogLevel::Warning, "something"); });
  set_log_level(LogLevel::Info);
  BOOST_TEST(quiet.empty());
}

BOOST_AUTO_TEST_SUITE_END()
