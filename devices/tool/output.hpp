#pragma once

#include <string>

#include <boost/json/value.hpp>

#include "base/failure.hpp"

namespace bianmin::tool {

/// What the program returns; --help and devices/README.md say the same.
enum Exit : int {
  kOk = 0,
  kFailed = 1,         // the device was reached and reported a failure
  kUsage = 2,          // wrong arguments, or a file that can't be read
  kDeviceMissing = 3,  // no such device, or it does not answer
  kTimedOut = 4,       // nothing happened within the time given
};

Exit exit_for(base::FailureCode code);

/// Prints a command's result, one line to people or one JSON object a line to programs, on standard output; failures
/// for people go to standard error, with the staff's hint in Chinese where the catalogue is at hand.
class Output {
 public:
  explicit Output(bool json) : json_(json) {}
  bool json() const { return json_; }
  /// `text` for people, `value` for programs.
  void say(const std::string& text, const boost::json::value& value) const;
  /// Returns the exit code for it.
  int fail(const base::Failure& failure) const;
  int time_out(const std::string& what) const;

 private:
  bool json_;
};

/// The product's share folder: beside the folder of this program.
std::string share_folder();

}  // namespace bianmin::tool
