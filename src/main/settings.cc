#include "main/settings.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "adapters/files/data.h"
#include "base/date.h"
#include "base/suggestion.h"
#include "business/horizon.h"

namespace yibao::main {

namespace {

const std::vector<std::string>& keys() {
  static const std::vector<std::string> all = {"home",
                                               "state",
                                               "database",
                                               "address",
                                               "port",
                                               "threads",
                                               "writers",
                                               "notices",
                                               "public_address",
                                               "today",
                                               "language",
                                               "behind_tls",
                                               "clock_may_be_behind",
                                               "oidc_issuer",
                                               "oidc_client",
                                               "oidc_secret_file",
                                               "oidc_redirect",
                                               "oidc_claim",
                                               "provider_networks",
                                               "provider_port",
                                               "provider_rate",
                                               "kept",
                                               "hotline_address",
                                               "hotline_port",
                                               "hotline_sip",
                                               "hotline_recordings",
                                               "hotline_token_file"};
  return all;
}

Verdict put(Settings& settings, const std::string& key, const std::string& value,
            const std::string& where) {
  if (key == "home") settings.home = value;
  if (key == "state") settings.state = value;
  if (key == "database") settings.database = value;
  if (key == "address") settings.address = value;
  if (key == "notices") settings.notices = value;
  if (key == "public_address") {
    if (!value.starts_with("http://") && !value.starts_with("https://")) {
      return refuse(RefusalKind::malformed, "setting_not_address",
                    {{"key", key}, {"value", value}, {"where", where}});
    }
    settings.public_address = value.ends_with('/') ? value.substr(0, value.size() - 1) : value;
  }
  if (key == "today") {
    if (!value.empty() && !business::day_within_horizon(value)) {
      return refuse(RefusalKind::malformed, "setting_not_day",
                    {{"key", key}, {"value", value}, {"where", where}});
    }
    settings.today = value;
  }
  if (key == "language") {
    const std::optional<Language> language = language_of(value);
    if (!language) {
      return refuse(RefusalKind::malformed, "setting_not_language",
                    {{"key", key}, {"value", value}, {"where", where}});
    }
    settings.language = *language;
  }
  if (key == "provider_networks") {
    const auto networks = adapters::provider::parse_networks(value);
    if (!networks) {
      return refuse(RefusalKind::malformed, "setting_not_networks",
                    {{"key", key}, {"value", value}, {"where", where}});
    }
    settings.provider_networks = *networks;
  }
  if (key == "oidc_issuer") settings.oidc_issuer = value;
  if (key == "oidc_client") settings.oidc_client = value;
  if (key == "oidc_secret_file") settings.oidc_secret_file = value;
  if (key == "oidc_redirect") settings.oidc_redirect = value;
  if (key == "oidc_claim") settings.oidc_claim = value;
  if (key == "hotline_address") settings.hotline_address = value;
  if (key == "hotline_sip") settings.hotline_sip = value;
  if (key == "hotline_recordings") settings.hotline_recordings = value;
  if (key == "hotline_token_file") settings.hotline_token_file = value;
  int* number = key == "port"                  ? &settings.port
                : key == "clock_may_be_behind" ? &settings.clock_may_be_behind
                : key == "threads"             ? &settings.threads
                : key == "kept"                ? &settings.kept
                : key == "writers"             ? &settings.writers
                : key == "behind_tls"          ? &settings.behind_tls
                : key == "provider_port"       ? &settings.provider_port
                : key == "provider_rate"       ? &settings.provider_rate
                : key == "hotline_port"        ? &settings.hotline_port
                                               : nullptr;
  if (number != nullptr) {
    const std::optional<std::int64_t> parsed = parse_integer(value);
    if (!parsed || *parsed < 0 || *parsed > 65'535) {
      return refuse(RefusalKind::malformed, "setting_not_number",
                    {{"key", key}, {"value", value}, {"where", where}});
    }
    *number = static_cast<int>(*parsed);
  }
  return Nothing{};
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::string Settings::database_file() const {
  if (is_postgres()) return {};
  return database.empty() ? state + "/yibao.db" : database;
}

int threads_by_default() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 4);
}

Decision<Settings> load_settings(const std::string& file, bool must_exist) {
  Settings settings;
  if (std::filesystem::exists(file)) {
    const Decision<Tree> tree = files::read_toml_file(file);
    if (!tree) return tree.refusal();
    for (const auto& [key, value] : *tree->members()) {
      if (std::ranges::find(keys(), key) == keys().end()) {
        return refuse(RefusalKind::malformed, "setting_unknown",
                      with_suggestion({{"key", key}, {"where", file}}, key, keys()));
      }
      std::string listed;  // ["10.0.0.0/8", …]
      for (const Tree& each : value.list() != nullptr ? *value.list() : Tree::List{}) {
        listed += (listed.empty() ? "" : ",") + (each.text() != nullptr ? *each.text() : "?");
      }
      const std::string text = value.text() != nullptr      ? *value.text()
                               : value.integer() != nullptr ? std::to_string(*value.integer())
                                                            : listed;
      if (const Verdict done = put(settings, key, text, file); !done) return done.refusal();
    }
  } else if (must_exist) {
    return refuse(RefusalKind::malformed, "settings_missing", {{"where", file}});
  }
  for (const std::string& key : keys()) {
    const std::string name = "YIBAO_" + upper(key);
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) continue;
    if (const Verdict done = put(settings, key, value, name); !done) return done.refusal();
  }
  if (settings.home.empty()) settings.home = YIBAO_HOME_DEFAULT;
  if (settings.state.empty()) settings.state = settings.home + "/var";
  return settings;
}

}  // namespace yibao::main
