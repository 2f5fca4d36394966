#include "tests/lint/cpp_source.hpp"

#include <algorithm>

#include "tests/lint/tree.hpp"

namespace bianmin::lint {
namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// Walks over a source once. No preprocessor: what a macro hides stays hidden.
class Stripper {
 public:
  explicit Stripper(std::string_view source) : source_(source) { out_.code = source; }

  Stripped run() {
    while (at_ < source_.size()) {
      if (source_.substr(at_, 2) == "//")
        blank_until(source_.find('\n', at_));
      else if (source_.substr(at_, 2) == "/*")
        blank_until(after(source_.find("*/", at_ + 2), 2));
      else if (source_[at_] == '"')
        string();
      else if (source_[at_] == '\'')
        character();
      else
        step();
    }
    return std::move(out_);
  }

 private:
  std::size_t after(std::size_t found, std::size_t length) const {
    return found == std::string_view::npos ? source_.size() : found + length;
  }
  void step() {
    if (source_[at_] == '\n') ++line_;
    ++at_;
  }
  void blank_until(std::size_t end) {
    for (end = std::min(end, source_.size()); at_ < end; step())
      if (source_[at_] != '\n') out_.code[at_] = ' ';
  }
  void string() {
    const std::size_t begin = at_;
    const std::size_t line = line_;
    if (begin > 0 && source_[begin - 1] == 'R') {
      const std::size_t open = source_.find('(', begin);
      if (open == std::string_view::npos) return step();
      const std::string close = ")" + std::string(source_.substr(begin + 1, open - begin - 1)) + "\"";
      const std::size_t end = source_.find(close, open);
      out_.literals.push_back({line, std::string(source_.substr(open + 1, end - open - 1)), begin});
      for (const std::size_t stop = after(end, close.size()); at_ < stop;) step();
      return;
    }
    for (step(); at_ < source_.size() && source_[at_] != '"' && source_[at_] != '\n'; step())
      if (source_[at_] == '\\' && at_ + 1 < source_.size()) step();
    out_.literals.push_back({line, std::string(source_.substr(begin + 1, at_ - begin - 1)), begin});
    if (at_ < source_.size()) step();
  }
  void character() {
    // 1'000 is a number, not a character.
    if (at_ > 0 && is_word(source_[at_ - 1]) && at_ + 1 < source_.size() && is_word(source_[at_ + 1])) return step();
    for (step(); at_ < source_.size() && source_[at_] != '\'' && source_[at_] != '\n'; step())
      if (source_[at_] == '\\' && at_ + 1 < source_.size()) step();
    if (at_ < source_.size()) step();
  }

  std::string_view source_;
  Stripped out_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

Stripped strip(std::string_view source) { return Stripper(source).run(); }

std::vector<Include> includes_of(std::string_view source) {
  std::vector<Include> includes;
  const std::string code = strip(source).code;
  std::size_t number = 0;
  for (std::string_view line : lines_of(code)) {
    ++number;
    const auto skip_blanks = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
    skip_blanks();
    if (!line.starts_with('#')) continue;
    line.remove_prefix(1);
    skip_blanks();
    if (!line.starts_with("include")) continue;
    line.remove_prefix(7);
    skip_blanks();
    if (line.size() < 3 || (line[0] != '"' && line[0] != '<')) continue;
    const auto close = line.find(line[0] == '"' ? '"' : '>', 1);
    if (close != std::string_view::npos)
      includes.push_back({number, std::string(line.substr(1, close - 1)), line[0] == '"'});
  }
  return includes;
}

}  // namespace bianmin::lint
