#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "ui/screen/input/stroke_index.hpp"
#include "ui/screen/input/word_list.hpp"
#include "ui/screen/items.hpp"

namespace bianmin::ui {

/// Characters from strokes. One thread.
class Handwriting {
 public:
  virtual ~Handwriting() = default;
  /// What the strokes may mean, best first, at most `count`. Strokes are 0 … 1 across the writing area.
  virtual std::vector<std::string> candidates(const std::vector<Stroke>& strokes, std::size_t count) = 0;
};

/// Words from pinyin letters. Learns nothing and writes nothing: what one resident typed must not be offered to the
/// next. One thread.
class Pinyin {
 public:
  struct State {
    std::string shown;                    // the letters so far, parted into syllables
    std::vector<std::string> candidates;  // best first
    std::string done;                     // text that is finished with, to be written
  };
  virtual ~Pinyin() = default;
  virtual State type(char letter) = 0;          // a … z or '
  virtual State erase() = 0;                    // the last letter
  virtual State choose(std::size_t index) = 0;  // of the last candidates
  virtual void clear() = 0;
};

/// Reads the model of Zinnia's format. ContentMissing names the file.
base::Result<std::unique_ptr<Handwriting>> open_handwriting(const std::string& model_file);
/// Starts librime on the prebuilt simplified pinyin data of `shared_directory`, with a private folder in memory for
/// what it insists on writing. ContentMissing names what is not there. At most one at a time in a process: librime
/// keeps its state globally.
base::Result<std::unique_ptr<Pinyin>> open_pinyin(const std::string& shared_directory);

/// Where Debian's packages put the models.
inline constexpr const char* kHandwritingModel = "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model";
inline constexpr const char* kPinyinData = "/usr/share/rime-data";

inline constexpr const char* kWordDictionary = "pinyin_simp.dict.yaml";  // in kPinyinData
inline constexpr const char* kStrokeDictionary = "stroke.dict.yaml";

/// All, as far as they are loaded.
struct InputMethods {
  std::unique_ptr<Handwriting> handwriting;
  std::unique_ptr<Pinyin> pinyin;
  std::shared_ptr<const WordList> words = nullptr;  // what comes next, and which character is meant
  std::shared_ptr<const StrokeIndex> strokes = nullptr;
};

}  // namespace bianmin::ui
