#include "business/person_merge/queries.h"

#include "business/access.h"
#include "business/person/queries.h"
#include "business/person/store.h"
#include "business/person_merge/store.h"
#include "business/reader.h"

namespace yibao::person_merge {

Decision<Tree> answer_merged_numbers(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  Tree list = Tree(Tree::List{});
  const storage::Value key[] = {storage::Value(person.value())};
  const std::vector<storage::Rows> merges = session.select_keyed(kMergesOf, key);
  for (const storage::Row& row : merges.front()) {
    const storage::Value other[] = {row[1]};
    const storage::Rows people = session.select_keyed(person::kPersonById, other).front();
    if (people.empty()) continue;
    Tree each = person::present_person(
        person::read_person(people.front(), *context.vault, person::Open::secrets), context);
    each.set("merged_on", Date::from_days(static_cast<std::int32_t>(row[6].integer())).to_string());
    each.set("months", row[3].integer());
    each.set("duplicates", row[4].integer());
    each.set("amount_fen", row[5].integer());
    list.push(std::move(each));
  }
  return Tree::object({{"merged_numbers", std::move(list)}});
}

}  // namespace yibao::person_merge
