// What is shown before it goes on.
#include <algorithm>

#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

bool offers_edit(const ReviewStep& step, std::string_view target) {
  return std::any_of(step.facts.begin(), step.facts.end(),
                     [&](const ReviewFact& fact) { return !fact.edit.empty() && fact.edit == target; });
}

}  // namespace

void Turn::press(const ReviewStep& step, const std::string& id) {
  Session& session = *s.session;
  if (id == "next" || (id == "other" && !step.field.empty())) {
    if (!step.field.empty()) session.values.set(step.field, Value{base::Secret(id == "next" ? "yes" : "no"), {}});
    return next();
  }
  if (id.starts_with("edit:") && offers_edit(step, id.substr(5))) edit(id.substr(5));
}

}  // namespace bianmin::kiosk
