// What a resident wrote, for the administrators who deal with it. Every look is in the audit trail before the text is
// answered.
#include <boost/json.hpp>

#include "platform/api/routes.hpp"
#include "platform/api/who_asks.hpp"
#include "platform/cases/attachment.hpp"
#include "platform/cases/case_store.hpp"
#include "platform/cases/case_text.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

struct Look {
  std::string number;
  std::string who;
  bool full = false;
};

void note_look(Core& core, Database& database, std::string_view action, const std::string& subject,
               const std::string& who) {
  database.prepare("INSERT INTO audit(at, action, subject, who) VALUES(?, ?, ?, ?)")
      .number(core.clock.now().time_since_epoch().count())
      .text(action)
      .text(subject)
      .text(who)
      .run();
}

base::Result<void> look_at(Core& core, Database& database, const Look& look, base::Secret& answer) {
  const auto view = find_case_by_number(database, look.number);
  if (!view) return base::fail(FailureCode::CaseNotFound, "no case has this number");
  {
    Statement query =
        database.prepare("SELECT category, area, service, filed_at, private FROM case_file WHERE number=?");
    query.text(look.number);
    if (!query.step()) return base::fail(FailureCode::CaseNotFound, "no case has this number");
    const auto opened = core.keys.data.decrypt(query.text_at(4), look.number);
    if (!opened) return tl::unexpected(opened.error());
    CaseHead head{look.number,
                  query.text_at(0),
                  query.text_at(1),
                  query.text_at(2),
                  base::Instant{base::Milliseconds{query.number_at(3)}},
                  {},
                  list_attachments(database, view->id)};
    for (const CasePart& part : view->parts) head.items.push_back(part.item);
    auto shown = render_case_text(head, *opened, look.full);
    if (!shown) return tl::unexpected(shown.error());
    answer = std::move(*shown);
  }
  note_look(core, database, look.full ? "case-text-full" : "case-text", look.number, look.who);
  return {};
}

base::Result<void> take_attachment(Core& core, Database& database, const Look& look, std::int64_t position,
                                   base::Secret& answer) {
  {
    Statement query = database.prepare(
        "SELECT a.private, a.purged_at FROM case_attachment a JOIN case_file c ON c.id=a.case_id WHERE c.number=? AND "
        "a.position=?");
    query.text(look.number).number(position);
    if (!query.step()) return base::fail(FailureCode::CaseNotFound, "no case has this number and attachment");
    if (!query.is_null(1)) return base::fail(FailureCode::CaseNotFound, "this attachment is not kept any longer");
    auto opened =
        core.keys.data.decrypt(query.text_at(0), attachment_context(look.number, static_cast<std::size_t>(position)));
    if (!opened) return tl::unexpected(opened.error());
    answer = std::move(*opened);
  }
  note_look(core, database, "case-attachment", look.number + "/" + std::to_string(position), look.who);
  return {};
}

void show_case_text(Core& core, Request& request, Responder responder) {
  if (!request.user_id)
    return responder(
        problem({FailureCode::RequestRefused, "a case's text is shown through the admin socket only"}, 403));
  const Look look{std::string(request.capture("number")), who_asks(request), request.parameter("full") == "1"};
  const auto answer = std::make_shared<base::Secret>();
  core.writer.submit(
      [&core, look, answer](Database& database) { return look_at(core, database, look, *answer); },
      [answer, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        responder(outcome ? Response::json(200, std::string(answer->reveal())) : problem(outcome.error()));
      });
}

void show_attachment(Core& core, Request& request, Responder responder) {
  if (!request.user_id)
    return responder(
        problem({FailureCode::RequestRefused, "an attachment is shown through the admin socket only"}, 403));
  const std::string_view digits = request.capture("position");
  std::int64_t position = 0;
  for (const char c : digits) position = c >= '0' && c <= '9' && position < 100 ? position * 10 + (c - '0') : 1000;
  if (position < 1 || position > 99)
    return responder(problem({FailureCode::CaseNotFound, "no case has this number and attachment"}));
  const Look look{std::string(request.capture("number")), who_asks(request), true};
  const auto answer = std::make_shared<base::Secret>();
  core.writer.submit([&core, look, position,
                      answer](Database& database) { return take_attachment(core, database, look, position, *answer); },
                     [answer, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
                       if (!outcome) return responder(problem(outcome.error()));
                       responder(Response{200, "application/octet-stream", std::string(answer->reveal()), {}});
                     });
}

}  // namespace

void add_case_text_routes(Router& router, Core& core) {
  router.add("GET", "/admin/cases/{number}/text", Access::Administrator, show_case_text, core);
  router.add("GET", "/admin/cases/{number}/attachments/{position}", Access::Administrator, show_attachment, core);
}

}  // namespace bianmin::platform
