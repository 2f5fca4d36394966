#pragma once

#include "kiosk/flow/pages/page_parts.hpp"

namespace bianmin::kiosk {

inline constexpr std::size_t kMostSuggestions = 3;

// The body of a step's page, found by the step's kind: page_<kind>.cpp, page_work.cpp. Private to the page builder's
// files.
void build_body(const PageParts& parts, const IdentifyStep& step, ui::Page& page);
void build_body(const PageParts& parts, const ChooseStep& step, ui::Page& page);
void build_body(const PageParts& parts, const TickStep& step, ui::Page& page);
void build_body(const PageParts& parts, const DateStep& step, ui::Page& page);
void build_body(const PageParts& parts, const AmountStep& step, ui::Page& page);
void build_body(const PageParts& parts, const PhotoStep& step, ui::Page& page);
void build_body(const PageParts& parts, const SignStep& step, ui::Page& page);
void build_body(const PageParts& parts, const FormStep& step, ui::Page& page);
void build_body(const PageParts& parts, const QueryStep& step, ui::Page& page);
void build_body(const PageParts& parts, const ReviewStep& step, ui::Page& page);
void build_body(const PageParts& parts, const ListStep& step, ui::Page& page);
void build_body(const PageParts& parts, const BillsStep& step, ui::Page& page);
void build_body(const PageParts& parts, const PayStep& step, ui::Page& page);
void build_body(const PageParts& parts, const SubmitStep& step, ui::Page& page);
void build_body(const PageParts& parts, const PrintStep& step, ui::Page& page);
void build_body(const PageParts& parts, const DoneStep& step, ui::Page& page);
void build_body(const PageParts& parts, const RateStep& step, ui::Page& page);

// What several of them have in common (step_parts.cpp).
/// What is ticked is seen by its frame; the ear needs the word.
void say_selected(const PageParts& parts, ui::Text& label);
/// There is nothing: `words` say of what, or the usual ones when they are empty.
void build_empty(const PageParts& parts, const Template& words, ui::Page& page);
/// A printer waits for somebody's hand.
void build_paused(const PageParts& parts, const base::Failure& why, ui::Page& page);
ui::Icon callout_icon(ui::CalloutKind kind);
/// "身份证号，身份证号，尾号…": a masked number says itself what it is.
void say_label_once(ui::Fact& fact);
ui::Table table_of(const PageParts& parts, const ReviewTable& spec);
/// The spoken answer's controls below a field; nothing where there is no microphone.
std::optional<ui::Memo> memo_of(const PageParts& parts, const FormStep& step);
/// What else the resident is entitled to, and the switch to hear no more of it.
void add_suggestions(const PageParts& parts, const DoneStep& step, ui::Page& page);

}  // namespace bianmin::kiosk
