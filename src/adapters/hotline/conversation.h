// One telephone call from the first ring to the end (通话), over any kind of line.
//
// The dialog itself is in the server (business/hotline): this hands on keys and speaks what comes
// back. A line is a console, an Asterisk channel or a SIP phone; the server is reached over HTTP or
// lies in the same process.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/application.h"

namespace yibao::adapters {

// One sentence, as it is spoken: no figures, no latin numbers.
struct Spoken {
  std::string code;
  std::string text;
  bool personal = false;  // holds what is somebody's own: a recording of it is not kept
};

// What is spoken, and what is then waited for.
struct Prompt {
  std::vector<Spoken> sentences;
  int keys_max = 0;  // a number ends with the hash; a single key by itself
  int seconds = 0;
  bool slow = false;
};

class TelephoneLine {
 public:
  virtual ~TelephoneLine() = default;
  // Speaks and listens: the keys without the hash behind them, "#" for the hash alone, empty for
  // silence, nothing where the caller has hung up.
  virtual std::optional<std::string> ask(const Prompt& prompt) = 0;
  // Speaks for the last time; then the line is hung up, or handed to a person.
  virtual void end(const Prompt& prompt, const std::string& connect) = 0;
};

struct IncomingCall {
  std::string dialled;
  std::string caller;  // empty: withheld
  std::string region;  // of the line, where it is fixed; empty: by area code
};

using Exchange = std::function<service::Answer(const service::Call&)>;

// Whether the call was taken to its end; false where the server could not take it.
bool converse(TelephoneLine& line, const IncomingCall& incoming, const std::string& token,
              const Exchange& exchange);

}  // namespace yibao::adapters
