#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "i18n/language.hpp"

namespace bianmin::ui {

/// The screen's own few words, in the language of the page: the catalogue's phrase(language, key).shown.
using Words = std::function<std::string(const i18n::Language& language, std::string_view key)>;

/// Every key that Words is asked for.
inline constexpr std::array<std::string_view, 12> kScreenWords{
    "screen.previous",     // 上一页
    "screen.next",         // 下一页
    "screen.handwriting",  // 手写
    "screen.pinyin",       // 拼音
    "screen.phrases",      // 常用语
    "screen.erase",        // 删字
    "screen.clear",        // 清空: a signature
    "screen.rewrite",      // 重写
    "screen.space",        // 空格
    "screen.letters",      // 返回 from numbers and signs to writing
    "screen.write-here",   // 在这里写
    "screen.change",       // 换一批: the next candidates
};

}  // namespace bianmin::ui
