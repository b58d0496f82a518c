// Goal: violations in settlements, each found and named. 卢药 has one that was taken back, one that
// stands and one for a chronic disease; 韩婆 has one of shared money that was taken back.
#include "main/test_plants.h"

namespace yibao::main {

namespace {

const std::string kLuYao =
    "disease = 'M03900' AND person_id = (SELECT person_id FROM person WHERE name = '卢药')";

}  // namespace

std::vector<Plant> visit_plants() {
  const auto plant = [](const std::string& name, const std::string& row, const std::string& sql,
                        const std::string& what, std::set<std::string> as_well = {}) {
    return Plant{name, "settlements", "settlement", row, sql, what, std::move(as_well)};
  };
  return {
      plant("settled_from_another_posting", "fund_fen = 0 AND total_fen = 6000",
            "UPDATE settlement SET own_posting = own_posting + 1 WHERE total_fen = 6000",
            "its posting does not say so"),
      plant("settled_from_no_account", "total_fen = 6000",
            "UPDATE settlement SET own_posting = NULL WHERE total_fen = 6000",
            "was paid from no account"),
      plant("reversed_by_another_amount", "total_fen < -5000",
            "UPDATE settlement SET total_fen = total_fen - 1, own_paid_fen = own_paid_fen - 1, "
            "cash_fen = cash_fen - 1 WHERE total_fen < -5000",
            "does not take back what it names", {"clearing_sums"}),
      plant("line_that_nobody_settled", "total_fen = 6000",
            "UPDATE visit_line SET settlement_id = NULL WHERE amount_fen = 6000", "lines is"),
      plant("settlement_of_no_visit", "total_fen = 6000",
            "UPDATE settlement SET visit_id = visit_id + 100000 WHERE total_fen = 6000",
            "is of no visit"),
      plant("shared_by_another_posting", "shared_fen > 0",
            "UPDATE settlement SET shared_posting = shared_posting + 100000 WHERE shared_fen > 0",
            "the posting of the shared part"),
      plant("settled_before_it_was_recognised", "kind = '14'",
            "UPDATE care_registration SET begins_on = begins_on + 1 WHERE disease = 'M03900'",
            "a registration that did not hold"),
      plant("recognised_as_a_place", "kind = '14'",
            "UPDATE settlement SET registration_id = recognition_id, recognition_id = NULL "
            "WHERE kind = '14'",
            "a registration of another kind"),
      plant("reversed_lines_forgotten", "total_fen = 10800",
            "DELETE FROM reversed_line WHERE amount_fen = 800", "lines remembered is"),
      {"voided_and_settled", "settlements", "voided_message", "msgid <> 'x'",
       "INSERT INTO voided_message SELECT person_id, institution, msgid, entry_id, recorded_at "
       "FROM settlement WHERE total_fen = 6000",
       "was settled all the same"},
      {"record_of_no_visit", "settlements", "visit_record",
       "visit_id NOT IN (SELECT visit_id FROM visit)",
       "UPDATE visit_record SET visit_id = visit_id + 100000", "is of no visit"},
      {"prescription_of_no_upload", "settlements", "visit_prescription", "upload = 9",
       "INSERT INTO visit_prescription SELECT person_id, visit_id, 9, 'H44190000077', 'a.pdf', "
       "X'78', recorded_at FROM visit_record",
       "is of an upload that nobody made"},
      {"diagnosis_out_of_order", "settlements", "visit_diagnosis", "ordinal = 2",
       "UPDATE visit_diagnosis SET ordinal = 2", "is out of order"},
      {"pending_for_nobody", "care_registrations", "care_registration", "disease = 'M01600'",
       "UPDATE care_registration SET case_id = case_id + 100000 WHERE state = 'pending'",
       "an application that is not there"},
      {"recognised_by_nobody", "care_registrations", "care_registration", "disease = 'M01600'",
       "UPDATE care_registration SET state = 'active' WHERE state = 'pending'",
       "holds and was not approved"},
      {"carried_over_from_nothing", "care_registrations", "care_registration", kLuYao,
       "UPDATE care_registration SET carried_from = 1, transfer_case = 1 WHERE " + kLuYao,
       "was carried over from something else"},
      {"recognised_twice", "care_registrations", "care_registration",
       "state = 'active' AND "
       "registration_id = (SELECT MAX(registration_id) FROM care_registration)",
       "UPDATE care_registration SET disease = 'M03900', state = 'active', case_id = NULL, "
       "institution = 'H44190000077' WHERE disease = 'M01600'",
       "is on record twice"},
      {"shared_money_taken_back_as_more", "family_aid", "aid_use", "kind = 'reversal'",
       "UPDATE aid_use SET total_fen = total_fen + 1 WHERE kind = 'reversal'",
       "takes back what was not used so"},
      {"shared_money_taken_back_in_part",
       "till_reversals",
       "posting",
       "code = 104 AND other = 'provider:P44190000077' AND person_id = "
       "(SELECT person_id FROM person WHERE name = '方仲')",
       "UPDATE aid_use SET own_posting = 999999 WHERE kind = 'payment' AND posting_id = "
       "(SELECT corrects FROM posting WHERE code = 104 AND person_id = "
       "(SELECT person_id FROM person WHERE name = '方仲'))",
       "takes back one part",
       {"family_aid"}},
  };
}

}  // namespace yibao::main
