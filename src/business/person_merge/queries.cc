#include "business/person_merge/queries.h"

#include <optional>
#include <vector>

#include "business/access.h"
#include "business/person/queries.h"
#include "business/person/store.h"
#include "business/person_merge/store.h"
#include "business/reader.h"

namespace yibao::person_merge {

namespace {

constexpr std::size_t kMergedMax = 100;

std::optional<Tree> merged_tree(const storage::Row& row, const business::Context& context,
                                storage::Session& session) {
  const storage::Value other[] = {row[1]};
  const storage::Rows people = session.select_keyed(person::kPersonById, other).front();
  if (people.empty()) return std::nullopt;
  Tree tree = person::present_person(
      person::read_person(people.front(), *context.vault, person::Open::secrets), context);
  tree.set("merged_on", Date::from_days(static_cast<std::int32_t>(row[6].integer())).to_string());
  tree.set("months", row[3].integer());
  tree.set("duplicates", row[4].integer());
  tree.set("amount_fen", row[5].integer());
  return tree;
}

}  // namespace

Decision<Tree> answer_merged_numbers(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  Tree list = Tree(Tree::List{});
  std::vector<PersonId> kept{person};
  // Over however many merges: whoever was merged into one that was merged into this one.
  for (std::size_t i = 0; i < kept.size() && kept.size() <= kMergedMax; ++i) {
    const storage::Value key[] = {storage::Value(kept[i].value())};
    const std::vector<storage::Rows> merges = session.select_keyed(kMergesOf, key);
    for (const storage::Row& row : merges.front()) {
      if (auto each = merged_tree(row, context, session)) list.push(std::move(*each));
      kept.emplace_back(row[1].integer());
    }
  }
  return Tree::object({{"merged_numbers", std::move(list)}});
}

}  // namespace yibao::person_merge
