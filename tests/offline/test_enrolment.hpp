#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "offline/manifest.hpp"
#include "offline/notice.hpp"
#include "offline/terminal_identity.hpp"
#include "tests/support/https_script_server.hpp"
#include "tests/support/temporary_directory.hpp"

namespace bianmin::offline::tests {

/// A platform's keys and an enrolment directory made with them, for the terminal LC07.
class TestEnrolment {
 public:
  TestEnrolment();
  /// Writes the directory for a platform at this address and loads it.
  TerminalIdentity identity(const std::string& platform = "https://127.0.0.1:1");
  void write(const std::filesystem::path& directory, const std::string& platform);
  std::filesystem::path directory() const { return files_ / "enrolment"; }
  std::filesystem::path file(const std::string& name) const { return files_ / name; }

  /// What only the platform can do.
  std::string unseal(std::string_view sealed) const;
  std::string sign_content(std::string_view bytes) const;

  SignedManifest manifest(std::uint64_t version, const std::vector<std::pair<std::string, std::string>>& files) const;
  SignedNotice notice(std::uint64_t sequence, const std::string& id, const std::string& more) const;

  const bianmin::tests::TestAuthority& authority() const { return authority_; }

 private:
  bianmin::tests::TemporaryDirectory files_;
  bianmin::tests::TestAuthority authority_;
  std::string seal_public_, seal_secret_, content_public_, content_secret_, sign_secret_;
};

/// The reply of GET /v1/content/manifest.
std::string manifest_reply(const SignedManifest& manifest);

/// Collects events from other threads and waits for conditions on them, 20 s at most unless told otherwise.
template <class Event>
class Events {
 public:
  void add(Event event) {
    {
      std::lock_guard lock(mutex_);
      events_.push_back(std::move(event));
    }
    changed_.notify_all();
  }
  auto sink() {
    return [this](Event event) { add(std::move(event)); };
  }
  /// Waits until `accept` holds for some event at or behind `from`.
  template <class Accept>
  bool wait(Accept&& accept, std::size_t from = 0, std::chrono::seconds limit = std::chrono::seconds(20)) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, limit, [&] {
      for (std::size_t i = from; i < events_.size(); ++i)
        if (accept(events_[i])) return true;
      return false;
    });
  }
  std::vector<Event> all() const {
    std::lock_guard lock(mutex_);
    return events_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Event> events_;
};

}  // namespace bianmin::offline::tests
