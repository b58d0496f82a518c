#include "service/verify/chain_walk.h"

#include <algorithm>
#include <vector>

#include "service/tables.h"

namespace yibao::service {

namespace {

using storage::Row;

bool is_of(const Row* row, std::int64_t subject) {
  return row != nullptr && row->front().integer() == subject;
}

}  // namespace

ChainWalk::ChainWalk(const business::CheckContext& context)
    : shares_(context), events_(context, kJournal), heads_(context, kJournalHead) {}

void ChainWalk::run() {
  while (const std::optional<std::int64_t> subject = least_subject()) {
    const Link last = walk(*subject);
    const bool has_head = is_of(heads_.peek(), *subject);
    end(*subject, has_head ? heads_.peek() : nullptr, last);
    if (has_head) heads_.take();
    behind_ = std::max(behind_, *subject);
  }
}

// Of the journal, the heads and the people of bulk events.
std::optional<std::int64_t> ChainWalk::least_subject() {
  std::optional<std::int64_t> least = shares_.next_behind(behind_);
  for (business::Scan* scan : {&events_, &heads_}) {
    const Row* row = scan->peek();
    if (row == nullptr) continue;
    const std::int64_t subject = row->front().integer();
    least = least ? std::min(*least, subject) : subject;
  }
  return least;
}

Link ChainWalk::walk(std::int64_t subject) {
  static const std::vector<PeopleShares::Link> kNone;
  const auto& shares = subject > 0 ? shares_.of(subject) : kNone;
  Link last;
  auto share = shares.begin();
  while (share != shares.end() || is_of(events_.peek(), subject)) {
    const bool own =
        is_of(events_.peek(), subject) &&
        (share == shares.end() || events_.peek()->at(1).integer() < share->share.sequence);
    last = own ? follow(subject, last, events_.take()) : follow_share(subject, last, *share++);
  }
  return last;
}

}  // namespace yibao::service
