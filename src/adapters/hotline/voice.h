// The voice of the hotline (语音合成): sentences to a file that a telephone can play.
//
// A recording of a person wins: `<recordings>/<code>.wav` for the sentence of that code, where it
// says the same to everybody. Everything else is spoken by espeak-ng from pinyin (its own Chinese
// voice reads many characters in English). What says the same to everybody is kept, by a digest of
// its text; what is somebody's own is not.
#pragma once

#include <mutex>
#include <string>

#include "adapters/hotline/conversation.h"
#include "adapters/hotline/wav.h"

namespace yibao::adapters {

class Voice {
 public:
  // `folder`: of this program alone, where sound is kept; made where it is missing.
  Voice(std::string folder, std::string recordings);

  // All sentences one behind the other, with a rest between them. From any thread.
  Sound speak(const Prompt& prompt);
  // The same as a new file, for the one who asks to delete; without its ending, as Asterisk has it.
  std::string file_of(const Prompt& prompt);

  // Whether there is a voice on this machine.
  static bool is_there();

 private:
  Sound sentence(const Spoken& spoken, bool slow);

  std::string folder_;
  std::string recordings_;
  std::mutex mutex_;  // one sentence is made at a time
};

}  // namespace yibao::adapters
