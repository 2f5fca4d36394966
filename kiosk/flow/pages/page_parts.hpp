#pragma once

#include "i18n/phrase.hpp"
#include "kiosk/flow/visit/state.hpp"
#include "ui/model/page.hpp"

namespace bianmin::kiosk {

/// What every page is made of: texts in the visitor's language, the header, the tools, the usual actions. Private to
/// the page builder's files.
struct PageParts {
  const State& state;

  bool elder() const { return state.view.style == ui::ViewStyle::Elder; }
  ui::Text text(std::string_view key, const i18n::Args& args = {}) const;
  /// A service's own text, its places filled.
  ui::Text text(const i18n::LocalizedText& text, const Record* row = nullptr) const;
  ui::Action action(ui::ActionId id, std::string_view key, ui::Icon icon = ui::Icon::None) const;
  ui::Action primary(ui::ActionId id, std::string_view key) const;
  ui::Action home() const { return action("home", "action.home", ui::Icon::Home); }
  ui::Action help() const { return action("help", "action.help", ui::Icon::Hand); }
  /// The resident's sentence for a failure, and its short form for a tile.
  ui::Text failure(const base::Failure& failure) const;
  std::string reported(std::string key) const;
  /// The same before a service has begun, where that needs other words.
  ui::Text cannot(const base::Failure& failure) const;
  ui::Text failure_short(const base::Failure& failure) const;
  /// The code that staff ask for, as a quiet line; shown, not said.
  ui::Block code_note(const base::Failure& failure) const;
  /// The foot of the home page: network, printer, telephone.
  ui::Text status() const;
  /// Header and tools.
  void frame(ui::Page& page) const;
};

/// The page of the session's step (page_steps.cpp).
void build_step(const PageParts& parts, ui::Page& page);

}  // namespace bianmin::kiosk
