#include "business/visit/past_visits.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "base/region_table.h"
#include "business/access.h"
#include "business/care/store.h"
#include "business/casework/stored_json.h"
#include "business/entitlement/queries.h"
#include "business/person/numbers.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/visit/prescriptions.h"
#include "business/visit/store.h"
#include "business/visit/unpaid.h"

namespace yibao::visit {

namespace {

// What is on record of a person's visits, read once.
struct Past {
  person::Numbers numbers;
  storage::Rows visits;  // of one page, the latest first
  bool goes_on = false;  // behind the page
  storage::Rows records;
  storage::Rows diagnoses;
  std::vector<Settlement> settlements;
  std::vector<KeptPrescription> prescriptions = {};
};

Past read_past(PersonId person, std::int64_t before, std::size_t limit, storage::Session& session) {
  person::Numbers numbers = person::load_numbers(person, session);
  const auto rows = [&](const storage::KeyedSelect& select) {
    return person::rows_of_all(session, select, numbers);
  };
  Past past{numbers,          rows(kVisitsOf),    false,
            rows(kRecordsOf), rows(kDiagnosesOf), read_settlements(rows(kSettlementsOf))};
  const auto id_of = [](const storage::Row& visit) { return visit[1].integer(); };
  std::erase_if(past.visits, [&](const storage::Row& visit) { return id_of(visit) >= before; });
  std::ranges::sort(past.visits, std::ranges::greater(), id_of);
  past.goes_on = past.visits.size() > limit;
  if (past.goes_on) past.visits.resize(limit);
  if (past.visits.empty()) return past;
  past.prescriptions = prescriptions_between(past.numbers, VisitId(id_of(past.visits.back())),
                                             VisitId(id_of(past.visits.front())), session);
  return past;
}

// Each institution is asked for once.
class Institutions {
 public:
  explicit Institutions(storage::Session& session) : session_(&session) {}
  std::string name_of(const std::string& code) {
    const auto& known = of(code);
    return known ? known->name : code;
  }
  provider::Level level_of(const std::string& code) {
    const auto& known = of(code);
    return known ? known->level : provider::Level::none;
  }

 private:
  const std::optional<provider::Institution>& of(const std::string& code) {
    const auto [found, is_new] = known_.try_emplace(code);
    if (is_new) {
      found->second = provider::find_institution(*session_, provider::kInstitutionOfCode, code);
    }
    return found->second;
  }

  storage::Session* session_;
  std::map<std::string, std::optional<provider::Institution>> known_;
};

// Why the fund has paid nothing, of those of which that is so: what is on record of the person is
// read for the first of them.
class WhyUnpaid {
 public:
  WhyUnpaid(const person::Numbers& numbers, Institutions& institutions,
            const business::Context& context, storage::Session& session)
      : numbers_(&numbers), institutions_(&institutions), context_(&context), session_(&session) {}

  std::vector<Reason> of(const Settlement& settlement) {
    if (!settlement.parts.fund.is_zero() || !settlement.reverses.is_none()) return {};
    if (!record_) {
      record_ = entitlement::load_record(numbers_->kept, *context_, *session_);
      // 就医备案 was carried over to the kept number.
      registrations_ = care::read_registrations(
          person::rows_of_all(*session_, care::kRegistrationsOf, {numbers_->kept, {}}));
    }
    if (!record_) return {};
    return why_unpaid(settlement, *record_, institutions_->level_of(settlement.institution),
                      registrations_, *context_);
  }

 private:
  const person::Numbers* numbers_;
  Institutions* institutions_;
  const business::Context* context_;
  storage::Session* session_;
  std::optional<entitlement::PersonRecord> record_;
  std::vector<care::Registration> registrations_;
};

Tree settlements_tree(VisitId visit, const std::vector<Settlement>& all, WhyUnpaid& why,
                      const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const Settlement& each : all) {
    if (each.visit != visit) continue;
    list.push(
        Tree::object({{"settlement", context.vault->outside_id(storage::IdKind::settlement,
                                                               each.id.value(), each.recorded_at)},
                      {"settled_on", each.happened_on.to_string()},
                      {"is_reversal", !each.reverses.is_none()},
                      {"reversed", is_reversed(all, each.id)},
                      {"total_fen", each.scope.total.fen()},
                      {"fund_fen", each.parts.fund.fen()},
                      {"account_fen", each.parts.account.fen()},
                      {"shared_fen", each.parts.shared.fen()},
                      {"cash_fen", each.parts.cash.fen()},
                      {"reasons", casework::reasons_tree(why.of(each))}}));
  }
  return list;
}

Tree prescriptions_tree(VisitId visit, const std::vector<KeptPrescription>& all) {
  Tree list = Tree(Tree::List{});
  for (const KeptPrescription& each : all) {
    if (each.visit != visit) continue;
    list.push(Tree::object({{"upload", each.upload},
                            {"file_name", each.name},
                            {"recorded_at", each.recorded_at.to_string()}}));
  }
  return list;
}

Tree diagnoses_tree(VisitId visit, const storage::Rows& rows) {
  Tree list = Tree(Tree::List{});
  for (const Diagnosis& each : read_diagnoses(rows, visit)) {
    if (each.is_valid) list.push(each.name);
  }
  return list;
}

Tree present(const Visit& visit, const Past& past, Institutions& institutions, WhyUnpaid& why,
             const business::Context& context) {
  Tree tree =
      Tree::object({{"visit", context.vault->outside_id(storage::IdKind::visit, visit.id.value(),
                                                        visit.recorded_at)},
                    {"provider", visit.institution},
                    {"provider_name", institutions.name_of(visit.institution)},
                    {"place_of_care", visit.place_of_care.to_string()},
                    {"place_name", context.regions->full_name(visit.place_of_care)},
                    {"region", visit.insured_place.to_string()},
                    {"region_name", context.regions->full_name(visit.insured_place)},
                    {"care", visit.kind},
                    {"begun_on", visit.begun_on.to_string()},
                    {"cancelled", visit.is_cancelled},
                    {"diagnoses", diagnoses_tree(visit.id, past.diagnoses)},
                    {"settlements", settlements_tree(visit.id, past.settlements, why, context)},
                    {"prescriptions", prescriptions_tree(visit.id, past.prescriptions)}});
  if (const auto record = find_record(past.records, visit.id);
      record && !record->disease_name.empty()) {
    tree.set("disease_name", record->disease_name);
  }
  return tree;
}

}  // namespace

Decision<Tree> answer_own_visits(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const auto before = reader.optional_id("before", storage::IdKind::visit);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  constexpr std::int64_t kAll = std::int64_t{1} << 62;
  const Past past =
      read_past(person, before.value_or(kAll), static_cast<std::size_t>(limit), session);
  Institutions institutions(session);
  WhyUnpaid why(past.numbers, institutions, context, session);
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : past.visits) {
    list.push(present(read_visit(row), past, institutions, why, context));
  }
  Tree told = Tree::object({{"visits", std::move(list)}});
  if (past.goes_on) {
    const Visit last = read_visit(past.visits.back());
    told.set("next",
             context.vault->outside_id(storage::IdKind::visit, last.id.value(), last.recorded_at));
  }
  return told;
}

}  // namespace yibao::visit
