// What the checker of answers says, in both languages at the place where it says it. Fields, codes
// and amounts are the same in both.
#pragma once

#include <string>
#include <utility>

#include "base/language.h"

namespace yibao::provider {

class Words {
 public:
  Words(std::string both) : chinese_(both), english_(std::move(both)) {}
  Words(const char* both) : Words(std::string(both)) {}
  Words(std::string chinese, std::string english)
      : chinese_(std::move(chinese)), english_(std::move(english)) {}

  const std::string& in(Language language) const {
    return language == Language::english ? english_ : chinese_;
  }

 private:
  std::string chinese_;
  std::string english_;
};

inline Words nothing_there() {
  return {"没有", "nothing"};
}

}  // namespace yibao::provider
