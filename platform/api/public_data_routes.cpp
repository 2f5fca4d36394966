// What everybody may know: today's air and water, announcements. And the files an administrator replaces.
#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/json.hpp"
#include "platform/api/routes.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr base::JsonLimits kFile{.bytes = 512 << 10, .depth = 8};

void show_dataset(Core& core, std::string_view name, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 16 << 10, .depth = 4});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  const auto reference = core.reference.current();
  const auto found = reference->datasets.find(name);
  if (found == reference->datasets.end())
    return responder(problem({FailureCode::RecordNotFound, "nothing of this kind is published here"}));
  responder(Response::json(200, found->second.render(core.today())));
}

// Where the file goes; checked by what reads it later.
base::Result<std::string> check_file(std::string_view name, const json::value& value) {
  if (name == "slots") {
    const auto plan = SlotPlan::parse(value, "slots");
    return plan ? base::Result<std::string>("slots.json") : tl::unexpected(plan.error());
  }
  if (name == "suggestions") {
    const auto rules = parse_suggestions(value, "suggestions");
    return rules ? base::Result<std::string>("suggestions.json") : tl::unexpected(rules.error());
  }
  if (!is_public_dataset(name))
    return base::fail(FailureCode::RequestRefused,
                      "a dataset is environment, announcements, slots, suggestions or public-…");
  const auto dataset = parse_public_dataset(name, value, name);
  return dataset ? base::Result<std::string>("datasets/" + std::string(name) + ".json")
                 : tl::unexpected(dataset.error());
}

void store_dataset(Core& core, Request& request, Responder responder) {
  const std::string name(request.capture("name"));
  const auto value = base::parse_json(request.body, kFile);
  if (!value) return responder(problem({value.error().code, "dataset: " + value.error().detail}));
  const auto file = check_file(name, *value);
  if (!file) return responder(problem(file.error()));
  std::error_code error;
  std::filesystem::create_directories(core.data / "datasets", error);
  if (auto written = base::write_file_durably(core.data / *file, request.body); !written)
    return responder(problem(written.error()));
  core.reference.refresh();
  responder(Response::json(200, json::serialize(json::object{{"name", name}, {"file", *file}})));
}

}  // namespace

void add_public_data_routes(Router& router, Core& core) {
  for (const char* name : {"environment", "announcements"})
    router.add("POST", std::string("/v1/operations/record.") + name, Access::Terminal,
               [&core, name](Request& request, Responder responder) {
                 show_dataset(core, name, request, std::move(responder));
               });
  router.add("PUT", "/admin/datasets/{name}", Access::Administrator, store_dataset, core);
}

bool answer_public_record(Core& core, std::string_view name, Request& request, Responder& responder) {
  if (!name.starts_with("public-")) return false;
  show_dataset(core, name, request, std::move(responder));
  return true;
}

}  // namespace bianmin::platform
