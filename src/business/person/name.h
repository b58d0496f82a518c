// Names of people, as they are taken in everywhere: registration, staff, heirs, changes of
// identity, rows of files; and wherever a name is given to be compared with the one on record.
//
// A name is letters of any script, with their marks, and between them the signs that names on
// identity documents hold: a blank, the dot of names of many nationalities (间隔号 ·), apostrophe,
// hyphen, full stop, brackets. It begins with a letter. So no name can be a formula, markup or a
// number. The dot, which keyboards write in five ways, is kept in one, as national systems do
// (GB 13000 00B7); blanks of any width are one blank, none at the ends; marks are composed (NFC).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "business/reader.h"

namespace yibao::person {

inline constexpr std::size_t kNameMax = 60;

// As it is kept. Refused: member_empty, member_too_long, member_control_characters (whatever shows
// nothing or turns the text round), name_character; the facts name no member.
Decision<std::string> check_name(std::string_view text);

// 姓名一致: as it is kept, whatever blanks, dots and capitals it was written with.
bool is_same_name(std::string_view on_record, std::string_view given);
// As other documents write a name of Latin letters, the name itself first: SMITH JOHN, Smith John.
std::vector<std::string> spellings(const std::string& name);

// A member of a request that is such a name; empty where the reader has refused, or, of the second,
// where nobody has said it.
std::string read_name(business::Reader& reader, std::string_view member = "name");
std::string read_name_if_given(business::Reader& reader, std::string_view member = "name");

}  // namespace yibao::person
