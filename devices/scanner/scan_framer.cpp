#include "devices/scanner/scan_framer.hpp"

namespace bianmin::devices {

ScanFramer::~ScanFramer() { clear(); }

void ScanFramer::clear() {
  base::wipe(gathered_);
  overflow_ = false;
}

void ScanFramer::finish(std::vector<base::Secret>& codes) {
  if (!gathered_.empty() && !overflow_) codes.emplace_back(gathered_);
  clear();
}

std::vector<base::Secret> ScanFramer::feed(std::string_view bytes) {
  std::vector<base::Secret> codes;
  // Growing must leave no copy behind, so the room is taken once.
  if (gathered_.capacity() < kMaxCode) gathered_.reserve(kMaxCode);
  for (const char c : bytes) {
    if (c == '\r' || c == '\n')
      finish(codes);
    else if (gathered_.size() == kMaxCode)
      overflow_ = true;
    else
      gathered_ += c;
  }
  return codes;
}

std::vector<base::Secret> ScanFramer::idle() {
  std::vector<base::Secret> codes;
  finish(codes);
  return codes;
}

}  // namespace bianmin::devices
