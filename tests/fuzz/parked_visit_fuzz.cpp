#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <boost/json.hpp>

#include "kiosk/flow/visit/parked_visit.hpp"
#include "offline/parked_visits.hpp"

namespace {

using namespace bianmin::kiosk;

// A service that has the steps of the seeds, so that reading goes on into the session.
const ServiceSpec& service() {
  static const ServiceSpec spec = [] {
    ServiceSpec made;
    made.id = "complaint";
    for (const char* id : {"category", "text", "review"}) {
      StepSpec step;
      step.id = id;
      if (step.id == "category") {
        ChooseStep choose;
        choose.field = "category";
        choose.options.resize(2);
        choose.options[0].value = "roads";
        choose.options[1].value = "other";
        step.action = choose;
      } else if (step.id == "text") {
        FormStep form;
        form.field = "text";
        step.action = form;
      } else {
        step.action = ReviewStep{};
      }
      made.steps.push_back(step);
    }
    return made;
  }();
  return spec;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)bianmin::offline::parse_parked_code(text);
  const auto shape = visit_shape(text);
  (void)visit_of_shape(shape);
  const auto visit = read_visit(text);
  if (!visit) return 0;
  (void)fitting_answers(*visit, service());
  const auto session = same_visit(*visit, service());
  if (!session) return 0;
  // What was read and written again is read as the same.
  const auto written = write_visit(*session, service());
  if (!written) return 0;
  const auto again = read_visit(written->reveal());
  if (!again || again->step != visit->step || again->values.answers().size() != visit->values.answers().size())
    std::abort();
  return 0;
}
