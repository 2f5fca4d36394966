#pragma once

#include "kiosk/flow/pages/page_parts.hpp"

namespace bianmin::kiosk {

// The pages around a visit (page_home.cpp, page_rehearsal.cpp, page_park.cpp, page_companion.cpp, page_help.cpp).
// Private to the page builder's files.
void build_home(const PageParts& parts, ui::Page& page);
void build_choosing_rehearsal(const PageParts& parts, ui::Page& page);
void build_rehearsed(const PageParts& parts, ui::Page& page);
/// What a step of a rehearsal shows instead of doing it; false for steps that are played as they are.
bool build_rehearsed_step(const PageParts& parts, const StepSpec& step, ui::Page& page);

/// "接着办", for the home page.
bool offers_resume(const State& state);
void build_resuming(const PageParts& parts, ui::Page& page);
void build_parked(const PageParts& parts, ui::Page& page);
/// The visit is being put away.
void build_parking(const PageParts& parts, ui::Page& page);
ui::Dialog build_welcome_back(const PageParts& parts, const WelcomeBack& welcome);

/// The page while elder and helper are introduced.
void build_companion(const PageParts& parts, const Companion& who, ui::Page& page);

void build_help(const PageParts& parts, ui::Page& page);
/// What stands on every page of a visit, whatever its step: ribbon, greeting, undo, 先让后面的人, who comes to help.
void add_visit_parts(const PageParts& parts, ui::Page& page);

}  // namespace bianmin::kiosk
