// Are the pages those of this program? The build of the pages leaves a stamp beside them: a digest
// of everything that they are made from (web/tools/stamp.mjs, which must count the same files).
#pragma once

#include <string>

namespace yibao::adapters {

// Of the sources below a home: 64 hexadecimal digits; empty where there are none.
std::string sources_digest(const std::string& home);

// What is wrong with the pages of a home and what to do; empty where they are as their sources, or
// where there are no sources to compare them with, or no pages at all.
std::string pages_behind(const std::string& home);

}  // namespace yibao::adapters
