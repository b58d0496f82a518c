// The chains of the journals, walked one after the other, link by link. A person's chain is put
// together from the person's own events and from shares of bulk events (people.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "business/scan.h"
#include "service/verify/people.h"
#include "storage/digest.h"

namespace yibao::service {

// The end of a chain, as far as it was followed.
struct Link {
  std::int64_t sequence = 0;
  std::string hash = std::string(storage::kDigestSize, '\0');
};

class ChainWalk {
 public:
  explicit ChainWalk(const business::CheckContext& context);
  virtual ~ChainWalk() = default;
  // Every subject that has an event, a share or a head, in ascending order.
  void run();

 protected:
  virtual Link follow(std::int64_t subject, const Link& before, const storage::Row& event) = 0;
  virtual Link follow_share(std::int64_t person, const Link& before,
                            const PeopleShares::Link& share) = 0;
  // `head` is null where there is none.
  virtual void end(std::int64_t subject, const storage::Row* head, const Link& last) = 0;

 private:
  std::optional<std::int64_t> least_subject();
  Link walk(std::int64_t subject);

  PeopleShares shares_;
  business::Scan events_;
  business::Scan heads_;
  std::int64_t behind_ = 0;  // the last person so far
};

}  // namespace yibao::service
