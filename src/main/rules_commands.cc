// calendar and policy on the command line: no database is opened.
#include <iostream>

#include "adapters/clock/clocks.h"
#include "adapters/files/checked.h"
#include "base/text.h"
#include "business/guide/policies.h"
#include "main/commands.h"
#include "main/early_words.h"
#include "main/installation.h"
#include "main/said_in.h"
#include "policy/present.h"
#include "service/parameter_words.h"
#include "service/present.h"

namespace yibao::main {

namespace {

int usage(std::string_view text) {
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

// Says which of the two is wrong.
std::optional<Place> place_of(const Data& data, Language language, const std::string& region,
                              const std::string& day) {
  const std::optional<RegionCode> code = guide::region_with_rules(data.regions, region);
  const std::optional<Date> date = Date::parse(day);
  const Date first = policy::PolicySet::first_day();
  const auto wrong = [&](std::string_view chinese, std::string_view english,
                         const std::string& which) {
    std::cerr << said_in(language, chinese, english) << which << "\n";
  };
  if (!code) {
    wrong("没有这个行政区划,或者不适用内地的医疗保险政策: ",
          "No such region, or none with this insurance: ", region);
  }
  if (!date) {
    wrong("日期不正确,应为 2025-04-27 的写法: ", "No such day, write 2025-04-27: ", day);
  } else if (*date < first) {
    wrong("收录的政策自 " + first.to_string() + " 起,没有这一天的: ",
          "The policies on record begin on " + first.to_string() + ", there is none of ", day);
  }
  if (!code || !date || *date < first) return std::nullopt;
  return Place{*code, *date};
}

// 转出办理工作日: 10 (全国,自 2021年12月1日起,医保办发〔2021〕43号)  transfer.origin_working_days
void print_parameters(const Tree& list, const service::Names& names) {
  for (const Tree& row : *list.list()) {
    const Tree* source = row.find("source");
    const std::string number = source != nullptr ? text_of(*source, "number") : "";
    const bool numbered = !number.empty() && number != "null";
    const std::string cited = numbered            ? number
                              : source != nullptr ? text_of(*source, "title")
                                                  : "";
    const bool english = names.language() == Language::english;
    std::cout << names.word("parameter", text_of(row, "parameter")) << ": "
              << service::parameter_words(names, text_of(row, "parameter"), text_of(row, "shown"))
              << " (" << names.region(text_of(row, "region")) << (english ? ", since " : ",自 ")
              << with_days_in_words(text_of(row, "from"), names.language())
              << (english ? ", " : "起,") << cited
              << (text_of(row, "status") != "default" ? ""
                  : english                           ? ", a default: no text was read"
                                                      : ",默认值,未见文本")
              << ")  " << text_of(row, "parameter") << "\n";
  }
}

void print_disclaimer(const Tree& shown) {
  if (const Tree* told = shown.find("disclaimer")) std::cout << text_of(*told, "detail") << "\n";
}

constexpr int kYearFirst = 1800;  // of the days that can be written at all
constexpr int kYearLast = 2999;

// "9999-12-31": written as a day is, of a year in which none is counted.
bool is_of_another_age(const std::string& day) {
  if (day.size() != 10 || !Date::parse("2000" + day.substr(4))) return false;
  const std::optional<std::int64_t> year = parse_integer(std::string_view(day).substr(0, 4));
  return year && (*year < kYearFirst || *year > kYearLast);
}

int refuse_another_age(Language language, const std::string& day) {
  const std::string first = std::to_string(kYearFirst);
  const std::string last = std::to_string(kYearLast);
  return usage(language == Language::english
                   ? "The calendar counts the years " + first + " to " + last + ": " + day
                   : "日历只计算 " + first + " 至 " + last + " 年的日期: " + day);
}

}  // namespace

int calendar_add(const Settings& settings, const std::string& from, int days, Output output) {
  const Data data = load_data(settings.home, settings.language);
  const std::optional<Date> start = Date::parse(from);
  if (is_of_another_age(from)) return refuse_another_age(settings.language, from);
  if (!start) {
    return usage(std::string(said_in(settings.language, "没有这一天: ", "No such day: ")) + from +
                 std::string(said_in(settings.language, "。用法: ", ". Usage: ")) +
                 "yibao calendar add 2025-04-25 10");
  }
  if (days < 0 || days > 1'000) {
    return usage(said_in(settings.language, "工作日数应在 0 至 1000 之间",
                         "The number of working days must be 0 to 1000"));
  }
  const auto deadline = data.calendar.add_working_days(*start, days);
  if (deadline.day.year() > kYearLast) {
    return refuse_another_age(settings.language, deadline.day.to_string());
  }
  if (output.json) {
    std::cout << Tree::object({{"from", start->to_string()},
                               {"working_days", days},
                               {"day", deadline.day.to_string()},
                               {"provisional", deadline.provisional},
                               {"calendar_version", deadline.version}})
                     .to_json()
              << "\n";
  } else {
    std::cout << deadline.day.to_string()
              << (deadline.provisional ? " (暂定:该年度放假通知未发布)" : "") << "\n";
  }
  return kDone;
}

int calendar_list(const Settings& settings, int year, Output output) {
  constexpr int kYearListedFirst = 1900;
  if (year < kYearListedFirst || year > kYearLast) {
    return usage(said_in(settings.language, "用法: yibao calendar list --year 2026",
                         "Usage: yibao calendar list --year 2026"));
  }
  const Data data = load_data(settings.home, settings.language);
  const bool provisional = !data.calendar.has_year(year);
  const std::vector<Date> days = data.calendar.working_days_of(year);
  if (output.json) {
    std::cout << Tree::object({{"year", year},
                               {"working_days", present_days(days)},
                               {"provisional", provisional}})
                     .to_json()
              << "\n";
  } else {
    for (const Date day : days) std::cout << day.to_string() << "\n";
    if (provisional) std::cout << "暂定:该年度放假通知未发布,只按周末计算\n";
  }
  return kDone;
}

int policy_check(const Settings& settings, Output output) {
  const Data data = load_data(settings.home, settings.language);
  const std::vector<Reason> ahead =
      files::checked_after(settings.home + "/policy", adapters::SystemClock().now().date());
  if (!ahead.empty()) {
    throw Fault(explain(Refusal{RefusalKind::malformed, ahead}, &data.words_in(settings.language)));
  }
  std::size_t regions = data.policies.regions().size();
  if (output.json) {
    std::cout
        << Tree::object({{"ok", true}, {"regions", static_cast<std::int64_t>(regions)}}).to_json()
        << "\n";
  } else {
    std::cout << "policy: OK (" << regions << " regions)\n";
  }
  return kDone;
}

int policy_show(const Settings& settings, const std::string& region, const std::string& on,
                Output output) {
  const Data data = load_data(settings.home, settings.language);
  const std::optional<Place> place = place_of(data, settings.language, region, on);
  if (!place) {
    return usage(said_in(settings.language,
                         "用法: yibao policy show --region 441900 --on 2025-04-27",
                         "Usage: yibao policy show --region 441900 --on 2025-04-27"));
  }
  Tree shown = policy::present_policy(data.policies, place->region, place->day);
  service::add_disclaimer(shown, data.words_in(settings.language));
  if (output.json) {
    std::cout << shown.to_json() << "\n";
    return kDone;
  }
  std::cout << data.regions.full_name(place->region) << " " << place->day.to_string() << "\n";
  if (const Tree* list = shown.find("parameters"))
    print_parameters(*list, data.words_in(settings.language).names());
  print_disclaimer(shown);
  return kDone;
}

int policy_diff(const Settings& settings, const std::string& region, const std::string& on,
                const std::string& other_region, const std::string& other_day, Output output) {
  const Data data = load_data(settings.home, settings.language);
  const std::optional<Place> before = place_of(data, settings.language, region, on);
  const std::optional<Place> after =
      place_of(data, settings.language, other_region.empty() ? region : other_region,
               other_day.empty() ? on : other_day);
  if (!before || !after) {
    return usage(std::string(said_in(settings.language, "用法: ", "Usage: ")) +
                 "yibao policy diff --region 441900 --on 2025-04-27 [--to-region 330100] "
                 "[--to-day …]");
  }
  Tree shown = policy::present_diff(data.policies, {before->region, before->day},
                                    {after->region, after->day});
  service::add_disclaimer(shown, data.words_in(settings.language));
  if (output.json) {
    std::cout << shown.to_json() << "\n";
    return kDone;
  }
  const Tree* list = shown.find("differences");
  if (list == nullptr || list->list() == nullptr) return kDone;
  if (list->list()->empty()) {
    std::cout << (settings.language == Language::english ? "No difference\n" : "没有不同\n");
  }
  for (const Tree& row : *list->list()) {
    const service::Names& names = data.words_in(settings.language).names();
    const auto value_of = [&](const char* side) {
      return service::parameter_words(names, text_of(row, "parameter"),
                                      text_of(*row.find(side), "shown"));
    };
    std::cout << names.word("parameter", text_of(row, "parameter")) << ": " << value_of("before")
              << " → " << value_of("after") << "  " << text_of(row, "parameter") << "\n";
  }
  print_disclaimer(shown);
  return kDone;
}

}  // namespace yibao::main
