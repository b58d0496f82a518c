// Stamps (变更戳): every person has one, and all regions have one together; both move on after each
// commit that wrote into their journal, before anybody is told of it. Whoever keeps what was read
// keeps it with the stamps of the moment before reading, and reads again when they have moved: so
// nobody is told of a time before what was acknowledged to anybody, and nothing has to be looked
// for when something changes. Stamps are shared by people whose numbers fall together: something is
// then read again without need, never the other way round.
//
// Only where one process owns the database: what another one commits moves no stamp here.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.h"

namespace yibao::service {

class Stamps {
 public:
  Stamps() : people_(kPeople) {}

  std::uint64_t of_person(PersonId person) const {
    return people_[static_cast<std::size_t>(person.value()) % kPeople].load();
  }
  std::uint64_t of_regions() const { return regions_.load(); }

  // After a commit, however it ended; subjects as in storage::Subject.
  void move_on(std::span<const std::int64_t> subjects) {
    for (const std::int64_t subject : subjects) {
      subject > 0 ? ++people_[static_cast<std::size_t>(subject) % kPeople] : ++regions_;
    }
  }

 private:
  static constexpr std::size_t kPeople = std::size_t{1} << 16;

  std::vector<std::atomic<std::uint64_t>> people_;
  std::atomic<std::uint64_t> regions_ = 0;
};

}  // namespace yibao::service
