#pragma once

#include <random>

#include "tests/kiosk/flow_player.hpp"

namespace bianmin::kiosk::testing {

/// What happens around visits: somebody comes and goes, visits are put away and found again, staff are called.
class ChaosVisits {
 public:
  static bool waited_for(const State& s) {
    return (s.session && (s.session->parking || s.session->looking != 0)) ||
           std::holds_alternative<Resuming>(s.where) || (s.help_call && s.help_call->ticket != 0);
  }

  static Event next(const State& s, std::mt19937_64& random) {
    const auto below = [&](int bound) { return int(random() % std::uint64_t(bound)); };
    std::uint64_t ticket = random() % (s.tickets + 2);
    if (below(4) > 0) {
      if (s.session && s.session->parking)
        ticket = s.session->parking->ticket;
      else if (s.session && s.session->looking != 0)
        ticket = s.session->looking;
      else if (const auto* resuming = std::get_if<Resuming>(&s.where))
        ticket = resuming->ticket;
    }
    switch (below(12)) {
      case 0:
      case 1: return devices::PresenceEvent(devices::PresenceChanged{below(2) == 0});
      case 2: return devices::PresenceEvent(devices::PresenceLost{{base::FailureCode::Internal, {}}});
      case 3: return ParkedChanged{std::size_t(below(3))};
      case 4:
      case 5: return VisitParked{ticket, "SB-MARKED-" + std::to_string(random()), base::Secret("BMP1:SB-MARKED-code")};
      case 6:
        return VisitNotParked{ticket,
                              {below(2) == 0 ? base::FailureCode::StoreFull : base::FailureCode::StoreUnavailable, {}}};
      case 7:
      case 8: return VisitFound{ticket, id(below(3)), base::Secret(visit(below(7)))};
      case 9: return VisitNotFound{ticket, {base::FailureCode::CaseNotFound, {}}};
      case 10: return devices::ScanEvent(devices::CodeScanned{base::Secret("BMP1:SB-MARKED-code")});
      default: break;
    }
    static const std::vector<const char*> replies{R"({"id":"h-1","state":"waiting"})",
                                                  R"({"state":"coming","who":"张"})", R"({"state":"closed"})", "{}"};
    const std::uint64_t call = s.help_call ? s.help_call->ticket : 0;
    if (below(5) == 0) return Answered{call, base::fail(base::FailureCode::NetworkDown)};
    return Answered{call, json(replies[std::size_t(below(int(replies.size())))])};
  }

 private:
  static std::string id(int which) { return "SB-MARKED-id-" + std::to_string(which); }
  // Of the service as it is, of another version, of one that is gone, and no visit at all.
  static std::string visit(int kind) {
    const std::string service = kind == 2 ? "gone" : "complaint";
    static const int now = content()->service("complaint")->version;
    const int version = kind == 1 ? 999 : now;
    if (kind == 3) return "{}";
    // Put away where somebody was asked who they are, and where only the paper of a case was missing.
    if (kind == 5)
      return R"({"format":1,"service":"complaint","version":)" + std::to_string(now) +
             R"(,"step":"identify","trail":["category","area","text"],"answered":["category","area","text"],)"
             R"("answers":{"category":{"t":"roads"},"area":{"t":"dongguan"},"text":{"t":"标记甲乙丙丁"}},"records":{}})";
    if (kind == 6)
      return R"({"format":1,"service":"complaint","version":)" + std::to_string(now) +
             R"(,"step":"slip","trail":[],"answered":[],"committed":true,"answers":{"category":{"t":"roads"}},)"
             R"("records":{"case":{"f":{"number":{"t":"SB-MARKED-3"},"code":{"t":"BM1:SB-MARKED-4"}}}}})";
    if (kind == 4)
      return R"({"format":1,"service":"whole","version":3,"step":"call","trail":["what"],"answered":["what"],"correcting":"check",)"
             R"("answers":{"topic":{"t":"one"},"phone":{"t":"13911112222"}},"records":{"holder":{"f":{"name":{"t":"马试一"}}}}})";
    return R"({"format":1,"service":")" + service + R"(","version":)" + std::to_string(version) +
           R"(,"step":"text","trail":["category","area"],"answered":["category","area"],)"
           R"("answers":{"category":{"t":"roads"},"area":{"t":"dongguan"},"text":{"t":"标记甲乙丙丁标记甲乙丙丁"}},"records":{}})";
  }
};

}  // namespace bianmin::kiosk::testing
