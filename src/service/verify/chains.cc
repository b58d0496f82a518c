// The chains of the journals (日志链): each event follows the one before it, the head is the last.
// Where bulk work moved a person's chain on, the event stands in the region's journal (shares.h).
#include <algorithm>
#include <optional>
#include <string>

#include "business/scan.h"
#include "service/tables.h"
#include "service/verify/checks.h"
#include "service/verify/people.h"
#include "storage/digest.h"

namespace yibao::service {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

// The end of a chain, as far as it was followed.
struct Link {
  std::int64_t sequence = 0;
  std::string hash = std::string(storage::kDigestSize, '\0');
};

// An event whose hash is wrong is named, and the next one is judged by the hash that stands there:
// so the first changed row is named and not every row behind it.
Link follow(const Link& before, const Row& event, Findings& findings) {
  const std::int64_t sequence = event[1].integer();
  if (sequence != before.sequence + 1) {
    findings.add(kJournal, event, differs("sequence", sequence, before.sequence + 1));
  }
  if (event[7].bytes().data != chain_hash(before.hash, event)) {
    findings.add(kJournal, event, "hash does not follow from the event and the hash before it");
  }
  return {sequence, event[7].bytes().data};
}

void check_head(const Row* head, std::int64_t subject, const Link& last, Findings& findings) {
  if (head == nullptr) {
    const storage::Value key[] = {subject};
    findings.add_missing(kJournalHead, key, "a chain without a head");
    return;
  }
  if ((*head)[1].integer() != last.sequence) {
    findings.add(kJournalHead, *head, differs("sequence", (*head)[1].integer(), last.sequence));
  } else if ((*head)[2].bytes().data != last.hash) {
    findings.add(kJournalHead, *head, "hash is not that of the last event");
  }
}

// A step of a chain that another journal tells of.
Link follow_share(const Link& before, std::int64_t person, const PeopleShares::Link& link,
                  Findings& findings) {
  if (link.share.sequence != before.sequence + 1) {
    const storage::Value key[] = {person};
    findings.add_missing(kJournalHead, key,
                         "the share in a bulk event: " +
                             differs("sequence", link.share.sequence, before.sequence + 1));
  }
  return {link.share.sequence,
          link_hash(before.hash, person, link.share.sequence, link.event_hash)};
}

bool is_of(const Row* row, std::int64_t subject) {
  return row != nullptr && row->front().integer() == subject;
}

class ChainCheck {
 public:
  ChainCheck(const CheckContext& context, Findings& findings)
      : findings_(findings),
        shares_(context),
        events_(context, kJournal),
        heads_(context, kJournalHead) {}

  void run() {
    while (const std::optional<std::int64_t> subject = least_subject()) {
      const Link last = follow_chain(*subject);
      const bool has_head = is_of(heads_.peek(), *subject);
      check_head(has_head ? heads_.peek() : nullptr, *subject, last, findings_);
      if (has_head) heads_.take();
      behind_ = std::max(behind_, *subject);
    }
  }

 private:
  // Of the journal, the heads and the people of bulk events.
  std::optional<std::int64_t> least_subject() {
    std::optional<std::int64_t> least = shares_.next_behind(behind_);
    for (business::Scan* scan : {&events_, &heads_}) {
      const Row* row = scan->peek();
      if (row == nullptr) continue;
      const std::int64_t subject = row->front().integer();
      least = least ? std::min(*least, subject) : subject;
    }
    return least;
  }

  Link follow_chain(std::int64_t subject) {
    static const std::vector<PeopleShares::Link> kNone;
    const auto& shares = subject > 0 ? shares_.of(subject) : kNone;
    Link last;
    auto share = shares.begin();
    while (share != shares.end() || is_of(events_.peek(), subject)) {
      const bool own =
          is_of(events_.peek(), subject) &&
          (share == shares.end() || events_.peek()->at(1).integer() < share->share.sequence);
      last = own ? follow(last, events_.take(), findings_)
                 : follow_share(last, subject, *share++, findings_);
    }
    return last;
  }

  Findings& findings_;
  PeopleShares shares_;
  business::Scan events_;
  business::Scan heads_;
  std::int64_t behind_ = 0;  // the last person so far
};

}  // namespace

void check_chains(const CheckContext& context, Findings& findings) {
  ChainCheck(context, findings).run();
}

}  // namespace yibao::service
