#include "platform/api/person.hpp"

namespace bianmin::platform {

std::optional<Person> read_person(const Reference& reference, base::JsonReader given) {
  if (!given.present()) return std::nullopt;
  given.only({"id_number", "name", "code"});
  Person person;
  base::JsonReader code = given.optional_member("code");
  if (code.present() && !given.optional_member("id_number").present()) {
    person.resident = reference.by_code(code.string(1024));
    if (!person.resident) return person;
    if (const auto id = base::IdNumber::parse(person.resident->id_number)) person.id = *id;
    person.name = base::Secret(person.resident->name);
    return person;
  }
  base::JsonReader number = given.member("id_number");
  const auto id = base::IdNumber::parse(number.string(18));
  if (!id) {
    number.refuse(id.error().detail);
    return std::nullopt;
  }
  person.id = *id;
  if (base::JsonReader name = given.optional_member("name"); name.present())
    person.name = base::Secret(name.string(120));
  const auto known = reference.residents.find(id->secret().reveal());
  // Whoever says another name is not told about, nor noted as, this resident.
  if (known != reference.residents.end() && (person.name.empty() || person.name.reveal() == known->second->name))
    person.resident = known->second;
  return person;
}

}  // namespace bianmin::platform
