// Test fixture: what somebody may do to the database behind the program's back, and which check has
// to name which row. The people are those of the story in verify_test.cc.
#pragma once

#include <initializer_list>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace yibao::main {

// A violation, planted by hand.
struct Plant {
  std::string name;
  std::string check;  // that must name the row
  std::string table;
  std::string row;   // WHERE …: the row to be named, as before the change or after it
  std::string sql;   // the change
  std::string what;  // part of what is told
  std::set<std::string> as_well{};  // other checks that the same change breaks
};
inline void PrintTo(const Plant& plant, std::ostream* out) {
  *out << plant.name;
}

inline std::string person_named(const std::string& name) {
  return "(SELECT person_id FROM person WHERE name = '" + name + "')";
}

inline std::vector<Plant> all_of(std::initializer_list<std::vector<Plant>> lists) {
  std::vector<Plant> all;
  for (const std::vector<Plant>& some : lists) all.insert(all.end(), some.begin(), some.end());
  return all;
}

std::vector<Plant> plants();  // for every check at least one
std::vector<Plant> money_plants();
std::vector<Plant> journal_plants();
std::vector<Plant> place_plants();
std::vector<Plant> staff_plants();
std::vector<Plant> sign_in_plants();
std::vector<Plant> hotline_plants();
std::vector<Plant> visit_plants();
std::vector<Plant> clearing_plants();

}  // namespace yibao::main
