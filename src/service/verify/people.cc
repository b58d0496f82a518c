#include "service/verify/people.h"

#include <algorithm>

#include "business/scan.h"
#include "service/tables.h"

namespace yibao::service {

// Where an event stands and whom it tells of.
struct PeopleShares::Event {
  std::int64_t subject;
  std::int64_t sequence;
  std::int64_t first;
};

struct PeopleShares::Open {
  storage::Row event;
  std::vector<Share> shares;  // views into the event
  std::size_t at = 0;
};

PeopleShares::PeopleShares(const business::CheckContext& context) : context_(context) {
  business::Scan events(context, kJournal);
  while (events.peek() != nullptr && events.peek()->front().integer() < 0) {
    const storage::Row event = events.take();
    const auto parts = split_event_rows(event[6].bytes().data);
    if (!parts || parts->shares.empty()) continue;
    events_.push_back({event[0].integer(), event[1].integer(), parts->shares.front().person});
  }
  std::ranges::stable_sort(events_, {}, &Event::first);
}

PeopleShares::~PeopleShares() = default;

void PeopleShares::open_until(std::int64_t person) {
  for (; next_ < events_.size() && events_[next_].first <= person; ++next_) {
    const storage::Value key[] = {events_[next_].subject, events_[next_].sequence};
    std::optional<storage::Row> row = business::find_row(context_, kJournal, key);
    if (!row) continue;
    auto open = std::make_unique<Open>();
    open->event = std::move(*row);
    if (auto parts = split_event_rows(open->event[6].bytes().data)) {
      open->shares = std::move(parts->shares);
    }
    open_.push_back(std::move(open));
  }
}

const std::vector<PeopleShares::Link>& PeopleShares::of(std::int64_t person) {
  open_until(person);
  links_.clear();
  for (const std::unique_ptr<Open>& open : open_) {
    while (open->at < open->shares.size() && open->shares[open->at].person < person) ++open->at;
    if (open->at == open->shares.size() || open->shares[open->at].person != person) continue;
    links_.push_back({open->shares[open->at], open->event[7].bytes().data, open->event[3].text()});
  }
  std::erase_if(open_, [](const auto& open) { return open->at == open->shares.size(); });
  std::ranges::stable_sort(links_, {}, [](const Link& link) { return link.share.sequence; });
  return links_;
}

std::optional<std::int64_t> PeopleShares::next_behind(std::int64_t person) {
  open_until(person);
  std::optional<std::int64_t> least;
  for (const std::unique_ptr<Open>& open : open_) {
    std::size_t at = open->at;
    while (at < open->shares.size() && open->shares[at].person <= person) ++at;
    if (at == open->shares.size()) continue;
    least = std::min(least.value_or(open->shares[at].person), open->shares[at].person);
  }
  if (next_ < events_.size()) {
    least = std::min(least.value_or(events_[next_].first), events_[next_].first);
  }
  return least;
}

}  // namespace yibao::service
