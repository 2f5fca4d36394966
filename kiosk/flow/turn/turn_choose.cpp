// One question with ready answers.
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::press(const ChooseStep& step, const std::string& id) {
  for (const auto& option : step.options)
    if (id == "choose:" + option.value) return answer(step.field, {base::Secret(option.value), option.label});
}

}  // namespace bianmin::kiosk
