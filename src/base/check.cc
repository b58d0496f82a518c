#include "base/check.h"

namespace yibao {

void fail_check(const char* file, int line, const char* condition, const std::string& note) {
  std::string text = std::string(file) + ":" + std::to_string(line) + ": " + condition;
  if (!note.empty()) text += ": " + note;
  throw Bug(text);
}

}  // namespace yibao
