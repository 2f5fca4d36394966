#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "base/failure.hpp"
#include "base/id_number.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {

enum class CardKind { SocialSecurity, ResidentId, ForeignPermanentResident, HkMacaoTaiwanPermit, TravelDocument };

/// The name used in service files and logs: "social-security", "resident-id", …
std::string_view to_string(CardKind kind);
std::optional<CardKind> card_kind_from(std::string_view name);

/// What a card said of its holder. Every field is the resident's.
struct CardHolder {
  CardKind kind{};
  base::Secret name;
  base::IdNumber id_number;
  base::Secret card_number;  // empty when the card has none
};

// clang-format off
struct ReaderReady {};                    // a reader is connected and waits for a card
struct ReaderLost { base::Failure why; }; // unplugged, or pcscd is gone; the driver goes on trying
struct CardPresented {};                  // a card is there; reading starts if the reader is armed
struct CardRead { CardHolder holder; };
struct CardFailed { base::Failure why; }; // said once a presentation; the reader stays usable
struct CardRemoved {};
// clang-format on
using CardEvent = std::variant<ReaderReady, ReaderLost, CardPresented, CardRead, CardFailed, CardRemoved>;

/// A card reader. Construction is cheap and never fails; a missing reader is an event, not an error.
class CardReader {
 public:
  using Sink = std::function<void(CardEvent)>;
  virtual ~CardReader() = default;  // stops

  /// Starts watching. `sink` is called on the driver's own thread; the caller posts it to the executor. Once.
  virtual void start(Sink sink) = 0;
  /// Reads the present card, or the next one, and reports it; each presentation is read at most once per `arm`.
  /// Any thread; cheap.
  virtual void arm() = 0;
  /// Cards are still noticed but no longer read; a read under way is given up. Any thread; does not wait.
  virtual void disarm() = 0;
};

}  // namespace bianmin::devices
