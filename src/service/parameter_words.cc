#include "service/parameter_words.h"

#include "policy/parameter_table.h"

namespace yibao::service {

namespace {

constexpr std::string_view kUnits = "parameter_unit";

// Whether the word stands in the key between underscores.
bool has_word(std::string_view key, std::string_view word) {
  for (std::size_t at = key.find(word); at != std::string_view::npos; at = key.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || key[at - 1] == '_') && (end == key.size() || key[end] == '_')) return true;
  }
  return false;
}

// The longest word of the key that stands for a unit: working_days before days.
std::string unit_of(const Names& names, std::string_view key) {
  std::string unit;
  for (const std::string& word : names.words_of(kUnits)) {
    if (word.size() >= unit.size() && has_word(key, word)) unit = word;
  }
  return unit;
}

}  // namespace

std::string parameter_words(const Names& names, std::string_view parameter,
                            const std::string& shown) {
  const policy::Parameter* known = policy::find_parameter(parameter);
  if (known == nullptr || !known->is_numeric()) return names.show("parameter_value", shown);
  if (known->kind == policy::ValueKind::rate) return shown;
  const std::string unit =
      known->kind == policy::ValueKind::money ? "money" : unit_of(names, known->key);
  return unit.empty() ? shown : shown + " " + names.word(kUnits, unit);
}

}  // namespace yibao::service
