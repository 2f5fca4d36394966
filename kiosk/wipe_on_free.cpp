// Overwrites every block of memory when it is freed. Names and numbers pass through Pango, Cairo, wxWidgets, curl and
// the C++ library, whose copies nobody else could wipe. Linked into bianmin-kiosk only.
//
// glibc has M_PERTURB for this, but blocks of up to 1,032 bytes go through its thread cache and are passed over there.
#include <cerrno>
#include <cstddef>
#include <cstring>

#include <malloc.h>

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

extern "C" {

void __libc_free(void* block);  // glibc's own, exported for this purpose
void* __libc_malloc(std::size_t size);

namespace {

// A block with a mapping of its own goes back to the kernel, which clears it; the flag stands in the word before it
// (glibc malloc/malloc.c, IS_MMAPPED).
bool has_own_mapping(const void* block) {
  std::size_t head{};
  std::memcpy(&head, static_cast<const char*>(block) - sizeof head, sizeof head);
  return (head & 2U) != 0;
}

}  // namespace

void free(void* block) {
  if (block != nullptr && !has_own_mapping(block)) {
    std::memset(block, 0, ::malloc_usable_size(block));
    __asm__ __volatile__("" : : "r"(block) : "memory");  // not to be optimised away before the block is given up
  }
  __libc_free(block);
}

// A block that moves when it grows would leave its old contents behind.
void* realloc(void* block, std::size_t size) {
  if (block == nullptr) return __libc_malloc(size);
  const std::size_t old_size = ::malloc_usable_size(block);
  if (size == 0) {
    free(block);
    return nullptr;
  }
  if (size <= old_size && size > old_size / 2) return block;
  void* moved = __libc_malloc(size);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, block, size < old_size ? size : old_size);
  free(block);
  return moved;
}

// glibc's own would go round the one above.
void* reallocarray(void* block, std::size_t count, std::size_t size) {
  std::size_t bytes{};
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  return realloc(block, bytes);
}

}  // extern "C"

#endif
