#include "kiosk/documents/typeset_protocol.hpp"

#include <cstring>

namespace bianmin::kiosk::documents {
namespace {

using base::FailureCode;

constexpr std::uint32_t kMostItems = 2000;  // of any list; `check` has the narrower limits

class Sizer {
 public:
  static constexpr bool reading = false;
  std::size_t size = 0;
  void bytes(std::string_view it) { size += 4 + it.size(); }
  void number(std::uint64_t) { size += 8; }
};

class Writer {
 public:
  static constexpr bool reading = false;
  explicit Writer(std::string& to) : to_(to) {}
  void bytes(std::string_view it) {
    const auto length = static_cast<std::uint32_t>(it.size());
    to_.append(reinterpret_cast<const char*>(&length), sizeof length);
    to_.append(it);
  }
  void number(std::uint64_t it) { to_.append(reinterpret_cast<const char*>(&it), sizeof it); }

 private:
  std::string& to_;  // has room for all of it: a string that grows would leave copies behind
};

class Reader {
 public:
  static constexpr bool reading = true;
  explicit Reader(std::string_view from) : from_(from) {}
  bool failed() const { return failed_; }
  bool at_end() const { return at_ == from_.size(); }
  std::size_t at() const { return at_; }
  void fail() { failed_ = true; }
  std::string_view bytes() {
    std::uint32_t length{};
    if (!raw(&length, sizeof length) || length > from_.size() - at_) {
      failed_ = true;
      return {};
    }
    const std::string_view it = from_.substr(at_, length);
    at_ += length;
    return it;
  }
  std::uint64_t number() {
    std::uint64_t it{};
    return raw(&it, sizeof it) ? it : 0;
  }

 private:
  bool raw(void* to, std::size_t length) {
    if (failed_ || from_.size() - at_ < length) {
      failed_ = true;
      return false;
    }
    std::memcpy(to, from_.data() + at_, length);
    at_ += length;
    return true;
  }

  std::string_view from_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

// One description of a document's bytes for both directions: what is written is what is read.
template <class Archive>
void visit(Archive& a, std::string& it) {
  if constexpr (Archive::reading)
    it = a.bytes();
  else
    a.bytes(it);
}
template <class Archive>
void visit(Archive& a, base::Secret& it) {
  if constexpr (Archive::reading)
    it = base::Secret(a.bytes());
  else
    a.bytes(it.reveal());
}
template <class Archive>
void visit(Archive& a, std::size_t& it) {
  if constexpr (Archive::reading)
    it = a.number();
  else
    a.number(it);
}
template <class Archive>
void visit(Archive& a, bool& it) {
  if constexpr (Archive::reading)
    it = a.number() != 0;
  else
    a.number(it ? 1 : 0);
}
template <class Archive>
void visit(Archive& a, double& it) {
  std::uint64_t bits{};
  if constexpr (Archive::reading) {
    bits = a.number();
    std::memcpy(&it, &bits, sizeof it);
  } else {
    std::memcpy(&bits, &it, sizeof it);
    a.number(bits);
  }
}
template <class Archive, class Enum>
void choice(Archive& a, Enum& it, Enum last) {
  std::size_t value = static_cast<std::size_t>(it);
  visit(a, value);
  if constexpr (Archive::reading) {
    if (value > static_cast<std::size_t>(last)) return a.fail();
    it = static_cast<Enum>(value);
  }
}
template <class Archive>
void visit(Archive& a, Words& it) {
  visit(a, it.text);
  visit(a, it.second);
}
template <class Archive>
void visit(Archive& a, Field& it) {
  visit(a, it.label);
  visit(a, it.value);
  visit(a, it.strong);
}
template <class Archive>
void visit(Archive& a, Column& it) {
  visit(a, it.head);
  visit(a, it.weight);
  choice(a, it.align, Align::Right);
}
template <class Archive, class T>
void visit(Archive& a, std::vector<T>& it) {
  std::size_t count = it.size();
  visit(a, count);
  if constexpr (Archive::reading) {
    if (count > kMostItems) return a.fail();
    for (std::size_t i = 0; i < count && !a.failed(); ++i) visit(a, it.emplace_back());
  } else {
    for (T& item : it) visit(a, item);
  }
}
template <class Archive>
void visit(Archive& a, Table& it) {
  visit(a, it.caption);
  visit(a, it.columns);
  visit(a, it.rows);
  visit(a, it.done);
}
template <class Archive>
void visit(Archive& a, Document& it) {
  choice(a, it.kind, Kind::ProgressSlip);
  choice(a, it.media, Media::Roll58);
  visit(a, it.language);
  for (Words* words : {&it.issuer, &it.title, &it.number_label, &it.signature_label, &it.steps_title, &it.seal,
                       &it.seal_words, &it.sample_mark, &it.verify, &it.verify_code_label, &it.page_label})
    visit(a, *words);
  for (std::string* text : {&it.number, &it.issued_on, &it.qr, &it.verify_code}) visit(a, *text);
  visit(a, it.signature);
  visit(a, it.sample);
  visit(a, it.fields);
  visit(a, it.tables);
  visit(a, it.statement);
  visit(a, it.steps);
  visit(a, it.footer);
}

// "/tables/0/rows: more than 480": a place and plain words, nothing that could have stood on a paper.
bool is_reason(std::string_view text) {
  return !text.empty() && text.size() <= kMostReason && text.front() == '/' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_pdf(std::string_view bytes) {
  while (bytes.ends_with('\n') || bytes.ends_with('\r')) bytes.remove_suffix(1);
  return bytes.starts_with("%PDF-1.") && bytes.ends_with("%%EOF");
}

}  // namespace

bool valid(const TypesetRequest& request) {
  return request.magic == kTypesetMagic && request.length >= 1 && request.length <= kMostRequest;
}

bool valid(const TypesetReply& reply) {
  if (reply.magic != kTypesetMagic || reply.length == 0) return false;
  if (reply.outcome == TypesetOutcome::Pdf) return reply.length <= kMostPdf;
  return reply.outcome == TypesetOutcome::Invalid && reply.length <= kMostReason;
}

base::Result<base::Secret> pack(const Document& document) {
  if (auto fine = check(document); !fine) return tl::unexpected(fine.error());
  // Writing changes nothing; reading needs the same description with what it may change.
  Document& value = const_cast<Document&>(document);
  Sizer sizer;
  visit(sizer, value);
  if (sizer.size > kMostRequest)
    return base::fail(FailureCode::DocumentInvalid, "/: more than " + std::to_string(kMostRequest) + " bytes in all");
  std::string bytes;
  bytes.reserve(sizer.size);
  Writer writer(bytes);
  visit(writer, value);
  base::Secret packed(bytes);
  base::wipe(bytes);
  return packed;
}

base::Result<Document> unpack(std::string_view bytes) {
  Document document;
  Reader reader(bytes);
  visit(reader, document);
  if (reader.failed() || !reader.at_end())
    return base::fail(FailureCode::DocumentInvalid, "/: no document from byte " + std::to_string(reader.at()) + " on");
  if (auto fine = check(document); !fine) return tl::unexpected(fine.error());
  return document;
}

base::Result<std::string> read_reply(const TypesetReply& reply, std::string&& bytes) {
  if (!valid(reply) || bytes.size() != reply.length) {
    base::wipe(bytes);
    return base::fail(FailureCode::TypesetterCrashed, "the typesetter's answer makes no sense");
  }
  if (reply.outcome == TypesetOutcome::Pdf && is_pdf(bytes)) return std::move(bytes);
  if (reply.outcome == TypesetOutcome::Invalid && is_reason(bytes))
    return base::fail(FailureCode::DocumentInvalid, std::move(bytes));
  base::wipe(bytes);
  return base::fail(FailureCode::TypesetterCrashed, reply.outcome == TypesetOutcome::Pdf
                                                        ? "the typesetter's PDF is none"
                                                        : "the typesetter's reason is none");
}

}  // namespace bianmin::kiosk::documents
