#include "adapters/provider/kept_output.h"

#include <algorithm>

#include "base/check.h"
#include "base/tree_text.h"
#include "storage/json.h"

namespace yibao::adapters::provider {

namespace {

constexpr std::string_view kBegin = R"({"number":")";
constexpr std::string_view kAt = R"(","answered_at":)";
constexpr std::string_view kOutput = R"(,"output":)";

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

bool is_node(std::string_view text) {  // an object or a list; what was kept as a text is neither
  return text.starts_with('{') || text.starts_with('[');
}

constexpr std::size_t kMillisecondsMax = 15;

Instant moment_of(std::string_view digits) {
  return Instant::from_milliseconds(std::stoll(std::string(digits)));
}

std::string_view take_digits(std::string_view& text) {
  const std::string_view digits =
      text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
  text.remove_prefix(digits.size());
  return digits;
}

}  // namespace

std::string keep_output(std::string_view number, Instant at, std::string_view output) {
  YB_CHECK(is_digits(number), "an answer whose number is none");
  YB_CHECK(is_node(output), "an output that is no node");
  std::string kept;
  kept.reserve(kBegin.size() + number.size() + kAt.size() + kOutput.size() + output.size() + 24);
  kept.append(kBegin).append(number).append(kAt).append(std::to_string(at.milliseconds()));
  return kept.append(kOutput).append(output).append("}");
}

std::optional<KeptOutput> find_kept_output(std::string_view body) {
  std::string_view rest = body;
  if (take(rest, kBegin)) {
    const std::string_view number = take_digits(rest);
    const std::string_view at = take(rest, kAt) ? take_digits(rest) : std::string_view();
    const bool ours = !at.empty() && at.size() <= kMillisecondsMax && take(rest, kOutput);
    if (ours && is_node(rest) && rest.ends_with('}')) {
      rest.remove_suffix(1);
      return KeptOutput{std::string(number), moment_of(at), std::string(rest)};
    }
  }
  const Decision<Tree> parsed = storage::parse_json(body);
  YB_CHECK(parsed.ok(), "an answer of ours that is no JSON");
  const Tree* output = parsed->find("output");
  if (output == nullptr || output->text() == nullptr) return std::nullopt;
  const Tree* at = parsed->find("answered_at");
  YB_CHECK(at != nullptr && at->integer(), "an answer that was given at no time");
  return KeptOutput{text_of(*parsed, "number"), Instant::from_milliseconds(*at->integer()),
                    *output->text()};
}

}  // namespace yibao::adapters::provider
