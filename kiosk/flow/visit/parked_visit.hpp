#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/failure.hpp"
#include "base/secret.hpp"
#include "kiosk/flow/service/service_spec.hpp"
#include "kiosk/session/session.hpp"

namespace bianmin::kiosk {

/// Limits of a parked visit's text.
inline constexpr std::size_t kMostParkedBytes = 6U << 20;
inline constexpr std::size_t kMostParkedText = 8192;     // bytes of one answer or field
inline constexpr std::size_t kMostParkedMembers = 4000;  // fields in all
inline constexpr std::size_t kMostParkedShots = 12;
inline constexpr int kParkedFormat = 1;

/// A visit that was put away for its resident to come back to (先让后面的人). Steps are named, not counted: the service
/// may have another version by then.
struct ParkedVisit {
  std::string service;
  int version = 0;
  std::string step;
  std::vector<std::string> trail;
  std::vector<std::string> answered;
  std::string correcting;
  base::Secret last_holder;  // who was here before somebody went back to say who they are
  bool committed = false;    // a case was filed: only its paper is still missing
  Values values;             // "terminal" is not among them
  std::map<std::string, base::Uuid, std::less<>> keys;
  std::map<std::string, base::Secret, std::less<>> asked;
  std::map<std::string, std::vector<Shot>, std::less<>> photos;
  std::map<std::string, SpokenMemo, std::less<>> memos;
  std::map<std::string, base::Secret, std::less<>> strokes;
};

/// The visit as JSON. StoreFull when it is larger than kMostParkedBytes.
base::Result<base::Secret> write_visit(const Session& session, const ServiceSpec& service);
/// Reads it back. InputInvalid names the place and what is wrong, never what stands there.
base::Result<ParkedVisit> read_visit(std::string_view json);

/// The visit as a session of this service: at the same step when the service has not changed, else nothing.
std::optional<Session> same_visit(const ParkedVisit& visit, const ServiceSpec& service);
/// The answers that still fit this version of the service: of choose steps those it offers, of form steps those it
/// takes.
Values fitting_answers(const ParkedVisit& visit, const ServiceSpec& service);

/// What the event log keeps of a visit: its shape (redaction.hpp), and from it a made-up one again.
boost::json::object visit_shape(std::string_view json);
base::Result<base::Secret> visit_of_shape(const boost::json::object& shape);

}  // namespace bianmin::kiosk
