// A channel of Asterisk as a telephone line, by its gateway interface (FastAGI): one connection is
// one call. Asterisk says who calls whom, then does what it is told, a line for a line.
//
//   exten => 12393,1,AGI(agi://127.0.0.1:4573/441900)    ; the place of the line, or nothing
//   exten => 12393,n,GotoIf($["${YIBAO_CONNECT}" = ""]?end)
//   exten => 12393,n,Dial(PJSIP/staff)
//
// It plays files: Asterisk must see the folder of the voice under the same path.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "adapters/hotline/conversation.h"

namespace yibao::adapters {

// Makes a file of a prompt and returns its name without the ending; whoever asked deletes it.
using PromptFile = std::function<std::string(const Prompt&)>;

class AgiLine : public TelephoneLine {
 public:
  // Owns neither: the connection stays open until whoever accepted it closes it.
  AgiLine(int connection, PromptFile prompt_file);

  // What Asterisk says of the call, before anything else; nothing where it is none.
  std::optional<IncomingCall> read_call();

  std::optional<std::string> ask(const Prompt& prompt) override;
  void end(const Prompt& prompt, const std::string& connect) override;

 private:
  struct Reply {
    int code = 0;
    std::string result;
    bool timeout = false;
  };
  std::optional<std::string> read_line();
  bool send(const std::string& line);
  // Nothing where the caller has hung up, or Asterisk has gone.
  std::optional<Reply> command(const std::string& line);

  int connection_;
  PromptFile prompt_file_;
  std::string buffer_;
  bool answered_ = false;
};

}  // namespace yibao::adapters
