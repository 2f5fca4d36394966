#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "platform/http/message.hpp"

namespace bianmin::platform {

/// An administrator's calls to the platform of a data folder: to the running server through its admin socket when
/// there is one, else straight to the store.
class Administration {
 public:
  virtual ~Administration() = default;
  /// `clock` must outlive it.
  static base::Result<std::unique_ptr<Administration>> open(const std::filesystem::path& data,
                                                            const base::Clock& clock);
  /// The running server of this folder only; NetworkDown when there is none.
  static base::Result<std::unique_ptr<Administration>> over_socket(const std::filesystem::path& data);
  virtual base::Result<Response> call(std::string_view method, std::string_view target, std::string_view body) = 0;

  /// The answer of a call that must succeed, as JSON (null when empty); else the failure the platform told.
  base::Result<boost::json::value> ask(std::string_view method, std::string_view target, std::string_view body = {});
};

/// Where the made-up data that ships is: `given`, else beside the installed program, else in the source tree.
std::filesystem::path demo_data(const std::filesystem::path& given);
/// Puts the files a data folder needs into it (never over one that is there): dispatch, kinds of certificates,
/// holidays, the centre's name, what may be booked and suggested, and the made-up residents and public data when asked
/// for.
base::Result<void> prepare_data(const std::filesystem::path& data, const std::filesystem::path& demo,
                                bool with_residents);

}  // namespace bianmin::platform
