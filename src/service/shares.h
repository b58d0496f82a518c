// Shares (批量事件的分份): how one event in a region's journal tells of many people's rows.
//
// Bulk work writes one event per thousand people, in the chain of the region. Behind the region's
// own records its column `rows` holds one share per person, in the order of the people: who, the
// place in the person's own chain, and the records of the person's rows. No row of the journal is
// written for the person: the head moves on by a link made of the head before it and of the event's
// hash, which covers every share. So a changed row disagrees with the share, a changed share with
// the region's chain, a changed event with the heads of its people, and an event that is gone
// leaves a hole in each of their chains.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yibao::service {

struct Share {
  std::int64_t person = 0;
  std::int64_t sequence = 0;  // in the person's own chain
  std::string_view records;   // as journal_record() writes them
};

void append_share(std::string& rows, const Share& share);

// The column `rows` of an event, taken apart: the region's (or person's) own records, and shares.
struct EventRows {
  std::string_view records;
  std::vector<Share> shares;
};
// Nothing where the bytes are neither. The views look into `rows`.
std::optional<EventRows> split_event_rows(std::string_view rows);

// The next link of a person's chain, by an event in the region's.
std::string link_hash(std::string_view previous, std::int64_t person, std::int64_t sequence,
                      std::string_view event_hash);

}  // namespace yibao::service
