#include "business/visit/reimbursable.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/access.h"
#include "business/care/store.h"
#include "business/casework/stored_json.h"
#include "business/enrolment/insurance_code.h"
#include "business/entitlement/by_day.h"
#include "business/entitlement/queries.h"
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

// What is on record of the person, read once.
struct Known {
  entitlement::PersonRecord record;
  std::vector<care::Registration> registrations;
  std::vector<Settlement> settlements;
  storage::Rows visits;
  storage::Rows records;
};

storage::Rows rows_of(const storage::KeyedSelect& select, PersonId person,
                      storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  std::vector<storage::Rows> found = session.select_keyed(select, key);
  return std::move(found.front());
}

// Theirs who asks, or of whom an officer may ask.
Decision<Known> read_known(PersonId person, const business::Context& context,
                           storage::Session& session) {
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  auto record = entitlement::load_record(person, context, session);
  if (!record) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  return Known{std::move(*record),
               care::read_registrations(rows_of(care::kRegistrationsOf, person, session)),
               read_settlements(rows_of(kSettlementsOf, person, session)),
               rows_of(kVisitsOf, person, session), rows_of(kRecordsOf, person, session)};
}

// As it would be settled today, behind the others of its year as they would be.
std::optional<Weighing> weigh_again(const Settlement& each, const Known& known,
                                    const std::vector<Settlement>& before,
                                    const business::Context& context, storage::Session& session) {
  const auto institution =
      provider::find_institution(session, provider::kInstitutionOfCode, each.institution);
  const auto visit = find_visit(known.visits, each.visit);
  YB_CHECK(institution && visit, "a settlement without its visit or its institution");
  const auto record = find_record(known.records, each.visit);
  // Whose fund answers for that day now: the target's, where it covers the gap retroactively. Who
  // was at home then is not elsewhere by hindsight.
  const enrolment::Enrolment* relation = entitlement::relation_answering(
      visit->begun_on, known.record, *context.policies, context.today);
  if (relation == nullptr) return std::nullopt;
  const bool at_home = each.place_of_care == each.insured_place;
  Decision<Weighing> weighed =
      weigh_bill({each.institution, institution->level, relation->region,
                  at_home ? relation->region : each.place_of_care,
                  std::string(enrolment::insurance_code(relation->scheme)), each.kind,
                  record ? record->disease : "", visit->begun_on, each.scope.in_scope},
                 known.record, known.registrations, before, context);
  if (!weighed) return std::nullopt;
  return std::move(weighed).value();
}

Tree present(const Settlement& each, const Weighing& again, Money more,
             const business::Context& context) {
  return Tree::object({{"settlement", context.vault->outside_id(storage::IdKind::settlement,
                                                                each.id.value(), each.recorded_at)},
                       {"provider", each.institution},
                       {"settled_on", each.happened_on.to_string()},
                       {"total_fen", each.scope.total.fen()},
                       {"fund_paid_fen", each.parts.fund.fen()},
                       {"fund_would_pay_fen", again.share.fund.fen()},
                       {"reimbursable_fen", more.fen()},
                       {"reimbursable", more.to_display()},
                       {"reasons", casework::reasons_tree(again.reasons())}});
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
  Money sum;
  std::vector<Settlement> before;  // as they would have been
  for (const Settlement& each : known->settlements) {
    if (!each.reverses.is_none() || is_reversed(known->settlements, each.id)) continue;
    Settlement as_now = each;
    const auto again = weigh_again(each, *known, before, context, session);
    if (again) {
      as_now.parts.deductible = again->share.deductible;
      as_now.parts.fund = again->share.fund;
      const Money more = again->share.fund - each.parts.fund;
      sum += more;
      if (more > Money()) list.push(present(each, *again, more, context));
    }
    before.push_back(std::move(as_now));
  }
  // A bill that used up the deductible when an earlier one did not count is worth less now.
  const Money payable = std::max(Money(), sum);
  return Tree::object({{"settlements", std::move(list)},
                       {"reimbursable_fen", payable.fen()},
                       {"reimbursable", payable.to_display()}});
}

Decision<Tree> answer_terms(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::string code = reader.text("provider", 12);
  const std::string kind = reader.text_or("care", kKindMax, "11");
  const std::string disease = reader.text_or("disease", kDiseaseMax, "");
  const Date day = reader.optional_date("day").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Known> known = read_known(person, context, session);
  if (!known) return known.refusal();
  const auto institution = provider::find_institution(session, provider::kInstitutionOfCode, code);
  if (!institution) return refuse(RefusalKind::not_found, "institution_unknown", {{"code", code}});
  const entitlement::ByDay::Answer answer =
      entitlement::ByDay(known->record, *context.policies, context.today).answer_on(day);
  if (answer.relation == nullptr) return refuse("person_not_insured");
  const RegionCode home = answer.relation->region;
  const Decision<Terms> terms =
      fund_terms({answer.relation->scheme == enrolment::Scheme::resident,
                  known->record.person.is_retiree(), institution->level, code, home,
                  institution->region, kind, disease, care::holding_on(day, known->registrations)},
                 context.policies->on(home, day).settlement);
  const bool covered = answer.entitlement.standing.cover != entitlement::Cover::no;
  std::vector<Reason> reasons = answer.entitlement.reasons;
  const std::vector<Reason>& more = terms ? terms->reasons : terms.refusal().reasons;
  reasons.insert(reasons.end(), more.begin(), more.end());
  Tree told =
      Tree::object({{"provider", code},
                    {"region", home.to_string()},
                    {"day", day.to_string()},
                    {"fund_pays", covered && terms.ok() && terms->rate.basis_points() > 0},
                    {"rate_basis_points", terms ? terms->rate.basis_points() : std::int64_t{0}},
                    {"deductible_fen", terms ? terms->deductible.fen() : std::int64_t{0}},
                    {"ceiling_fen", terms ? terms->ceiling.fen() : std::int64_t{0}},
                    {"reasons", casework::reasons_tree(reasons)}});
  return told;
}

}  // namespace yibao::visit
