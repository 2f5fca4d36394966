#include "i18n/pronounce/pronouncer.hpp"

#include "base/secret.hpp"
#include "i18n/pronounce/segment.hpp"
#include "i18n/pronounce/verbalise.hpp"
#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

constexpr char32_t kMark = 0x2063;

enum class Script { Chinese, Latin, Hangul, Pause, Mark, None };

Script script_of(char32_t c) {
  if (is_han(c)) return Script::Chinese;
  if (is_ascii_letter(c) || is_ascii_digit(c) || c == U'\'' || c == U'’' || c == U' ') return Script::Latin;
  if (c >= 0xAC00 && c <= 0xD7A3) return Script::Hangul;
  if (std::u32string_view(U"，；。？！").find(c) != std::u32string_view::npos) return Script::Pause;
  return c == kMark ? Script::Mark : Script::None;
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) out += next_code_point(text, offset);
  return out;
}

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

// Cuts where a sign of the given text is not broken.
std::string_view limited(std::string_view text) {
  if (text.size() <= Pronouncer::kMaxBytes) return text;
  std::size_t end = Pronouncer::kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// Collects segments: neighbours of one voice are joined, a pause belongs to the voice that spoke before it.
class Collector {
 public:
  void add(const Language& language, Notation notation, std::string_view text) {
    flush_pause();
    auto& segments = spoken_.segments;
    if (segments.empty() || segments.back().language != language || segments.back().notation != notation)
      segments.push_back({language, notation, {}});
    std::string& out = segments.back().text;
    if (!out.empty() && out.back() != ' ') out += ' ';
    out += text;
  }
  void pause(char32_t sign) {
    if (strength(sign) > strength(pause_)) pause_ = sign;
  }
  Spoken take() {
    flush_pause();
    return std::move(spoken_);
  }

 private:
  static int strength(char32_t sign) {
    switch (sign) {
      case U'，': return 1;
      case U'；': return 2;
      case U'。': return 3;
      case U'！': return 4;
      case U'？': return 5;
      default: return 0;
    }
  }
  // eSpeak NG takes a point between lower-case words for an abbreviation's, and "。" always for a sentence's end.
  void flush_pause() {
    const char32_t sign = std::exchange(pause_, U'\0');
    if (sign == 0 || spoken_.segments.empty()) return;
    const bool pinyin = spoken_.segments.back().notation == Notation::Pinyin;
    static constexpr std::array<std::string_view, 6> kPinyin{"", ",", ";", "。", "!", "?"};
    static constexpr std::array<std::string_view, 6> kPlain{"", ",", ";", ".", "!", "?"};
    spoken_.segments.back().text += (pinyin ? kPinyin : kPlain)[static_cast<std::size_t>(strength(sign))];
  }

  Spoken spoken_;
  char32_t pause_ = 0;
};

// Calls visit(script, run) for each longest run of one script; names stands for whether a name begins there.
template <class Visit>
void each_run(std::u32string_view text, Visit&& visit) {
  for (std::size_t start = 0; start < text.size();) {
    const Script script = script_of(text[start]);
    std::size_t end = start + 1;
    if (script != Script::Pause && script != Script::Mark)
      while (end < text.size() && script_of(text[end]) == script) ++end;
    visit(script, text.substr(start, end - start));
    start = end;
  }
}

std::string trimmed(std::u32string_view text) {
  while (!text.empty() && text.front() == U' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == U' ') text.remove_suffix(1);
  return utf8(text);
}

// Follows whether the next Chinese run begins with a person's name.
class NameWatch {
 public:
  void mark() { next_ = true; }
  bool before_run(std::u32string_view run) {
    const bool name = std::exchange(next_, false);
    next_ = announces_name(run);
    return name;
  }
  void after_pause(char32_t sign) { next_ = next_ && sign == U'，'; }

 private:
  bool next_ = false;
};

template <class Visit>
void read_chinese(const Dictionary& dictionary, const Lexicon& lexicon, std::u32string_view run, bool name,
                  Visit&& visit) {
  Segmentation cut = segment(dictionary, lexicon, run, name);
  apply_sandhi(run, cut);
  visit(cut);
}

}  // namespace

void Spoken::wipe() noexcept {
  for (auto& segment : segments) base::wipe(segment.text);
  segments.clear();
}

base::Result<Pronouncer> Pronouncer::load(const std::filesystem::path& dictionary,
                                          const std::vector<std::filesystem::path>& lexicons) {
  auto words = Dictionary::open(dictionary);
  if (!words) return tl::unexpected(words.error());
  auto corrections = Lexicon::load(lexicons);
  if (!corrections) return tl::unexpected(corrections.error());
  return Pronouncer(std::move(*words), std::move(*corrections));
}

Spoken Pronouncer::pronounce(const Language& language, std::string_view text) const {
  const bool chinese = language.primary() == "zh";
  std::u32string signs = code_points(limited(text));
  if (chinese) {
    std::u32string words = verbalise(signs, lexicon_);
    wipe(signs);
    signs.swap(words);
  }
  Collector out;
  NameWatch names;
  const auto say_chinese = [&](std::u32string_view run) {
    std::string pinyin;
    read_chinese(dictionary_, lexicon_, run, names.before_run(run), [&](const Segmentation& cut) {
      for (const std::string_view syllable : cut.syllables) {
        if (syllable.empty()) continue;
        if (!pinyin.empty()) pinyin += ' ';
        pinyin += syllable;
      }
    });
    if (!pinyin.empty()) out.add(kChinese, Notation::Pinyin, pinyin);
    base::wipe(pinyin);
  };
  if (chinese) {
    each_run(signs, [&](Script script, std::u32string_view run) {
      switch (script) {
        case Script::Chinese: return say_chinese(run);
        case Script::Latin:
          if (const std::string word = trimmed(run); !word.empty()) out.add(kEnglish, Notation::Plain, word);
          return;
        case Script::Hangul: return out.add(kKorean, Notation::Plain, utf8(run));
        case Script::Pause: names.after_pause(run[0]); return out.pause(run[0]);
        case Script::Mark: return names.mark();
        case Script::None: return;
      }
    });
  } else {
    for (std::size_t start = 0; start < signs.size();) {
      const bool han = is_han(signs[start]);
      std::size_t end = start;
      while (end < signs.size() && is_han(signs[end]) == han && (han || signs[end] != kMark)) ++end;
      const std::u32string_view run(signs.data() + start, end - start);
      if (han) {
        say_chinese(run);
      } else if (run.empty()) {
        names.mark();
        ++end;
      } else if (const std::string plain = trimmed(run); !plain.empty()) {
        out.add(language, Notation::Plain, plain);
      }
      start = end;
    }
  }
  wipe(signs);
  return out.take();
}

std::vector<ExplainedWord> Pronouncer::explain(std::string_view text) const {
  std::vector<ExplainedWord> out;
  NameWatch names;
  each_run(verbalise(code_points(limited(text)), lexicon_), [&](Script script, std::u32string_view run) {
    if (script == Script::Mark) names.mark();
    if (script == Script::Pause) names.after_pause(run[0]);
    if (script != Script::Chinese) return;
    read_chinese(dictionary_, lexicon_, run, names.before_run(run), [&](const Segmentation& cut) {
      for (const auto& word : cut.words) {
        ExplainedWord explained{utf8(run.substr(word.start, word.length)), {}, {}};
        for (std::size_t i = 0; i < word.length; ++i) {
          const std::string_view syllable = cut.syllables[word.start + i];
          if (!explained.pinyin.empty() && !syllable.empty()) explained.pinyin += ' ';
          explained.pinyin += syllable;
        }
        explained.source = word.entry != nullptr      ? word.entry->source
                           : explained.pinyin.empty() ? "unknown"
                                                      : "dictionary";
        out.push_back(std::move(explained));
      }
    });
  });
  return out;
}

}  // namespace bianmin::i18n
