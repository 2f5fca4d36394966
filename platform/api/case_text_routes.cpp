// What a resident wrote, for the administrators who deal with it. Every look is in the audit trail before the text is
// answered.
#include <pwd.h>

#include <boost/json.hpp>

#include "platform/api/routes.hpp"
#include "platform/cases/case_text.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

// The name as `id -un` gives it, else "uid 1234".
std::string user_name(unsigned id) {
  passwd entry{};
  passwd* found = nullptr;
  char buffer[4096];
  if (::getpwuid_r(id, &entry, buffer, sizeof buffer, &found) == 0 && found != nullptr) return found->pw_name;
  return "uid " + std::to_string(id);
}

struct Look {
  std::string number;
  std::string who;
  bool full = false;
};

base::Result<void> look_at(Core& core, Database& database, const Look& look, base::Secret& answer) {
  {
    Statement query =
        database.prepare("SELECT category, area, service, filed_at, private FROM case_file WHERE number=?");
    query.text(look.number);
    if (!query.step()) return base::fail(FailureCode::CaseNotFound, "no case has this number");
    const auto opened = core.keys.data.decrypt(query.text_at(4), look.number);
    if (!opened) return tl::unexpected(opened.error());
    const CaseHead head{look.number, query.text_at(0), query.text_at(1), query.text_at(2),
                        base::Instant{base::Milliseconds{query.number_at(3)}}};
    auto shown = render_case_text(head, *opened, look.full);
    if (!shown) return tl::unexpected(shown.error());
    answer = std::move(*shown);
  }
  const std::string_view action = look.full ? "case-text-full" : "case-text";
  database.prepare("INSERT INTO audit(at, action, subject, who) VALUES(?, ?, ?, ?)")
      .number(core.clock.now().time_since_epoch().count())
      .text(action)
      .text(look.number)
      .text(look.who)
      .run();
  return {};
}

void show_case_text(Core& core, Request& request, Responder responder) {
  if (!request.user_id)
    return responder(
        problem({FailureCode::RequestRefused, "a case's text is shown through the admin socket only"}, 403));
  const Look look{std::string(request.capture("number")), user_name(*request.user_id),
                  request.parameter("full") == "1"};
  const auto answer = std::make_shared<base::Secret>();
  core.writer.submit(
      [&core, look, answer](Database& database) { return look_at(core, database, look, *answer); },
      [answer, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        responder(outcome ? Response::json(200, std::string(answer->reveal())) : problem(outcome.error()));
      });
}

}  // namespace

void add_case_text_routes(Router& router, Core& core) {
  router.add("GET", "/admin/cases/{number}/text", Access::Administrator,
             [&core](Request& request, Responder responder) { show_case_text(core, request, std::move(responder)); });
}

}  // namespace bianmin::platform
