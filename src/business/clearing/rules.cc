#include "business/clearing/rules.h"

#include <algorithm>

#include "business/second_eyes.h"

namespace yibao::clearing {

namespace {

Date first_day_for(Month month, const policy::SettlementPolicy& policy) {
  return (month + 1).first_day() + (policy.clearing_from_day.value - 1);
}

}  // namespace

Date drawing_day(Month month, const policy::SettlementPolicy& policy,
                 const calendar::Calendar& calendar) {
  const Date from = first_day_for(month, policy);
  for (Date day = from; day <= (month + 1).last_day(); day = day + 1) {
    if (calendar.is_working_day(day)) return day;
  }
  return from;
}

calendar::Deadline payment_due(Date drawn_on, const policy::SettlementPolicy& policy,
                               const calendar::Calendar& calendar) {
  return calendar.add_working_days(drawn_on, policy.clearing_working_days.value);
}

Verdict check_month(Month month, const policy::SettlementPolicy& policy, Date today) {
  const Date from = first_day_for(month, policy);
  if (today >= from) return Nothing{};
  return refuse("clearing_too_early", {{"month", month.to_string()}, {"from", from.to_string()}},
                {policy.clearing_from_day.citation});
}

Decision<Before> find_before(const std::vector<Statement>& all, Month month) {
  Before before;
  for (const Statement& each : all) {
    if (each.is_refused()) {
      before.refused += each.month == month ? 1 : 0;
      continue;
    }
    if (each.month == month) return refuse("clearing_drawn_before", {{"statement", each.number}});
    if (each.month > month) return refuse("clearing_month_passed", {{"statement", each.number}});
    if (before.statement == nullptr || each.month > before.statement->month) {
      before.statement = &each;
    }
  }
  // What it carries on, and whether what it lists stays its own, is not yet decided.
  if (before.statement != nullptr && before.statement->is_open()) {
    return refuse("clearing_before_open", {{"statement", before.statement->number}});
  }
  return before;
}

Money carried_from(const Statement* before) {
  return before != nullptr && before->state == State::carried ? before->amount() : Money();
}

Decision<Event> approval_of(const Statement& statement, const Approver& approver) {
  if (statement.state == State::drawn) return Event::approve_first;
  if (statement.state != State::approved_once) {
    return refuse("clearing_not_open", {{"state", std::string(to_text(statement.state))}});
  }
  const Verdict second = business::check_second_officer(statement.first_by, approver.name);
  if (!second) return second.refusal();
  const bool same_side = statement.kind == Kind::region && !approver.region.is_none() &&
                         approver.region == statement.first_region;
  if (same_side) return refuse("clearing_other_side_needed");
  if (statement.amount().is_zero()) return Event::settle;
  // Two regions always have one that pays; an institution that owes us pays with its next month.
  const bool owes_us = statement.kind == Kind::institution && statement.amount() < Money();
  return owes_us ? Event::carry : Event::approve;
}

std::string number_of(RegionCode region, Month month, const std::string& party, int refused) {
  const std::string month_text = month.to_string();
  std::string number =
      region.to_string() + "-" + month_text.substr(0, 4) + month_text.substr(5, 2) + "-" + party;
  if (refused > 0) number += "-" + std::to_string(refused + 1);
  return number;
}

}  // namespace yibao::clearing
