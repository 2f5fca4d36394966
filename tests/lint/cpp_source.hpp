#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bianmin::lint {

struct Include {
  std::size_t line = 0;
  std::string header;
  bool quoted = false;
};

/// The #include lines of a file, in order; those in comments do not count.
std::vector<Include> includes_of(std::string_view source);

struct Literal {
  std::size_t line = 0;
  std::string text;   // as written between the quotes
  std::size_t begin;  // offset of the opening quote
};

/// A C++ file with its comments blanked (line breaks stay), and its string literals.
struct Stripped {
  std::string code;
  std::vector<Literal> literals;
};
Stripped strip(std::string_view source);

}  // namespace bianmin::lint
