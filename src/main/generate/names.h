// Names, citizen numbers and employers' codes of people and companies that do not exist.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/identity_document.h"
#include "base/region_code.h"
#include "main/generate/random.h"

namespace yibao::main {

std::string person_name(Random& random, Sex sex);
std::string mobile_number(Random& random);
std::string employer_name(Random& random, const std::string& region_name);

// A valid code (GB 32100): of a company, in the region, by its number among all employers.
std::string employer_code(RegionCode region, int number);

// Gives each citizen number (GB 11643) once: three digits per area and birthday, odd for men. A
// day that is used up makes way for the next one, so the birth date comes back changed.
class CitizenNumbers {
 public:
  explicit CitizenNumbers(Date today) : today_(today) {}
  // `birth` is moved on where its day is full.
  std::string issue(RegionCode area, Date& birth, Sex sex);

 private:
  static constexpr int kDays = 40'000;        // of birth, up to today: 109 years
  static constexpr int kNumbersOfADay = 500;  // for each sex
  std::vector<std::uint16_t>& used_in(RegionCode area, Sex sex);

  struct Area {
    RegionCode area;
    Sex sex;
    std::vector<std::uint16_t> used;  // by day of birth
  };
  Date today_;
  std::vector<Area> areas_;
};

}  // namespace yibao::main
