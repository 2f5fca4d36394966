// Makes the pronouncing dictionary at build time, from four things that Debian ships:
//   terra_pinyin.dict.yaml   words with tones, in traditional characters (rime-data-terra-pinyin)
//   pinyin_simp.dict.yaml    words with frequencies, simplified, without tones (rime-data-pinyin-simp)
//   Unihan_Readings.txt      which readings a character has on the mainland: kTGHZ2013, and how often: kHanyuPinlu
//   t2s.json                 OpenCC's traditional to simplified
// The first gives the readings of words, the third corrects those of Taiwan (企 qi4 → qi3), the second adds the words
// of the mainland and says how frequent each is. See i18n/README.md.

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>

#include <opencc/opencc.h>

#include "i18n/pronounce/dictionary_format.hpp"
#include "i18n/pronounce/syllable.hpp"
#include "i18n/text.hpp"

namespace {

using namespace bianmin::i18n;
namespace format = bianmin::i18n::dictionary_format;
using Word = std::u32string;
using Reading = std::vector<std::string>;

[[noreturn]] void stop(const std::string& reason) {
  std::cerr << "build_dictionary: " << reason << "\n";
  std::exit(1);
}

Word code_points(std::string_view text) {
  Word out;
  for (std::size_t offset = 0; offset < text.size();) out += next_code_point(text, offset);
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    if (end > start) out.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

std::string_view base_of(std::string_view syllable) { return syllable.substr(0, syllable.size() - 1); }
bool neutral(std::string_view syllable) { return syllable.back() == '5'; }

template <class Visit>
void each_line(const std::string& file, Visit&& visit) {
  std::ifstream in(file);
  if (!in) stop(file + ": can't be read");
  std::string line;
  while (std::getline(in, line)) visit(std::string_view(line));
}

template <class Visit>
void each_rime_row(const std::string& file, Visit&& visit) {
  bool body = false;
  each_line(file, [&](std::string_view line) {
    if (line == "...") body = true;
    if (!body || line.empty() || line.front() == '#') return;
    const auto fields = split(line, '\t');
    if (fields.size() >= 2) visit(fields);
  });
}

// What the mainland's dictionaries say of a character.
struct Character {
  std::vector<std::string> official;        // kTGHZ2013, in the order of its pages
  std::string customary;                    // the first of kMandarin
  std::map<std::string, double> frequency;  // kHanyuPinlu
};

// A word of the source.
struct Row {
  Word word;
  Word traditional;
  Reading reading;
};

class Builder {
 public:
  explicit Builder(const std::string& opencc) : simplify_(opencc) {}

  void read_unihan(const std::string& file) {
    each_line(file, [&](std::string_view line) {
      const auto fields = split(line, '\t');
      if (fields.size() != 3 || !fields[0].starts_with("U+")) return;
      const auto c = static_cast<char32_t>(std::strtoul(std::string(fields[0].substr(2)).c_str(), nullptr, 16));
      if (fields[1] == "kMandarin") {
        characters_[c].customary = from_accents(split(fields[2], ' ').front());
      } else if (fields[1] == "kTGHZ2013") {
        for (const auto entry : split(fields[2], ' '))
          for (const auto reading : split(entry.substr(entry.find(':') + 1), ','))
            if (const auto syllable = from_accents(reading); !syllable.empty())
              add_new(characters_[c].official, syllable);
      } else if (fields[1] == "kHanyuPinlu") {
        for (const auto entry : split(fields[2], ' ')) {
          const std::size_t bracket = entry.find('(');
          if (bracket == std::string_view::npos) continue;
          const auto syllable = from_accents(entry.substr(0, bracket));
          if (!syllable.empty())
            characters_[c].frequency[syllable] = std::atof(std::string(entry.substr(bracket + 1)).c_str());
        }
      }
    });
    if (characters_.size() < 20000) stop(file + ": holds few readings");
  }

  void read_frequencies(const std::string& file) {
    each_rime_row(file, [&](const std::vector<std::string_view>& fields) {
      if (fields.size() < 3) return;
      const Word word = code_points(fields[0]);
      Reading bases;
      for (const auto base : split(fields[1], ' '))
        bases.emplace_back(base == "lue" ? "lve" : base == "nue" ? "nve" : base);
      if (bases.size() != word.size() || word.size() > format::kMaxWordLength) return;
      frequencies_[word].emplace_back(std::move(bases), std::atof(std::string(fields[2]).c_str()));
    });
    if (frequencies_.size() < 30000) stop(file + ": holds few words");
  }

  void read_readings(const std::string& file) {
    each_rime_row(file, [&](const std::vector<std::string_view>& fields) {
      const Word traditional = code_points(fields[0]);
      Reading reading;
      for (const auto syllable : split(fields[1], ' ')) {
        const bool r = syllable == "r5";
        if (!r && !is_syllable(syllable)) return;
        reading.emplace_back(r ? "er5" : syllable);
      }
      if (reading.size() != traditional.size() || traditional.size() > format::kMaxWordLength) return;
      if (!std::all_of(traditional.begin(), traditional.end(), is_han)) return;
      const Word word = code_points(simplify_.Convert(std::string(fields[0])));
      if (word.size() != traditional.size()) return;
      if (word.size() == 1) {
        const double percent = fields.size() > 2 ? std::atof(std::string(fields[2]).c_str()) : 100;
        single_[word[0]].emplace_back(reading[0], percent);
        if (word != traditional) single_[traditional[0]].emplace_back(reading[0], percent);
      } else {
        rows_.push_back({word, traditional, std::move(reading)});
      }
    });
    if (rows_.size() < 30000) stop(file + ": holds few words");
  }

  void make() {
    for (const auto& entry : characters_)
      if (!readings_of(entry.first).empty()) out_[Word(1, entry.first)] = {best_reading(entry.first)};
    for (const auto& entry : single_) out_[Word(1, entry.first)] = {best_reading(entry.first)};
    std::map<Word, std::vector<Reading>> words;
    for (auto& [word, traditional, reading] : rows_) {
      for (std::size_t i = 0; i < word.size(); ++i) reading[i] = mainland(word[i], traditional[i], reading[i]);
      words[word].push_back(reading);
    }
    for (auto& [word, readings] : words) out_[word] = choose(word, readings);
    for (const auto& [word, rows] : frequencies_)
      if (word.size() > 1 && !out_.contains(word)) {
        const auto most = std::max_element(rows.begin(), rows.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (auto reading = derive(word, most->first); !reading.empty()) added_.emplace(word, std::move(reading));
      }
    out_.merge(added_);
    for (auto& entry : out_) settle(entry.first, entry.second);
  }

  void write(const std::string& file) const {
    std::vector<format::Word> words;
    std::vector<std::uint32_t> places;
    std::vector<std::uint16_t> syllables;
    std::map<std::string, std::uint16_t> ids;
    std::vector<std::uint32_t> names;
    std::string text;
    for (const auto& [word, reading] : out_) {
      words.push_back(
          {static_cast<std::uint32_t>(places.size()), static_cast<std::uint8_t>(word.size()), cost(word), 0});
      for (std::size_t i = 0; i < word.size(); ++i) {
        const auto [id, fresh] = ids.try_emplace(reading[i], static_cast<std::uint16_t>(ids.size()));
        if (fresh) {
          names.push_back(static_cast<std::uint32_t>(text.size()));
          text += reading[i];
        }
        places.push_back(word[i]);
        syllables.push_back(id->second);
      }
    }
    names.push_back(static_cast<std::uint32_t>(text.size()));
    format::Header header{};
    std::memcpy(header.magic, format::kMagic, sizeof header.magic);
    header.version = format::kVersion;
    header.words = static_cast<std::uint32_t>(words.size());
    header.places = static_cast<std::uint32_t>(places.size());
    header.syllable_count = static_cast<std::uint32_t>(ids.size());
    if (syllables.size() % 2 != 0) syllables.push_back(0);
    std::ofstream out(file, std::ios::binary);
    const auto put = [&](const void* data, std::size_t size) {
      out.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
    };
    put(&header, sizeof header);
    put(words.data(), words.size() * sizeof words[0]);
    put(places.data(), places.size() * sizeof places[0]);
    put(syllables.data(), syllables.size() * sizeof syllables[0]);
    put(names.data(), names.size() * sizeof names[0]);
    put(text.data(), text.size());
    if (!out.flush()) stop(file + ": can't be written");
  }

 private:
  static void add_new(std::vector<std::string>& to, const std::string& what) {
    if (std::find(to.begin(), to.end(), what) == to.end()) to.push_back(what);
  }

  std::vector<std::string> readings_of(char32_t c) const {
    std::vector<std::string> out;
    if (const auto known = characters_.find(c); known != characters_.end()) out = known->second.official;
    if (!out.empty()) return out;
    if (const auto listed = single_.find(c); listed != single_.end())
      for (const auto& entry : listed->second) add_new(out, entry.first);
    if (out.empty())
      if (const auto known = characters_.find(c); known != characters_.end() && !known->second.customary.empty())
        out.push_back(known->second.customary);
    return out;
  }

  // How likely a character alone, or in a word of which only the bases are known, has this reading.
  double weight(char32_t c, const std::string& reading, bool alone) const {
    const auto known = characters_.find(c);
    double out = 0.01;
    if (known != characters_.end()) {
      const Character& character = known->second;
      double same_base = 0;
      for (const auto& [syllable, count] : character.frequency)
        if (base_of(syllable) == base_of(reading)) same_base += count;
      const auto own = character.frequency.find(reading);
      if (own != character.frequency.end()) out += own->second / same_base;
      if (character.customary == reading) out += 0.02;
      if (neutral(reading) && character.customary != reading) out *= 0.01;
    }
    if (!alone) return out;
    double frequency = 0.5;
    if (const auto rows = frequencies_.find(Word(1, c)); rows != frequencies_.end())
      for (const auto& [bases, count] : rows->second)
        if (bases[0] == base_of(reading)) frequency += count;
    double percent = 1;
    if (const auto listed = single_.find(c); listed != single_.end())
      for (const auto& [syllable, share] : listed->second)
        if (syllable == reading) percent = std::max(percent, share);
    return out * frequency * (20 + percent);
  }

  std::string best_reading(char32_t c) const {
    const auto readings = readings_of(c);
    return *std::max_element(readings.begin(), readings.end(),
                             [&](const auto& a, const auto& b) { return weight(c, a, true) < weight(c, b, true); });
  }

  // Taiwan's reading of a character in a word, turned into the mainland's.
  std::string mainland(char32_t c, char32_t traditional, const std::string& reading) const {
    // Both are official, but in words the mainland has the second.
    if (c == U'场' && reading == "chang2") return "chang3";
    if (c == U'血' && (reading == "xie3" || reading == "xue3")) return "xue4";
    const auto known = characters_.find(c);
    if (known == characters_.end() || known->second.official.empty() || neutral(reading)) return reading;
    if (c == U'一' || c == U'不') return reading;  // the source marks their sandhi
    const auto& official = known->second.official;
    if (std::find(official.begin(), official.end(), reading) != official.end()) return reading;
    // 發 and 髮 are both 发: the traditional character tells which reading is meant.
    if (const auto origin = characters_.find(traditional); c != traditional && origin != characters_.end()) {
      const std::string& customary = origin->second.customary;
      if (std::find(official.begin(), official.end(), customary) != official.end() &&
          base_of(customary) == base_of(reading))
        return customary;
    }
    const std::string* best = nullptr;
    for (const std::string& other : official)
      if (base_of(other) == base_of(reading) && !neutral(other) &&
          (best == nullptr || weight(c, *best, false) < weight(c, other, false)))
        best = &other;
    return best != nullptr ? *best : best_reading(c);
  }

  Reading choose(const Word& word, const std::vector<Reading>& readings) const {
    const auto rows = frequencies_.find(word);
    const auto score = [&](const Reading& reading) {
      double points = 0;
      if (rows != frequencies_.end())
        for (const auto& row : rows->second) {
          const bool same = std::equal(reading.begin(), reading.end(), row.first.begin(),
                                       [](const std::string& a, const std::string& b) { return base_of(a) == b; });
          if (same) points = 100;
        }
      for (std::size_t i = 0; i < word.size(); ++i)
        if (neutral(reading[i]))
          points += word[i] == U'是' || word[i] == U'不' ? -10 : 10;
        else
          points += std::min(1.0, weight(word[i], reading[i], false));
      return points;
    };
    return *std::max_element(readings.begin(), readings.end(),
                             [&](const Reading& a, const Reading& b) { return score(a) < score(b); });
  }

  // Corrects a reading that the frequencies' list contradicts: another base (月度 duo2), or a long word that is two
  // frequent ones with other tones (合作伙伴 zuo1): the source guessed the tones of those.
  void settle(const Word& word, Reading& reading) const {
    const auto rows = frequencies_.find(word);
    if (rows == frequencies_.end() || word.size() < 2) return;
    const auto fits = [&](const Reading& bases) {
      for (std::size_t i = 0; i < word.size(); ++i)
        if (base_of(reading[i]) != bases[i]) return false;
      return true;
    };
    const bool known =
        std::any_of(rows->second.begin(), rows->second.end(), [&](const auto& row) { return fits(row.first); });
    if (!known && rows->second.size() == 1) {
      const Reading& bases = rows->second.front().first;
      for (std::size_t i = 0; i < word.size(); ++i) {
        if (base_of(reading[i]) == bases[i]) continue;
        if (const std::string tone = likely_tone(word[i], bases[i]); !tone.empty()) reading[i] = tone;
      }
    }
    for (std::size_t cut = 2; cut + 2 <= word.size(); ++cut) {
      const auto first = frequent(word.substr(0, cut));
      const auto second = frequent(word.substr(cut));
      if (first == nullptr || second == nullptr) continue;
      for (std::size_t i = 0; i < word.size(); ++i) {
        const std::string& part = i < cut ? (*first)[i] : (*second)[i - cut];
        const bool same_base = base_of(part) == base_of(reading[i]);
        if (same_base && !neutral(part) && !neutral(reading[i]) && word[i] != U'一' && word[i] != U'不')
          reading[i] = part;
      }
      return;
    }
  }

  // The reading of a word that people use often; null when they don't.
  const Reading* frequent(const Word& word) const {
    constexpr double kOften = 200;
    const auto rows = frequencies_.find(word);
    if (rows == frequencies_.end() || rows->second.front().second < kOften) return nullptr;
    const auto found = out_.find(word);
    return found == out_.end() ? nullptr : &found->second;
  }

  // Tones for a word of which only the bases are known: from the longest known words in it, else from its characters.
  Reading derive(const Word& word, const Reading& bases) const {
    Reading out;
    for (std::size_t i = 0; i < word.size();) {
      std::size_t taken = 0;
      for (std::size_t size = std::min(word.size() - i, word.size() - 1); size > 1 && taken == 0; --size) {
        const auto part = out_.find(word.substr(i, size));
        if (part == out_.end()) continue;
        const auto same = [&](std::size_t k) { return base_of(part->second[k]) == bases[i + k]; };
        bool all = true;
        for (std::size_t k = 0; k < size; ++k) all = all && same(k);
        if (!all) continue;
        out.insert(out.end(), part->second.begin(), part->second.end());
        taken = size;
      }
      if (taken == 0) {
        std::string tone = likely_tone(word[i], bases[i]);
        if (tone.empty()) return {};
        out.push_back(std::move(tone));
        taken = 1;
      }
      i += taken;
    }
    return out;
  }

  // The reading of a character with this base, "" when several are about as likely: a guessed word would be worse than
  // none, since without it the words around it decide.
  std::string likely_tone(char32_t c, const std::string& base) const {
    constexpr double kSure = 0.9;
    std::string best;
    double most = 0;
    double all = 0;
    const auto known = characters_.find(c);
    for (const std::string& reading : readings_of(c)) {
      if (base_of(reading) != base) continue;
      double share = 0.01;
      if (known != characters_.end())
        if (const auto count = known->second.frequency.find(reading); count != known->second.frequency.end())
          share += count->second;
      all += share;
      if (share > most) {
        most = share;
        best = reading;
      }
    }
    return most >= kSure * all ? best : std::string();
  }

  std::uint8_t cost(const Word& word) const {
    double frequency = 0;
    if (const auto rows = frequencies_.find(word); rows != frequencies_.end())
      for (const auto& row : rows->second) frequency = std::max(frequency, row.second);
    constexpr double kMost = 5e6;
    const double rarity = 2 * std::log2(kMost / (frequency + 1));
    return static_cast<std::uint8_t>(
        std::clamp(format::kWordCost + rarity, double{format::kWordCost}, double{format::kRarestCost}));
  }

  opencc::SimpleConverter simplify_;
  std::map<char32_t, Character> characters_;
  std::map<Word, std::vector<std::pair<Reading, double>>> frequencies_;
  std::map<char32_t, std::vector<std::pair<std::string, double>>> single_;
  std::vector<Row> rows_;
  std::map<Word, Reading> out_;
  std::map<Word, Reading> added_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) stop("usage: build_dictionary TERRA SIMP UNIHAN OPENCC OUTPUT");
  try {
    Builder builder(argv[4]);
    builder.read_unihan(argv[3]);
    builder.read_frequencies(argv[2]);
    builder.read_readings(argv[1]);
    builder.make();
    builder.write(argv[5]);
  } catch (const std::exception& error) {
    stop(error.what());
  }
  return 0;
}
