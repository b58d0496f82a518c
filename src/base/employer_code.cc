#include "base/employer_code.h"

#include <array>
#include <cstddef>

namespace yibao {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t kLength = 18;

// 3 to the power of the position, modulo 31.
constexpr std::array<int, kLength - 1> kWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                   29, 25, 13, 8,  24, 10, 30, 28};

char to_capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

Decision<std::string> check_employer_code(std::string_view text) {
  std::string code;
  for (const char c : text.substr(0, kLength)) code += to_capital(c);
  if (text.size() != kLength || code.find_first_not_of(kAlphabet) != std::string::npos) {
    return refuse(RefusalKind::malformed, "employer_code_shape",
                  {{"expected_length", std::to_string(kLength)}});
  }
  if (employer_check_character(std::string_view(code).substr(0, kLength - 1)) != code.back()) {
    return refuse(RefusalKind::malformed, "employer_code_check_digit");
  }
  return code;
}

char employer_check_character(std::string_view first17) {
  YB_CHECK(first17.size() == kWeights.size(), "17 characters are needed");
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    const std::size_t value = kAlphabet.find(first17[i]);
    YB_CHECK(value != std::string_view::npos, "not of the alphabet");
    sum += value * static_cast<std::size_t>(kWeights[i]);
  }
  // The outer remainder is the standard's special case: 31 is written 0.
  return kAlphabet[(31 - sum % 31) % 31];
}

}  // namespace yibao
