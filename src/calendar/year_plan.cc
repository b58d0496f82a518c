#include "calendar/year_plan.h"

#include <array>
#include <bitset>
#include <optional>
#include <string_view>
#include <utility>

namespace yibao::calendar {

namespace {

constexpr std::array<std::string_view, 7> kKeys = {
    "year", "version", "source", "number", "checked_on", "days_off", "make_up_days"};

}  // namespace

// Reads one file and notes every mistake in it.
class YearPlanReader {
 public:
  explicit YearPlanReader(const CalendarFile& file) : file_(file) {}

  Decision<YearPlan> read() {
    if (file_.tree.members() == nullptr) return refuse_all();
    refuse_unknown_keys();
    plan_.year_ = integer("year", 1999, 2999);
    plan_.version_ = integer("version", 1, YearPlan::kVersionMax);
    plan_.source_ = text("source");
    if (file_.tree.find("number") != nullptr) plan_.number_ = text("number");
    plan_.checked_on_ = date(file_.tree.find("checked_on"), "checked_on").value_or(Date());
    if (!problems_.empty()) return refuse_all();  // without its year a file cannot be read on
    plan_.follow_the_week();
    read_days_off();
    read_make_up_days();
    if (!problems_.empty()) return refuse_all();
    return std::move(plan_);
  }

 private:
  void note(const char* code, const std::string& key, const std::string& value) {
    problems_.push_back({code, {{"file", file_.name}, {"key", key}, {"value", value}}, {}});
  }

  Refusal refuse_all() {
    if (problems_.empty()) note("calendar_value_invalid", "", file_.tree.to_json());
    return {RefusalKind::malformed, std::move(problems_)};
  }

  void refuse_unknown_keys() {
    for (const auto& [key, value] : *file_.tree.members()) {
      bool known = false;
      for (const std::string_view name : kKeys) known = known || name == key;
      if (!known) note("calendar_key_unknown", key, value.to_json());
    }
  }

  const Tree* member(const char* key) {
    const Tree* value = file_.tree.find(key);
    if (value == nullptr) note("calendar_key_missing", key, "");
    return value;
  }

  int integer(const char* key, std::int64_t minimum, std::int64_t maximum) {
    const Tree* value = member(key);
    if (value == nullptr) return 0;
    const std::int64_t* number = value->integer();
    if (number != nullptr && *number >= minimum && *number <= maximum) {
      return static_cast<int>(*number);
    }
    note("calendar_value_invalid", key, value->to_json());
    return 0;
  }

  std::string text(const char* key) {
    const Tree* value = member(key);
    if (value == nullptr) return {};
    if (value->text() != nullptr && !value->text()->empty()) return *value->text();
    note("calendar_value_invalid", key, value->to_json());
    return {};
  }

  std::optional<Date> date(const Tree* value, const std::string& key) {
    if (value == nullptr) {
      note("calendar_key_missing", key, "");
      return std::nullopt;
    }
    const std::optional<Date> day = value->text() ? Date::parse(*value->text()) : std::nullopt;
    if (!day) note("calendar_value_invalid", key, value->to_json());
    return day;
  }

  // A day that the notice names: of the file's year, and named once.
  std::optional<Date> named_day(const Tree* value, const std::string& key) {
    const std::optional<Date> day = date(value, key);
    if (!day) return std::nullopt;
    if (day->year() == plan_.year_) return day;
    note("calendar_day_outside_year", key, day->to_string());
    return std::nullopt;
  }

  bool name_once(Date day, const std::string& key) {
    const auto index = static_cast<std::size_t>(day - Date::of(plan_.year_, 1, 1));
    if (named_[index]) {
      note("calendar_day_twice", key, day.to_string());
      return false;
    }
    named_.set(index);
    return true;
  }

  const Tree::List* list(const char* key) {
    const Tree* value = member(key);
    if (value == nullptr) return nullptr;
    if (value->list() == nullptr) note("calendar_value_invalid", key, value->to_json());
    return value->list();
  }

  void read_days_off() {
    const Tree::List* ranges = list("days_off");
    for (std::size_t i = 0; ranges != nullptr && i < ranges->size(); ++i) {
      read_range((*ranges)[i], "days_off[" + std::to_string(i) + "]");
    }
  }

  void read_range(const Tree& range, const std::string& key) {
    const std::optional<Date> from = named_day(range.find("from"), key + ".from");
    const std::optional<Date> to = named_day(range.find("to"), key + ".to");
    const Tree* name = range.find("name");
    if (range.members() == nullptr || range.members()->size() != 3 || name == nullptr ||
        name->text() == nullptr || (from && to && *to < *from)) {
      return note("calendar_value_invalid", key, range.to_json());
    }
    if (!from || !to) return;
    plan_.days_off_.push_back({*name->text(), *from, *to});
    for (Date day = *from; day <= *to; day = day + 1) {
      if (name_once(day, key)) set_working(day, false);
    }
  }

  void read_make_up_days() {
    const Tree::List* days = list("make_up_days");
    for (std::size_t i = 0; days != nullptr && i < days->size(); ++i) {
      const std::string key = "make_up_days[" + std::to_string(i) + "]";
      const std::optional<Date> day = named_day(&(*days)[i], key);
      if (!day || !name_once(*day, key)) continue;
      if (!day->is_weekend()) note("calendar_make_up_not_weekend", key, day->to_string());
      plan_.make_up_days_.push_back(*day);
      set_working(*day, true);
    }
  }

  void set_working(Date day, bool working) {
    plan_.working_[static_cast<std::size_t>(day - Date::of(plan_.year_, 1, 1))] = working;
  }

  const CalendarFile& file_;
  YearPlan plan_;
  std::bitset<366> named_;
  std::vector<Reason> problems_;
};

YearPlan YearPlan::of_weekends(int year) {
  YearPlan plan;
  plan.year_ = year;
  plan.follow_the_week();
  return plan;
}

Decision<YearPlan> YearPlan::from(const CalendarFile& file) {
  return YearPlanReader(file).read();
}

bool YearPlan::is_working_day(Date day) const {
  const std::int32_t index = day - Date::of(year_, 1, 1);
  YB_CHECK(index >= 0 && index < 366, day.to_string() + " is not of " + std::to_string(year_));
  return working_[static_cast<std::size_t>(index)];
}

void YearPlan::follow_the_week() {
  const Date first = Date::of(year_, 1, 1);
  for (Date day = first; day.year() == year_; day = day + 1) {
    working_[static_cast<std::size_t>(day - first)] = !day.is_weekend();
  }
}

}  // namespace yibao::calendar
