#include "adapters/hotline/sip_line.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/tree_text.h"
#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::adapters {

namespace {

constexpr int kSilenceMilliseconds = 120'000;  // longer than any question waits
constexpr std::chrono::milliseconds kBetweenKeys{6'000};

// sip:13900001111@10.0.0.1:5060 → 13900001111
std::string number_of(const std::string& uri) {
  const std::size_t from = uri.find(':') == std::string::npos ? 0 : uri.find(':') + 1;
  std::string number;
  for (const char c : uri.substr(from, uri.find('@') - from)) {
    if ((c >= '0' && c <= '9') || (c == '+' && number.empty())) number += c;
  }
  return number.substr(0, 20);
}

void write_sound(const std::string& path, const Sound& sound) {
  const mode_t before = umask(0077);
  std::ofstream(path, std::ios::binary) << to_wav(sound);
  umask(before);
}

std::string silence_in(const std::string& folder) {
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/silence.wav";
  Sound silence;
  append_silence(silence, kSilenceMilliseconds);
  write_sound(path, silence);
  return path;
}

}  // namespace

SipLine::SipLine(SipOptions options, Voice& voice)
    : options_(std::move(options)),
      voice_(voice),
      silence_(silence_in(options_.folder)),
      phone_(options_, silence_) {}

SipLine::~SipLine() {
  if (!playing_.empty()) std::filesystem::remove(playing_);
}

std::optional<IncomingCall> SipLine::wait(std::chrono::milliseconds most) {
  const auto until = Clock::now() + most;
  while (const std::optional<Tree> event = phone_.event(until)) {
    if (text_of(*event, "type") != "CALL_ESTABLISHED") continue;
    return IncomingCall{number_of(text_of(*event, "accountaor")),
                        number_of(text_of(*event, "peeruri")), ""};
  }
  return std::nullopt;
}

SipLine::Clock::time_point SipLine::play(const Prompt& prompt) {
  Sound sound = voice_.speak(prompt);
  const auto spoken = std::chrono::milliseconds(sound.samples.size() * 1000 / kTelephoneRate);
  append_silence(sound, kSilenceMilliseconds);
  const std::string path =
      options_.folder + "/prompt-" + storage::to_hex(storage::random_bytes(8)) + ".wav";
  write_sound(path, sound);
  phone_.command("ausrc", "aufile," + path);
  if (!playing_.empty()) std::filesystem::remove(playing_);  // read into memory when it began
  playing_ = path;
  return Clock::now() + spoken;
}

std::optional<std::string> SipLine::key(Clock::time_point until) {
  while (const std::optional<Tree> event = phone_.event(until)) {
    const std::string type = text_of(*event, "type");
    if (type == "CALL_CLOSED") {
      closed_ = true;
      return std::nullopt;
    }
    const std::string key = text_of(*event, "param");
    if (type == "CALL_DTMF_START" && key.size() == 1 &&
        std::string_view("0123456789*#").find(key[0]) != std::string_view::npos) {
      return key;
    }
  }
  return std::string();
}

std::optional<std::string> SipLine::ask(const Prompt& prompt) {
  if (closed_) return std::nullopt;
  auto until = play(prompt) + std::chrono::seconds(prompt.seconds);
  std::string keys;
  while (keys.size() < static_cast<std::size_t>(prompt.keys_max)) {
    const std::optional<std::string> next = key(until);
    if (!next) return std::nullopt;
    if (next->empty()) break;
    if (*next == "#") return keys.empty() ? std::string("#") : keys;
    keys += *next;
    // A number may go on; a star or a nought alone may be all that comes.
    until = Clock::now() + kBetweenKeys;
  }
  return keys;
}

void SipLine::end(const Prompt& prompt, const std::string& connect) {
  if (closed_) return;
  const auto over = play(prompt);
  while (!closed_ && Clock::now() < over) key(over);
  if (closed_) return;
  if (!connect.empty() && !options_.staff.empty()) {
    phone_.command("transfer", options_.staff);
    key(Clock::now() + kBetweenKeys);
    if (closed_) return;
  }
  phone_.command("hangup", "");
  key(Clock::now() + std::chrono::seconds(2));
}

}  // namespace yibao::adapters
