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

/// Fixed words in the resident's language, and in Chinese below them when that is another one.
struct Label {
  std::string text;
  std::string second;
};

/// What goes on paper. Values may be the resident's: they are wiped on destruction.
struct PrintedDocument {
  std::string layout;  // "certificate", "receipt" or "slip"
  i18n::Language language = i18n::Language::chinese();
  Label title;
  Label number_label;
  std::string number;
  std::string code;  // the QR's payload
  Label code_label;
  Label verify_label;  // for who has no telephone; empty on slips
  std::string verify_code;
  struct Line {
    Label label;
    std::string value;
    bool strong = false;  // what is looked for first
  };
  std::vector<Line> facts;
  std::vector<Label> heads;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> paragraphs;
  Label steps_title;  // stands over a slip's paragraphs
  Label issuer;
  Label seal_words;  // a receipt's: what stands in the seal below the star
  Label signature_label;
  std::string signature;   // strokes as a signature pad gives them (ui/model/block.hpp), or empty
  std::string issued_on;   // as it shall be read
  std::string page_label;  // "第 {page} 页，共 {pages} 页"
  bool sample = false;     // made-up data: the paper says so
  std::string sample_mark;

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
  enum class What { Arrival, Focus, Field, Whereabouts, Goodbye };
  What what = What::Arrival;
  bool urgent = false;                     // spoken even when voice guidance is off: warnings, errors, emergencies
  std::optional<i18n::Language> language;  // of who is leaving: the page is the next one's already
};
struct StopSpeech {};
struct PauseSpeech {};  // halts it where it is; again: goes on there
/// A question to the platform. `operation` as in a query step; "case" asks for one case by number and token.
struct Ask {
  std::uint64_t ticket{};
  std::string operation;
  base::Secret body;  // JSON: {"resident":…,"input":…}
  std::optional<base::Uuid> key;
};
struct CancelAsk {
  std::uint64_t ticket{};
};
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
struct SetVoice {
  devices::VoiceSettings settings;
};
/// The session has ended: spool, speech cache, screen, input methods, everything personal goes.
struct WipeSession {};

/// Seals a visit for its resident to come back to.
struct Park {
  std::uint64_t ticket{};
  base::Secret visit;      // session_to_json
  base::Secret id_number;  // empty: only the slip opens it
  std::string replaces;    // the copy it was fetched from, which will be dropped once this one lies there; or empty
};
/// Looks for the visit that this slip's code or this person's card opens; it stays there until it is dropped.
struct FindParked {
  std::uint64_t ticket{};
  base::Secret code;
  base::Secret id_number;
};
struct DropParked {
  std::string id;
};

struct OpenCamera {};  // the viewfinder on
struct TakePhoto {};
struct CloseCamera {};  // and nothing of its pictures stays
struct StartMemo {};
struct StopMemo {};  // the recording ends and is kept
struct PlayMemo {
  std::shared_ptr<const base::Secret> opus;
};
struct EraseMemo {};  // recording and playing end, nothing stays

using Effect = std::variant<PauseSpeech, Park, FindParked, DropParked, ArmCard, DisarmCard, ArmScanner, DisarmScanner,
                            Announce, StopSpeech, Ask, CancelAsk, FileCase, Rate, Print, CancelPrints, SetVoice,
                            WipeSession, OpenCamera, TakePhoto, CloseCamera, StartMemo, StopMemo, PlayMemo, EraseMemo>;
using Effects = std::vector<Effect>;

/// The effect's name in logs: "print".
std::string_view name_of(const Effect& effect);

}  // namespace bianmin::kiosk
