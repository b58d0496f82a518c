#include "business/visit/reimbursable.h"

#include <algorithm>
#include <set>

#include "base/region_table.h"
#include "business/access.h"
#include "business/care/store.h"
#include "business/casework/stored_json.h"
#include "business/enrolment/insurance_code.h"
#include "business/entitlement/by_day.h"
#include "business/entitlement/queries.h"
#include "business/person/numbers.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/visit/present.h"
#include "business/visit/store.h"
#include "business/visit/weighing.h"
#include "policy/policy_set.h"

namespace yibao::visit {

namespace {

constexpr std::size_t kKindMax = 6;
constexpr std::size_t kDiseaseMax = 30;
constexpr std::size_t kCodeMax = 12;

// What is on record of the person, read once.
struct Known {
  entitlement::PersonRecord record;
  std::vector<care::Registration> registrations;
  std::vector<Settlement> settlements;
  storage::Rows records;
};

// Theirs who asks, or of whom an officer may ask.
Decision<Known> read_known(PersonId person, const business::Context& context,
                           storage::Session& session) {
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  auto record = entitlement::load_record(person, context, session);
  if (!record) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  const person::Numbers numbers = person::load_numbers(person, session);
  const auto rows = [&](const storage::KeyedSelect& select) {
    return person::rows_of_all(session, select, numbers);
  };
  std::vector<Settlement> settlements = read_settlements(rows(kSettlementsOf));
  std::ranges::sort(settlements, {}, &Settlement::id);
  // 就医备案 was carried over to the kept number.
  return Known{std::move(*record),
               care::read_registrations(
                   person::rows_of_all(session, care::kRegistrationsOf, {numbers.kept, {}})),
               std::move(settlements), rows(kRecordsOf)};
}

// A settlement as it would be made today, and by whose fund.
struct Again {
  Weighing weighing;
  std::string institution_name;
  RegionCode payer;
};

// The fees that it took.
std::vector<Line> lines_of(const Settlement& each, storage::Session& session) {
  std::vector<Line> lines;
  for (KeptLine& kept : read_lines(
           session.select(kLinesOfVisit, {each.person.value(), each.visit.value()}), each.visit)) {
    if (kept.settlement == each.id) lines.push_back(std::move(kept.line));
  }
  return lines;
}

// Behind the others of its year as they would be.
std::optional<Again> weigh_again(const Settlement& each, const Known& known,
                                 const std::vector<FundUse>& before,
                                 const business::Context& context, storage::Session& session) {
  const auto institution =
      provider::find_institution(session, provider::kInstitutionOfCode, each.institution);
  YB_CHECK(institution.has_value(), "a settlement without its institution");
  const auto record = find_record(known.records, each.visit);
  // Whose fund answers for that day now: the target's, where it covers the gap retroactively. Who
  // was at home then is not elsewhere by hindsight.
  const std::vector<Line> lines = lines_of(each, session);
  Date since = each.care_on;
  for (const Line& line : lines) since = std::min(since, line.happened_on);
  const enrolment::Enrolment* relation =
      entitlement::relation_answering(since, known.record, *context.policies, context.today);
  if (relation == nullptr) return std::nullopt;
  const bool at_home = each.place_of_care == each.insured_place;
  Decision<Weighing> weighed =
      weigh_bill({each.institution, institution->level, relation->region,
                  at_home ? relation->region : each.place_of_care,
                  std::string(enrolment::insurance_code(relation->scheme)), each.kind,
                  record ? record->disease : "", charges_of(lines, since, known.record, context)},
                 known.record, known.registrations, before, context);
  if (!weighed) return std::nullopt;
  return Again{std::move(weighed).value(), institution->name, relation->region};
}

Tree present(const Settlement& each, const Again& again, Money more,
             const business::Context& context) {
  return Tree::object({{"settlement", context.vault->outside_id(storage::IdKind::settlement,
                                                                each.id.value(), each.recorded_at)},
                       {"provider", each.institution},
                       {"provider_name", again.institution_name},
                       {"region", again.payer.to_string()},
                       {"region_name", context.regions->full_name(again.payer)},
                       {"settled_on", each.happened_on.to_string()},
                       {"total_fen", each.scope.total.fen()},
                       {"fund_paid_fen", each.parts.fund.fen()},
                       {"fund_would_pay_fen", again.weighing.share.fund.fen()},
                       {"reimbursable_fen", more.fen()},
                       {"reimbursable", more.to_display()},
                       {"reasons", casework::reasons_tree(again.weighing.reasons())}});
}

}  // namespace

Decision<Tree> answer_reimbursable(const business::Request& request,
                                   const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Known> known = read_known(person, context, session);
  if (!known) return known.refusal();
  Tree list = Tree(Tree::List{});
  Tree deducted = Tree(Tree::List{});
  Money sum;
  std::set<RegionCode> payers;
  std::vector<FundUse> before;  // as they would have been
  for (const Settlement& each : known->settlements) {
    if (!each.reverses.is_none() || is_reversed(known->settlements, each.id)) continue;
    Settlement as_now = each;
    const auto again = weigh_again(each, *known, before, context, session);
    if (again) {
      as_now.parts.deductible = again->weighing.share.deductible;
      as_now.parts.fund = again->weighing.share.fund;
      const Money more = as_now.parts.fund - each.parts.fund;
      sum += more;
      if (more > Money()) {
        list.push(present(each, *again, more, context));
        payers.insert(again->payer);
      } else if (more < Money()) {
        deducted.push(present(each, *again, more, context));
      }
    }
    before.push_back(fund_use_of(as_now));
  }
  // A bill that used up the deductible when an earlier one did not count is worth less now: it is
  // told, and taken off. Where nothing is left, nobody is sent to a counter.
  const Money payable = std::max(Money(), sum);
  if (payable.is_zero()) payers.clear();
  std::vector<Reason> where;
  for (const RegionCode payer : payers) {
    where.push_back({"reimbursed_at_counter", {{"region", payer.to_string()}}, {}});
  }
  return Tree::object({{"settlements", std::move(list)},
                       {"deducted", std::move(deducted)},
                       {"where", casework::reasons_tree(where)},
                       {"reimbursable_fen", payable.fen()},
                       {"reimbursable", payable.to_display()}});
}

namespace {

// Where one would go: an institution by its code; or any of a level at a place, by what is on
// record or as if care there were on record already.
struct Going {
  std::string institution;
  provider::Level level = provider::Level::none;
  RegionCode place;
  bool supposed = false;
};

Decision<Going> read_going(business::Reader& reader, const business::Context& context,
                           storage::Session& session) {
  using provider::Level;
  Going going;  // without either: at home
  going.institution = reader.text_or("provider", kCodeMax, "");
  const RegionCode place = reader.optional_region("place_of_care").value_or(RegionCode());
  const std::string level = reader.code_or(
      "level", {to_text(Level::primary), to_text(Level::secondary), to_text(Level::tertiary)},
      std::string(to_text(Level::tertiary)));
  going.supposed = reader.flag("registered");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (going.institution.empty()) {
    if (!place.is_none()) {
      going.place = place.is_province() ? place : context.regions->pooling_region(place);
    }
    for (const Level each : {Level::primary, Level::secondary, Level::tertiary}) {
      if (to_text(each) == level) going.level = each;
    }
    return going;
  }
  const auto known =
      provider::find_institution(session, provider::kInstitutionOfCode, going.institution);
  if (!known) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", going.institution}});
  }
  going.level = known->level;
  going.place = known->region;
  return going;
}

// What holds on the day, and what is supposed beside it.
std::vector<care::Registration> registrations_for(const Going& going, RegionCode home, Date day,
                                                  const Known& known) {
  std::vector<care::Registration> all = care::holding_on(day, known.registrations);
  if (!going.supposed) return all;
  care::Registration wanted;
  wanted.region = home;
  wanted.place_of_care = going.place;
  wanted.begins_on = day;
  all.push_back(std::move(wanted));
  return all;
}

}  // namespace

Decision<Tree> answer_terms(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::string kind = reader.text_or("care", kKindMax, "11");
  const std::string disease = reader.text_or("disease", kDiseaseMax, "");
  const Date day = reader.optional_date("day").value_or(context.today);
  Decision<Going> asked = read_going(reader, context, session);
  if (!asked) return asked.refusal();
  Going going = std::move(asked).value();
  const Decision<Known> known = read_known(person, context, session);
  if (!known) return known.refusal();
  const entitlement::ByDay::Answer answer =
      entitlement::ByDay(known->record, *context.policies, context.today).answer_on(day);
  if (answer.relation == nullptr) return refuse("person_not_insured");
  const RegionCode home = answer.relation->region;
  if (going.place.is_none()) going.place = home;
  const Decision<Terms> terms = fund_terms(
      {answer.relation->scheme == enrolment::Scheme::resident,
       known->record.person.draws_retirement_on(day), going.level, going.institution, home,
       going.place, kind, disease, registrations_for(going, home, day, *known), day},
      context.policies->on(home, day).settlement);
  const bool covered = answer.entitlement.standing.cover != entitlement::Cover::no;
  std::vector<Reason> reasons = answer.entitlement.reasons;
  const std::vector<Reason> more = tell_terms(terms);
  reasons.insert(reasons.end(), more.begin(), more.end());
  const bool pays = covered && fund_pays(terms);
  std::optional<Reason> used;
  if (pays) {
    used = ceiling_used_up(*terms, fund_uses_of(known->settlements),
                           std::string(enrolment::insurance_code(answer.relation->scheme)), day);
  }
  if (used) reasons.push_back(*used);
  return Tree::object({{"provider", going.institution},
                       {"level", std::string(to_text(going.level))},
                       {"region", home.to_string()},
                       {"region_name", context.regions->full_name(home)},
                       {"place_of_care", going.place.to_string()},
                       {"place_name", context.regions->full_name(going.place)},
                       {"registered", going.supposed},
                       {"day", day.to_string()},
                       {"fund_pays", pays && !used},
                       {"rate_basis_points", terms ? terms->rate.basis_points() : std::int64_t{0}},
                       {"deductible_fen", terms ? terms->deductible.fen() : std::int64_t{0}},
                       {"ceiling_fen", terms ? terms->ceiling.fen() : std::int64_t{0}},
                       {"reasons", casework::reasons_tree(reasons)}});
}

}  // namespace yibao::visit
