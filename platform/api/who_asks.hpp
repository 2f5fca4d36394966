#pragma once

#include <string>

#include "platform/http/message.hpp"
#include "platform/store/sqlite.hpp"

namespace bianmin::platform {

/// The Unix user at the other end of the admin socket, as `id -un` names them, else "uid 1234"; empty when the kernel
/// told none.
std::string who_asks(const Request& request);

/// A row of the audit trail, in a writer's job; throws StoreError.
void note_act(Database& database, std::string_view action, std::string_view subject, std::string_view who,
              std::int64_t now_ms);

}  // namespace bianmin::platform
