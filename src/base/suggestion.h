// 相近的写法: the known word that somebody may have meant goes with a reason as the fact `perhaps`,
// and is told behind its sentence (service/catalogue.h). Where nothing is alike, nothing is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "base/text.h"

namespace yibao {

inline constexpr std::string_view kPerhaps = "perhaps";

inline std::vector<Fact> with_suggestion(std::vector<Fact> facts, std::string_view word,
                                         const std::vector<std::string>& known) {
  std::string nearest = nearest_word(word, known);
  if (!nearest.empty()) facts.push_back({std::string(kPerhaps), std::move(nearest)});
  return facts;
}

}  // namespace yibao
