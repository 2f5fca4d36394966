#include <map>

#include "ui/screen/gallery/samples.hpp"

namespace bianmin::ui {

Words sample_words() {
  struct Both {
    std::string chinese, english;
  };
  static const std::map<std::string, Both, std::less<>> words{
      {"screen.previous", {"上一页", "Previous"}},
      {"screen.next", {"下一页", "Next page"}},
      {"screen.handwriting", {"手写", "Write"}},
      {"screen.pinyin", {"拼音", "Pinyin"}},
      {"screen.strokes", {"笔画", "Strokes"}},
      {"screen.english", {"英文", "English"}},
      {"screen.stroke.across", {"横", "Across"}},
      {"screen.stroke.down", {"竖", "Down"}},
      {"screen.stroke.left", {"撇", "Left"}},
      {"screen.stroke.dot", {"点捺", "Dot"}},
      {"screen.stroke.turn", {"折", "Turn"}},
      {"screen.phrases", {"常用语", "Phrases"}},
      {"screen.erase", {"删字", "Delete"}},
      {"screen.rewrite", {"重写", "Again"}},
      {"screen.clear", {"清空", "Clear"}},
      {"screen.space", {"空格", "Space"}},
      {"screen.letters", {"返回", "Back"}},
      {"screen.write-here", {"用手指在这里写一个字", "Write one character here with a finger"}},
      {"screen.change", {"换一批", "More"}},
      {"screen.signs", {"符号", "Signs"}},
      {"screen.numbers", {"数字", "Numbers"}},
      {"screen.capitals", {"大写", "Capitals"}},
      {"screen.which", {"{character}，{word}的{character}", "{character}, as in {word}"}},
      {"screen.keypad-begin", {"用方向键选，按确定写下，按返回结束。", "Arrows choose, select writes, back ends. "}},
      {"screen.keypad-end", {"写完了。", "Done writing."}},
      {"screen.erased", {"删掉了{text}", "{text} deleted"}},
      {"screen.sign.comma", {"逗号", "Comma"}},
      {"screen.sign.full-stop", {"句号", "Full stop"}},
      {"screen.sign.question", {"问号", "Question mark"}},
      {"screen.sign.exclamation", {"感叹号", "Exclamation mark"}},
      {"screen.sign.pause", {"顿号", "Pause mark"}},
      {"screen.sign.colon", {"冒号", "Colon"}},
      {"screen.sign.semicolon", {"分号", "Semicolon"}},
      {"screen.sign.ellipsis", {"省略号", "Ellipsis"}},
      {"screen.sign.dash", {"破折号", "Dash"}},
      {"screen.sign.dot", {"间隔号", "Middle dot"}},
      {"screen.sign.quote-open", {"左引号", "Opening quote"}},
      {"screen.sign.quote-close", {"右引号", "Closing quote"}},
      {"screen.sign.bracket-open", {"左括号", "Opening bracket"}},
      {"screen.sign.bracket-close", {"右括号", "Closing bracket"}},
      {"screen.sign.percent", {"百分号", "Percent"}},
      {"screen.sign.title-open", {"左书名号", "Opening title mark"}},
      {"screen.sign.title-close", {"右书名号", "Closing title mark"}},
      {"screen.sign.hash", {"井号", "Hash"}},
      {"screen.sign.plus", {"加号", "Plus"}},
      {"screen.sign.slash", {"斜杠", "Slash"}},
      {"screen.sign.point", {"点", "Point"}},
      {"screen.sign.apostrophe", {"隔音号", "Apostrophe"}},
      {"screen.sign.at", {"圈 a", "At"}},
      {"screen.sign.hyphen", {"横杠", "Hyphen"}},
      {"screen.sign.underscore", {"下划线", "Underscore"}},
      {"screen.sign.and", {"和号", "And"}},
  };
  return [](const i18n::Language& language, std::string_view key) {
    const auto found = words.find(key);
    if (found == words.end()) return std::string(key);
    return language.primary() == "zh" ? found->second.chinese : found->second.english;
  };
}

}  // namespace bianmin::ui
