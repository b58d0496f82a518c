#include "business/aid/queries.h"

#include "business/access.h"
#include "business/aid/rules.h"
#include "business/aid/store.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::aid {

namespace {

constexpr storage::Statement kBindingsForBeneficiary{
    "aid_bindings_for_beneficiary",
    "SELECT person_id, binding_id, beneficiary_id, relation, limit_fen, state, since, ended_on, "
    "end_reason, used_year, used_fen, case_id, recorded_at FROM aid_binding "
    "WHERE beneficiary_id = $1 ORDER BY binding_id LIMIT 200"};

Tree present(const Binding& binding, PersonId other, const business::Context& context,
             storage::Session& session) {
  const storage::Value key[] = {storage::Value(other.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  const storage::Value payer[] = {storage::Value(binding.payer.value())};
  const Money used = used_in_year(read_bindings(session.select_keyed(kBindingsOf, payer).front()),
                                  binding.beneficiary, context.today.year());
  Tree tree = Tree::object({{"binding", context.vault->outside_id(storage::IdKind::aid_binding,
                                                                  binding.id, binding.recorded_at)},
                            {"relation", std::string(to_text(binding.relation))},
                            {"state", binding.active ? "active" : "ended"},
                            {"since", binding.since.to_string()},
                            {"used_fen", used.fen()}});
  if (!rows.empty()) {
    const auto person = person::read_person(rows.front(), *context.vault, person::Open::nothing);
    tree.set("name", mask_name(person.name));
  }
  if (!binding.limit_per_year.is_zero()) {
    tree.set("limit_fen", binding.limit_per_year.fen());
    const Money limit = binding.limit_per_year;
    tree.set("left_fen", used < limit ? (limit - used).fen() : std::int64_t{0});
  }
  if (binding.ended_on) {
    tree.set("ended_on", binding.ended_on->to_string());
    tree.set("end_reason", binding.end_reason);
  }
  return tree;
}

}  // namespace

Decision<Tree> answer_bindings(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  Tree given = Tree(Tree::List{});
  Tree received = Tree(Tree::List{});
  const storage::Value key[] = {storage::Value(person.value())};
  const std::vector<storage::Rows> own = session.select_keyed(kBindingsOf, key);
  for (const storage::Row& row : own.front()) {
    const Binding binding = read_binding(row);
    given.push(present(binding, binding.beneficiary, context, session));
  }
  for (const storage::Row& row : session.select(kBindingsForBeneficiary, {person.value()})) {
    const Binding binding = read_binding(row);
    received.push(present(binding, binding.payer, context, session));
  }
  return Tree::object({{"shared_with", std::move(given)}, {"shared_by", std::move(received)}});
}

}  // namespace yibao::aid
