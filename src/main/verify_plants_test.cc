// Goal: for every check of verify, violations that it has to find (played by verify_test.cc). Here:
// people, cards, cases and seals.
#include "main/test_plants.h"

namespace yibao::main {

namespace {

const std::string kWei = person_named("张伟");
const std::string kFang = person_named("李芳");
const std::string kQiang = person_named("王强");
const std::string kJing = person_named("陈静");
const std::string kJie = person_named("周洁");
const std::string kLastPayment =
    "posting_id = (SELECT MAX(posting_id) FROM posting WHERE person_id = " + kJing + ")";

std::vector<Plant> people_plants() {
  return {
      {"sealed_number_was_changed", "people", "person", "name = '陈静'",
       "UPDATE person SET identity_sealed = zeroblob(40) WHERE name = '陈静'", "cannot be opened"},
      {"sealed_number_of_another",
       "identity_claims",
       "person",
       "name = '陈静'",
       "UPDATE person SET identity_sealed = (SELECT identity_sealed FROM person WHERE name = "
       "'张伟') WHERE name = '陈静'",
       "does not hold the claim",
       {"people"}},
      {"birth_date_was_changed", "people", "person", "name = '陈静'",
       "UPDATE person SET birth_date = birth_date + 1 WHERE name = '陈静'", "birth_date"},
      {"claim_of_another", "identity_claims", "claim", "kind = 'identity' AND person_id = " + kJing,
       "UPDATE claim SET person_id = " + kWei + " WHERE kind = 'identity' AND person_id = " + kJing,
       "is not the number"},
      {"enrolment_active_twice", "enrolments", "enrolment",
       "person_id = " + kWei + " AND ordinal = 2",
       "UPDATE enrolment SET state = 'active', suspended_on = NULL WHERE ordinal = 1 AND "
       "person_id = " +
           kWei,
       "is active beside"},
      {"enrolment_ends_before_it_begins", "enrolments", "enrolment",
       "person_id = " + kWei + " AND ordinal = 1",
       "UPDATE enrolment SET suspended_on = started_on - 1 WHERE ordinal = 1 AND person_id = " +
           kWei,
       "lies before started_on"},
      {"enrolment_of_an_unknown_state",
       "enrolments",
       "enrolment",
       "person_id = " + kJing,
       "UPDATE enrolment SET state = 'asleep' WHERE person_id = " + kJing,
       "cannot be read",
       {"contribution_amounts", "late_fees"}},
      {"wait_of_no_joiner", "joiner_waits", "joiner_wait", "person_id = " + kWei,
       "INSERT INTO joiner_wait VALUES (" + kWei + ", 77, 20000, NULL)", "names no joiner report"},
      {"month_paid_twice",
       "months_once",
       "contribution",
       "person_id = " + kJing + " AND month = 661 AND serial = 1",
       "UPDATE contribution SET month = 661, serial = 1 WHERE month = 660 AND person_id = " + kJing,
       "was paid already",
       {"late_fees"}},
      {"month_under_no_enrolment",
       "months_once",
       "contribution",
       "person_id = " + kJing + " AND month = 660",
       "UPDATE contribution SET enrolment = 7 WHERE month = 660 AND person_id = " + kJing,
       "under an enrolment that is not there",
       {"late_fees"}},
      {"month_of_another_share",
       "contribution_amounts",
       "contribution",
       "month = 660 AND person_id = " + kJing,
       "UPDATE contribution SET personal_fen = personal_fen + 100 WHERE month = 660 AND "
       "person_id = " +
           kJing,
       "personal_fen is",
       {"late_fees"}},
      {"refund_without_its_months",
       "refunds",
       "posting",
       kLastPayment,
       "UPDATE posting SET code = 109 WHERE " + kLastPayment,
       "with 0 taken back",
       {"postings", "clearing_sums"}},
      {"month_before_the_birth",
       "months_once",
       "contribution",
       "month = 659 AND person_id = " + kJing,
       "UPDATE person SET birth_date = 20200 WHERE person_id = " + kJing,
       "before the year of birth",
       {"people"}},
      {"refund_of_nothing", "months_once", "contribution",
       "person_id = " + kJing + " AND month = 660",
       "UPDATE contribution SET kind = 20 WHERE month = 660 AND person_id = " + kJing,
       "refunds a month"},
  };
}

std::vector<Plant> card_plants() {
  return {
      {"card_active_at_no_bank", "cards", "card", "person_id = " + kJing,
       "UPDATE card SET bank_function = 'active', bank_since = medical_since WHERE person_id = " +
           kJing,
       "bank_since is not as its events say"},
      {"card_number_was_changed", "cards", "card", "person_id = " + kJing,
       "UPDATE card SET number_sealed = zeroblob(40) WHERE person_id = " + kJing,
       "cannot be opened"},
      {"card_taken_before_it_was_made", "cards", "card", "person_id = " + kJing,
       "UPDATE card SET made_on = taken_on + 1 WHERE person_id = " + kJing,
       "taken_on lies before made_on"},
      {"card_number_of_another", "cards", "card", "person_id = " + kJing,
       "UPDATE claim SET person_id = " + kWei + " WHERE kind = 'card_number'",
       "does not hold the claim"},
      {"card_sent_to_the_maker_for_another", "maker_orders", "maker_order",
       "file_name = 'cards.csv'",
       "INSERT INTO maker_order VALUES (" + kJing + ", 1, 1, 'cards.csv', 1)",
       "none of the person's cards"},
      {"loss_of_a_card_that_is_not_there", "card_holds", "hold",
       "cause = 'loss' AND person_id = " + kJing,
       "UPDATE hold SET card_id = 1 WHERE cause = 'loss' AND person_id = " + kJing,
       "a card that is not the person's"},
      {"revoked_e_certificate_with_a_code", "e_certificates", "e_certificate",
       "person_id = " + kJing,
       "UPDATE e_certificate SET state = 'revoked', code_hash = zeroblob(16) WHERE person_id = " +
           kJing,
       "is revoked and has a code"},
      {"guardian_of_an_adult", "authorisations", "authorisation", "person_id = " + kFang,
       "UPDATE authorisation SET kind = 'guardian' WHERE person_id = " + kFang,
       "kind is not that of the person's age"},
  };
}

std::vector<Plant> case_plants() {
  return {
      {"case_in_no_queue", "cases", "case_file", "person_id = " + kQiang,
       "UPDATE task SET open = 0 WHERE person_id = " + kQiang, "stands in no queue"},
      {"closed_case_in_a_queue", "cases", "task", "person_id = " + kFang,
       "UPDATE task SET open = 1 WHERE person_id = " + kFang, "its case is closed"},
      {"step_is_gone", "cases", "case_file", "person_id = " + kQiang,
       "DELETE FROM case_step WHERE person_id = " + kQiang +
           " AND step = (SELECT MAX(step) FROM case_step WHERE person_id = " + kQiang + ")",
       "steps is"},
      {"form_was_changed", "cases", "case_file", "person_id = " + kQiang,
       "UPDATE case_file SET form = form || ' ' WHERE person_id = " + kQiang, "form_digest"},
      {"case_of_another", "cases", "case_file", "person_id = " + kQiang,
       "UPDATE case_owner SET person_id = " + kJing + " WHERE person_id = " + kQiang,
       "case_owner does not name"},
      {"content_was_changed", "materials", "material_content",
       "digest = (SELECT MIN(digest) FROM material_content)",
       "UPDATE material_content SET content = zeroblob(3)", "not that of its digest"},
      {"content_is_gone", "materials", "material",
       "material_id = (SELECT MIN(material_id) FROM material)", "DELETE FROM material_content",
       "its content is not there"},
      {"material_of_another", "materials", "case_material",
       "slot = 'identity_card_front' AND person_id = " + kQiang,
       "UPDATE case_material SET material_id = 1 WHERE slot = 'identity_card_front' AND person_id "
       "= " +
           kQiang,
       "a material that is not there"},
      {"case_in_another_queue", "transfer_queues", "transfer", "person_id = " + kQiang,
       "UPDATE task SET queue = 'target_review', region = 330100 WHERE person_id = " + kQiang,
       "its queue is"},
      {"case_shown_in_another_state", "transfer_queues", "case_file", "person_id = " + kQiang,
       "UPDATE case_file SET state = 'completed' WHERE person_id = " + kQiang, "state is"},
      {"queue_with_another_day", "transfer_queues", "task", "person_id = " + kQiang,
       "UPDATE task SET due_on = due_on + 1 WHERE person_id = " + kQiang, "due_on"},
      {"both_places_by_one_officer_in_two_roles", "transfer_queues", "transfer",
       "person_id = " + kFang,
       "UPDATE transfer SET target_approved_by = 'senior_officer' || substr(origin_approved_by, "
       "instr(origin_approved_by, ':')) WHERE person_id = " +
           kFang,
       "by one officer"},
      {"two_transfers_run",
       "one_running_transfer",
       "transfer",
       "person_id = " + kWei,
       "CREATE TEMP TABLE other AS SELECT * FROM transfer WHERE person_id = " + kWei +
           "; UPDATE other SET case_id = case_id - 1; INSERT INTO transfer SELECT * FROM other",
       "runs beside",
       {"transfer_queues", "transfer_holds", "money_conserved", "deadlines"}},
      {"transfer_runs_though_over",
       "one_running_transfer",
       "transfer",
       "person_id = " + kFang,
       "UPDATE transfer SET running = 1 WHERE person_id = " + kFang,
       "cannot be read",
       {"transfer_queues", "transfer_holds", "money_conserved", "remittances", "deadlines",
        "information_sheets", "money_plans"}},
      {"hold_on_another_region", "transfer_holds", "hold", "person_id = " + kQiang,
       "UPDATE hold SET region = 330100 WHERE person_id = " + kQiang, "region is"},
      {"hold_was_lifted",
       "transfer_holds",
       "transfer",
       "person_id = " + kQiang,
       "UPDATE hold SET until = since WHERE person_id = " + kQiang,
       "without the hold",
       {"hold_releases"}},
      {"hold_after_the_end", "transfer_holds", "hold", "person_id = " + kFang,
       "UPDATE hold SET until = NULL WHERE person_id = " + kFang, "does not run"},
  };
}

std::vector<Plant> seal_plants() {
  const std::string frozen = "cause = 'admin' AND person_id = " + kJie;
  const std::string by_order = "ground = 'order_ended' AND person_id = " + kJie;
  return {
      {"transfer_hold_lifted_too_early",
       "hold_releases",
       "hold",
       "person_id = " + kQiang,
       "UPDATE hold SET until = since WHERE person_id = " + kQiang,
       "its transfer had not ended",
       {"transfer_holds"}},
      {"identity_hold_lifted_without_a_document", "hold_releases", "hold",
       "cause = 'id_change' AND person_id = " + kJie,
       "DELETE FROM hold_release WHERE ground = 'identity_updated' AND person_id = " + kJie,
       "no identity document was updated"},
      {"loss_taken_back_by_nobody", "hold_releases", "hold",
       "cause = 'loss' AND person_id = " + kJing,
       "UPDATE hold SET until = since WHERE cause = 'loss' AND person_id = " + kJing,
       "neither found nor replaced"},
      {"order_lifted_by_who_gave_it", "hold_releases", "hold", frozen,
       "DELETE FROM hold_release WHERE " + by_order +
           "; UPDATE hold SET lifted_by = set_by WHERE " + frozen,
       "lifted_by is who set it"},
      {"order_released_by_one_officer",
       "hold_releases",
       "hold_release",
       by_order,
       "UPDATE application SET first_approved_by = NULL WHERE person_id = " + kJie,
       "by one officer",
       {"applications"}},
      {"release_names_no_decision", "hold_releases", "hold_release", by_order,
       "UPDATE hold_release SET case_id = 1 WHERE " + by_order, "names no application"},
      {"release_of_another_service", "hold_releases", "hold_release", by_order,
       "UPDATE hold_release SET ground = 'error' WHERE " + by_order, "service is"},
      {"released_hold_stands_again", "hold_releases", "hold", frozen,
       "UPDATE hold SET until = NULL WHERE " + frozen, "stands, it was released"},
      {"hold_released_on_another_day", "hold_releases", "hold", frozen,
       "UPDATE hold SET until = until + 1 WHERE " + frozen, "until is"},
      {"released_hold_is_gone", "hold_releases", "hold_release", by_order,
       "DELETE FROM hold WHERE " + frozen, "a hold that is not there"},
  };
}

}  // namespace

std::vector<Plant> plants() {
  return all_of({people_plants(), card_plants(), case_plants(), seal_plants(), money_plants(),
                 journal_plants(), place_plants(), staff_plants(), sign_in_plants(),
                 hotline_plants(), visit_plants(), clearing_plants()});
}

}  // namespace yibao::main
