#include "business/seal/queries.h"

#include <algorithm>
#include <set>

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/agency/present.h"
#include "business/agency/store.h"
#include "business/contribution/roster.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/entitlement/by_day.h"
#include "business/reader.h"
#include "business/seal/present.h"
#include "business/seal/store.h"

namespace yibao::seal {

namespace {

// Everything about one person's seals on one day, worked out once.
struct Known {
  const SealRecord& record;
  entitlement::SharedFacts& shared;  // of record.person
  std::vector<Seal> seals;
  std::vector<Step> steps;
  std::vector<RegionCode> places;  // of the relations, and of the offices concerned
  EmployerNames employers;
};

std::vector<RegionCode> places_of(const Known& known, Date day) {
  std::vector<RegionCode> places = contribution::regions_of(known.record.person.enrolments);
  for (const Seal& seal : known.seals) {
    const RegionCode office = office_of(seal.hold, day, known.record);
    const bool there = std::ranges::find(places, office) != places.end();
    if (!there && office != RegionCode::nation()) places.push_back(office);
  }
  return places;
}

void need_names(storage::Needs& needs, const Known& known) {
  for (const Seal& seal : known.seals) {
    for (const contribution::Arrears& debt : seal.debts) {
      needs.add(enrolment::kEmployerById, storage::Value(debt.employer.value()));
    }
  }
  for (const RegionCode place : known.places) {
    needs.add(agency::kAgencyOf, storage::Value(place.value()));
  }
}

void read_names(Known& known, const storage::Facts& facts) {
  for (const Seal& seal : known.seals) {
    for (const contribution::Arrears& debt : seal.debts) {
      const storage::Rows& rows =
          facts.rows(enrolment::kEmployerById, storage::Value(debt.employer.value()));
      if (rows.empty()) continue;
      known.employers[debt.employer] =
          enrolment::mask_employer(enrolment::read_employer(rows.front()).name);
    }
  }
}

Tree offices_tree(const Known& known, const storage::Facts& facts,
                  const business::Context& context) {
  Tree offices = Tree(Tree::List{});
  for (const RegionCode place : known.places) {
    const storage::Rows& rows = facts.rows(agency::kAgencyOf, storage::Value(place.value()));
    if (!rows.empty()) {
      offices.push(agency::present_agency(agency::read_agency(rows.front()), context));
    }
  }
  return offices;
}

// Who decides the benefits, whatever holds there are, and in which words: the answer that the
// hospital gets.
Tree benefits_tree(const entitlement::ByDay::Answer& of_day, const business::Context& context) {
  const enrolment::Enrolment* relation = of_day.relation;
  if (relation == nullptr) {
    return Tree::object({{"cover", "no"},
                         {"ground", "not_enrolled"},
                         {"reasons", to_tree(of_day.entitlement.reasons)}});
  }
  const entitlement::Entitlement& answer = of_day.entitlement;
  Tree tree = Tree::object({{"region", relation->region.to_string()},
                            {"region_name", context.regions->name(relation->region)},
                            {"cover", entitlement::to_text(answer.standing.cover)},
                            {"benefit_percent", answer.standing.percent},
                            {"ground", entitlement::to_text(answer.standing.ground)}});
  if (answer.standing.since) tree.set("since", answer.standing.since->to_string());
  if (answer.standing.until) tree.set("until", answer.standing.until->to_string());
  return tree.set("reasons", to_tree(answer.reasons));
}

// 多次封存的,由经办机构或者服务热线给予指导(R-103).
void set_complex(Tree& tree, const Known& known, Date day, const business::Context& context) {
  const enrolment::Enrolment* relation = entitlement::relation_on(day, known.record.person);
  const RegionCode region = relation == nullptr ? RegionCode::nation() : relation->region;
  const policy::ReleasePolicy& release = context.policies->on(region, day).release;
  const int count = holds_within(release.complex_months.value, day, known.record, *context.policies,
                                 known.shared);
  const bool complex = count >= release.complex_holds.value;
  tree.set("complex", complex);
  if (!complex) return;
  tree.set("complex_reason",
           to_tree(Reason{"seal_complex",
                          {{"count", std::to_string(count)},
                           {"within_months", std::to_string(release.complex_months.value)}},
                          {release.complex_holds.citation, release.complex_months.citation}}));
}

Decision<SealRecord> load(PersonId person, const business::Context& context,
                          storage::Session& session) {
  storage::Needs needs;
  storage::Facts facts;
  need_record(needs, person);
  storage::ask(session, needs, facts);
  Decision<SealRecord> found = load_record(facts, person, context);
  if (!found) return found;
  SealRecord record = std::move(found).value();
  if (has_cases(record)) {
    const std::size_t asked = needs.all().size();
    need_cases(needs, person);
    storage::ask(session, needs, facts, asked);
    read_cases(record, facts);
  }
  return record;
}

// `facts` are of the offices and the employers.
Known work_out(const SealRecord& record, entitlement::SharedFacts& shared, Date day,
               const business::Context& context, storage::Session& session, storage::Facts& facts) {
  Known known{record, shared, {}, {}, {}, {}};
  known.seals = seals_on(day, record, *context.policies, *context.calendar, shared);
  known.steps = steps_to_lift(known.seals, day);
  known.places = places_of(known, day);
  storage::Needs needs;
  need_names(needs, known);
  storage::ask(session, needs, facts);
  read_names(known, facts);
  return known;
}

}  // namespace

Decision<Tree> answer_seals(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date day = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const Decision<SealRecord> record = load(person, context, session);
  if (!record) return record.refusal();
  entitlement::SharedFacts shared(record->person, *context.policies);
  storage::Facts facts;
  const Known known = work_out(*record, shared, day, context, session, facts);
  const Shown shown{context, known.employers, day};
  const GuidanceFacts guidance{*record, *context.policies, *context.calendar, day, shared};
  const entitlement::ByDay::Answer benefits =
      entitlement::ByDay(record->person, *context.policies, context.today).answer_on(day);
  Means means{std::nullopt, record->accounts, record->person.enrolments};
  if (benefits.entitlement.standing.cover != entitlement::Cover::no) {
    means.fund = benefits.relation->region;
  }
  Tree seals = Tree(Tree::List{});
  for (const Seal& seal : known.seals) seals.push(present_seal(seal, shown));
  Tree tree = Tree::object(
      {{"on", day.to_string()},
       {"sealed", !known.seals.empty()},
       {"seals", std::move(seals)},
       {"steps", present_steps(known.steps, guidance, shown)},
       {"works", present_works(known.seals, known.places, record->cards, means, context)},
       {"benefits", benefits_tree(benefits, context)},
       {"offices", offices_tree(known, facts, context)}});
  set_complex(tree, known, day, context);
  return tree;
}

}  // namespace yibao::seal
