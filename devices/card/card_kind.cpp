#include <array>
#include <utility>

#include "devices/card/card_reader.hpp"

namespace bianmin::devices {
namespace {

constexpr std::array kKinds{
    std::pair{CardKind::SocialSecurity, std::string_view{"social-security"}},
    std::pair{CardKind::ResidentId, std::string_view{"resident-id"}},
    std::pair{CardKind::ForeignPermanentResident, std::string_view{"foreign-permanent-resident"}},
    std::pair{CardKind::HkMacaoTaiwanPermit, std::string_view{"hk-macao-taiwan-permit"}},
    std::pair{CardKind::TravelDocument, std::string_view{"travel-document"}},
};

}  // namespace

std::string_view to_string(CardKind kind) { return kKinds.at(static_cast<std::size_t>(kind)).second; }

std::optional<CardKind> card_kind_from(std::string_view name) {
  for (const auto& [kind, text] : kKinds)
    if (text == name) return kind;
  return std::nullopt;
}

}  // namespace bianmin::devices
