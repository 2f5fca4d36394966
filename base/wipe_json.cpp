#include "base/wipe_json.hpp"

#include <sodium.h>

namespace bianmin::base {

void wipe_json(boost::json::object& object) noexcept {
  for (auto& member : object) wipe_json(member.value());
}

void wipe_json(boost::json::value& value) noexcept {
  if (auto* text = value.if_string()) sodium_memzero(text->data(), text->size());
  if (auto* array = value.if_array())
    for (auto& element : *array) wipe_json(element);
  if (auto* object = value.if_object()) wipe_json(*object);
  if (value.is_int64()) value = 0;
}

}  // namespace bianmin::base
