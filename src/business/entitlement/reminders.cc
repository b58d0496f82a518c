#include "business/entitlement/reminders.h"

#include <algorithm>

#include "business/access.h"
#include "business/contribution/rules.h"
#include "business/enrolment/rules.h"
#include "business/entitlement/record.h"

namespace yibao::entitlement {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"kind", ColumnType::text},
                               {"about", ColumnType::integer},
                               {"last_day", ColumnType::integer},
                               {"sent_on", ColumnType::integer}};

// Whoever left the employee scheme lately, pays it alone, or is a resident. What the rules make of
// them is not for SQL to say.
constexpr int kLatelyDays = 400;
constexpr storage::Statement kCandidates{
    "reminder_candidates",
    "SELECT person_id FROM enrolment WHERE person_id > $1 AND duplicate = 0 AND ("
    "(suspended_on IS NOT NULL AND suspended_on >= $2 AND suspended_on <= $3) OR "
    "(state = 'active' AND kind <> 'employee' AND kind <> 'retiree')) "
    "GROUP BY person_id ORDER BY person_id LIMIT $4"};

bool time_to_remind(Date last_day, int days_before, Date today) {
  return last_day - days_before <= today && today <= last_day;
}

bool is_gone(const EntitlementFacts& facts) {
  return facts.died_on || facts.retired_on;
}

}  // namespace

const storage::Table kReminder{
    104, "reminder", kColumns, 3, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::KeyedSelect kRemindersOf{
    "reminders_of",
    "SELECT person_id, kind, about, last_day, sent_on FROM reminder "
    "WHERE person_id {key} ORDER BY person_id, kind, about"};

std::optional<Reminder> gap_reminder(const EntitlementFacts& facts, Relation relation,
                                     const policy::RegionPolicy& policy, Date today) {
  if (is_gone(facts) || facts.scheme != enrolment::Scheme::employee) return std::nullopt;
  const std::optional<Month> paid = facts.insured().last();
  if (!paid) return std::nullopt;
  // An employer's months are its debt, and the person cannot act; their own begin behind it, and a
  // debt of the last month makes nobody's gap shorter (domain ruling 5).
  const Month last = std::max(*paid, facts.employer_months.last().value_or(*paid));
  if (last >= Month::containing(today)) return std::nullopt;
  const Month resume = last + policy.gap.grace_months.value + 1;
  const Date due_on = contribution::due_on(resume, policy.contribution);
  const Date last_day = relation == Relation::stands
                            ? due_on
                            : std::min(due_on, enrolment::cutoff_on(resume, policy.enrolment));
  if (!time_to_remind(last_day, policy.reminder.gap_days_before.value, today)) return std::nullopt;
  return Reminder{ReminderKind::gap,
                  last.index(),
                  last_day,
                  {{"last_paid_month", paid->to_string()},
                   {"gap_months", std::to_string(policy.gap.grace_months.value)},
                   {"last_day", last_day.to_string()}}};
}

std::optional<Reminder> window_reminder(const EntitlementFacts& facts,
                                        const policy::RegionPolicy& policy, Date today) {
  if (is_gone(facts) || facts.scheme != enrolment::Scheme::resident) return std::nullopt;
  const int first_month = policy.resident.window_first_month.value;
  const int last_month = policy.resident.window_last_month.value;
  const bool into_the_year = last_month < first_month;  // the window ends in its benefit year
  for (const int year : {today.year(), today.year() + 1}) {
    const Date last_day = Month::of(into_the_year ? year : year - 1, last_month).last_day();
    if (!time_to_remind(last_day, policy.reminder.window_days_before.value, today)) continue;
    const bool paid = std::ranges::any_of(facts.resident_years, [&](const ResidentYear& paid_year) {
      return paid_year.here && paid_year.year == year;
    });
    if (paid) continue;
    return Reminder{ReminderKind::window,
                    year,
                    last_day,
                    {{"benefit_year", std::to_string(year)}, {"last_day", last_day.to_string()}}};
  }
  return std::nullopt;
}

std::vector<Reminder> reminders_for(const PersonRecord& record, const storage::Rows& sent,
                                    const policy::PolicySet& policies, Date today) {
  std::vector<Reminder> reminders;
  const enrolment::Enrolment* relation = relation_on(today, record);
  if (relation == nullptr || record.person.merged_into) return reminders;
  const policy::RegionPolicy& policy = policies.on(relation->region, today);
  const EntitlementFacts facts = facts_of(*relation, record, policies, policy, today);
  const bool left = !relation->participates_on(today);
  for (const std::optional<Reminder>& reminder :
       {gap_reminder(facts, left ? Relation::left : Relation::stands, policy, today),
        left ? std::nullopt : window_reminder(facts, policy, today)}) {
    if (!reminder) continue;
    const bool known = std::ranges::any_of(sent, [&](const storage::Row& row) {
      return row[1].text() == to_text(reminder->kind) && row[2].integer() == reminder->about;
    });
    if (!known) reminders.push_back(*reminder);
  }
  return reminders;
}

std::vector<storage::Subject> Remind::subjects() const {
  return {storage::Subject::person(person_)};
}

void Remind::need(storage::Needs& needs) const {
  need_record(needs, person_);
  needs.add(kRemindersOf, person_);
}

Verdict Remind::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::system)) return Nothing{};
  return refuse(RefusalKind::forbidden, "role_not_allowed");
}

Decision<storage::Plan> Remind::decide(const storage::Facts& facts,
                                       const business::Context& context) const {
  const std::optional<PersonRecord> record = read_record(facts, person_, *context.vault);
  YB_CHECK(record.has_value(), "a reminder to nobody");
  const std::vector<Reminder> reminders =
      reminders_for(*record, facts.rows(kRemindersOf, person_), *context.policies, context.today);
  if (reminders.empty()) return refuse("nothing_to_remind_of");
  storage::Plan plan;
  plan.event = "reminder_sent";
  for (const Reminder& reminder : reminders) {
    plan.insert(kReminder, {person_.value(), std::string(to_text(reminder.kind)), reminder.about,
                            reminder.last_day.days(), context.today.days()});
    plan.notify(person_, reminder.kind == ReminderKind::gap ? "gap_reminder" : "window_reminder",
                reminder.facts);
  }
  return plan;
}

std::vector<std::unique_ptr<business::Command>> next_reminders(storage::Session& session,
                                                               const storage::Vault& vault,
                                                               const policy::PolicySet& policies,
                                                               Date today, int limit,
                                                               ReminderSweep& sweep) {
  std::vector<std::unique_ptr<business::Command>> commands;
  const storage::Rows page = session.select(
      kCandidates, {sweep.after.value(), (today - kLatelyDays).days(), today.days(), limit});
  for (const storage::Row& row : page) {
    const PersonId person(row[0].integer());
    sweep.after = person;
    storage::Needs needs;
    need_record(needs, person);
    needs.add(kRemindersOf, person);
    storage::Facts facts;
    storage::ask(session, needs, facts);
    const std::optional<PersonRecord> record = read_record(facts, person, vault);
    const storage::Rows& sent = facts.rows(kRemindersOf, person);
    if (record && !reminders_for(*record, sent, policies, today).empty()) {
      commands.push_back(std::make_unique<Remind>(person));
    }
  }
  sweep.ended = static_cast<int>(page.size()) < limit;
  return commands;
}

}  // namespace yibao::entitlement
