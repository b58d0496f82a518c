#include "business/visit/past_visits.h"

#include <algorithm>
#include <map>

#include "base/region_table.h"
#include "business/access.h"
#include "business/person/numbers.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/visit/store.h"

namespace yibao::visit {

namespace {

constexpr std::size_t kVisitsMax = 200;

// What is on record of a person's visits, read once.
struct Past {
  storage::Rows visits;
  storage::Rows records;
  storage::Rows diagnoses;
  std::vector<Settlement> settlements;
};

Past read_past(PersonId person, storage::Session& session) {
  const person::Numbers numbers = person::load_numbers(person, session);
  const auto rows = [&](const storage::KeyedSelect& select) {
    return person::rows_of_all(session, select, numbers);
  };
  Past past{rows(kVisitsOf), rows(kRecordsOf), rows(kDiagnosesOf),
            read_settlements(rows(kSettlementsOf))};
  std::ranges::sort(past.visits, {}, [](const storage::Row& visit) { return visit[1].integer(); });
  return past;
}

// Each institution is asked for once.
class Names {
 public:
  explicit Names(storage::Session& session) : session_(&session) {}
  const std::string& of(const std::string& code) {
    const auto [found, is_new] = names_.try_emplace(code);
    if (is_new) {
      const auto institution =
          provider::find_institution(*session_, provider::kInstitutionOfCode, code);
      found->second = institution ? institution->name : code;
    }
    return found->second;
  }

 private:
  storage::Session* session_;
  std::map<std::string, std::string> names_;
};

Tree settlements_tree(VisitId visit, const std::vector<Settlement>& all,
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
                      {"cash_fen", each.parts.cash.fen()}}));
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

Tree present(const Visit& visit, const Past& past, Names& names, const business::Context& context) {
  Tree tree =
      Tree::object({{"visit", context.vault->outside_id(storage::IdKind::visit, visit.id.value(),
                                                        visit.recorded_at)},
                    {"provider", visit.institution},
                    {"provider_name", names.of(visit.institution)},
                    {"place_of_care", visit.place_of_care.to_string()},
                    {"place_name", context.regions->full_name(visit.place_of_care)},
                    {"region", visit.insured_place.to_string()},
                    {"region_name", context.regions->full_name(visit.insured_place)},
                    {"care", visit.kind},
                    {"begun_on", visit.begun_on.to_string()},
                    {"cancelled", visit.is_cancelled},
                    {"diagnoses", diagnoses_tree(visit.id, past.diagnoses)},
                    {"settlements", settlements_tree(visit.id, past.settlements, context)}});
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
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const Past past = read_past(person, session);
  Names names(session);
  Tree list = Tree(Tree::List{});
  for (std::size_t at = past.visits.size(); at > 0 && list.list()->size() < kVisitsMax; --at) {
    list.push(present(read_visit(past.visits[at - 1]), past, names, context));
  }
  return Tree::object({{"visits", std::move(list)}});
}

}  // namespace yibao::visit
