#include <algorithm>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/routes.hpp"
#include "platform/cases/case_store.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

struct Step {
  std::string to;
  std::string part;  // empty: the whole case
  std::string unit;  // empty: the same
  std::optional<std::string> zh;
  std::optional<std::string> en;
};

// One administrator's step inside the writer's transaction.
class Stepping {
 public:
  Stepping(Core& core, Database& database, CaseView& view)
      : core_(core), database_(database), view_(view), reference_(core.reference.current()) {}

  base::Result<void> take(const Step& step) {
    auto taken = step.part.empty() ? move_case(step) : move_part(step);
    if (!taken) return taken;
    update_case(database_, view_);
    const std::string action = "case-" + step.to;
    const std::string subject = step.part.empty() ? view_.number : view_.number + " " + step.part;
    database_.prepare("INSERT INTO audit(at, action, subject) VALUES(?, ?, ?)")
        .number(core_.clock.now().time_since_epoch().count())
        .text(action)
        .text(subject)
        .run();
    return {};
  }

 private:
  base::Result<void> move_case(const Step& step) {
    if (!may_follow(view_.status, step.to))
      return base::fail(FailureCode::RequestRefused, view_.status + " can't be followed by " + step.to);
    if (step.to == "answered" && !all_answered(view_.parts))
      return base::fail(FailureCode::RequestRefused, "a part of this case is not answered yet");
    if (auto named = name_unit(step, view_.unit); !named) return named;
    if (step.to == "reopened") view_.deadline = days_from_today(days_of_case());
    set_status(step.to, step);
    return {};
  }

  base::Result<void> move_part(const Step& step) {
    const auto part = std::find_if(view_.parts.begin(), view_.parts.end(),
                                   [&](const CasePart& each) { return each.item == step.part; });
    if (part == view_.parts.end()) return base::fail(FailureCode::InputInvalid, "step: /part: is no part of this case");
    if (view_.status == "closed") return base::fail(FailureCode::RequestRefused, "the case is closed");
    if (!part_may_follow(part->status, step.to))
      return base::fail(FailureCode::RequestRefused,
                        part->item + ": " + part->status + " can't be followed by " + step.to);
    if (auto named = name_unit(step, part->unit); !named) return named;
    part->status = step.to;
    if (step.to == "reopened") part->deadline = days_from_today(part->days);
    LocalText text = reference_->dispatch.bundles().text(step.to, view_.category, part->item, part->title,
                                                         unit_name(part->unit), part->deadline);
    if (step.zh) text.zh = *step.zh;
    if (step.en) text.en = *step.en;
    add_event({core_.clock.now(), step.to, part->unit, std::move(text), part->item});
    update_part(database_, view_.id, part - view_.parts.begin(), *part);
    follow_parts(step.to);
    return {};
  }

  // The whole case goes on as its parts do, and is answered with the last of them.
  void follow_parts(const std::string& moved) {
    if (moved == "reopened") {
      for (const CasePart& part : view_.parts) view_.deadline = std::max(view_.deadline, part.deadline);
      if (may_follow(view_.status, "reopened")) set_status("reopened", {});
    } else if (all_answered(view_.parts)) {
      if (may_follow(view_.status, "answered")) set_status("answered", {});
    } else if (moved != "dispatched" && may_follow(view_.status, "in_progress")) {
      set_status("in_progress", {});
    }
  }

  base::Result<void> name_unit(const Step& step, std::string& unit) {
    if (step.unit.empty()) return {};
    const Unit* named = reference_->dispatch.find(step.unit);
    if (named == nullptr) return base::fail(FailureCode::InputInvalid, "step: /unit: is not in dispatch.json");
    unit = unit_json(*named);
    return {};
  }

  int days_of_case() const {
    int days = view_.parts.empty() ? reference_->dispatch.days_to_answer(view_.category) : 0;
    for (const CasePart& part : view_.parts) days = std::max(days, part.days);
    return days;
  }

  base::CivilDate days_from_today(int days) const {
    return base::add_working_days(core_.today(), days, reference_->calendar);
  }

  void set_status(const std::string& status, const Step& step) {
    view_.status = status;
    LocalText text = reference_->dispatch.text(status, view_.category, Unit{{}, unit_name(view_.unit)}, view_.deadline);
    if (step.zh) text.zh = *step.zh;
    if (step.en) text.en = *step.en;
    add_event({core_.clock.now(), status, view_.unit, std::move(text), {}});
  }

  void add_event(CaseEvent event) {
    view_.history.push_back(std::move(event));
    insert_event(database_, view_.id, static_cast<std::int64_t>(view_.history.size()) - 1, view_.history.back());
  }

  Core& core_;
  Database& database_;
  CaseView& view_;
  std::shared_ptr<const Reference> reference_;
};

base::Result<void> apply_step(Core& core, Database& database, std::string_view number, const Step& step,
                              CaseView& view) {
  auto found = find_case_by_number(database, number);
  if (!found) return base::fail(FailureCode::CaseNotFound, "no case has this number");
  view = std::move(*found);
  return Stepping(core, database, view).take(step);
}

void advance_case(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 16 << 10, .depth = 3});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "step");
  root.only({"to", "part", "unit", "zh-CN", "en"});
  Step step{root.member("to").string(20), {}, {}, {}, {}};
  if (auto part = root.optional_member("part"); part.present()) step.part = read_slug(part);
  if (auto unit = root.optional_member("unit"); unit.present()) step.unit = unit.string(64);
  if (auto zh = root.optional_member("zh-CN"); zh.present()) step.zh = zh.string(4000);
  if (auto en = root.optional_member("en"); en.present()) step.en = en.string(4000);
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  const auto view = std::make_shared<CaseView>();
  core.writer.submit(
      [&core, view, step, number = std::string(request.capture("number"))](Database& database) {
        return apply_step(core, database, number, step, *view);
      },
      [&core, view, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        responder(outcome ? Response::json(200, render_case(*view, core.today(), *core.reference.current()))
                          : problem(outcome.error()));
      });
}

}  // namespace

void add_case_step_routes(Router& router, Core& core) {
  router.add("POST", "/admin/cases/{number}/steps", Access::Administrator, advance_case, core);
}

}  // namespace bianmin::platform
