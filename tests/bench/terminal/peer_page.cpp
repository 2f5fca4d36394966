#include "tests/bench/terminal/peer_page.hpp"

#include <fstream>

namespace bianmin::tests {
namespace {

constexpr int kHeaderHeight = 145, kTileIcon = 84;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
  return out;
}

std::string place(const Area& area) {
  return "left:" + std::to_string(area.x) + "px;top:" + std::to_string(area.y) +
         "px;width:" + std::to_string(area.width) + "px;height:" + std::to_string(area.height) + "px";
}

void write_page(std::ostream& out, const char* name, const TerminalPage& page) {
  out << "<div class=page id=" << name << "><div class=header></div>\n";
  for (const auto& target : page.targets) {
    out << "<button id=\"" << name << '-' << target.id << "\" style=\"" << place(target.area) << "\">";
    if (target.area.height > 2 * kTileIcon)
      out << "<svg width=" << kTileIcon << " height=" << kTileIcon
          << " viewBox='0 0 24 24'><rect width=24 height=24 rx=5 fill='#0b4ba0'/><path d='M8 6h6l3 3v9H8zM10 12h5M10 "
             "15h5' "
             "fill='none' stroke='#fff'/></svg>";
    out << "</button>\n";
  }
  for (const auto& words : page.words)
    out << "<span class=" << (words.area.y < kHeaderHeight ? "light" : "dark") << " style=\"" << place(words.area)
        << ";font-size:" << words.size << "px\">" << escaped(words.text) << "</span>\n";
  out << "</div>\n";
}

}  // namespace

void write_peer_page(const std::filesystem::path& file, const TerminalPage& first, const std::string& forward,
                     const TerminalPage& second, const std::string& back) {
  std::ofstream out(file);
  out << "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>Bianmin</title><style>\n"
         "html,body{margin:0;overflow:hidden;background:#f1f4fa;font-family:'Noto Sans CJK SC',sans-serif}\n"
         ".page,.page>*{position:absolute;box-sizing:border-box}.page{inset:0}#second{display:none}\n"
         ".header{left:0;top:0;width:100%;height:"
      << kHeaderHeight
      << "px;background:#0b3a7c}\n"
         "button{background:#fff;border:2px solid #6b7b99;border-radius:24px;padding:36px;text-align:left}\n"
         "span{pointer-events:none;white-space:pre-wrap;line-height:1.4}.light{color:#fff}.dark{color:#14233c}\n"
         "button svg{position:absolute;left:36px;top:36px}</style>\n";
  write_page(out, "first", first);
  write_page(out, "second", second);
  out << "<script>const "
         "show=(a,b)=>{document.getElementById(a).style.display='none';document.getElementById(b).style.display='block'"
         "};\n"
      << "document.getElementById('first-" << forward << "').addEventListener('click',()=>show('first','second'));\n"
      << "document.getElementById('second-" << back
      << "').addEventListener('click',()=>show('second','first'));</script></html>\n";
}

}  // namespace bianmin::tests
