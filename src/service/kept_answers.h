// Answers kept (保留的答复): people look at their own summary again and again, and mostly nothing
// has changed in between.
//
// An answer is kept with the stamps (stamps.h) of its person and of the regions, and given again on
// the same day for as long as they stand. What is kept is one's own view of oneself; what others
// look at is recorded (N-16), and read each time.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/language.h"
#include "business/use_case.h"
#include "service/stamps.h"

namespace yibao::service {

// Whether an endpoint's answer follows from the rows of its person and of regions alone.
bool may_be_kept(const business::Endpoint& endpoint);
// The same of the path that is asked, by its end alone: quick, and true of some others too.
bool may_be_kept(std::string_view path);

class KeptAnswers {
 public:
  // About so many at the most: each has a few places to be in, and the next one takes the oldest.
  KeptAnswers(std::size_t answers_max, const Stamps& stamps);

  // What is asked, by whom of themself, and how things stood before anything was read.
  struct Question {
    PersonId person;
    std::string path;
    Date day;
    Language language = Language::chinese;
    std::uint64_t person_stamp = 0;
    std::uint64_t regions_stamp = 0;

    bool operator==(const Question&) const = default;
  };
  Question ask(PersonId person, std::string path, Date day,
               Language language = Language::chinese) const;

  std::optional<std::string> find(const Question& question) const;
  void keep(Question question, const std::string& body);

 private:
  struct Kept {
    Question question;
    std::string body;
  };
  static constexpr std::size_t kPlaces = 4;
  struct Shelf {
    std::array<Kept, kPlaces> places;
    std::size_t next = 0;  // to be taken
  };
  static constexpr std::size_t kLocks = 64;
  static constexpr std::size_t kBodyMax = std::size_t{8} * 1024;

  std::size_t shelf_of(const Question& question) const;
  std::mutex& lock_of(std::size_t shelf) const { return locks_[shelf % kLocks]; }

  const Stamps& stamps_;
  std::vector<Shelf> shelves_;
  mutable std::array<std::mutex, kLocks> locks_;
};

}  // namespace yibao::service
