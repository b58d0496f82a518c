// Goal: violations among the staff, in registered clients and in the record of who looked at whom,
// each found and named (N-16, N-27).
#include "main/test_plants.h"

namespace yibao::main {

namespace {

const std::string kJing = "(SELECT person_id FROM person WHERE name = '陈静')";

Plant access(const std::string& name, const std::string& set, const std::string& what,
             std::set<std::string> as_well = {}) {
  return {name,
          "break_glass",
          "break_glass",
          "person_id = " + kJing,
          "UPDATE break_glass SET " + set + " WHERE person_id = " + kJing,
          what,
          std::move(as_well)};
}

}  // namespace

std::vector<Plant> staff_plants() {
  return {
      {"second_administrator", "staff_roles", "staff_role",
       "staff_id = 2003 AND role = 'system_admin'",
       "INSERT INTO staff_role SELECT kept_at, staff_id, 'system_admin', since, NULL, granted_by, "
       "NULL, recorded_at FROM staff_role WHERE staff_id = 2003 AND role = 'audit_admin'",
       "a second one"},
      {"role_of_nobody", "staff_roles", "staff_role", "staff_id = 2099",
       "UPDATE staff_role SET staff_id = 2099 WHERE staff_id = 2001", "nobody of the staff"},
      {"officer_of_no_agency", "staff_roles", "staff_role",
       "staff_id = 2003 AND role = 'agency_officer'",
       "UPDATE staff_role SET role = 'agency_officer' WHERE staff_id = 2003 AND role = "
       "'audit_admin'",
       "none of where the staff member is"},
      access("emergency_without_end", "until_at = until_at + 86400000", "until_at is too late"),
      access("emergency_of_a_participant", "role = 'participant'", "none of the staff's",
             {"views"}),
      access("emergency_reviewed_by_oneself",
             "verdict = 'justified', reviewed_by = 'audit_admin:' || staff_id, reviewed_at = 1",
             "is who looked"),
      {"view_by_an_unknown_role", "views", "person_view",
       "person_id = " + kJing + " AND break_glass IS NOT NULL",
       "UPDATE person_view SET role = 'nobody' WHERE break_glass IS NOT NULL AND person_id = " +
           kJing,
       "role is none"},
      {"view_after_the_emergency", "views", "person_view",
       "person_id = " + kJing + " AND break_glass IS NOT NULL",
       "UPDATE person_view SET viewed_at = viewed_at + 86400000 WHERE break_glass IS NOT NULL AND "
       "person_id = " +
           kJing,
       "was not open"},
      {"view_is_gone", "journal_rows", "person_view",
       "person_id = " + kJing + " AND break_glass IS NOT NULL",
       "DELETE FROM person_view WHERE break_glass IS NOT NULL AND person_id = " + kJing,
       "it is not there"},
      {"client_of_no_place", "clients", "client", "client_id = 'local-app-441900'",
       "UPDATE client SET bound_to = 0 WHERE client_id = 'local-app-441900'", "client_needs_place"},
  };
}

}  // namespace yibao::main
