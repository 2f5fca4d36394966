#pragma once

#include <optional>

#include "platform/cases/case_text.hpp"
#include "platform/cases/case_view.hpp"

// Cases in the database. All may throw StoreError, as the store does.
namespace bianmin::platform {

std::optional<CaseView> find_case_by_number(Database& database, std::string_view number);
/// `uuid`: its 16 bytes.
std::optional<CaseView> find_case_by_uuid(Database& database, std::string_view uuid);

std::vector<AttachmentHead> list_attachments(Database& database, std::int64_t case_id);

void insert_event(Database& database, std::int64_t case_id, std::int64_t sequence, const CaseEvent& event);
void insert_part(Database& database, std::int64_t case_id, std::int64_t position, const CasePart& part);
/// Writes the part's unit, deadline and status.
void update_part(Database& database, std::int64_t case_id, std::int64_t position, const CasePart& part);
/// Writes the case's status, unit and deadline.
void update_case(Database& database, const CaseView& view);

}  // namespace bianmin::platform
