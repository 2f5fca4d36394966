#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "i18n/language.hpp"

namespace bianmin::ui {

/// The screen's own few words, in the language of the page: the catalogue's phrase(language, key).shown.
using Words = std::function<std::string(const i18n::Language& language, std::string_view key)>;

/// Every key that Words is asked for.
inline constexpr std::array<std::string_view, 52> kScreenWords{
    "screen.previous",     // 上一页
    "screen.next",         // 下一页
    "screen.handwriting",  // 手写
    "screen.pinyin",       // 拼音
    "screen.strokes",      // 笔画
    "screen.english",      // 英文
    "screen.stroke.across",
    "screen.stroke.down",
    "screen.stroke.left",
    "screen.stroke.dot",
    "screen.stroke.turn",
    "screen.phrases",     // 常用语
    "screen.erase",       // 删字
    "screen.clear",       // 清空: a signature
    "screen.rewrite",     // 重写
    "screen.space",       // 空格
    "screen.letters",     // 返回 from numbers and signs to writing
    "screen.write-here",  // 在这里写
    "screen.change",      // 换一批: the next candidates
    // Said only, while a field is written by the keypad.
    "screen.signs",
    "screen.numbers",
    "screen.capitals",
    "screen.which",  // "{character}，{word}的{character}": which of the characters of one sound
    "screen.keypad-begin",
    "screen.keypad-end",
    "screen.erased",  // "删掉了{text}"
    "screen.sign.comma",
    "screen.sign.full-stop",
    "screen.sign.question",
    "screen.sign.exclamation",
    "screen.sign.pause",
    "screen.sign.colon",
    "screen.sign.semicolon",
    "screen.sign.ellipsis",
    "screen.sign.dash",
    "screen.sign.dot",
    "screen.sign.quote-open",
    "screen.sign.quote-close",
    "screen.sign.bracket-open",
    "screen.sign.bracket-close",
    "screen.sign.percent",
    "screen.sign.title-open",
    "screen.sign.title-close",
    "screen.sign.hash",
    "screen.sign.plus",
    "screen.sign.slash",
    "screen.sign.point",
    "screen.sign.apostrophe",
    "screen.sign.at",
    "screen.sign.hyphen",
    "screen.sign.underscore",
    "screen.sign.and",
};

/// Signs without a sound of their own, and the words that name them.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 33> kSignNames{{
    {"，", "screen.sign.comma"},        {"。", "screen.sign.full-stop"},
    {"？", "screen.sign.question"},     {"！", "screen.sign.exclamation"},
    {"、", "screen.sign.pause"},        {"：", "screen.sign.colon"},
    {"；", "screen.sign.semicolon"},    {"…", "screen.sign.ellipsis"},
    {"—", "screen.sign.dash"},          {"·", "screen.sign.dot"},
    {"“", "screen.sign.quote-open"},    {"”", "screen.sign.quote-close"},
    {"（", "screen.sign.bracket-open"}, {"）", "screen.sign.bracket-close"},
    {"%", "screen.sign.percent"},       {"《", "screen.sign.title-open"},
    {"》", "screen.sign.title-close"},  {"#", "screen.sign.hash"},
    {"+", "screen.sign.plus"},          {"/", "screen.sign.slash"},
    {".", "screen.sign.point"},         {",", "screen.sign.comma"},
    {"?", "screen.sign.question"},      {"!", "screen.sign.exclamation"},
    {"'", "screen.sign.apostrophe"},    {":", "screen.sign.colon"},
    {";", "screen.sign.semicolon"},     {"@", "screen.sign.at"},
    {"-", "screen.sign.hyphen"},        {"_", "screen.sign.underscore"},
    {"(", "screen.sign.bracket-open"},  {")", "screen.sign.bracket-close"},
    {"&", "screen.sign.and"},
}};

}  // namespace bianmin::ui
