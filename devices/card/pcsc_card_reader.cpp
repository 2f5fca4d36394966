#include "devices/card/pcsc_card_reader.hpp"

#include <cstring>
#include <mutex>
#include <thread>

#include <winscard.h>

#include "base/log.hpp"
#include "devices/card/pcsc_session.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;

constexpr const char* kReaderListChanged = R"(\\?PnP?\Notification)";
constexpr DWORD kRecheckMs = 10'000;  // belt and braces, should pcscd have swallowed a notification
constexpr std::size_t kMaxReaders = 16;
constexpr auto kGiveUpGrace = std::chrono::milliseconds(500);  // for the command under way to end

base::Result<std::vector<std::string>> readers_of(SCARDCONTEXT context) {
  DWORD length = SCARD_AUTOALLOCATE;
  char* names = nullptr;
  const LONG result = SCardListReaders(context, nullptr, reinterpret_cast<LPSTR>(&names), &length);
  if (result == static_cast<LONG>(SCARD_E_NO_READERS_AVAILABLE)) return std::vector<std::string>{};
  if (result != SCARD_S_SUCCESS)
    return base::fail(FailureCode::ReaderMissing, std::string("SCardListReaders: ") + pcsc_stringify_error(result));
  std::vector<std::string> found;
  for (const char* name = names; *name != '\0' && found.size() < kMaxReaders; name += std::strlen(name) + 1)
    found.emplace_back(name);
  SCardFreeMemory(context, names);
  return found;
}

struct Slot {
  std::string name;
  DWORD state = SCARD_STATE_UNAWARE;
  bool present = false;
  DWORD counter = 0;           // moves with every insertion and removal
  std::uint64_t read_for = 0;  // the `arm` for which this presentation was read
};

}  // namespace

class PcscCardReader::Driver {
 public:
  Driver(Options options, const base::Clock& clock)
      : options_(std::move(options)), clock_(clock), signal_(std::make_shared<PcscRead::Signal>()) {}

  ~Driver() {
    watcher_ = {};  // stops and joins before the thread that wakes it
    waker_ = {};
  }

  void start(Sink sink) {
    sink_ = std::move(sink);
    waker_ = std::jthread([this](const std::stop_token& stop) { wake_watcher(stop); });
    watcher_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }

  void set_armed(bool armed) {
    const std::scoped_lock lock(signal_->mutex);
    armed_ = armed;
    if (armed) ++generation_;
    wake_wanted_ = true;
    signal_->changed.notify_all();
  }

 private:
  // SCardCancel only reaches a wait that has begun, so it is repeated until the watcher says it woke.
  void wake_watcher(const std::stop_token& stop) {
    const std::stop_callback on_stop(stop, [this] { notify(); });
    std::unique_lock lock(signal_->mutex);
    while (!stop.stop_requested()) {
      if (!wake_wanted_ || !waiting_) {
        signal_->changed.wait(lock);
        continue;
      }
      const SCARDCONTEXT context = *waiting_;
      lock.unlock();
      SCardCancel(context);
      lock.lock();
      signal_->changed.wait_for(lock, std::chrono::milliseconds(2), [&] { return !waiting_; });
    }
  }

  void notify() {
    const std::scoped_lock lock(signal_->mutex);
    signal_->changed.notify_all();
  }

  void run(const std::stop_token& stop) {
    const std::stop_callback on_stop(stop, [this] {
      const std::scoped_lock lock(signal_->mutex);
      wake_wanted_ = true;
      signal_->changed.notify_all();
    });
    while (!stop.stop_requested()) {
      SCARDCONTEXT context{};
      const LONG result = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
      if (result == SCARD_S_SUCCESS) {
        watch(context, stop);
        SCardReleaseContext(context);
      } else {
        lost(std::string("SCardEstablishContext: ") + pcsc_stringify_error(result));
      }
      if (stop.stop_requested()) break;
      std::unique_lock lock(signal_->mutex);
      signal_->changed.wait_for(lock, options_.retry, [&] { return stop.stop_requested(); });
    }
    reads_.clear();
  }

  // Returns when the connection to pcscd is broken or on stop.
  void watch(SCARDCONTEXT context, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      if (auto listed = refresh_slots(context); !listed) return lost(listed.error().detail);
      if (slots_.empty())
        lost("no reader is connected");
      else if (!std::exchange(ready_, true))
        say(ReaderReady{}), told_lost_ = false;
      read_if_wanted(stop);
      if (stop.stop_requested()) return;

      std::vector<SCARD_READERSTATE> states(slots_.size() + 1);
      for (std::size_t i = 0; i < slots_.size(); ++i) {
        states[i].szReader = slots_[i].name.c_str();
        states[i].dwCurrentState = slots_[i].state;
      }
      states.back().szReader = kReaderListChanged;
      states.back().dwCurrentState = SCARD_STATE_UNAWARE;
      if (!begin_wait(context)) continue;
      const LONG result = SCardGetStatusChange(context, kRecheckMs, states.data(), static_cast<DWORD>(states.size()));
      end_wait();
      if (result == SCARD_S_SUCCESS) {
        for (std::size_t i = 0; i < slots_.size(); ++i)
          if ((states[i].dwEventState & SCARD_STATE_CHANGED) != 0) update(slots_[i], states[i], stop);
      } else if (result != static_cast<LONG>(SCARD_E_TIMEOUT) && result != static_cast<LONG>(SCARD_E_CANCELLED) &&
                 result != static_cast<LONG>(SCARD_E_UNKNOWN_READER) &&
                 result != static_cast<LONG>(SCARD_E_READER_UNAVAILABLE)) {
        return lost(std::string("SCardGetStatusChange: ") + pcsc_stringify_error(result));
      }
    }
  }

  base::Result<void> refresh_slots(SCARDCONTEXT context) {
    auto names = readers_of(context);
    if (!names) return tl::unexpected(names.error());
    std::vector<Slot> kept;
    for (auto& name : *names) {
      if (name.find(options_.reader) == std::string::npos) continue;
      const auto known = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& s) { return s.name == name; });
      kept.push_back(known != slots_.end() ? *known : Slot{.name = name});
    }
    for (const Slot& slot : slots_) {
      const bool gone = std::none_of(kept.begin(), kept.end(), [&](const Slot& s) { return s.name == slot.name; });
      if (gone && slot.present) say(CardRemoved{});
    }
    slots_ = std::move(kept);
    return {};
  }

  void update(Slot& slot, const SCARD_READERSTATE& state, const std::stop_token& stop) {
    slot.state = state.dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
    const bool present = (state.dwEventState & SCARD_STATE_PRESENT) != 0;
    const DWORD counter = state.dwEventState >> 16;
    const bool exchanged = present && slot.present && counter != slot.counter;
    if (slot.present && (!present || exchanged)) say(CardRemoved{});
    if (present && (!slot.present || exchanged)) {
      slot.read_for = 0;
      slot.present = true;
      slot.counter = counter;
      atrs_[slot.name] = {state.rgbAtr, state.rgbAtr + std::min<DWORD>(state.cbAtr, sizeof state.rgbAtr)};
      say(CardPresented{});
      read_if_wanted(stop);
    }
    slot.present = present;
    slot.counter = counter;
  }

  void read_if_wanted(const std::stop_token& stop) {
    for (Slot& slot : slots_) {
      std::unique_lock lock(signal_->mutex);
      const std::uint64_t generation = generation_;
      if (!armed_ || !slot.present || slot.read_for == generation) continue;
      slot.read_for = generation;
      lock.unlock();
      if ((slot.state & SCARD_STATE_MUTE) != 0)
        say(CardFailed{{FailureCode::CardMute, "no answer to reset"}});
      else
        read(slot, generation, stop);
    }
  }

  void read(Slot& slot, std::uint64_t generation, const std::stop_token& stop) {
    const auto begun = std::chrono::steady_clock::now();
    std::unique_lock lock(signal_->mutex);
    const auto unwanted = [&] { return stop.stop_requested() || !armed_ || generation_ != generation; };
    // A read left behind holds the card; one that is merely given up ends after the command under way.
    const auto all_over = [&] {
      return std::all_of(reads_.begin(), reads_.end(), [](const auto& read) { return read->finished(); });
    };
    signal_->changed.wait_for(lock, options_.card_limit, [&] { return all_over() || unwanted(); });
    if (unwanted()) return;
    if (!all_over()) {
      lock.unlock();
      return say(CardFailed{{FailureCode::CardMute, "the card still owes the answer to an earlier command"}});
    }
    lock.unlock();
    reads_.clear();
    reads_.push_back(std::make_unique<PcscRead>(slot.name, atrs_[slot.name], clock_.now(), signal_));
    PcscRead& job = *reads_.back();
    lock.lock();
    for (;;) {
      if (job.finished() || unwanted()) break;
      const auto deadline = job.last_answer() + options_.card_limit;
      if (std::chrono::steady_clock::now() >= deadline) break;
      signal_->changed.wait_until(lock, deadline);
    }
    if (!job.finished() || unwanted()) {
      job.give_up();
      const bool mute = !unwanted();
      // libpcsclite 1.9.9 keeps the readers' states in one unguarded table for all threads: while a read is under way
      // the watcher had better not ask for changes. A silent card leaves no choice.
      if (!mute) signal_->changed.wait_for(lock, kGiveUpGrace, [&] { return job.finished() || stop.stop_requested(); });
      lock.unlock();
      if (mute) say(CardFailed{{FailureCode::CardMute, "no answer to a command within the time limit"}});
      return;
    }
    auto result = job.take_result();
    lock.unlock();
    const auto took = std::chrono::steady_clock::now() - begun;
    base::log(base::LogLevel::Info, result ? "card-read" : "card-failed",
              {.part = "card",
               .code = result ? std::string_view{} : base::to_string(result.error().code),
               .detail = result ? std::string_view{} : std::string_view(result.error().detail),
               .milliseconds = std::chrono::duration_cast<base::Milliseconds>(took).count()});
    if (result)
      say(CardRead{std::move(*result)});
    else
      say(CardFailed{std::move(result.error())});
  }

  void lost(std::string detail) {
    for (const Slot& slot : slots_)
      if (slot.present) say(CardRemoved{});
    slots_.clear();
    ready_ = false;
    if (!std::exchange(told_lost_, true)) say(ReaderLost{{FailureCode::ReaderMissing, std::move(detail)}});
  }

  bool begin_wait(SCARDCONTEXT context) {
    const std::scoped_lock lock(signal_->mutex);
    if (std::exchange(wake_wanted_, false)) return false;
    waiting_ = context;
    return true;
  }

  void end_wait() {
    const std::scoped_lock lock(signal_->mutex);
    waiting_.reset();
    wake_wanted_ = false;
    signal_->changed.notify_all();
  }

  void say(CardEvent event) { sink_(std::move(event)); }

  const Options options_;
  const base::Clock& clock_;
  Sink sink_;
  const std::shared_ptr<PcscRead::Signal> signal_;  // shared with reads, which may outlive the driver

  // Guarded by the signal's mutex.
  bool armed_ = false;
  std::uint64_t generation_ = 0;
  bool wake_wanted_ = false;
  std::optional<SCARDCONTEXT> waiting_;

  // The watcher's own.
  std::vector<Slot> slots_;
  std::map<std::string, std::vector<std::uint8_t>> atrs_;
  std::vector<std::unique_ptr<PcscRead>> reads_;
  bool ready_ = false;
  bool told_lost_ = false;

  std::jthread waker_;
  std::jthread watcher_;
};

PcscCardReader::PcscCardReader(Options options, const base::Clock& clock)
    : driver_(std::make_unique<Driver>(std::move(options), clock)) {}
PcscCardReader::~PcscCardReader() = default;
void PcscCardReader::start(Sink sink) { driver_->start(std::move(sink)); }
void PcscCardReader::arm() { driver_->set_armed(true); }
void PcscCardReader::disarm() { driver_->set_armed(false); }

base::Result<std::vector<std::string>> PcscCardReader::list_readers() {
  SCARDCONTEXT context{};
  const LONG result = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  if (result != SCARD_S_SUCCESS)
    return base::fail(FailureCode::ReaderMissing,
                      std::string("SCardEstablishContext: ") + pcsc_stringify_error(result));
  auto names = readers_of(context);
  SCardReleaseContext(context);
  return names;
}

}  // namespace bianmin::devices
