#include <map>

#include "ui/screen/gallery/samples.hpp"

namespace bianmin::ui {

Words sample_words() {
  struct Both {
    std::string chinese, english;
  };
  static const std::map<std::string, Both, std::less<>> words{
      {"screen.previous", {"上一页", "Previous"}},   {"screen.next", {"下一页", "Next page"}},
      {"screen.handwriting", {"手写", "Write"}},     {"screen.pinyin", {"拼音", "Pinyin"}},
      {"screen.phrases", {"常用语", "Phrases"}},     {"screen.erase", {"删字", "Delete"}},
      {"screen.rewrite", {"重写", "Again"}},         {"screen.clear", {"清空", "Clear"}},
      {"screen.space", {"空格", "Space"}},           {"screen.letters", {"返回", "Back"}},
      {"screen.write-here", {"用手指在这里写一个字", "Write one character here with a finger"}},
      {"screen.change", {"换一批", "More"}},
  };
  return [](const i18n::Language& language, std::string_view key) {
    const auto found = words.find(key);
    if (found == words.end()) return std::string(key);
    return language.primary() == "zh" ? found->second.chinese : found->second.english;
  };
}

}  // namespace bianmin::ui
