#include "devices/voice/speech_cache.hpp"

namespace bianmin::devices {

const std::vector<Sample>* SpeechCache::find(const std::string& key) {
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &found->second->samples;
}

void SpeechCache::put(const std::string& key, std::vector<Sample> samples) {
  const std::size_t size = samples.size() * sizeof(Sample);
  if (size > max_bytes_ / 4 || index_.contains(key)) return wipe(samples);
  while (bytes_ + size > max_bytes_) {
    Entry& last = entries_.back();
    bytes_ -= last.samples.size() * sizeof(Sample);
    wipe(last.samples);
    index_.erase(last.key);
    entries_.pop_back();
  }
  entries_.push_front({key, std::move(samples)});
  index_[key] = entries_.begin();
  bytes_ += size;
}

void SpeechCache::clear() {
  for (Entry& entry : entries_) wipe(entry.samples);
  entries_.clear();
  index_.clear();
  bytes_ = 0;
}

void SpeechCache::wipe(std::vector<Sample>& samples) {
  // Through a volatile pointer, or the compiler drops writes to memory that is freed next.
  volatile Sample* data = samples.data();
  for (std::size_t i = 0; i < samples.size(); ++i) data[i] = 0;
}

}  // namespace bianmin::devices
