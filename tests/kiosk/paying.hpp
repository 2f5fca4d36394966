#pragma once

#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

namespace bianmin::kiosk::testing {

// Made-up bills of a made-up family.
inline constexpr const char* kBills = R"({"fields":{"name":"马试一","id_number":"MADEUP","total":"1200.00"},"rows":[
  {"id":"YB-1","title":{"zh-CN":"马试一的医保","en":"Own"},"period":"2027 年度","account":"YB-1","amount":"400.00","note":"","state":"unpaid"},
  {"id":"YB-2","title":{"zh-CN":"妻子的医保","en":"Wife"},"period":"2027 年度","account":"YB-2","amount":"400.00","note":"","state":"unpaid"},
  {"id":"YB-3","title":{"zh-CN":"孙子的医保","en":"Grandson"},"period":"2027 年度","account":"YB-3","amount":"400.00","note":"在校学生","state":"unpaid"},
  {"id":"YB-4","title":{"zh-CN":"儿子的医保","en":"Son"},"period":"2027 年度","account":"YB-4","amount":"400.00","note":"","state":"paid"}]})";
inline constexpr const char* kPayCode = "134567890123456780";  // made up

struct Paying : Player {
  void to_review() {
    send(devices::ScanEvent(devices::ScannerReady{}));
    press("service:medical-payment");
    card();
    answer(kBills);
    press("next");
  }
  void to_pay() {
    to_review();
    press("next");
  }
  void to_code(const char* order = "P1") {
    to_pay();
    begun(order);
  }
  void begun(const std::string& order) {
    answer((R"({"order":")" + order + R"(","amount":"1200.00","code":"https://pay.invalid/s/)" + order +
            R"(","expires_at":"2026-11-20T02:05:00Z","state":"waiting"})")
               .c_str());
  }
  void is(const std::string& word, const std::string& more = "") {
    answer((R"({"order":"P1","amount":"1200.00","state":")" + word + "\"" + more + "}").c_str());
  }
  void paid() { is("paid", R"(,"paid_at":"2026-11-20T02:01:00Z","receipt":"R-2611-7")"); }
  /// Waits until the platform is asked for the order's state.
  void until_asked() {
    for (int i = 0; i < 5 && asked().empty(); ++i) wait(1);
    BOOST_REQUIRE(asked() == "payment.state");
  }
  /// What was asked with the last event.
  std::string asked() const {
    const auto asks = effects<Ask>(last);
    return asks.empty() ? std::string() : asks.back().operation;
  }
  std::vector<Ask> all_asked(const std::string& operation) const {
    std::vector<Ask> found;
    for (const auto& ask : effects<Ask>())
      if (ask.operation == operation) found.push_back(ask);
    return found;
  }
  template <class What>
  int last_count() const {
    return int(effects<What>(last).size());
  }
};

}  // namespace bianmin::kiosk::testing
