#pragma once

#include <random>

#include "kiosk/flow/service/amount.hpp"
#include "tests/kiosk/flow_player.hpp"

namespace bianmin::kiosk::testing {

/// What is pressed where an amount is chosen, and often what no page there has.
class ChaosAmounts {
 public:
  static bool waited_for(const State& s) {
    const StepSpec* step = current_step(s);
    return step != nullptr && std::holds_alternative<AmountStep>(step->action);
  }

  static Event next(std::mt19937_64& random) {
    static const std::vector<std::string> all{"set:10000",  "set:20000",  "set:99999999", "set:-1", "set:0", "set:",
                                              "less",       "more",       "other",        "other",  "key:0", "key:5",
                                              "key:9",      "key:point",  "key:erase",    "key:",   "key:-", "key:99",
                                              "key:erase1", "set:10000x", "nonsense",     ""};
    return ui::ActionPressed{"amount:amount:" + all[std::size_t(random() % all.size())]};
  }

  /// The meters that a platform would tell of; one takes less than the step does, one says nonsense.
  static const boost::json::value& meters() {
    static const boost::json::value rows = json(
        R"({"fields":{"name":"马试一"},"rows":[
            {"id":"M-1","title":"标记甲乙丙丁","account":"12","address":"x","balance":"12.00","least":"10.00","most":"1000.00","days_left":3},
            {"id":"M-2","title":"标记甲乙丙丁","account":"13","balance":"0.00","least":"20.00","most":"60.50"},
            {"id":"M-3","title":"x","account":"14","balance":"half","least":"-1","most":"many"}]})");
    return rows;
  }

  /// Whatever was pressed: no other amount is paid than one that may be.
  static std::string fault(const State& s, const Effects& effects) {
    for (const auto& effect : effects) {
      const auto* ask = std::get_if<Ask>(&effect);
      if (ask == nullptr || ask->operation != "payment.topup") continue;
      const auto body = json(std::string(ask->body.reveal()).c_str()).as_object();
      const std::string amount(body.at("amount").as_string());
      for (const StepSpec& step : current_service(s)->steps)
        if (const auto* asked = std::get_if<AmountStep>(&step.action); asked && s.session)
          if (!fits_still(*asked, s.session->values) || s.session->values.text(asked->field) != amount)
            return "it is asked to pay " + amount;
      if (body.at("meter").as_string() != s.session->values.text("meter.id")) return "it is paid to another meter";
    }
    return {};
  }
};

}  // namespace bianmin::kiosk::testing
