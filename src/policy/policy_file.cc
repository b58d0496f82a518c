#include "policy/policy_file.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/suggestion.h"

namespace yibao::policy {

namespace {

const std::vector<std::string> kFields = {"value",      "from",   "until", "source",
                                          "checked_on", "status", "note"};

struct Place {
  std::string region;
  std::string topic;
};

// The last two parts of ".../441900/transfer.toml".
Place place_of(std::string_view name) {
  constexpr std::string_view kSuffix = ".toml";
  if (name.ends_with(kSuffix)) name.remove_suffix(kSuffix.size());
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view folder = name.substr(0, slash);
  return {std::string(folder.substr(folder.rfind('/') + 1)), std::string(name.substr(slash + 1))};
}

std::vector<std::string> keys_of(std::string_view topic) {
  std::vector<std::string> keys;
  for (const Parameter& parameter : parameters()) {
    if (parameter.topic == topic) keys.emplace_back(parameter.key);
  }
  return keys;
}

std::vector<std::string> ids_of(const Sources& sources) {
  std::vector<std::string> ids;
  for (const auto& [id, source] : sources) ids.push_back(id);
  return ids;
}

std::string told(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

class FileReader {
 public:
  FileReader(const PolicyFile& file, const Sources& sources, std::vector<Reason>& problems)
      : file_(file), sources_(sources), problems_(problems) {}

  std::optional<ReadFile> read() {
    const Place place = place_of(file_.name);
    const std::optional<RegionCode> region = RegionCode::parse(place.region);
    const std::vector<std::string> known = topics();
    const bool known_topic = std::find(known.begin(), known.end(), place.topic) != known.end();
    if (!region) {
      note("policy_region_malformed", {{"value", place.region.empty() ? "policy" : place.region}});
    }
    if (!known_topic) {
      note("policy_topic_unknown", with_suggestion({{"value", place.topic}}, place.topic, known));
    }
    if (!region || !known_topic) return std::nullopt;
    ReadFile result{*region, place.topic, {}};
    if (file_.tree.members() == nullptr) {
      note("policy_value_invalid",
           {{"key", ""}, {"value", file_.tree.to_json()}, {"must_be", "parameters"}});
      return result;
    }
    for (const auto& [key, values] : *file_.tree.members()) read_key(result, key, values);
    return result;
  }

 private:
  void note(const char* code, std::vector<Fact> facts) {
    facts.insert(facts.begin(), {"file", file_.name});
    problems_.push_back({code, std::move(facts), {}});
  }

  void read_key(ReadFile& result, const std::string& key, const Tree& values) {
    const Parameter* parameter = find_parameter(result.topic + "." + key);
    if (parameter == nullptr) {
      return note("policy_key_unknown",
                  with_suggestion({{"key", key}}, key, keys_of(result.topic)));
    }
    if (values.list() == nullptr) {
      return note("policy_value_invalid",
                  {{"key", key}, {"value", values.to_json()}, {"must_be", "entries"}});
    }
    ParameterValues read{static_cast<std::size_t>(parameter - parameters().data()), {}};
    for (std::size_t i = 0; i < values.list()->size(); ++i) {
      const std::string entry = key + "[" + std::to_string(i) + "]";
      auto value = read_entry(*parameter, entry, (*values.list())[i]);
      if (value) read.values.push_back(std::move(*value));
    }
    order(read.values, key);
    result.parameters.push_back(std::move(read));
  }

  std::optional<DatedValue> read_entry(const Parameter& parameter, const std::string& entry,
                                       const Tree& tree) {
    if (tree.members() == nullptr) {
      note("policy_value_invalid",
           {{"key", entry}, {"value", tree.to_json()}, {"must_be", "entry"}});
      return std::nullopt;
    }
    const std::size_t before = problems_.size();
    refuse_unknown_fields(entry, tree);
    DatedValue result;
    read_value(parameter, entry, tree, result);
    result.from = read_date(entry, tree, "from").value_or(Date());
    if (tree.find("until") != nullptr) result.until = read_date(entry, tree, "until");
    if (result.until && *result.until <= result.from) {
      note_field(entry, "until", result.until->to_string(), "day_after_from");
    }
    read_source(entry, tree, result);
    result.checked_on = read_date(entry, tree, "checked_on").value_or(Date());
    read_status(entry, tree, result);
    if (tree.find("note") != nullptr) result.note = read_text(entry, tree, "note");
    return problems_.size() == before ? std::optional(std::move(result)) : std::nullopt;
  }

  void refuse_unknown_fields(const std::string& entry, const Tree& tree) {
    for (const auto& [field, value] : *tree.members()) {
      if (std::find(kFields.begin(), kFields.end(), field) != kFields.end()) continue;
      note("policy_field_unknown",
           with_suggestion({{"key", entry}, {"field", field}}, field, kFields));
    }
  }

  const Tree* member(const std::string& entry, const Tree& tree, const std::string& field) {
    const Tree* value = tree.find(field);
    if (value == nullptr) note("policy_field_missing", {{"key", entry}, {"field", field}});
    return value;
  }

  void note_field(const std::string& entry, const std::string& field, const std::string& value,
                  const std::string& must_be) {
    note("policy_field_invalid",
         {{"key", entry}, {"field", field}, {"value", value}, {"must_be", must_be}});
  }

  // A number is told with its bounds, a word with those that it may be.
  void note_type(const Parameter& parameter, const std::string& entry, const Tree& value) {
    std::vector<Fact> facts{
        {"key", entry}, {"value", value.to_json()}, {"must_be", parameter.expected()}};
    if (parameter.is_numeric()) {
      facts.push_back({"minimum", std::to_string(parameter.minimum)});
      facts.push_back({"maximum", std::to_string(parameter.maximum)});
      return note("policy_value_not_number", std::move(facts));
    }
    if (parameter.choices.empty()) return note("policy_value_invalid", std::move(facts));
    facts.back() = {"choices", told(parameter.choices)};
    note("policy_value_not_choice", std::move(facts));
  }

  void read_value(const Parameter& parameter, const std::string& entry, const Tree& tree,
                  DatedValue& result) {
    const Tree* value = member(entry, tree, "value");
    if (value == nullptr) return;
    if (!parameter.accepts_type(*value)) return note_type(parameter, entry, *value);
    if (!parameter.accepts_range(*value)) {
      return note("policy_value_out_of_range", {{"key", entry},
                                                {"value", value->to_json()},
                                                {"minimum", std::to_string(parameter.minimum)},
                                                {"maximum", std::to_string(parameter.maximum)}});
    }
    result.value = *value;
  }

  std::string read_text(const std::string& entry, const Tree& tree, const std::string& field) {
    const Tree* value = member(entry, tree, field);
    if (value == nullptr) return {};
    if (value->text() != nullptr && !value->text()->empty()) return *value->text();
    note_field(entry, field, value->to_json(), "text");
    return {};
  }

  std::optional<Date> read_date(const std::string& entry, const Tree& tree,
                                const std::string& field) {
    const Tree* value = member(entry, tree, field);
    if (value == nullptr) return std::nullopt;
    const std::optional<Date> day = value->text() ? Date::parse(*value->text()) : std::nullopt;
    if (!day) note_field(entry, field, value->to_json(), "day");
    return day;
  }

  void read_source(const std::string& entry, const Tree& tree, DatedValue& result) {
    result.source = read_text(entry, tree, "source");
    if (result.source.empty() || sources_.contains(result.source)) return;
    note("policy_source_unknown", with_suggestion({{"key", entry}, {"value", result.source}},
                                                  result.source, ids_of(sources_)));
  }

  void read_status(const std::string& entry, const Tree& tree, DatedValue& result) {
    const std::string status = read_text(entry, tree, "status");
    result.verified = status == "verified";
    if (status.empty() || result.verified || status == "default") return;
    note_field(entry, "status", status, "status");
  }

  void order(std::vector<DatedValue>& values, const std::string& key) {
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& left, const auto& right) { return left.from < right.from; });
    for (std::size_t i = 1; i < values.size(); ++i) {
      const DatedValue& earlier = values[i - 1];
      if (earlier.until && *earlier.until <= values[i].from) continue;
      note("policy_dates_overlap", {{"key", key},
                                    {"from", values[i].from.to_string()},
                                    {"other_from", earlier.from.to_string()}});
    }
  }

  const PolicyFile& file_;
  const Sources& sources_;
  std::vector<Reason>& problems_;
};

}  // namespace

std::optional<ReadFile> read_policy_file(const PolicyFile& file, const Sources& sources,
                                         std::vector<Reason>& problems) {
  return FileReader(file, sources, problems).read();
}

}  // namespace yibao::policy
