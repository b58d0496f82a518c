// A telephone at a terminal: what is spoken is printed, keys are typed, one input a line.
//
// An empty line is silence; `#` alone the hash; `挂机` or the end of the input hangs up. Reads a
// file or a pipe as well, and then shows what was keyed, numbers and secrets as dots.
#pragma once

#include <istream>
#include <ostream>

#include "adapters/hotline/conversation.h"

namespace yibao::adapters {

class ConsoleLine : public TelephoneLine {
 public:
  // `shows_keys`: the input is not typed at this terminal, so it does not stand there by itself.
  ConsoleLine(std::istream& in, std::ostream& out, bool shows_keys)
      : in_(in), out_(out), shows_keys_(shows_keys) {}
  std::optional<std::string> ask(const Prompt& prompt) override;
  void end(const Prompt& prompt, const std::string& connect) override;

 private:
  void speak(const Prompt& prompt);

  std::istream& in_;
  std::ostream& out_;
  bool shows_keys_;
};

}  // namespace yibao::adapters
