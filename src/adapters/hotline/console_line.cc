#include "adapters/hotline/console_line.h"

namespace yibao::adapters {

namespace {

// The hash behind a number ends it, as on a telephone.
std::string without_hash(std::string keys) {
  while (!keys.empty() && (keys.back() == '\r' || keys.back() == ' ')) keys.pop_back();
  if (keys.size() > 1 && keys.back() == '#') keys.pop_back();
  return keys;
}

}  // namespace

void ConsoleLine::speak(const Prompt& prompt) {
  for (const Spoken& sentence : prompt.sentences) out_ << "热线: " << sentence.text << "\n";
}

std::optional<std::string> ConsoleLine::ask(const Prompt& prompt) {
  speak(prompt);
  out_ << "按键> " << std::flush;
  std::string keys;
  const bool there = static_cast<bool>(std::getline(in_, keys));
  keys = without_hash(std::move(keys));
  if (!there || keys == "挂机") {
    out_ << "挂机\n";
    return std::nullopt;
  }
  if (shows_keys_) out_ << (keys.size() > 1 ? std::string(keys.size(), '.') : keys) << "\n";
  return keys;
}

void ConsoleLine::end(const Prompt& prompt, const std::string& connect) {
  speak(prompt);
  out_ << (connect.empty() ? std::string("通话结束") : "转接 " + connect) << "\n" << std::flush;
}

}  // namespace yibao::adapters
