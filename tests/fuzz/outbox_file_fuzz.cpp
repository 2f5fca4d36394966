// The outbox's database after whatever happened to the disk: opened, or moved aside and begun anew; what is read from
// it is whole. It takes a case either way.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline/outbox_store.hpp"
#include "tests/fuzz/memory_folder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  static const fuzz::MemoryFolder folder;
  folder.clear();
  folder.write("outbox.db", {reinterpret_cast<const char*>(data), size});
  const base::Instant now{base::Milliseconds{1'795'305'600'000}};  // 2026-11-22
  auto opened = offline::OutboxStore::open({.directory = folder.path(), .max_items = 100, .max_bytes = 1U << 20}, now);
  if (!opened) {
    if (opened.error().detail.empty()) std::abort();
    return 0;
  }
  auto& store = *opened->store;
  if (const auto waiting = store.waiting())
    for (const auto& item : *waiting) {
      (void)store.body(item.sequence);
      if (!store.refuse(item.sequence, base::FailureCode::InputInvalid)) break;
    }
  (void)store.readmit_refused();
  const base::Uuid id{{1, 2, 3}};
  const auto added = store.add_case("LC07", id, now, "/v1/cases", [](const offline::CaseNumber& number) {
    if (!offline::CaseNumber::parse(number.text())) std::abort();
    return base::Result<std::string>("{}");
  });
  if (!added && added.error().detail.empty()) std::abort();
  if (added && !store.remove(added->sequence) && !store.damaged()) std::abort();
  return 0;
}
