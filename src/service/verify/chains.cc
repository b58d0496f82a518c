// The chains of the journals (日志链): each event follows the one before it, the head is the last.
#include <algorithm>
#include <optional>
#include <string>

#include "business/scan.h"
#include "service/tables.h"
#include "service/verify/checks.h"
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

std::optional<std::int64_t> least_subject(business::Scan& events, business::Scan& heads) {
  std::optional<std::int64_t> least;
  for (business::Scan* scan : {&events, &heads}) {
    const Row* row = scan->peek();
    if (row == nullptr) continue;
    const std::int64_t subject = row->front().integer();
    least = least ? std::min(*least, subject) : subject;
  }
  return least;
}

bool is_of(const Row* row, std::int64_t subject) {
  return row != nullptr && row->front().integer() == subject;
}

}  // namespace

void check_chains(const CheckContext& context, Findings& findings) {
  business::Scan events(context, kJournal);
  business::Scan heads(context, kJournalHead);
  while (const std::optional<std::int64_t> subject = least_subject(events, heads)) {
    Link last;
    while (is_of(events.peek(), *subject)) last = follow(last, events.take(), findings);
    const bool has_head = is_of(heads.peek(), *subject);
    check_head(has_head ? heads.peek() : nullptr, *subject, last, findings);
    if (has_head) heads.take();
  }
}

}  // namespace yibao::service
