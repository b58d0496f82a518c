// 统计 of an agency (N-17): how many applications of each service, how long they take, why they
// come back and why they are refused.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "business/use_case.h"

namespace yibao::enquiry {

// How many cases took how many working days, and what is said about them.
class WorkingDays {
 public:
  void add(int days, std::int64_t cases);
  std::int64_t cases() const { return cases_; }
  int longest() const { return taken_.empty() ? 0 : taken_.rbegin()->first; }
  std::string average() const;  // "3.25": to the nearest hundredth; "0.00" where there is none
  std::string median() const;   // "3.50"

 private:
  int at(std::int64_t position) const;  // of all cases in order, from 0

  std::map<int, std::int64_t> taken_;  // working days → cases
  std::int64_t cases_ = 0;
};

// GET /v1/agencies/{region}/statistics?from=&to=
Decision<Tree> answer_statistics(const business::Request& request, const business::Context& context,
                                 storage::Session& session);

}  // namespace yibao::enquiry
