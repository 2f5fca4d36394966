#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "devices/voice/voice.hpp"
#include "i18n/pronounce/pronouncer.hpp"
#include "kiosk/shell/content_loader.hpp"
#include "ui/model/page.hpp"

namespace bianmin::kiosk {

/// The rendering for the ear: what a page says when it appears and what a control says when it gets the focus, turned
/// into what the synthesizer can read. A text that was recorded is played. Owner's thread.
class Speaker {
 public:
  using Transcript = std::function<void(const i18n::Language& language, std::string_view text)>;

  /// `voice` must outlive this object.
  explicit Speaker(devices::Voice& voice) : voice_(voice) {}
  /// The reading of words; replaced when a content version brings another lexicon. Null: no speech.
  void use(std::shared_ptr<const i18n::Pronouncer> pronouncer) { pronouncer_ = std::move(pronouncer); }
  /// The same with the recordings and the texts of the content version; what it holds is shared.
  void use(const LoadedContent& content);
  /// Called with every text that is spoken, as words; for transcripts in tests and the demo.
  void listen(Transcript transcript) { transcript_ = std::move(transcript); }

  void say_page(const ui::Page& page);
  void say_focus(const ui::Page& page, const std::string& stop);
  void say_field(const ui::Page& page);
  /// "Where am I": the page's title, the step of how many, the focus ("第 2 项，共 5 项") and which keys do what. Says
  /// the title alone when no content was given to `use`.
  void say_where(const ui::Page& page, const std::string& focus);
  /// A text that stands on no page: what the screen's keys say.
  void say_text(const i18n::Language& language, const ui::Text& text, bool personal = false) {
    say(language, personal, {text});
  }
  void stop();
  /// Halts what is being said, or goes on where it was halted. Anything new that is said ends the pause.
  void pause(bool paused);
  void toggle_pause() { pause(!paused_); }
  bool paused() const { return paused_; }

 private:
  void say(const ui::Page& page, const std::vector<ui::Text>& texts) { say(page.language, page.personal, texts); }
  void say(const i18n::Language& language, bool personal, const std::vector<ui::Text>& texts);

  devices::Voice& voice_;
  // Shared with the content that brought them.
  std::shared_ptr<const i18n::Pronouncer> pronouncer_;
  std::shared_ptr<const Recordings> recordings_;
  std::shared_ptr<const Content> content_;
  Transcript transcript_;
  std::uint64_t last_id_ = 0;
  bool paused_ = false;
};

/// The texts of say_where, in order.
std::vector<ui::Text> where_texts(const i18n::Catalogue& texts, const ui::Page& page, const std::string& focus);

}  // namespace bianmin::kiosk
