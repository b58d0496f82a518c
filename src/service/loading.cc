#include "service/loading.h"

#include <algorithm>

#include "service/tables.h"

namespace yibao::service {

namespace {

using storage::Facts;
using storage::Needs;
using storage::Rows;
using storage::Value;

// How many needs of each command were answered before.
struct From {
  std::vector<std::size_t> keyed;
  std::vector<std::size_t> ranges;
};

// Answers the needs of many commands from `from` on, one select at a time for all of them,
// together with the stored answers of `keys`; before that, locks the journals of `subjects`.
void load(storage::Session& session, std::span<const Needs> needs, const From& from,
          std::span<const Value> keys, std::span<const std::int64_t> subjects, Loaded& loaded) {
  struct Asked {
    const storage::KeyedSelect* select;
    std::vector<Value> keys;
    std::vector<std::size_t> of;
  };
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto& all = needs[i].all();
    for (std::size_t n = from.keyed[i]; n < all.size(); ++n) {
      auto group = std::find_if(asked.begin(), asked.end(),
                                [&](const Asked& each) { return each.select == all[n].select; });
      if (group == asked.end()) group = asked.insert(asked.end(), {all[n].select, {}, {}});
      group->keys.push_back(all[n].key);
      group->of.push_back(i);
    }
  }
  std::vector<storage::Session::KeyedRequest> requests;
  for (const Asked& group : asked) requests.push_back({group.select, group.keys});
  if (!keys.empty()) requests.push_back({&kAnswerOf, keys});
  std::vector<std::vector<Rows>> rows;
  if (subjects.empty()) {
    rows = session.select_keyed_all(requests);
  } else {
    storage::Session::Locked locked = session.lock_and_select(subjects, requests);
    loaded.heads = std::move(locked.heads);
    rows = std::move(locked.answers);
  }
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto& ranges = needs[i].ranges();
    for (std::size_t n = from.ranges[i]; n < ranges.size(); ++n) {
      loaded.facts[i].put(*ranges[n].statement,
                          session.select(*ranges[n].statement, ranges[n].parameters));
    }
  }
  for (std::size_t g = 0; g < asked.size(); ++g) {
    for (std::size_t k = 0; k < asked[g].keys.size(); ++k) {
      loaded.facts[asked[g].of[k]].put(*asked[g].select, std::move(asked[g].keys[k]),
                                       std::move(rows[g][k]));
    }
  }
  if (!keys.empty()) loaded.answers = std::move(rows.back());
}

}  // namespace

Loaded load_all(storage::Session& session, std::span<const business::Command* const> commands,
                std::span<const Value> keys, std::span<const std::int64_t> subjects) {
  std::vector<Needs> needs(commands.size());
  From from{std::vector<std::size_t>(commands.size()), std::vector<std::size_t>(commands.size())};
  Loaded loaded;
  loaded.facts.resize(commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) commands[i]->need(needs[i]);
  load(session, needs, from, keys, subjects, loaded);
  bool more = false;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    from.keyed[i] = needs[i].all().size();
    from.ranges[i] = needs[i].ranges().size();
    commands[i]->need_more(loaded.facts[i], needs[i]);
    more =
        more || needs[i].all().size() > from.keyed[i] || needs[i].ranges().size() > from.ranges[i];
  }
  if (more) load(session, needs, from, {}, {}, loaded);
  return loaded;
}

}  // namespace yibao::service
