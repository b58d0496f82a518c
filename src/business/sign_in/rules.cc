#include "business/sign_in/rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace yibao::sign_in {

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;

constexpr std::array<std::string_view, 6> kKinds{"phone_code", "password",     "insurance_number",
                                                 "staff",      "organisation", "enquiry_password"};
constexpr std::array<std::string_view, 4> kPurposes{"sign_in", "registration", "secret", "phone"};
constexpr std::array<std::string_view, 2> kHolders{"person", "staff"};
constexpr std::array<std::string_view, 6> kEnds{"signed_out", "revoked",       "secret_changed",
                                                "too_many",   "phone_changed", "consent_withdrawn"};

// What is tried first wherever a password is guessed, in small letters.
constexpr std::array<std::string_view, 8> kGuessedFirst{"123456", "password", "qwerty", "111111",
                                                        "abc123", "iloveyou", "yibao",  "admin"};

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::size_t different_characters(std::string text) {
  std::ranges::sort(text);
  return static_cast<std::size_t>(std::unique(text.begin(), text.end()) - text.begin());
}

// Nothing but one of them and what is put around it by habit: password2024!
bool is_guessed_first(const std::string& password) {
  constexpr std::size_t kAround = 5;
  const std::string text = lower(password);
  if (different_characters(text) < 5) return true;
  return std::ranges::any_of(kGuessedFirst, [&](std::string_view each) {
    return text.find(each) != std::string::npos && text.size() <= each.size() + kAround;
  });
}

bool holds(const std::string& password, const std::string& number, std::size_t digits) {
  if (number.size() < digits) return false;
  return lower(password).find(lower(number.substr(number.size() - digits))) != std::string::npos;
}

}  // namespace

std::string_view to_text(Kind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::string_view to_text(Purpose purpose) {
  return kPurposes[static_cast<std::size_t>(purpose)];
}
std::string_view to_text(Holder holder) {
  return kHolders[static_cast<std::size_t>(holder)];
}
std::string_view to_text(End end) {
  return kEnds[static_cast<std::size_t>(end)];
}

Verdict check_new_password(const std::string& password, const IdentityNumber& number,
                           const Phone& phone, const policy::SignInPolicy& policy) {
  const int least = policy.password_characters_min.value;
  if (count_characters(password) < static_cast<std::size_t>(least)) {
    return refuse("password_too_short", {{"characters_min", std::to_string(least)}},
                  {policy.password_characters_min.citation});
  }
  // The last six digits of the identity number, and the telephone, are what a family knows.
  if (is_guessed_first(password)) return refuse("password_guessed_first");
  if (holds(password, number.reveal(), 6) || holds(password, phone.reveal(), 8)) {
    return refuse("password_holds_number");
  }
  return Nothing{};
}

Lifetime lifetime_of(Holder holder, std::string_view channel, const policy::SignInPolicy& policy) {
  if (channel == "kiosk") {
    return {policy.kiosk_idle_minutes.value * kMinute, policy.kiosk_minutes.value * kMinute};
  }
  if (holder == Holder::staff) {
    return {policy.staff_idle_minutes.value * kMinute, policy.staff_hours.value * kHour};
  }
  return {policy.participant_idle_minutes.value * kMinute, policy.participant_hours.value * kHour};
}

std::string shown_source(const std::string& source) {
  const bool sixth = source.find(':') != std::string::npos;
  const char mark = sixth ? ':' : '.';
  std::size_t end = source.find(mark);
  if (end == std::string::npos) return "";
  end = source.find(mark, end + 1);
  if (end == std::string::npos) return "*";
  std::string shown = source.substr(0, end);
  while (shown.ends_with(':')) shown.pop_back();
  return shown + (sixth ? "::*" : ".*.*");
}

std::string network_of(const std::string& source) {
  if (source.find(':') == std::string::npos) return source;
  std::size_t end = 0;
  for (int groups = 0; groups < 4 && end != std::string::npos; ++groups) {
    end = source.find(':', end == 0 ? 0 : end + 1);
  }
  return source.substr(0, end);
}

}  // namespace yibao::sign_in
