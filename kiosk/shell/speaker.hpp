#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "devices/voice/voice.hpp"
#include "i18n/pronounce/pronouncer.hpp"
#include "ui/model/page.hpp"

namespace bianmin::kiosk {

/// The rendering for the ear: what a page says when it appears and what a control says when it gets the focus, turned
/// into what the synthesizer can read. Owner's thread.
class Speaker {
 public:
  using Transcript = std::function<void(const i18n::Language& language, std::string_view text)>;

  /// `voice` must outlive this object.
  explicit Speaker(devices::Voice& voice) : voice_(voice) {}
  /// The reading of words; replaced when a content version brings another lexicon. Null: no speech.
  void use(std::shared_ptr<const i18n::Pronouncer> pronouncer) { pronouncer_ = std::move(pronouncer); }
  /// Called with every text that is spoken, as words; for transcripts in tests and the demo.
  void listen(Transcript transcript) { transcript_ = std::move(transcript); }

  void say_page(const ui::Page& page);
  void say_focus(const ui::Page& page, const std::string& stop);
  void say_field(const ui::Page& page);
  void stop() { voice_.stop(); }

 private:
  void say(const ui::Page& page, const std::vector<ui::Text>& texts);

  devices::Voice& voice_;
  std::shared_ptr<const i18n::Pronouncer> pronouncer_;  // shared with the content that brought it
  Transcript transcript_;
  std::uint64_t last_id_ = 0;
};

}  // namespace bianmin::kiosk
