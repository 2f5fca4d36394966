#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "base/helper_process.hpp"
#include "kiosk/documents/typesetter.hpp"

namespace bianmin::kiosk::documents {

/// Sets documents in `bianmin-typeset`, a process for each: when it ends, the fonts it read and the names it set are
/// gone from the terminal's memory, whatever Pango and cairo made of them. One that has its fonts ready waits from
/// `prepare` to `rest`. Methods from any thread.
class TypesetProcess final : public Typesetter {
 public:
  struct Options {
    std::filesystem::path program = base::helper_program("bianmin-typeset");
    base::Milliseconds limit{15'000};  // for one document
  };

  explicit TypesetProcess(Options options);
  ~TypesetProcess() override;  // drops what is not done
  TypesetProcess(const TypesetProcess&) = delete;
  TypesetProcess& operator=(const TypesetProcess&) = delete;

  void prepare() override;
  void rest() override;
  void typeset(Document document, Done done) override;

  /// How often the process died or had to be killed.
  unsigned crashes() const;
  /// The id of the process that waits or works, −1 when there is none. For tests and benches.
  pid_t process() const;

 private:
  struct Job {
    Document document;
    Done done;
  };
  void work(const std::stop_token& stop);
  base::Result<std::string> set(const Document& document);
  base::Result<void> start();
  void end();
  base::Result<std::string> ask(const base::Secret& packed, base::HelperProcess::Deadline deadline);
  tl::unexpected<base::Failure> crashed(const char* why);

  const Options options_;
  const std::vector<std::string> environment_;
  mutable std::mutex mutex_;  // guards what follows; the helper's life, too: `rest` ends it under a job
  std::condition_variable_any wake_;
  std::deque<Job> jobs_;
  bool expected_ = false;
  unsigned dropped_ = 0;  // how often what was under way was given up
  unsigned crashes_ = 0;
  pid_t pid_ = -1;
  bool killed_ = false;         // by `rest`: no crash
  base::HelperProcess helper_;  // the thread's own; only its process is killed by others
  std::jthread thread_;
};

}  // namespace bianmin::kiosk::documents
