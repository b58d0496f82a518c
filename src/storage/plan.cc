#include "storage/plan.h"

#include <algorithm>

namespace yibao::storage {

void Needs::add(const KeyedSelect& select, Value key) {
  const bool known = std::any_of(needs_.begin(), needs_.end(), [&](const Need& need) {
    return need.select == &select && need.key == key;
  });
  if (!known) needs_.push_back({&select, std::move(key)});
}

void Facts::put(const KeyedSelect& select, Value key, Rows rows) {
  groups_.push_back({&select, std::move(key), std::move(rows)});
}

void Facts::put(const Statement& statement, Rows rows) {
  ranges_.emplace_back(&statement, std::move(rows));
}

const Rows& Facts::rows(const Statement& statement) const {
  for (const auto& [asked, rows] : ranges_) {
    if (asked == &statement) return rows;
  }
  YB_CHECK(false, "facts not asked for: " + std::string(statement.name));
}

const Rows& Facts::rows(const KeyedSelect& select, const Value& key) const {
  for (const Group& group : groups_) {
    if (group.select == &select && group.key == key) return group.rows;
  }
  YB_CHECK(false, "facts not asked for: " + std::string(select.name));
}

void ask(Session& session, const Needs& needs, Facts& facts, std::size_t from) {
  for (std::size_t i = from; i < needs.all().size(); ++i) {
    const Need& need = needs.all()[i];
    const Value keys[] = {need.key};
    facts.put(*need.select, need.key, std::move(session.select_keyed(*need.select, keys).front()));
  }
}

}  // namespace yibao::storage
