// One synthetic life: who somebody is, where they were insured, and which months were paid. Pure:
// a function of the seed and of the person's number, as rows come to it in rows.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/identity_document.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/contribution/types.h"
#include "main/generate/random.h"

namespace yibao::main {

// The months that are made: the last one is over today.
struct Window {
  Month first;
  Month last;
  Date today;
};

// An employer of the population. Some do not pay for a while, a few of them still owe.
struct SyntheticEmployer {
  RegionCode region;
  std::string code;
  std::string name;
  std::optional<Month> unpaid_from;  // the first month that was not paid when it was due
  int unpaid_months = 0;
  std::optional<Date> settled_on;  // when it paid them after all

  bool missed(Month month) const {
    return unpaid_from && month >= *unpaid_from && month < *unpaid_from + unpaid_months;
  }
};

// One unbroken period at one place.
struct Stay {
  RegionCode region;
  enrolment::EnrolmentKind kind = enrolment::EnrolmentKind::employee;
  int employer = -1;  // its index; -1: none
  Money base;
  Month first;
  std::optional<Month> last;      // none: it goes on
  std::vector<Month> not_paid;    // nobody paid them
  std::optional<Date> closed_on;  // terminated: resumed elsewhere in the same place, or death
  std::string close_reason;

  bool paid(Month month) const;
};

struct Life {
  std::string name;
  Sex sex = Sex::male;
  Date birth;
  RegionCode area;  // of the citizen number
  std::string phone;
  std::optional<Date> died_on;
  std::optional<Date> retired_on;
  std::optional<RegionCode> settled;
  std::vector<Stay> stays;
};

// The regions of the population with their weights, and the employers in them.
struct Society {
  Window window;
  std::vector<RegionCode> regions;
  std::vector<int> weights;
  std::vector<SyntheticEmployer> employers;
  std::vector<std::vector<int>> employers_of;  // by region: indexes of employers
};

// `region_names` stand beside kRegions.
std::vector<RegionCode> society_regions();
Society make_society(std::uint64_t seed, std::int64_t people, Window window,
                     const std::vector<std::string>& region_names);

Life make_life(const Society& society, std::uint64_t seed, std::int64_t number);

}  // namespace yibao::main
