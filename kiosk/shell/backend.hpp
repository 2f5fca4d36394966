#pragma once

#include <functional>
#include <vector>

#include "kiosk/flow/visit/effect.hpp"
#include "kiosk/flow/visit/event.hpp"

namespace bianmin::kiosk {

/// A device as staff see it from far away.
struct PartStatus {
  std::string part;   // "printer.a4"
  std::string state;  // "ready", "low", "fault", "missing"
  std::string code;   // a failure code, or empty
  friend bool operator==(const PartStatus&, const PartStatus&) = default;
};

/// What the terminal asks of the platform, and what it keeps for it meanwhile. Methods return at once; answers come
/// as events.
class Backend {
 public:
  using Sink = std::function<void(Event)>;
  virtual ~Backend() = default;
  /// Starts; `sink` is called on the backend's threads. Once.
  virtual void start(Sink sink) = 0;
  virtual void ask(const Ask& question) = 0;
  virtual void cancel(const CancelAsk& question) = 0;
  virtual void file(const FileCase& filing) = 0;
  virtual void rate(const Rate& rating) = 0;
  /// Visits that wait for their resident: answered by VisitParked, VisitFound and their like.
  virtual void park(const Park& visit) = 0;
  virtual void find_parked(const FindParked& visit) = 0;
  virtual void drop_parked(const DropParked& visit) = 0;
  virtual void report(std::vector<PartStatus> parts) = 0;
};

}  // namespace bianmin::kiosk
