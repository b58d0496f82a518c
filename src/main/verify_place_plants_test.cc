// Goal: violations in places, changes of place and moves of companies, each found and named (C-17,
// R-116, N-23, N-26). 钱宝 has moved with nothing behind, 孙悦's transfer is open, 吴一 moved with
// the company.
#include "main/test_plants.h"

namespace yibao::main {

namespace {

const std::string kBao = "(SELECT person_id FROM person WHERE name = '钱宝')";
const std::string kYue = "(SELECT person_id FROM person WHERE name = '孙悦')";
const std::string kYi = "(SELECT person_id FROM person WHERE name = '吴一')";

Plant change(const std::string& name, const std::string& person, const std::string& set,
             const std::string& what) {
  return {name,
          "place_changes",
          "place_change",
          "person_id = " + person,
          "UPDATE place_change SET " + set + " WHERE person_id = " + person,
          what};
}

}  // namespace

std::vector<Plant> place_plants() {
  return {
      {"displayed_where_nobody_was", "displayed_places", "displayed_place", "person_id = " + kBao,
       "UPDATE displayed_place SET region = 330100 WHERE person_id = " + kBao,
       "without any relation"},
      change("change_with_another_code", kBao, "new_change_type = 13", "new_change_type is"),
      change("change_to_no_relation", kBao, "new_enrolment = 9", "no relation at the target"),
      change("change_from_no_relation", kBao, "old_enrolment = 9", "no relation at the origin"),
      change("change_begins_another_day", kBao, "begins_on = begins_on + 1", "begins_on is"),
      change("change_with_nothing_behind", kYue, "following = 'none', transfer_case = NULL",
             "has not moved away"),
      change("change_with_another_transfer", kYue, "transfer_case = transfer_case + 1",
             "no transfer of the person"),
      change("change_of_no_company", kBao, "company_move = 77", "does not report it"),
      change("change_of_no_application", kYi, "company_move = NULL", "belongs to no application"),
      change("change_that_cannot_be", kYue, "origin = target", "cannot be read"),
      {"company_move_by_one_agency", "company_moves", "company_move", "state = 'done'",
       "UPDATE company_move SET approved_by = NULL WHERE state = 'done'",
       "without officers of both agencies"},
      {"member_of_no_move",
       "company_moves",
       "company_move_member",
       "move_id = (SELECT MAX(move_id) FROM company_move) + 1",
       "UPDATE company_move_member SET move_id = move_id + 1 WHERE person_id = " + kYi,
       "move_id is no move",
       {"place_changes"}},
      {"months_undone_by_nobody", "undone_transfers", "recognition_undone",
       "person_id = (SELECT person_id FROM person WHERE name = '李芳')",
       "INSERT INTO recognition_undone SELECT person_id, case_id, 77, 0 FROM transfer "
       "WHERE person_id = (SELECT person_id FROM person WHERE name = '李芳')",
       "has not undone"},
  };
}

}  // namespace yibao::main
