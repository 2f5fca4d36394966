#include "kiosk/flow/log/made_up.hpp"

#include "base/uuid.hpp"
#include "offline/slip_code.hpp"

namespace bianmin::kiosk {
namespace {

base::Uuid made_up_uuid(int person) {
  base::Uuid id;
  id.bytes[6] = 0x70;
  id.bytes[8] = 0x80;
  id.bytes[14] = static_cast<std::uint8_t>(person >> 8);
  id.bytes[15] = static_cast<std::uint8_t>(person);
  return id;
}

}  // namespace

std::string made_up_slip(int person) {
  return "BM1:" + offline::CaseNumber::make("DEMO", 2601, 1 + person).text() + ":" + made_up_uuid(person).to_string() +
         ":0:" + std::string(86, 'A');
}

}  // namespace bianmin::kiosk
