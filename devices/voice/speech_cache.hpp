#pragma once

#include <list>
#include <map>
#include <string>
#include <vector>

#include "devices/voice/sound_sink.hpp"

namespace bianmin::devices {

/// Sentences that were synthesized, the least used first to go. Only fixed wording may come in: a resident's data
/// would outlive the session. Wiped on destruction. One thread.
class SpeechCache {
 public:
  explicit SpeechCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}
  ~SpeechCache() { clear(); }
  SpeechCache(const SpeechCache&) = delete;
  SpeechCache& operator=(const SpeechCache&) = delete;

  /// Borrowed until the next put or clear; null when it isn't here.
  const std::vector<Sample>* find(const std::string& key);
  void put(const std::string& key, std::vector<Sample> samples);
  void clear();
  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string key;
    std::vector<Sample> samples;
  };
  static void wipe(std::vector<Sample>& samples);

  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // the most lately used first
  std::map<std::string, std::list<Entry>::iterator, std::less<>> index_;
};

}  // namespace bianmin::devices
