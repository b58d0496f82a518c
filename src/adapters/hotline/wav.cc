#include "adapters/hotline/wav.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.h"

namespace yibao::adapters {

namespace {

constexpr std::size_t kSecondsMax = 600;

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i > 0; --i) {
    value = value << 8U | std::uint32_t{static_cast<unsigned char>(bytes[at + i - 1])};
  }
  return value;
}

void put(std::string& bytes, std::uint32_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
}

// sin(πx)/(πx), weighted to nothing at the edge (Hann).
double kernel(double x, double width) {
  if (std::abs(x) >= width) return 0;
  const double pi = std::numbers::pi;
  const double window = 0.5 + 0.5 * std::cos(pi * x / width);
  return x == 0 ? 1 : std::sin(pi * x) / (pi * x) * window;
}

}  // namespace

Sound parse_wav(std::string_view bytes) {
  if (bytes.size() < 12 || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WAVE") {
    throw Fault("not a WAV file");
  }
  Sound sound;
  bool known = false;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::string_view kind = bytes.substr(at, 4);
    // A program that writes into a pipe does not know the size and says what it likes.
    const std::size_t size = std::min<std::size_t>(little(bytes, at + 4, 4), bytes.size() - at - 8);
    at += 8;
    if (kind == "fmt " && size >= 16) {
      const bool plain = little(bytes, at, 2) == 1 && little(bytes, at + 2, 2) == 1 &&
                         little(bytes, at + 14, 2) == 16;
      sound.rate = static_cast<int>(little(bytes, at + 4, 4));
      known = plain && sound.rate >= kTelephoneRate && sound.rate <= 192'000;
    } else if (kind == "data") {
      if (!known || size / 2 > kSecondsMax * static_cast<std::size_t>(sound.rate)) break;
      for (std::size_t i = 0; i + 1 < size; i += 2) {
        sound.samples.push_back(static_cast<std::int16_t>(little(bytes, at + i, 2)));
      }
      return sound;
    }
    at += size + size % 2;
  }
  throw Fault("not a WAV file of one channel and 16 bits");
}

std::string to_wav(const Sound& sound) {
  const auto rate = static_cast<std::uint32_t>(sound.rate);
  const auto size = static_cast<std::uint32_t>(sound.samples.size() * 2);
  std::string bytes = "RIFF";
  put(bytes, 36 + size, 4);
  bytes += "WAVEfmt ";
  put(bytes, 16, 4);
  put(bytes, 1, 2);
  put(bytes, 1, 2);
  put(bytes, rate, 4);
  put(bytes, rate * 2, 4);
  put(bytes, 2, 2);
  put(bytes, 16, 2);
  bytes += "data";
  put(bytes, size, 4);
  for (const std::int16_t sample : sound.samples) put(bytes, static_cast<std::uint16_t>(sample), 2);
  return bytes;
}

Sound resampled(const Sound& sound, int rate) {
  if (sound.rate == rate) return sound;
  constexpr double kWidth = 16;  // samples of the slower rate on each side
  const double step = static_cast<double>(sound.rate) / rate;
  const double slower = std::max(1.0, step);
  Sound result{rate, {}};
  const auto count = static_cast<std::size_t>(static_cast<double>(sound.samples.size()) / step);
  result.samples.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double centre = static_cast<double>(i) * step;
    const auto first = static_cast<std::ptrdiff_t>(std::ceil(centre - kWidth * slower));
    const auto last = static_cast<std::ptrdiff_t>(std::floor(centre + kWidth * slower));
    double sum = 0;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(first, 0);
         k <= last && k < static_cast<std::ptrdiff_t>(sound.samples.size()); ++k) {
      sum += sound.samples[static_cast<std::size_t>(k)] *
             kernel((static_cast<double>(k) - centre) / slower, kWidth) / slower;
    }
    result.samples.push_back(static_cast<std::int16_t>(std::clamp(sum, -32768.0, 32767.0)));
  }
  return result;
}

void append(Sound& sound, const Sound& more) {
  YB_CHECK(sound.rate == more.rate, "sounds of two rates");
  sound.samples.insert(sound.samples.end(), more.samples.begin(), more.samples.end());
}

void append_silence(Sound& sound, int milliseconds) {
  sound.samples.resize(sound.samples.size() + static_cast<std::size_t>(sound.rate) *
                                                  static_cast<std::size_t>(milliseconds) / 1000);
}

}  // namespace yibao::adapters
