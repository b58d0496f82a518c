// How the lint reads a text: its sentences with their lines, and the numbers that stand in them, as
// people write them: 10 in either width, 2.5, 十, with or without a blank before the unit; 半年 is
// six months, 百分之四 is 4%.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yibao::guide {

struct Sentence {
  int line = 1;
  std::string_view text;
};
// What stands in [square brackets] behind a sentence names where it was taken from: it is nobody's
// sentence, and the places in the titles are not of what the text speaks.
std::vector<Sentence> sentences_of(std::string_view text);

// Full-width signs, digits and letters as ASCII: what rules are compared with.
std::string narrowed(std::string_view text);
// Without the blanks that stand beside a Chinese character, as some set them around numbers.
std::string without_blanks(std::string_view text);

// Of a narrowed sentence: a number before its unit, and the part of the sentence that speaks of it:
// up to the comma behind it, from behind the number before. The only one of a sentence has the
// whole sentence.
struct Quantity {
  std::string value;  // "10"
  std::string_view said;
  std::string_view ahead;   // what stands in the sentence ahead of the number
  std::string_view behind;  // and behind its unit
};
std::vector<Quantity> quantities_in(std::string_view sentence, std::string_view unit);

}  // namespace yibao::guide
