#pragma once

#include <string>
#include <string_view>

namespace bianmin::platform {

/// The Luhn check digit for a run of decimal digits.
char luhn_digit(std::string_view digits);

/// <terminal>-<YYMM>-<5 digits>-<Luhn digit over YYMM and the sequence>, made by this terminal.
bool is_case_number(std::string_view number, std::string_view terminal);

/// A terminal's id: two to eight capital letters and digits, a letter first.
bool is_terminal_id(std::string_view id);

}  // namespace bianmin::platform
