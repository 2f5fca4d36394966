#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <unistd.h>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "platform/service/core.hpp"
#include "tests/platform/platform_process.hpp"

namespace bianmin::tests {

/// The platform with the made-up data, its routes called directly, on a clock that tests move.
class InProcess {
 public:
  explicit InProcess(std::string_view now = "2026-11-20T02:00:00Z", platform::PlatformOptions options = {});

  /// As terminal LC07; `key` is the Idempotency-Key.
  platform::Response call(std::string_view method, std::string_view target, std::string_view body = {},
                          std::string_view key = {}, std::string_view terminal = "LC07");
  /// Through the admin socket, as this test's own Unix user unless told otherwise.
  platform::Response administer(std::string_view method, std::string_view target, std::string_view body = {},
                                std::optional<unsigned> user = ::geteuid());
  void set_now(std::string_view now);
  /// Lets time pass in one leap, has what is due done and waits for it.
  void advance(base::Milliseconds by);
  /// Waits until the writer has nothing left to do, what its answers led to included.
  void drain();
  /// Ends the platform and opens it again on the same folder.
  void restart();
  platform::Core& core() { return platform_->core(); }
  const fs::path& data() const { return folder_.path(); }
  platform::Platform& platform() { return *platform_; }

 private:
  platform::Response dispatch(platform::Request request, std::string_view target);

  void open();

  TemporaryDirectory folder_;
  base::ManualClock clock_;
  platform::PlatformOptions options_;
  std::unique_ptr<platform::Platform> platform_;
};

boost::json::value json_of(const platform::Response& response);
std::string text_at(const boost::json::value& value, std::string_view pointer);

/// A complaint that differs by its sequence; the number's check digit is right.
std::string complaint(int sequence, std::string_view overrides_json = "{}");
std::string complaint_uuid(int sequence);
std::string complaint_number(int sequence);
/// Where a complaint's state is asked by POST, and the body that shows its token.
std::string state_path(int sequence);
std::string state_body(int sequence);

/// The made-up residents' numbers (platform/demo/residents).
inline constexpr char kWangXiulan[] = "371524194803120067";
inline constexpr char kZhaoXiaoyu[] = "371524200511219485";
inline constexpr char kParkJihun[] = "371524199002279310";
inline constexpr char kGongYan[] = "371524197509309559";

}  // namespace bianmin::tests
