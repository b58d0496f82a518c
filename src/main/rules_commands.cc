// calendar and policy on the command line: no database is opened.
#include <cstdio>
#include <iostream>

#include "main/commands.h"
#include "main/installation.h"
#include "policy/present.h"

namespace yibao::main {

namespace {

int usage(const std::string& text) {
  std::cerr << text << "\n";
  return kUsage;
}

Tree present_days(const std::vector<Date>& days) {
  Tree list = Tree(Tree::List{});
  for (const Date day : days) list.push(day.to_string());
  return list;
}

std::string text_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  if (member == nullptr) return "";
  return member->text() != nullptr ? *member->text() : member->to_json();
}

struct Place {
  RegionCode region;
  Date day;
};

std::optional<Place> place_of(const Data& data, const std::string& region,
                              const std::string& day) {
  const std::optional<RegionCode> code = RegionCode::parse(region);
  const std::optional<Date> date = Date::parse(day);
  if (!code || !data.regions.exists(*code) || !date) return std::nullopt;
  return Place{*code, *date};
}

void print_parameters(const Tree& list) {
  for (const Tree& row : *list.list()) {
    std::printf("%-46s %-22s %s  %s  %s%s\n", text_of(row, "parameter").c_str(),
                text_of(row, "value").c_str(), text_of(row, "region").c_str(),
                text_of(row, "from").c_str(), text_of(row, "source").c_str(),
                text_of(row, "status") == "default" ? "  (默认值,未见文本)" : "");
  }
}

}  // namespace

int calendar_add(const Settings& settings, const std::string& from, int days, Output output) {
  const Data data = load_data(settings.home);
  const std::optional<Date> start = Date::parse(from);
  if (!start || days < 0 || days > 1'000) return usage("用法: yibao calendar add 2025-04-25 10");
  const auto deadline = data.calendar.add_working_days(*start, days);
  if (output.json) {
    std::cout << Tree::object({{"from", start->to_string()},
                               {"working_days", days},
                               {"day", deadline.day.to_string()},
                               {"provisional", deadline.provisional},
                               {"calendar_version", deadline.version}})
                     .to_json()
              << "\n";
  } else {
    std::cout << deadline.day.to_string() << (deadline.provisional ? " (暂定:该年度放假通知未发布)" : "")
              << "\n";
  }
  return kDone;
}

int calendar_list(const Settings& settings, int year, Output output) {
  const Data data = load_data(settings.home);
  const std::vector<Date> days = data.calendar.working_days_of(year);
  if (output.json) {
    std::cout << Tree::object({{"year", year}, {"working_days", present_days(days)}}).to_json()
              << "\n";
  } else {
    for (const Date day : days) std::cout << day.to_string() << "\n";
  }
  return kDone;
}

int policy_check(const Settings& settings, Output output) {
  const Data data = load_data(settings.home);
  std::size_t regions = data.policies.regions().size();
  if (output.json) {
    std::cout << Tree::object({{"ok", true}, {"regions", static_cast<std::int64_t>(regions)}})
                     .to_json()
              << "\n";
  } else {
    std::cout << "policy: OK (" << regions << " regions)\n";
  }
  return kDone;
}

int policy_show(const Settings& settings, const std::string& region, const std::string& on,
                Output output) {
  const Data data = load_data(settings.home);
  const std::optional<Place> place = place_of(data, region, on);
  if (!place) return usage("用法: yibao policy show --region 441900 --on 2025-04-27");
  const Tree shown = policy::present_policy(data.policies, place->region, place->day);
  if (output.json) {
    std::cout << shown.to_json() << "\n";
    return kDone;
  }
  std::cout << data.regions.full_name(place->region) << " " << place->day.to_string() << "\n";
  if (const Tree* list = shown.find("parameters")) print_parameters(*list);
  std::cout << "本数据仅供参考,以当地规定为准。\n";
  return kDone;
}

int policy_diff(const Settings& settings, const std::string& region, const std::string& on,
                const std::string& other_region, const std::string& other_day, Output output) {
  const Data data = load_data(settings.home);
  const std::optional<Place> before = place_of(data, region, on);
  const std::optional<Place> after = place_of(data, other_region.empty() ? region : other_region,
                                              other_day.empty() ? on : other_day);
  if (!before || !after) {
    return usage(
        "用法: yibao policy diff --region 441900 --on 2025-04-27 [--to-region 330100] [--to-day …]");
  }
  const Tree shown = policy::present_diff(data.policies, {before->region, before->day},
                                          {after->region, after->day});
  if (output.json) {
    std::cout << shown.to_json() << "\n";
    return kDone;
  }
  const Tree* list = shown.find("differences");
  if (list == nullptr || list->list() == nullptr) return kDone;
  for (const Tree& row : *list->list()) {
    std::printf("%-46s %-22s → %s\n", text_of(row, "parameter").c_str(),
                text_of(*row.find("before"), "value").c_str(),
                text_of(*row.find("after"), "value").c_str());
  }
  return kDone;
}

}  // namespace yibao::main
