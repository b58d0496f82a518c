#include "service/policy_hashes.h"

#include <map>
#include <vector>

#include "policy/policy_set.h"
#include "storage/digest.h"

namespace yibao::service {

namespace {

constexpr std::size_t kDayLength = 10;
constexpr std::size_t kHashLength = 2 * storage::kDigestSize;
constexpr std::size_t kLineLength = kDayLength + 1 + kHashLength + 1;

std::vector<std::string_view> split(std::string_view text, std::string_view mark) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + mark.size();
  }
  return parts;
}

// What decides, of all regions, by the day on which it begins to: "441900 gap.grace_months 3", or
// "… ends". Source and status decide nothing.
std::map<std::string, std::string> chapters_of(const policy::PolicySet& policies) {
  std::map<std::string, std::string> chapters;
  const std::string text = policies.canonical_text();
  for (const std::string_view line : split(text, "\n")) {
    const std::vector<std::string_view> words = split(line, " ");
    YB_CHECK(words.size() >= 6, "a line of the policy's text");
    const std::string name = std::string(words[0]) + " " + std::string(words[1]);
    const std::vector<std::string_view> days = split(words[2], "..");
    std::string value;
    for (std::size_t i = 3; i + 2 < words.size(); ++i) value += " " + std::string(words[i]);
    chapters[std::string(days[0])] += name + value + "\n";
    if (days.size() > 1) chapters[std::string(days[1])] += name + " ends\n";
  }
  return chapters;
}

}  // namespace

// Each period's hash covers the one before, as the entries of a journal do.
std::string policy_hashes(const policy::PolicySet& policies) {
  std::string hashes;
  std::string hash;
  for (const auto& [day, text] : chapters_of(policies)) {
    hash = storage::to_hex(storage::sha256(hash + "\n" + text));
    hashes += day + " " + hash + "\n";
  }
  return hashes;
}

// Every line is as long as the others, and they stand in the order of their days.
std::string_view policy_hash_on(Date day, std::string_view hashes) {
  const std::string wanted = day.to_string();
  std::size_t line = hashes.size() / kLineLength;
  while (line > 1 && wanted < hashes.substr((line - 1) * kLineLength, kDayLength)) --line;
  if (line == 0) return {};
  return hashes.substr((line - 1) * kLineLength + kDayLength + 1, kHashLength);
}

bool has_policy_hash(std::string_view hashes, std::string_view hash) {
  return !hash.empty() && hashes.find(hash) != std::string_view::npos;
}

}  // namespace yibao::service
