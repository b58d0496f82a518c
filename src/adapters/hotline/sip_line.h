// A call on a SIP line, through one baresip process: what is spoken is played as a file, keys come
// as events.
#pragma once

#include <optional>
#include <string>

#include "adapters/hotline/baresip.h"
#include "adapters/hotline/conversation.h"
#include "adapters/hotline/voice.h"

namespace yibao::adapters {

class SipLine : public TelephoneLine {
 public:
  SipLine(SipOptions options, Voice& voice);
  ~SipLine() override;

  // Waits for a call, and answers it; nothing where none has come by then.
  std::optional<IncomingCall> wait(std::chrono::milliseconds most);

  std::optional<std::string> ask(const Prompt& prompt) override;
  void end(const Prompt& prompt, const std::string& connect) override;

 private:
  using Clock = std::chrono::steady_clock;
  // Plays the prompt and what silence behind it; returns when the words will be over.
  Clock::time_point play(const Prompt& prompt);
  // The next key; empty: none by then; nothing: the caller has gone.
  std::optional<std::string> key(Clock::time_point until);

  SipOptions options_;
  Voice& voice_;
  std::string silence_;
  std::string playing_;
  Baresip phone_;
  bool closed_ = false;
};

}  // namespace yibao::adapters
