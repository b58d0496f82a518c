// 补录 and 重复参保清理: what stands in old papers, and what is found twice in it (N-01).
#include <algorithm>

#include "base/region_table.h"
#include "business/access.h"
#include "business/enrolment/commands.h"
#include "business/enrolment/present.h"
#include "business/enrolment/store.h"
#include "business/late_record/store.h"
#include "business/person/store.h"
#include "business/pooling_region.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::enrolment {

namespace {

constexpr int kOrdinalMax = 10'000;

bool overlaps(const Enrolment& one, const Enrolment& other) {
  const auto ends_by = [](const Enrolment& each, Date day) {
    return each.suspended_on && *each.suspended_on <= day;
  };
  return !ends_by(one, other.started_on) && !ends_by(other, one.started_on);
}

// The one that it overlaps, or null.
const Enrolment* overlapped_by(const Enrolment& history, std::span<const Enrolment> enrolments) {
  const auto found = std::ranges::find_if(enrolments, [&](const Enrolment& each) {
    return !each.duplicate && overlaps(history, each);
  });
  return found == enrolments.end() ? nullptr : &*found;
}

void read_days(business::Reader& reader, Enrolment& history, Date today) {
  history.started_on = reader.date("started_on");
  history.suspended_on = reader.optional_date("suspended_on");
  if (history.suspended_on) history.state = EnrolmentState::suspended;
  if (!reader.ok_so_far()) return;
  if (history.started_on > today) {
    reader.add({"day_in_future", {{"day", history.started_on.to_string()}}, {}});
  }
  if (history.suspended_on && *history.suspended_on > today) {
    reader.add({"day_in_future", {{"day", history.suspended_on->to_string()}}, {}});
  }
  if (history.suspended_on && *history.suspended_on < history.started_on) {
    reader.add({"days_in_wrong_order", {{"member", "suspended_on"}}, {}});
  }
}

Enrolment history_of(const late_record::LateRecord& record) {
  Enrolment history;
  history.person = record.person;
  history.region = record.region;
  const std::optional<EnrolmentKind> kind = parse_enrolment_kind(record.kind);
  YB_CHECK(kind.has_value(), "a late record of an unknown kind");
  history.kind = *kind;
  history.scheme = scheme_of(history.kind);
  history.employer = record.employer;
  history.account_type = static_cast<AccountType>(record.account_type);
  history.base = record.base;
  history.started_on = *record.started_on;
  history.suspended_on = record.suspended_on;
  if (history.suspended_on) history.state = EnrolmentState::suspended;
  return history;
}

Verdict may_be_history(const Enrolment& history, const storage::Facts& facts,
                       const business::Context& context) {
  const Decision<person::Person> person = person::require_person(facts, history.person, context);
  if (!person) return person.refusal();
  if (history.started_on < person->birth_date) {
    return refuse("day_before_birth", {{"day", history.started_on.to_string()}});
  }
  return Nothing{};
}

}  // namespace

business::CommandOrRefusal ProposeHistory::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session&) {
  auto command = std::make_unique<ProposeHistory>();
  auto reader = business::Reader::body(request, context);
  Enrolment& history = command->history_;
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  history.person = command->person_;
  history.region = reader.region("region");
  const std::string kind =
      reader.code("kind", {"employee", "flexible", "unemployed_fund", "retiree", "resident_adult",
                           "resident_elder", "preschool_child", "student", "newborn"});
  history.kind = parse_enrolment_kind(kind).value_or(EnrolmentKind::employee);
  history.scheme = scheme_of(history.kind);
  history.employer =
      EmployerId(reader.optional_id("employer", storage::IdKind::employer).value_or(0));
  const auto type = static_cast<AccountType>(reader.integer_or("account_type", 1, 3, 1));
  history.account_type = history.scheme == Scheme::resident ? AccountType::none : type;
  history.base = reader.optional_fen("base_fen").value_or(Money());
  command->owed_ = reader.flag("owed");
  command->evidence_ = reader.text("evidence", late_record::kEvidenceMax);
  read_days(reader, history, context.today);
  if (reader.ok_so_far()) business::check_pooling_region(reader, history.region, context);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void ProposeHistory::need(storage::Needs& needs) const {
  EnrolmentCommand::need(needs);
  needs.add(late_record::kLateRecordsOf, person_);
}

Verdict ProposeHistory::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, history_.region);
}

Decision<storage::Plan> ProposeHistory::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  if (const Verdict may = may_be_history(history_, facts, context); !may) return may.refusal();
  late_record::LateRecord record;
  record.person = person_;
  record.what = late_record::What::enrolment;
  record.region = history_.region;
  record.evidence = evidence_;
  record.kind = to_text(history_.kind);
  record.employer = history_.employer;
  record.account_type = static_cast<int>(history_.account_type);
  record.base = history_.base;
  record.started_on = history_.started_on;
  record.suspended_on = history_.suspended_on;
  record.owed = owed_;
  storage::Plan plan;
  const Verdict proposed = late_record::propose(std::move(record), facts, context, plan);
  if (!proposed) return proposed.refusal();
  return plan;
}

business::CommandOrRefusal DecideHistory::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session&) {
  auto command = std::make_unique<DecideHistory>();
  const Verdict verdict = command->read(request, context);
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void DecideHistory::need(storage::Needs& needs) const {
  DecideLateRecord::need(needs);
  needs.add(kEnrolmentsOf, person());
}

Verdict DecideHistory::enter(late_record::LateRecord& record, const storage::Facts& facts,
                             const business::Context& context, storage::Plan& plan) const {
  Enrolment history = history_of(record);
  if (const Verdict may = may_be_history(history, facts, context); !may) return may;
  const std::vector<Enrolment> enrolments = read_enrolments(facts.rows(kEnrolmentsOf, person()));
  history.ordinal = next_ordinal(enrolments);
  history.recorded_at = context.now;
  if (!record.owed) history.entered_on = context.today;
  const Enrolment* other = overlapped_by(history, enrolments);
  history.duplicate = other != nullptr;
  plan.event = "enrolment_history_recorded";
  if (other != nullptr) {
    plan.reasons.push_back({"duplicate_flagged",
                            {{"blocking_region", other->region.to_string()},
                             {"blocking_scheme", std::string(to_text(other->scheme))},
                             {"blocking_since", other->started_on.to_string()}},
                            {}});
  }
  plan.insert(kEnrolment, enrolment_row(history));
  plan.answer = present_enrolment(history, context);
  record.entered = history.ordinal;
  return Nothing{};
}

business::CommandOrRefusal ResolveDuplicate::parse(const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session&) {
  auto command = std::make_unique<ResolveDuplicate>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->end_ = static_cast<int>(reader.integer("end", 1, kOrdinalMax));
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

// The agency of the one that ends.
Verdict ResolveDuplicate::authorise(const business::Actor& actor,
                                    const storage::Facts& facts) const {
  const std::vector<Enrolment> enrolments = read_enrolments(facts.rows(kEnrolmentsOf, person_));
  const Enrolment* ending = with_ordinal(enrolments, end_);
  return ending == nullptr ? Verdict(Nothing{}) : business::may_act_at(actor, ending->region);
}

Decision<storage::Plan> ResolveDuplicate::decide(const storage::Facts& facts,
                                                 const business::Context& context) const {
  std::vector<Enrolment> enrolments = read_enrolments(facts.rows(kEnrolmentsOf, person_));
  const auto ending = std::ranges::find(enrolments, end_, &Enrolment::ordinal);
  if (ending == enrolments.end()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "enrolment"}});
  }
  const auto other = std::ranges::find_if(enrolments, [&](const Enrolment& each) {
    return each.ordinal != end_ && each.duplicate != ending->duplicate && overlaps(each, *ending);
  });
  if (other == enrolments.end()) return refuse("no_duplicate");
  const Decision<Stop> stop = terminate_enrolment(*ending, "duplicate", context.today);
  if (!stop) return stop.refusal();

  storage::Plan plan;
  plan.event = "duplicate_resolved";
  Enrolment ended = stop->stopped;
  // From the first day of the overlap on, it never counted.
  ended.suspended_on = std::max(ended.started_on, other->started_on);
  ended.duplicate = false;
  plan.update(kEnrolment, enrolment_row(ended));
  if (other->duplicate) {
    Enrolment kept = *other;
    kept.duplicate = false;
    plan.update(kEnrolment, enrolment_row(kept));
  }
  const Enrolment& employee = ending->scheme == Scheme::employee ? *ending : *other;
  const int months = Month::containing(context.today) - Month::containing(employee.started_on);
  plan.reasons.push_back(
      which_to_keep(*ending, *other, months,
                    context.policies->on(ending->region, context.today).enrolment)
          .reason);
  plan.answer = present_enrolment(ended, context);
  plan.notify(person_, "duplicate_resolved",
              {{"place", context.regions->name(ended.region)},
               {"suspended_on", ended.suspended_on->to_string()},
               {"other_region", other->region.to_string()}});
  return plan;
}

}  // namespace yibao::enrolment
