// Numbers that only look random: the same seed gives the same population on every machine, and
// person 17 is the same one whether a thousand people are made or a million.
#pragma once

#include <cstdint>
#include <span>

namespace yibao::main {

// SplitMix64, by Sebastiano Vigna: one state word, good enough for names and dates. The standard
// library's distributions differ between implementations; these do not.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t index) : state_(mix(seed) ^ mix(~index)) {}

  std::uint64_t next() { return mix(state_ += kStep); }
  // 0 to count - 1. The bias of the remainder is far below what a synthetic population shows.
  int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  int between(int first, int last) { return first + below(last - first + 1); }
  bool chance(int percent) { return below(100) < percent; }
  // The index of one of the weights, the heavier the likelier.
  std::size_t weighted(std::span<const int> weights) {
    int sum = 0;
    for (const int weight : weights) sum += weight;
    int left = below(sum);
    std::size_t index = 0;
    while (left >= weights[index]) left -= weights[index++];
    return index;
  }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;
  static std::uint64_t mix(std::uint64_t value) {
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
    value = (value ^ value >> 27) * 0x94D049BB133111EB;
    return value ^ value >> 31;
  }

  std::uint64_t state_;
};

}  // namespace yibao::main
