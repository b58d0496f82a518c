// A person's chain, put together from the two places that tell of it: the person's own events in
// the journal, and the shares of bulk events in the journals of regions (service/shares.h).
//
// People are asked for in ascending order. A bulk event is read when its first person comes and
// forgotten behind its last one, so that memory holds one event for each run over the people, not
// one for each thousand of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "business/checks.h"
#include "service/shares.h"

namespace yibao::service {

class PeopleShares {
 public:
  // Reads the regions' journals once, for which of their events tell of people.
  explicit PeopleShares(const business::CheckContext& context);
  ~PeopleShares();

  struct Link {
    Share share;
    std::string_view event_hash;
    std::string_view event_name;
  };
  // The shares of one person, in order of sequence; the views live until the next call.
  const std::vector<Link>& of(std::int64_t person);
  // The least person behind `person` that an event tells of; none where there is no such.
  std::optional<std::int64_t> next_behind(std::int64_t person);

 private:
  struct Event;
  struct Open;
  void open_until(std::int64_t person);

  const business::CheckContext& context_;
  std::vector<Event> events_;  // by their first person
  std::size_t next_ = 0;
  std::vector<std::unique_ptr<Open>> open_;
  std::vector<Link> links_;
};

}  // namespace yibao::service
