// Goal: what is spoken reaches the telephone as sound it can play, in readings that are right.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "adapters/hotline/pinyin.h"
#include "adapters/hotline/voice.h"
#include "adapters/hotline/wav.h"
#include "base/check.h"

namespace yibao::adapters {
namespace {

Sound tone(int rate, double hertz, double seconds) {
  Sound sound{rate, {}};
  for (int i = 0; i < static_cast<int>(rate * seconds); ++i) {
    sound.samples.push_back(
        static_cast<std::int16_t>(10'000 * std::sin(2 * std::numbers::pi * hertz * i / rate)));
  }
  return sound;
}

double loudness(const Sound& sound) {
  double sum = 0;
  for (const std::int16_t sample : sound.samples) sum += double{1} * sample * sample;
  return std::sqrt(sum / static_cast<double>(sound.samples.size()));
}

TEST(Wav, comes_back_as_it_was_written) {
  const Sound sound = tone(8'000, 440, 0.1);
  const Sound read = parse_wav(to_wav(sound));
  EXPECT_EQ(read.rate, 8'000);
  EXPECT_EQ(read.samples, sound.samples);
}

TEST(Wav, refuses_what_is_none) {
  const std::string good = to_wav(tone(8'000, 440, 0.01));
  std::string stereo = good;
  stereo[22] = 2;
  for (const std::string& bad : {std::string(), std::string("RIFF"), good.substr(0, 40), stereo}) {
    EXPECT_THROW(parse_wav(bad), Fault);
  }
}

// What 8 000 samples carry stays as loud as it was; what they cannot carry is not heard as another
// tone.
TEST(Wav, is_resampled_without_ghosts) {
  const Sound low = resampled(tone(22'050, 500, 0.5), 8'000);
  EXPECT_NEAR(static_cast<double>(low.samples.size()), 4'000, 2);
  EXPECT_NEAR(loudness(low), loudness(tone(8'000, 500, 0.5)), 300);
  EXPECT_LT(loudness(resampled(tone(22'050, 6'000, 0.5), 8'000)), 300);
}

TEST(Pinyin, reads_words_as_people_do) {
  const std::pair<const char*, const char*> kCases[] = {
      {"您好", "nin2 hao3"},
      {"重听请按星号键。", "chong2 ting1 qing3 an4 xing1 hao4 jian4. "},
      {"银行", "yin2 hang2"},
      {"东莞市,绿色", "dong1 guan3 shi4, lv4 se4"},
      {"字母X", "zi4 mu3 ai4 ke4 si5"},
      {"", ""},
  };
  for (const auto& [text, pinyin] : kCases) EXPECT_EQ(to_pinyin(text), pinyin) << text;
}

class VoiceOnThisMachine : public testing::Test {
 protected:
  void SetUp() override {
    if (!Voice::is_there()) GTEST_SKIP() << "espeak-ng is not installed";
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder_), {}));
  }
  const std::string folder_ = testing::TempDir() + "yibao-voice";
};

TEST_F(VoiceOnThisMachine, keeps_what_it_says_to_everybody_and_nothing_else) {
  Voice voice(folder_, "");
  const Prompt menu{{{"hotline_answered", "重听请按星号键", false}}, 1, 10, false};
  const Sound once = voice.speak(menu);
  EXPECT_GT(once.samples.size(), 8'000U);  // longer than a second
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(voice.speak(menu).samples, once.samples);
  const Sound own = voice.speak({{{"hotline_balance", "余额是一百二十元", true}}, 1, 10, false});
  EXPECT_GT(own.samples.size(), 4'000U);
  EXPECT_EQ(files(), 1U);
  Prompt slow = menu;
  slow.slow = true;
  EXPECT_GT(voice.speak(slow).samples.size(), once.samples.size() * 11 / 10);
}

TEST_F(VoiceOnThisMachine, lets_a_recording_win) {
  const std::string recordings = folder_ + "-recordings";
  std::filesystem::create_directories(recordings);
  {
    std::ofstream file(recordings + "/hotline_answered.wav", std::ios::binary);
    file << to_wav(tone(16'000, 440, 1));
  }
  Voice voice(folder_, recordings);
  const Sound sound = voice.speak({{{"hotline_answered", "重听请按星号键", false}}, 1, 10, false});
  EXPECT_NEAR(static_cast<double>(sound.samples.size()), 8'000 + 2'000, 10);
  std::filesystem::remove_all(recordings);
}

}  // namespace
}  // namespace yibao::adapters
