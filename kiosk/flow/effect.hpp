#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "base/uuid.hpp"
#include "devices/voice/voice.hpp"
#include "i18n/language.hpp"
#include "i18n/phrase.hpp"

namespace bianmin::kiosk {

/// What goes on paper, in the resident's language. Every text may be the resident's: the owner wipes it after use.
struct PrintedDocument {
  std::string layout;  // "certificate" or "slip"
  i18n::Language language = i18n::Language::chinese();
  std::string title;
  std::string number;
  std::string code;  // the QR's payload
  struct Line {
    std::string label;
    std::string value;
  };
  std::vector<Line> facts;
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> paragraphs;
  std::string issuer;
  std::string place;  // the centre's name
  base::Instant issued_at{};
  int copy = 1;
  PrintedDocument() = default;
  PrintedDocument(const PrintedDocument&) = default;
  PrintedDocument& operator=(const PrintedDocument&) = default;
  ~PrintedDocument();
};

/// What the flow machine asks of the world.
struct ArmCard {};
struct DisarmCard {};
struct ArmScanner {};
struct DisarmScanner {};
struct Announce {
  enum class What { Arrival, Focus, Field };
  What what = What::Arrival;
  bool urgent = false;  // spoken even when voice guidance is off: warnings, errors, emergencies
};
struct StopSpeech {};
/// A question to the platform. `operation` as in a query step; "case" asks for one case by number and token.
struct Ask {
  std::uint64_t ticket{};
  std::string operation;
  base::Secret body;  // JSON: {"resident":…,"input":…}
  std::optional<base::Uuid> key;
};
struct CancelAsk { std::uint64_t ticket{}; };
struct FileCase {
  std::uint64_t ticket{};
  base::Uuid id;
  base::Instant filed_at{};
  base::Secret payload;  // JSON, without the number, which the outbox gives
};
struct Rate {
  base::Uuid key;
  std::string service;
  int stars{};
  std::vector<std::string> reasons;
};
struct Print {
  std::string printer;
  std::string job;
  std::shared_ptr<const PrintedDocument> document;  // shared so that an effect can be copied into a log or a test
};
struct CancelPrints {};
struct SetVoice { devices::VoiceSettings settings; };
/// The session has ended: spool, speech cache, screen, input methods, everything personal goes.
struct WipeSession {};

using Effect = std::variant<ArmCard, DisarmCard, ArmScanner, DisarmScanner, Announce, StopSpeech, Ask, CancelAsk,
                            FileCase, Rate, Print, CancelPrints, SetVoice, WipeSession>;
using Effects = std::vector<Effect>;

/// The effect's name in logs: "print".
std::string_view name_of(const Effect& effect);

}  // namespace bianmin::kiosk
