// Large bodies in pieces: what came stays, and the answer says where to go on.
#include <boost/json.hpp>

#include "platform/api/routes.hpp"
#include "platform/content/manifest.hpp"
#include "platform/service/core.hpp"
#include "platform/uploads/upload_store.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

Response upload_answer(const UploadState& state) {
  if (state.damaged)
    return problem({FailureCode::InputInvalid, "upload: its bytes have another SHA-256 than its name: send it anew"});
  return Response::json(200, json::serialize(json::object{{"size", state.size}, {"received", state.received}}));
}

void show_upload(Core& core, Request& request, Responder responder) {
  const std::string name(request.capture("sha256"));
  if (!is_sha256(name)) return responder(problem({FailureCode::InputInvalid, "upload: its name must be a SHA-256"}));
  const auto state = core.readers.read<UploadState>(
      [&](Database& database) -> base::Result<UploadState> { return find_upload(database, request.terminal, name); });
  responder(state ? upload_answer(*state) : problem(state.error()));
}

void take_piece(Core& core, Request& request, Responder responder) {
  const auto head = read_piece_head(request.capture("sha256"), request.parameter("start"), request.parameter("size"),
                                    request.body.size());
  if (!head) return responder(problem(head.error()));
  const auto state = std::make_shared<UploadState>();
  core.writer.submit(
      [&core, head = *head, terminal = request.terminal, bytes = std::move(request.body),
       state](Database& database) -> base::Result<void> {
        const auto added = add_piece(database, terminal, head, bytes, core.clock.now());
        if (!added) return tl::unexpected(added.error());
        *state = *added;
        return {};
      },
      [state, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        responder(outcome ? upload_answer(*state) : problem(outcome.error()));
      });
}

}  // namespace

void add_upload_routes(Router& router, Core& core) {
  router.add("GET", "/v1/uploads/{sha256}", Access::Terminal, show_upload, core);
  router.add("PUT", "/v1/uploads/{sha256}", Access::Terminal, take_piece, core);
}

}  // namespace bianmin::platform
