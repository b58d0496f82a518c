// The chains of the journals (日志链): each event follows the one before it, the head is the last.
// Where bulk work moved a person's chain on, the event stands in the region's journal (shares.h).
#include "service/shares.h"
#include "service/tables.h"
#include "service/verify/chain_walk.h"
#include "service/verify/checks.h"

namespace yibao::service {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

constexpr std::string_view kLook = "person_viewed";  // an event
constexpr std::string_view kSystem = "system";       // an actor

class ChainCheck : public ChainWalk {
 public:
  ChainCheck(const CheckContext& context, Findings& findings)
      : ChainWalk(context), findings_(findings) {}

 private:
  // An event whose hash is wrong is named, and the next one is judged by the hash that stands
  // there: so the first changed row is named and not every row behind it.
  Link follow(std::int64_t, const Link& before, const Row& event) override {
    const std::int64_t sequence = event[1].integer();
    if (sequence != before.sequence + 1) {
      findings_.add(kJournal, event, differs("sequence", sequence, before.sequence + 1));
    }
    check_order_of_days(event);
    if (event[7].bytes().data != chain_hash(before.hash, event)) {
      findings_.add(kJournal, event, "hash does not follow from the event and the hash before it");
    }
    return {sequence, event[7].bytes().data};
  }

  // A clock that stood behind: what was done then was judged, and its money dated, by a day that
  // was over. Of people only, and of what somebody did there: the stories of a demonstration share
  // regions, reminders and whoever looks at everybody, each story from its own first day on.
  void check_order_of_days(const Row& event) {
    const std::int64_t subject = event[0].integer();
    if (event[3].text() == kLook || event[4].text().starts_with(kSystem)) return;
    const Date day = Instant::from_milliseconds(event[5].integer()).date();
    if (subject > 0 && subject == dated_.subject && day < dated_.day) {
      findings_.add(kJournal, event,
                    "recorded_at is of " + day.to_string() + ", the event before of " +
                        dated_.day.to_string() + ": the clock stood behind");
    }
    dated_ = {subject, day};
  }

  // A step of a chain that another journal tells of.
  Link follow_share(std::int64_t person, const Link& before,
                    const PeopleShares::Link& link) override {
    const std::int64_t sequence = link.share.sequence;
    if (sequence != before.sequence + 1) {
      const storage::Value key[] = {person};
      findings_.add_missing(
          kJournalHead, key,
          "the share in a bulk event: " + differs("sequence", sequence, before.sequence + 1));
    }
    return {sequence, link_hash(before.hash, person, sequence, link.event_hash)};
  }

  void end(std::int64_t subject, const Row* head, const Link& last) override {
    if (head == nullptr) {
      const storage::Value key[] = {subject};
      findings_.add_missing(kJournalHead, key, "a chain without a head");
      return;
    }
    if ((*head)[1].integer() != last.sequence) {
      findings_.add(kJournalHead, *head, differs("sequence", (*head)[1].integer(), last.sequence));
    } else if ((*head)[2].bytes().data != last.hash) {
      findings_.add(kJournalHead, *head, "hash is not that of the last event");
    }
  }

  struct Dated {
    std::int64_t subject = 0;
    Date day;
  };
  Dated dated_;  // the event before
  Findings& findings_;
};

}  // namespace

void check_chains(const CheckContext& context, Findings& findings) {
  ChainCheck(context, findings).run();
}

}  // namespace yibao::service
