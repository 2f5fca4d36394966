#pragma once

#include "kiosk/flow/pages/page_parts.hpp"

namespace bianmin::kiosk {

inline constexpr std::size_t kMostSuggestions = 3;

// The bodies of the steps' pages that stand in a file of their own (page_tick.cpp, page_date.cpp, page_photo.cpp,
// page_sign.cpp, page_memo.cpp, page_suggestions.cpp). Private to the page builder's files.
void build_tick(const PageParts& parts, const TickStep& step, ui::Page& page);
void build_date(const PageParts& parts, const DateStep& step, ui::Page& page);
void build_amount(const PageParts& parts, const AmountStep& step, ui::Page& page);
void build_photo(const PageParts& parts, const PhotoStep& step, ui::Page& page);
void build_sign(const PageParts& parts, const SignStep& step, ui::Page& page);
/// The spoken answer's controls below a field; nothing where there is no microphone.
std::optional<ui::Memo> memo_of(const PageParts& parts, const FormStep& step);
/// What else the resident is entitled to, and the switch to hear no more of it.
void add_suggestions(const PageParts& parts, const DoneStep& step, ui::Page& page);

}  // namespace bianmin::kiosk
