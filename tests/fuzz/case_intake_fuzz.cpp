// The body of POST /v1/cases, plain and sealed: whatever arrives, it is read with bounds or refused with a place, and
// what was accepted comes back as valid JSON. Links bianmin_platform_parsers.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "platform/cases/case_intake.hpp"
#include "platform/cases/case_number.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;

Dispatch made_up_dispatch() {
  return Dispatch::parse(base::parse_json(R"({"categories":["roads","other","birth"],
    "areas":["dongguan","other"],"units":{"a":{"zh-CN":"甲","en":"A"}},"rules":[{"category":"*","area":"*","unit":"a"}],
    "texts":{"accepted":{"zh-CN":"","en":""},"dispatched":{"zh-CN":"","en":""},"in_progress":{"zh-CN":"","en":""},
    "answered":{"zh-CN":"","en":""},"revisit":{"zh-CN":"","en":""},"reopened":{"zh-CN":"","en":""},
    "closed":{"zh-CN":"","en":""}},"bundles":{"texts":{"dispatched":{"zh-CN":"","en":""},"in_progress":{"zh-CN":"","en":""},
    "answered":{"zh-CN":"","en":""},"reopened":{"zh-CN":"","en":""}},"services":{"birth":{"hukou":{"title":{"zh-CN":"户","en":"H"},
    "unit":"a","days":3},"medical":{"title":{"zh-CN":"医","en":"M"},"unit":"a","days":5}}}}})")
                             .value(),
                         "dispatch")
      .value();
}

const Reference& reference() {
  static const Reference made = [] {
    Reference known;
    known.dispatch = made_up_dispatch();
    // A made-up number.
    const auto resident = std::make_shared<const Resident>(Resident{"371524194803120067", "王秀兰", {}, {}});
    known.codes.emplace("known-code", resident);
    return known;
  }();
  return made;
}

const SealKey& key() {
  static const SealKey made = SealKey::from_secret(std::string(32, 'k')).value();
  return made;
}

void check(std::string_view body) {
  const auto made = read_new_case(body, key(), reference());
  if (!made) {
    if (made.error().detail.empty()) std::abort();
    return;
  }
  if (!is_case_number(made->number, made->terminal)) std::abort();
  const Dispatch& dispatch = reference().dispatch;
  if (!dispatch.knows_category(made->category)) std::abort();
  if (!made->area.empty() && !dispatch.knows_area(made->area)) std::abort();
  if ((dispatch.bundles().items(made->service) == nullptr) != made->items.empty()) std::abort();
  if (!base::parse_json(made->private_part.reveal())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes);
  check(R"({"sealed":")" + base::encode_base64(seal(key().public_half, bytes)) + "\"}");
  return 0;
}
