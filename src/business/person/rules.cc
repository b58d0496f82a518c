#include "business/person/rules.h"

#include <algorithm>

namespace yibao::person {

Verdict check_alive(const Person& person, Date today) {
  if (!person.died_on || *person.died_on > today) return Nothing{};
  return refuse("person_died", {{"died_on", person.died_on->to_string()}});
}

Verdict check_lived_on(const Person& person, Date care_day) {
  if (!person.died_on || care_day <= *person.died_on) return Nothing{};
  return refuse("person_died", {{"died_on", person.died_on->to_string()}});
}

Verdict check_death(const Person& person, Date died_on, Date today) {
  if (person.died_on) {
    return refuse("death_already_recorded", {{"died_on", person.died_on->to_string()}});
  }
  if (died_on > today) return refuse("day_in_future", {{"day", died_on.to_string()}});
  if (died_on < person.birth_date) {
    return refuse("day_before_birth", {{"day", died_on.to_string()}});
  }
  return Nothing{};
}

Verdict check_retirement_decision(const Person& person, Date retired_on,
                                  const policy::ActivationPolicy& policy, Date today) {
  if (const Verdict alive = check_alive(person, today); !alive) return alive;
  if (person.retirement_benefits_from) {
    return refuse("retirement_already_recorded", {{"retired_on", person.retired_on->to_string()}});
  }
  if (retired_on > today) return refuse("day_in_future", {{"day", retired_on.to_string()}});
  // 退休核定不论年龄,但需要监护人的未成年人没有退休可言。
  const policy::Cited<int>& grown = policy.guardian_required_below_age;
  const Date earliest = person.birth_date.birthday_at_age(grown.value);
  if (retired_on < earliest) {
    return refuse("retirement_of_a_minor",
                  {{"retired_on", retired_on.to_string()}, {"earliest_on", earliest.to_string()}},
                  {grown.citation});
  }
  return Nothing{};
}

// 异地安置只适用于已办理退休核定的人员。
Verdict check_settlement(const Person& person, Date today) {
  if (const Verdict alive = check_alive(person, today); !alive) return alive;
  if (!person.is_retiree()) return refuse("not_a_retiree");
  return Nothing{};
}

bool is_mobile_number(const std::string& text) {
  return text.size() == 11 && text.front() == '1' &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace yibao::person
