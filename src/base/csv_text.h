// CSV (RFC 4180) as we write it. Who opens a file decides how a text is written:
//
// - people open reports, statements and lists with office programs, which take a text that begins
//   with = + - @ (narrow or wide), a tab or a line end for a formula and run it: such a text is led
//   by an apostrophe and so shown as it is. A plain number stays a number.
// - programs read what goes to the bank and to the card maker. There a text must not be changed: an
//   apostrophe before a payee's name, and the bank returns the money. So nothing that begins a
//   formula gets that far: names of people begin with a letter (person/name.h), holders of bank
//   accounts with no such sign (payout/form.h), and the rest is codes and amounts of ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yibao::csv {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // office programs want it

bool begins_formula(std::string_view text);
std::string no_formula(std::string_view text);

// One line, with CRLF; fields are quoted where they must be.
std::string write_record(const std::vector<std::string>& fields);         // for programs
std::string write_office_record(const std::vector<std::string>& fields);  // for people

}  // namespace yibao::csv
