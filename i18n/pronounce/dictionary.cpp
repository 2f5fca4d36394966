#include "i18n/pronounce/dictionary.hpp"

#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace bianmin::i18n {
namespace format = dictionary_format;

base::Result<Dictionary> Dictionary::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return base::fail(base::FailureCode::ContentMissing, file.string() + ": " + std::strerror(errno));
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0 && status.st_size > 0;
  const auto size = known ? static_cast<std::size_t>(status.st_size) : 0;
  void* data = known ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
  ::close(descriptor);
  if (data == MAP_FAILED)
    return base::fail(base::FailureCode::ContentIncomplete, file.string() + ": is empty or can't be mapped");
  std::shared_ptr<const void> owner(data, [size](void* mapping) { ::munmap(mapping, size); });
  return make(std::move(owner), {static_cast<const std::byte*>(data), size}, file.string());
}

base::Result<Dictionary> Dictionary::from_bytes(std::string bytes) {
  auto owner = std::make_shared<const std::string>(std::move(bytes));
  const auto view = std::as_bytes(std::span(owner->data(), owner->size()));
  return make(owner, view, "dictionary");
}

base::Result<Dictionary> Dictionary::make(std::shared_ptr<const void> owner, std::span<const std::byte> bytes,
                                          const std::string& name) {
  const auto refuse = [&](const char* reason) {
    return base::fail(base::FailureCode::ContentIncomplete, name + ": " + reason);
  };
  format::Header header{};
  if (bytes.size() < sizeof header) return refuse("shorter than its header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, format::kMagic, sizeof header.magic) != 0) return refuse("is no dictionary");
  if (header.version != format::kVersion) return refuse("has another version");
  if (header.places > format::kMaxPlaces || header.words > header.places ||
      header.syllable_count > format::kMaxSyllables)
    return refuse("is over its limits");
  Dictionary out;
  out.owner_ = std::move(owner);
  out.bytes_ = bytes;
  out.words_ = header.words;
  out.places_ = header.places;
  out.syllable_count_ = header.syllable_count;
  out.characters_at_ = sizeof header + out.words_ * sizeof(format::Word);
  out.syllables_at_ = out.characters_at_ + out.places_ * 4;
  out.names_at_ = out.syllables_at_ + (out.places_ + out.places_ % 2) * 2;
  out.text_at_ = out.names_at_ + (out.syllable_count_ + 1) * 4;
  if (out.text_at_ > bytes.size()) return refuse("is cut off");
  std::size_t previous = 0;
  for (std::size_t i = 0; i <= out.syllable_count_; ++i) {
    const std::size_t start = out.read<std::uint32_t>(out.names_at_ + i * 4);
    if (start < previous || start > bytes.size() - out.text_at_) return refuse("has a wrong table of syllables");
    previous = start;
  }
  if (out.text_at_ + previous != bytes.size()) return refuse("has another size than it says");
  return out;
}

template <class T>
T Dictionary::read(std::size_t offset) const {
  T value{};
  if (offset + sizeof value <= bytes_.size()) std::memcpy(&value, bytes_.data() + offset, sizeof value);
  return value;
}

format::Word Dictionary::word_at(std::size_t index) const {
  auto word = read<format::Word>(sizeof(format::Header) + index * sizeof(format::Word));
  if (word.place > places_ || word.length > places_ - word.place) word.length = 0;
  return word;
}

char32_t Dictionary::character(std::size_t index, std::size_t position) const {
  const format::Word word = word_at(index);
  return position < word.length ? read<std::uint32_t>(characters_at_ + (word.place + position) * 4) : 0;
}

Dictionary::Range Dictionary::narrow_range(Range range, std::size_t position, char32_t c) const {
  const auto bound = [&](std::size_t first, std::size_t last, char32_t limit) {
    while (first < last) {
      const std::size_t middle = first + (last - first) / 2;
      if (character(middle, position) < limit)
        first = middle + 1;
      else
        last = middle;
    }
    return first;
  };
  range.first = bound(range.first, range.last, c);
  // A prefix has few words after its first characters, so the end is looked for from the beginning in doubling steps.
  std::size_t step = 1;
  while (range.first + step < range.last && character(range.first + step, position) <= c) step *= 2;
  range.last = bound(range.first, std::min(range.last, range.first + step), c + 1);
  return range;
}

std::string_view Dictionary::syllable_at(const format::Word& word, std::size_t position) const {
  if (position >= word.length) return {};
  const std::size_t id = read<std::uint16_t>(syllables_at_ + (word.place + position) * 2);
  if (id >= syllable_count_) return {};
  const std::size_t start = read<std::uint32_t>(names_at_ + id * 4);
  const std::size_t end = read<std::uint32_t>(names_at_ + id * 4 + 4);
  const auto* text = reinterpret_cast<const char*>(bytes_.data()) + text_at_;
  return {text + start, end - start};
}

}  // namespace bianmin::i18n
