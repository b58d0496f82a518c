#include "adapters/hotline/voice.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "adapters/files/read.h"
#include "adapters/hotline/pinyin.h"
#include "storage/digest.h"
#include "storage/vault.h"

extern char** environ;

namespace yibao::adapters {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWavMax = 32U << 20U;
constexpr int kRestMilliseconds = 250;
constexpr const char* kWordsPerMinute = "165";
constexpr const char* kSlowWordsPerMinute = "110";  // 长辈: 放慢语速

// For this program and the group of the folder, which is Asterisk's: nobody else hears it.
void write_private(const std::string& path, const std::string& bytes) {
  const mode_t before = umask(0027);
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  umask(before);
  if (!file) throw Fault("cannot write " + path);
}

// Text and sound go through files: what is said stands in no list of processes.
void run_espeak(const std::string& text_file, const std::string& wav_file, bool slow) {
  std::array<std::string, 9> words{"espeak-ng",
                                   "-v",
                                   "cmn-latn-pinyin",
                                   "-s",
                                   slow ? kSlowWordsPerMinute : kWordsPerMinute,
                                   "-f",
                                   text_file,
                                   "-w",
                                   wav_file};
  std::array<char*, 10> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  pid_t child = 0;
  if (posix_spawnp(&child, "espeak-ng", nullptr, nullptr, arguments.data(), environ) != 0) {
    throw Fault("espeak-ng is not installed: the hotline has no voice");
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || status != 0) throw Fault("espeak-ng has failed");
}

std::string fresh_name() {
  return storage::to_hex(storage::random_bytes(12));
}

}  // namespace

Voice::Voice(std::string folder, std::string recordings)
    : folder_(std::move(folder)), recordings_(std::move(recordings)) {
  const mode_t before = umask(0027);
  fs::create_directories(folder_);
  umask(before);
}

bool Voice::is_there() {
  std::string path = std::getenv("PATH") != nullptr ? std::getenv("PATH") : "";
  path += ':';
  for (std::size_t from = 0; from < path.size();) {
    const std::size_t end = path.find(':', from);
    if (access((path.substr(from, end - from) + "/espeak-ng").c_str(), X_OK) == 0) return true;
    from = end + 1;
  }
  return false;
}

Sound Voice::sentence(const Spoken& spoken, bool slow) {
  const std::string recorded = recordings_ + "/" + spoken.code + ".wav";
  if (!recordings_.empty() && !spoken.personal && !spoken.code.empty() && fs::exists(recorded)) {
    return resampled(parse_wav(files::read_file(recorded, kWavMax)), kTelephoneRate);
  }
  const std::string pinyin = to_pinyin(spoken.text);
  if (pinyin.empty()) return {};
  const std::string kept =
      folder_ + "/" + storage::to_hex(storage::sha256((slow ? "slow " : "") + pinyin)) + ".wav";
  const std::lock_guard lock(mutex_);
  if (!spoken.personal && fs::exists(kept)) return parse_wav(files::read_file(kept, kWavMax));
  const std::string text_file = folder_ + "/" + fresh_name() + ".txt";
  const std::string wav_file = folder_ + "/" + fresh_name() + ".new";
  write_private(text_file, pinyin);
  write_private(wav_file, "");
  Sound sound;
  try {
    run_espeak(text_file, wav_file, slow);
    sound = resampled(parse_wav(files::read_file(wav_file, kWavMax)), kTelephoneRate);
  } catch (...) {
    fs::remove(text_file);
    fs::remove(wav_file);
    throw;
  }
  fs::remove(text_file);
  write_private(wav_file, spoken.personal ? "" : to_wav(sound));
  spoken.personal ? void(fs::remove(wav_file)) : fs::rename(wav_file, kept);
  return sound;
}

Sound Voice::speak(const Prompt& prompt) {
  Sound sound;
  for (const Spoken& each : prompt.sentences) {
    append(sound, sentence(each, prompt.slow));
    append_silence(sound, kRestMilliseconds);
  }
  return sound;
}

std::string Voice::file_of(const Prompt& prompt) {
  const std::string name = folder_ + "/prompt-" + fresh_name();
  write_private(name + ".wav", to_wav(speak(prompt)));
  return name;
}

}  // namespace yibao::adapters
