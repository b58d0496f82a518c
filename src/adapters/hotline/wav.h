// Sound as the telephone knows it: 8 000 samples a second, 16 bits, one channel.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yibao::adapters {

inline constexpr int kTelephoneRate = 8'000;

struct Sound {
  int rate = kTelephoneRate;
  std::vector<std::int16_t> samples;
};

// PCM of 16 bits, one channel; throws Fault where it is something else.
Sound parse_wav(std::string_view bytes);
std::string to_wav(const Sound& sound);

// At another rate, without what that rate cannot carry.
Sound resampled(const Sound& sound, int rate);
void append(Sound& sound, const Sound& more);  // of the same rate
void append_silence(Sound& sound, int milliseconds);

}  // namespace yibao::adapters
