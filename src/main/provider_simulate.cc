#include "main/provider_simulate.h"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>

#include "adapters/clock/clocks.h"
#include "adapters/files/read.h"
#include "adapters/http/outside.h"
#include "base/identity_document.h"
#include "base/region_table.h"
#include "base/tree_text.h"
#include "business/provider/institution.h"
#include "main/early_words.h"
#include "main/installation.h"
#include "main/provider_door.h"
#include "main/said_in.h"
#include "main/simulated_day.h"
#include "main/test_institutions.h"
#include "storage/json_marked.h"

namespace yibao::main {

namespace {

std::unique_ptr<service::Clock> clock_of(const Settings& settings) {
  const std::optional<Date> day = Date::parse(settings.today);
  if (!day) return std::make_unique<adapters::SystemClock>();
  return std::make_unique<adapters::SimulatedClock>(Instant::from_milliseconds(
      Instant::start_of(*day).milliseconds() + std::int64_t{9} * 3'600'000));
}

std::string said(const Settings& settings, std::string_view chinese, std::string_view english) {
  return std::string(said_in(settings.language, chinese, english));
}

// A wrong option is told before anything is sent.
void check_options(const std::string& url, const std::string& number,
                   const SimulateRequest& request, const Settings& settings, Date today) {
  if (!adapters::is_outside_address(url)) {
    throw Fault(said(settings, "--url 应为 http:// 或者 https:// 开头的地址: ",
                     "--url should be an address that begins with http:// or https://: ") +
                url);
  }
  if (!check_identity(IdentityKind::citizen_identity_card, number, today)) {
    throw Fault(said(settings, "--person 应为 18 位身份证号码,校验位要对",
                     "--person should be the number of an identity card: 18 characters with the "
                     "right check digit"));
  }
  if (request.region.empty()) return;
  const auto region = RegionCode::parse(request.region);
  if (!region || !load_data(settings.home, settings.language).regions.exists(*region)) {
    throw Fault(said(settings, "--region 应为六位行政区划代码: ",
                     "--region should be the code of a region, six digits: ") +
                request.region);
  }
}

// Those that the request names, or every test institution of this installation.
std::vector<Player> players_of(const Settings& settings, const SimulateRequest& request, Date day) {
  const std::string today = day.to_string();
  const Tree tests = test_institutions(settings);
  const std::string url = request.url.empty() ? text_of(tests, "address") : request.url;
  if (url.empty()) {
    throw Fault(said(settings, "--url 缺少地址,本机也没有测试机构 (yibao provider serve-test)",
                     "--url is missing, and this machine has no test institutions (yibao provider "
                     "serve-test)"));
  }
  const Tree* people = tests.find("people");
  std::string number = request.number;
  if (number.empty() && people != nullptr && people->list() != nullptr) {
    number = text_of(people->list()->front(), "number");
  }
  if (number.empty()) {
    throw Fault(said(settings, "--person 缺少测试人员的证件号码",
                     "--person is missing: the identity number of a test person"));
  }
  check_options(url, number, request, settings, day);
  std::vector<Player> players;
  const auto add = [&](const std::string& code, const std::string& profile, const std::string& key,
                       const std::string& secret) {
    const auto known = gateway::parse_profile(profile);
    if (!known) {
      throw Fault(said(settings, "--profile 应为 csb、tif、web 或 number",
                       "--profile should be csb, tif, web or number"));
    }
    if (code.size() < 7) {
      throw Fault(said(settings, "--institution 应为定点医药机构编号",
                       "--institution should be the code of a designated institution"));
    }
    std::filesystem::create_directories(settings.state);
    players.push_back({url.ends_with('/') ? url.substr(0, url.size() - 1) : url, *known, code,
                       gateway::Credentials{key, secret},
                       request.region.empty() ? code.substr(1, 6) : request.region, number,
                       settings.state + "/simulated-" + code + "-" + today + ".json"});
  };
  const Tree* list = tests.find("institutions");
  if (list != nullptr && list->list() != nullptr && request.access_key.empty()) {
    for (const Tree& each : *list->list()) {
      if (!request.institution.empty() && text_of(each, "code") != request.institution) continue;
      if (!request.profile.empty() && text_of(each, "profile") != request.profile) continue;
      add(text_of(each, "code"), text_of(each, "profile"), text_of(each, "access_key"),
          text_of(each, "secret"));
    }
  }
  if (players.empty()) {
    add(request.institution, request.profile.empty() ? "csb" : request.profile, request.access_key,
        request.secret);
  }
  return players;
}

// Of a test person of this installation whom nobody may settle for, the day is one of refusals.
bool settles(const Settings& settings, const std::string& number) {
  const Tree tests = test_institutions(settings);
  const Tree* people = tests.find("people");
  if (people == nullptr || people->list() == nullptr) return true;
  return std::ranges::none_of(*people->list(), [&](const Tree& each) {
    const Tree* allowed = each.find("settles");
    return text_of(each, "number") == number && allowed != nullptr && *allowed == Tree(false);
  });
}

std::string script_of(const Settings& settings, const SimulateRequest& request) {
  if (!request.script.empty()) return request.script;
  return settings.home + (settles(settings, request.number) ? "/data/provider_day.json"
                                                            : "/data/provider_day_refused.json");
}

}  // namespace

int provider_simulate(const Settings& settings, const SimulateRequest& request, Output) {
  const provider::Interface tables = load_tables(settings.home);
  const std::string file = script_of(settings, request);
  const Decision<Tree> tree = storage::parse_json_with_texts(files::read_file(file));
  if (!tree) throw Fault(file + ": " + tree.refusal().code());
  const Decision<ProviderScript> script = read_provider_script(*tree);
  if (!script) {
    std::string where;
    for (const Reason& reason : script.refusal().reasons) where += " " + reason.facts.front().value;
    throw Fault(file + said(settings, ": 脚本有误:", ": mistakes of the script:") + where);
  }
  const std::unique_ptr<service::Clock> clock = clock_of(settings);
  bool all_well = true;
  for (Player& player : players_of(settings, request, clock->now().date())) {
    SimulatedDay day(tables, *script, std::move(player), *clock, request, settings.language);
    all_well = day.play() && all_well;
  }
  return all_well ? kDone : kRefused;
}

int provider_serve_test(const Settings& settings) {
  Settings fresh = settings;
  // Not in the folder that a real installation of this machine may have.
  const bool named = settings.state != settings.home + "/var";
  std::string folder =
      (std::filesystem::temp_directory_path() / "yibao-provider-test-XXXXXX").string();
  if (!named) {
    if (mkdtemp(folder.data()) == nullptr) throw Fault("cannot make " + folder);
    fresh.state = folder;
  }
  if (test_institutions(fresh).is_null()) make_test_institutions(fresh);
  const int code = serve(fresh, Demo::sign_ins);
  if (!named) {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  return code;
}

}  // namespace yibao::main
