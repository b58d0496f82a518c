// Goal: for every check of verify, violations that it has to find (played by verify_test.cc).
#include "main/test_plants.h"

namespace yibao::main {

namespace {

const std::string kWei = "(SELECT person_id FROM person WHERE name = '张伟')";
const std::string kFang = "(SELECT person_id FROM person WHERE name = '李芳')";
const std::string kQiang = "(SELECT person_id FROM person WHERE name = '王强')";
const std::string kMin = "(SELECT person_id FROM person WHERE name = '赵敏')";
const std::string kJing = "(SELECT person_id FROM person WHERE name = '陈静')";
const std::string kJie = "(SELECT person_id FROM person WHERE name = '周洁')";
const std::string kLastPayment =
    "posting_id = (SELECT MAX(posting_id) FROM posting WHERE person_id = " + kJing + ")";

std::vector<Plant> ledger_plants() {
  return {
      {"posting_without_amount",
       "postings",
       "posting",
       kLastPayment,
       "UPDATE posting SET amount_fen = 0 WHERE " + kLastPayment,
       "amount_fen is not above zero",
       {"balances", "clearing_sums"}},
      {"posting_in_the_wrong_direction",
       "postings",
       "posting",
       kLastPayment,
       "UPDATE posting SET direction = 'credit' WHERE " + kLastPayment,
       "direction",
       {"balances"}},
      {"posting_with_another_balance", "postings", "posting", kLastPayment,
       "UPDATE posting SET balance_after_fen = balance_after_fen + 1 WHERE " + kLastPayment,
       "balance_after_fen is"},
      {"posting_corrects_nothing", "postings", "posting", kLastPayment,
       "UPDATE posting SET corrects = 3 WHERE " + kLastPayment, "corrects a posting that is not"},
      {"posting_is_gone",
       "journal_rows",
       "posting",
       kLastPayment,
       "DELETE FROM posting WHERE " + kLastPayment,
       "it is not there",
       {"balances", "clearing_sums"}},
      {"till_gave_back_what_nobody_paid",
       "till_reversals",
       "posting",
       kLastPayment,
       "UPDATE posting SET code = 104, direction = 'credit' WHERE " + kLastPayment,
       "names no payment",
       {"postings", "balances", "clearing_sums"}},
      {"balance_of_another_amount", "balances", "account", "person_id = " + kJing,
       "UPDATE account SET balance_fen = balance_fen + 1 WHERE person_id = " + kJing,
       "balance_fen is"},
      {"balance_reserves_another_amount", "balances", "account",
       "person_id = " + kQiang + " AND region = 441900",
       "UPDATE account SET reserved_fen = reserved_fen - 1 WHERE region = 441900 AND person_id = " +
           kQiang,
       "reserved_fen is"},
      {"balance_names_another_posting", "balances", "account", "person_id = " + kJing,
       "UPDATE account SET last_posting = 1 WHERE person_id = " + kJing, "last_posting is"},
      {"money_spent_before_it_came", "no_negative_balance", "posting",
       "person_id = " + kJing + " AND code = 201 AND other LIKE '%4419%'",
       "UPDATE posting SET happened_on = happened_on + 100 WHERE code = 101 AND person_id = " +
           kJing,
       "in the order of days"},
      {"more_spent_than_there_was",
       "no_negative_balance",
       "posting",
       "person_id = " + kJing + " AND code = 201 AND other LIKE '%4419%'",
       "UPDATE posting SET amount_fen = 99999999 WHERE code = 201 AND other LIKE '%4419%' AND "
       "person_id = " +
           kJing,
       "in the order of recording",
       {"postings", "balances", "clearing_sums"}},
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
      {"enrolment_of_an_unknown_state", "enrolments", "enrolment", "person_id = " + kJing,
       "UPDATE enrolment SET state = 'asleep' WHERE person_id = " + kJing, "cannot be read"},
      {"month_paid_twice", "months_once", "contribution",
       "person_id = " + kJing + " AND month = 661 AND serial = 1",
       "UPDATE contribution SET month = 661, serial = 1 WHERE month = 660 AND person_id = " + kJing,
       "was paid already"},
      {"month_under_no_enrolment", "months_once", "contribution",
       "person_id = " + kJing + " AND month = 660",
       "UPDATE contribution SET enrolment = 7 WHERE month = 660 AND person_id = " + kJing,
       "under an enrolment that is not there"},
      {"refund_of_nothing", "months_once", "contribution",
       "person_id = " + kJing + " AND month = 660",
       "UPDATE contribution SET kind = 20 WHERE month = 660 AND person_id = " + kJing,
       "refunds a month"},
  };
}

const std::string kBo = "(SELECT person_id FROM person WHERE name = '方伯')";
const std::string kZhong = "(SELECT person_id FROM person WHERE name = '方仲')";
const std::string kBu = "(SELECT person_id FROM person WHERE name = '史补')";
const std::string kTong = "(SELECT person_id FROM person WHERE name = '许同')";
const std::string kInheritanceOver =
    "UPDATE application SET state = 'completed', running = 0 WHERE service = 'inheritance'";

std::vector<Plant> account_more_plants() {
  return {
      {"shares_that_are_not_the_whole", "inheritance_shares", "inheritance_share",
       "person_id = " + kBo + " AND line = 1",
       "UPDATE inheritance_share SET numerator = 2 WHERE line = 1", "are not the whole"},
      {"heir_got_a_fen_more", "inheritance_shares", "inheritance_share",
       "person_id = " + kBo + " AND line = 2",
       "UPDATE inheritance_share SET amount_fen = amount_fen + 1 WHERE line = 2", "amount_fen is"},
      {"heir_s_posting_is_another", "inheritance_shares", "inheritance_share",
       "person_id = " + kBo + " AND line = 1",
       "UPDATE inheritance_share SET credit_posting = debit_posting WHERE line = 1",
       "credit_posting is not"},
      {"inherited_money_from_nowhere",
       "between_people",
       "posting",
       "person_id = " + kZhong + " AND code = 106",
       "UPDATE posting SET other = 'inheritance:7' WHERE code = 106",
       "what stands on",
       {"inheritance_shares"}},
      {"completed_before_the_bank_has_paid",
       "payouts",
       "payout",
       "person_id = " + kBo + " AND holder = '方叔'",
       kInheritanceOver,
       "is not paid",
       {"applications", "money_set_aside"}},
      {"bank_cannot_answer",
       "payouts",
       "payout",
       "person_id = " + kBo + " AND holder = '方叔'",
       "UPDATE application SET state = 'ended', running = 0 WHERE service = 'inheritance'",
       "takes no answer",
       {"applications", "money_set_aside"}},
      {"set_aside_for_nothing",
       "money_set_aside",
       "reservation",
       "person_id = " + kBo + " AND state = 'pending'",
       kInheritanceOver,
       "its application is over",
       {"applications", "payouts"}},
      {"aid_above_its_limit", "family_aid", "aid_binding", "person_id = " + kZhong,
       "UPDATE aid_binding SET limit_fen = 1999", "more was used"},
      {"aid_counted_wrongly", "family_aid", "aid_binding", "person_id = " + kZhong,
       "UPDATE aid_binding SET used_fen = used_fen - 1", "used_fen is"},
      {"aid_without_its_posting", "family_aid", "aid_use", "shared_fen IN (1999, 2000)",
       "UPDATE aid_use SET shared_fen = shared_fen - 1 WHERE shared_fen = 2000",
       "its posting does not say"},
      {"aid_for_somebody_else", "family_aid", "aid_use", "shared_fen = 2000",
       "UPDATE aid_use SET beneficiary_id = " + kJing + " WHERE shared_fen = 2000",
       "is of no binding"},
      {"merged_number_leads_nowhere", "merged_numbers", "person_merge", "person_id = " + kTong,
       "UPDATE person SET merged_into = NULL, merged_into_at = NULL WHERE name = '许同旧'",
       "does not lead"},
      {"led_away_without_a_merge", "merged_numbers", "person", "name = '陈静'",
       "UPDATE person SET merged_into = 1, merged_into_at = 1 WHERE name = '陈静'", "has no merge"},
      {"led_to_somebody_who_was_merged", "merged_numbers", "person", "name = '许同旧'",
       "UPDATE person SET merged_into = person_id WHERE name = '许同旧'", "was merged as well"},
      {"month_left_behind_in_a_merge", "merged_numbers", "person_merge", "person_id = " + kTong,
       "DELETE FROM contribution WHERE month = 660 AND person_id = " + kTong,
       "is not under the kept number"},
      {"registration_left_behind_in_a_merge", "merged_numbers", "person_merge",
       "person_id = " + kTong,
       "UPDATE care_registration SET state = 'active', ended_on = NULL, end_reason = NULL "
       "WHERE disease <> '' AND end_reason = 'numbers_merged'",
       "a registration for care still stands"},
      {"correction_of_another_difference", "corrections", "contribution_correction",
       "person_id = " + kTong,
       "UPDATE contribution_correction SET credit_after_fen = credit_after_fen + 1",
       "the difference posted"},
      {"late_record_decided_by_its_proposer", "late_records", "late_record", "person_id = " + kBu,
       "UPDATE late_record SET decided_by = proposed_by WHERE person_id = " + kBu,
       "by one officer"},
      {"death_confirmed_by_its_reporter", "death_reports", "death_report", "person_id = " + kBo,
       "UPDATE death_report SET decided_by = reported_by WHERE person_id = " + kBo,
       "by one officer"},
      {"death_confirmed_and_not_on_record", "death_reports", "death_report", "person_id = " + kBu,
       "UPDATE death_report SET state = 'confirmed', decided_by = 'agency_officer:77', "
       "decided_at = recorded_at WHERE person_id = " +
           kBu,
       "no day of death"},
      {"death_reported_and_not_sealed", "death_reports", "death_report", "person_id = " + kBu,
       "DELETE FROM hold WHERE cause = 'death_reported' AND person_id = " + kBu, "was not sealed"},
      {"sealed_for_a_death_of_nobody", "death_reports", "hold",
       "cause = 'death_reported' AND person_id = " + kBu,
       "DELETE FROM death_report WHERE person_id = " + kBu, "nobody has reported"},
      {"seal_of_a_death_that_was_decided", "death_reports", "hold",
       "cause = 'death_reported' AND person_id = " + kBo,
       "UPDATE hold SET until = NULL WHERE cause = 'death_reported' AND person_id = " + kBo,
       "was decided"},
      {"late_record_approved_and_not_entered", "late_records", "late_record", "person_id = " + kBu,
       "UPDATE late_record SET state = 'refused' WHERE person_id = " + kBu,
       "entered does not go with its state"},
      {"deemed_months_are_gone", "late_deemed", "late_record",
       "what = 'deemed' AND person_id = " + kZhong,
       "DELETE FROM contribution WHERE kind = 38 AND person_id = " + kZhong, "deemed months is"},
      {"late_enrolment_of_another_place", "late_enrolments", "late_record", "person_id = " + kBu,
       "UPDATE late_record SET region = 330100 WHERE person_id = " + kBu,
       "its enrolment is not there"},
      {"opening_balance_without_a_proposal", "opening_balances", "posting",
       "code = 111 AND person_id = " + kMin, "DELETE FROM late_record WHERE what = 'balance'",
       "no second officer"},
      {"opening_balance_of_another_posting", "opening_balances", "late_record",
       "what = 'balance' AND person_id = " + kMin,
       "UPDATE late_record SET entered = 1 WHERE what = 'balance' AND person_id = " + kMin,
       "its posting is not there"},
      {"correction_names_another_receipt", "corrections", "contribution_correction",
       "person_id = " + kTong, "UPDATE contribution_correction SET corrected_serial = 7",
       "does not take back"},
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
       {"transfer_queues", "transfer_holds", "money_conserved", "remittances", "deadlines"}},
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

std::vector<Plant> money_plants() {
  return {
      {"amount_on_the_road", "money_conserved", "transfer", "person_id = " + kWei,
       "UPDATE transfer SET amount_fen = amount_fen + 1 WHERE person_id = " + kWei, "case:"},
      {"money_shown_as_set_free", "money_conserved", "transfer", "person_id = " + kWei,
       "UPDATE transfer SET money_state = 'voided' WHERE person_id = " + kWei, "not 0"},
      {"money_sent_for_another_case", "money_conserved", "posting",
       "code = 207 AND person_id = " + kFang,
       "UPDATE posting SET other = 'case:1' WHERE code = 207 AND person_id = " + kFang,
       "case:1 is 72000, not 0"},
      {"payout_of_another_amount", "money_conserved", "payout", "person_id = " + kMin,
       "UPDATE payout SET amount_fen = amount_fen + 1 WHERE person_id = " + kMin, "not 500001"},
      {"payout_came_back", "money_conserved", "transfer", "person_id = " + kMin,
       "UPDATE payout SET state = 'returned' WHERE person_id = " + kMin, "does not go with"},
      {"reservation_was_ended",
       "money_conserved",
       "transfer",
       "person_id = " + kQiang,
       "UPDATE reservation SET state = 'voided' WHERE person_id = " + kQiang,
       "names nothing that is pending",
       {"balances"}},
      {"remittance_of_another_amount", "remittances", "transfer", "person_id = " + kFang,
       "UPDATE remittance SET amount_fen = amount_fen - 1 WHERE state = 'matched'",
       "matched to it"},
      {"remittance_of_another_payer", "remittances", "remittance", "state = 'matched'",
       "UPDATE remittance SET from_region = 330200 WHERE state = 'matched'", "from_region is"},
      {"remittance_matched_by_one_officer", "remittances", "remittance", "state = 'matched'",
       "UPDATE remittance SET from_region = 110000, note = '核实', matched_by = 'agency_officer:1' "
       "WHERE state = 'matched'",
       "one officer has matched it"},
      {"remittance_of_another_case", "remittances", "remittance", "state = 'unmatched'",
       "UPDATE remittance SET state = 'matched', person_id = 1, case_id = 1 WHERE state = "
       "'unmatched'",
       "no case of this agency"},
      {"due_day_of_the_origin", "deadlines", "transfer", "person_id = " + kWei,
       "UPDATE transfer SET origin_due_on = origin_due_on + 1 WHERE person_id = " + kWei,
       "origin_due_on is"},
      {"due_day_of_the_whole", "deadlines", "transfer", "person_id = " + kWei,
       "UPDATE transfer SET total_due_on = total_due_on - 1 WHERE person_id = " + kWei,
       "total_due_on is"},
      {"due_day_of_the_target", "deadlines", "transfer", "person_id = " + kFang,
       "UPDATE transfer SET target_due_on = target_due_on - 1 WHERE person_id = " + kFang,
       "target_due_on is"},
      {"calendar_of_another_version", "deadlines", "transfer", "person_id = " + kWei,
       "UPDATE transfer SET calendar_version = '2025.9' WHERE person_id = " + kWei, "2025.9"},
      {"clock_stopped_by_hand", "deadlines", "transfer", "person_id = " + kWei,
       "UPDATE transfer SET stops = '[[\"2025-04-25\",\"2025-04-28\"]]' WHERE person_id = " + kWei,
       "origin_due_on is"},
      {"months_recognised_twice", "recognised_months", "recognised_months", "person_id = " + kFang,
       "CREATE TEMP TABLE other AS SELECT * FROM recognised_months; UPDATE other SET line = 0; "
       "INSERT INTO recognised_months SELECT * FROM other",
       "recognised before"},
      {"months_recognised_that_were_paid_there", "recognised_months", "recognised_months",
       "person_id = " + kFang, "UPDATE recognised_months SET last_month = last_month + 1",
       "paid at the place itself"},
      {"certificate_valid_twice", "certificates", "certificate", "person_id = " + kQiang,
       "CREATE TEMP TABLE other AS SELECT * FROM certificate; UPDATE other SET certificate_id = "
       "certificate_id - 1; INSERT INTO certificate SELECT * FROM other",
       "beside another one"},
      {"certificate_without_its_paper", "certificates", "certificate", "person_id = " + kQiang,
       "DELETE FROM document WHERE kind = 'participation_certificate' AND person_id = " + kQiang,
       "has no paper"},
      {"paper_with_another_code", "certificates", "document",
       "kind = 'participation_certificate' AND person_id = " + kQiang,
       "UPDATE document SET check_code = 'abc' WHERE kind = 'participation_certificate'",
       "not that of the certificate"},
      {"document_that_says_something_else", "documents", "document", "person_id = " + kJing,
       "UPDATE document SET content = content || ' ' WHERE person_id = " + kJing,
       "content_digest is not"},
      {"document_with_another_code", "documents", "document", "person_id = " + kJing,
       "UPDATE document SET check_code = '000000000000' WHERE person_id = " + kJing,
       "check_code is not"},
      {"document_of_another_case", "documents", "document",
       "kind = 'acceptance_notice' AND person_id = " + kQiang,
       "UPDATE document SET case_id = 1 WHERE kind = 'acceptance_notice'",
       "none of the person's cases"},
      {"document_void_before_it_was_issued", "documents", "document", "person_id = " + kJing,
       "UPDATE document SET state = 'void', void_reason = 'withdrawn', voided_on = issued_on - 1 "
       "WHERE person_id = " +
           kJing,
       "voided_on lies before"},
      {"document_valid_twice", "documents", "document", "person_id = " + kJing,
       "CREATE TEMP TABLE other AS SELECT * FROM document WHERE "
       "person_id = " +
           kJing +
           "; UPDATE other SET document_id = document_id - 1, number = number || '0'; "
           "INSERT INTO document SELECT * FROM other",
       "beside another one"},
      {"certificate_content_was_changed", "certificates", "certificate", "person_id = " + kQiang,
       "UPDATE certificate SET content = content || ' ' WHERE person_id = " + kQiang, "check_code"},
  };
}

std::vector<Plant> employer_plants() {
  return {
      {"payment_left_another_amount", "employer_payments", "employer_payment", "reference = 'DG-1'",
       "UPDATE employer_payment SET left_after_fen = left_after_fen + 1", "left_after_fen is"},
      {"payment_owes_another_fee", "employer_payments", "employer_payment", "reference = 'DG-1'",
       "UPDATE employer_payment SET fee_owed_fen = fee_owed_fen - 1", "fee_owed_fen is"},
      {"share_of_another_fee", "employer_payments", "employer_payment", "reference = 'DG-1'",
       "UPDATE employer_payment_share SET late_fee_fen = late_fee_fen + 1 WHERE line = 1",
       "fee_owed_fen is"},
      {"share_without_a_receipt", "employer_payments", "employer_payment_share", "line = 2",
       "UPDATE employer_payment_share SET month = month + 500 WHERE line = 2",
       "no receipt of the person"},
      {"bill_of_a_day_to_come", "declared_bills", "declared_bill", "reference = 'M-1'",
       "UPDATE declared_bill SET treated_on = treated_on + 400", "lies after the day"},
      {"reminder_that_came_too_late", "reminders", "reminder", "kind = 'gap'",
       "UPDATE reminder SET sent_on = last_day + 1", "sent after its last day"},
      {"share_of_no_payment", "employer_payments", "employer_payment_share", "line = 1",
       "DELETE FROM employer_payment", "is of a payment that is not there"},
  };
}

std::vector<Plant> service_plants() {
  const std::string last =
      "subject = " + kJing +
      " AND sequence = (SELECT MAX(sequence) FROM journal WHERE subject = " + kJing + ")";
  return {
      {"row_changed_with_nothing_else_broken", "journal_rows", "person", "name = '陈静'",
       "UPDATE person SET recorded_at = recorded_at + 1 WHERE name = '陈静'", "not as the journal"},
      {"employer_is_gone", "journal_rows", "employer",
       "employer_id = (SELECT MIN(employer_id) FROM employer)",
       "DELETE FROM employer WHERE employer_id = (SELECT MIN(employer_id) FROM employer)",
       "it is not there"},
      {"employer_that_nobody_registered", "journal_rows", "employer", "employer_id = 77",
       "INSERT INTO employer VALUES (441900, 77, '91', '无中生有', 0)", "no journal tells of it"},
      {"hold_that_nobody_set", "journal_rows", "hold", "hold_id = 77",
       "INSERT INTO hold SELECT person_id, 77, 'admin', 0, 0, NULL, 0, NULL, 'nobody', NULL, '', "
       "0, "
       "NULL, 0 "
       "FROM person WHERE name = '陈静'",
       "no journal tells of it"},
      {"claim_is_gone",
       "journal_rows",
       "claim",
       "kind = 'identity' AND person_id = " + kJing,
       "DELETE FROM claim WHERE kind = 'identity' AND person_id = " + kJing,
       "it is not there",
       {"identity_claims"}},
      {"employer_was_renamed", "journal_rows", "employer",
       "employer_id = (SELECT MIN(employer_id) FROM employer)",
       "UPDATE employer SET name = '别的单位' WHERE employer_id = (SELECT MIN(employer_id) FROM "
       "employer)",
       "not as the journal"},
      {"token_was_prolonged", "journal_rows", "access_token",
       "token_digest = (SELECT MIN(token_digest) FROM access_token)",
       "UPDATE access_token SET until_at = until_at + 1 WHERE token_digest = (SELECT "
       "MIN(token_digest) FROM access_token)",
       ""},
      {"event_was_changed", "journal_chains", "journal", last,
       "UPDATE journal SET actor = 'nobody' WHERE " + last, "hash does not follow"},
      {"event_is_gone",
       "journal_chains",
       "journal_head",
       "subject = " + kJing,
       "DELETE FROM journal WHERE " + last,
       "sequence is",
       {"commands_once"}},
      {"head_was_changed", "journal_chains", "journal_head", "subject = " + kJing,
       "UPDATE journal_head SET hash = zeroblob(32) WHERE subject = " + kJing, "hash is not"},
      {"head_is_gone", "journal_chains", "journal_head", "subject = " + kJing,
       "DELETE FROM journal_head WHERE subject = " + kJing, "without a head"},
      {"key_applied_twice",
       "commands_once",
       "idempotency",
       "key_digest = (SELECT MAX(key_digest) FROM idempotency WHERE status = 200)",
       "UPDATE idempotency SET entry_id = (SELECT entry_id FROM idempotency WHERE key_digest = "
       "(SELECT MIN(key_digest) FROM idempotency WHERE status = 200)) WHERE key_digest = (SELECT "
       "MAX(key_digest) FROM idempotency WHERE status = 200)",
       "shares its entry",
       {"journal_rows"}},
      {"key_never_applied",
       "commands_once",
       "idempotency",
       "key_digest = (SELECT MIN(key_digest) FROM idempotency WHERE status = 200)",
       "UPDATE idempotency SET entry_id = 999999999 WHERE key_digest = (SELECT MIN(key_digest) "
       "FROM idempotency WHERE status = 200)",
       "its entry is in no journal",
       {"journal_rows"}},
      {"answer_of_a_done_command_was_changed", "journal_rows", "idempotency",
       "key_digest = (SELECT MIN(key_digest) FROM idempotency WHERE status = 200)",
       "UPDATE idempotency SET answer = '{}' WHERE key_digest = (SELECT MIN(key_digest) FROM "
       "idempotency WHERE status = 200)",
       "is not as the journal tells"},
      {"answer_of_a_done_command_is_gone", "journal_rows", "idempotency",
       "key_digest = (SELECT MIN(key_digest) FROM idempotency WHERE status = 200)",
       "DELETE FROM idempotency WHERE key_digest = (SELECT MIN(key_digest) FROM idempotency WHERE "
       "status = 200)",
       "it is not there"},
      {"answer_of_a_refusal_was_changed", "commands_once", "idempotency",
       "key_digest = (SELECT MIN(key_digest) FROM idempotency WHERE status > 200)",
       "UPDATE idempotency SET answer = '{}' WHERE key_digest = (SELECT MIN(key_digest) FROM "
       "idempotency WHERE status > 200)",
       "seal is not that of our key"},
      {"message_was_changed", "journal_rows", "message",
       "message_id = (SELECT MAX(message_id) FROM message)",
       "UPDATE message SET person_id = " + kFang +
           ", code = 'transfer_completed' WHERE message_id = (SELECT MAX(message_id) FROM message)",
       "is not as the journal tells"},
      {"message_that_nobody_sent", "journal_rows", "message", "message_id = 1",
       "INSERT INTO message VALUES (1, " + kFang + ", 'transfer_completed', '{}', 1)",
       "no journal tells of it"},
      {"message_is_gone", "journal_rows", "message",
       "message_id = (SELECT MAX(message_id) FROM message)",
       "DELETE FROM message WHERE message_id = (SELECT MAX(message_id) FROM message)",
       "it is not there"},
      {"entry_of_an_id_never_reserved",
       "commands_once",
       "journal",
       last,
       "UPDATE journal SET entry_id = 99999999999 WHERE " + last,
       "not from a reserved block",
       {"journal_chains"}},
  };
}

// 孙丽's month came with the monthly run: her rows are told of by a share of the region's event.
std::vector<Plant> bulk_plants() {
  const std::string li = "(SELECT person_id FROM person WHERE name = '孙丽')";
  return {
      {"posting_of_a_run_was_changed", "journal_rows", "posting", "person_id = " + li,
       "UPDATE posting SET reference = 'x' WHERE person_id = " + li, "not as the journal"},
      {"contribution_of_a_run_is_gone", "journal_rows", "contribution",
       "month = 663 AND person_id = " + li,
       "DELETE FROM contribution WHERE month = 663 AND person_id = " + li, "it is not there"},
      {"share_of_a_bulk_event_was_changed", "journal_chains", "journal",
       "event = 'monthly_credits'",
       "UPDATE journal SET rows = CAST(substr(rows, 1, length(rows) - 1) || x'00' AS BLOB) "
       "WHERE event = 'monthly_credits'",
       "hash does not follow"},
      {"share_of_a_bulk_event_was_cut_off",
       "journal_rows",
       "posting",
       "person_id = " + li,
       "UPDATE journal SET rows = substr(rows, 1, instr(rows, x'00') - 1) "
       "WHERE event = 'monthly_credits'",
       "no journal tells of it",
       {"journal_chains", "runs"}},
      {"bulk_event_was_changed_with_its_hash", "journal_chains", "journal_head", "subject = " + li,
       "UPDATE journal SET hash = zeroblob(32) WHERE event = 'monthly_credits'",
       "hash is not that of the last event"},
      {"bulk_event_is_gone",
       "journal_chains",
       "journal_head",
       "subject = " + li,
       "DELETE FROM journal WHERE event = 'monthly_credits'",
       "sequence is",
       {"runs"}},
      {"head_behind_a_bulk_event_was_set_back", "journal_chains", "journal_head", "subject = " + li,
       "UPDATE journal_head SET sequence = sequence - 1, hash = (SELECT hash FROM journal WHERE "
       "subject = " +
           li + " ORDER BY sequence DESC LIMIT 1) WHERE subject = " + li,
       "sequence is"},
      {"run_was_set_back", "journal_rows", "bulk_run", "run_id = 1",
       "UPDATE bulk_run SET cursor = 0", "not as the journal"},
      {"run_of_another_amount", "runs", "bulk_run", "run_id = 1",
       "UPDATE bulk_run SET amount_fen = amount_fen + 1", "amount_fen is 12001, not 12000"},
      {"run_of_more_people", "runs", "bulk_run", "run_id = 1", "UPDATE bulk_run SET done = 2",
       "done is 2, not 1"},
      {"notice_of_another_amount", "journal_rows", "arrears_notice", "people = 1",
       "UPDATE arrears_notice SET amount_fen = amount_fen - 1 WHERE people = 1",
       "not as the journal"},
      {"notice_before_the_due_day", "arrears_notices", "arrears_notice", "people = 1",
       "UPDATE arrears_notice SET noticed_on = due_on WHERE people = 1", "behind the due day"},
      {"notice_to_nobody", "arrears_notices", "arrears_notice", "employer_id = 7",
       "UPDATE arrears_notice SET employer_id = 7 WHERE people = 1", "its employer is not there"},
      {"employer_receipt_was_changed", "journal_rows", "employer_receipt", "month = 663",
       "UPDATE employer_receipt SET received_on = received_on - 1", "not as the journal"},
  };
}

}  // namespace

std::vector<Plant> plants() {
  std::vector<Plant> all;
  for (const auto& some : {
           ledger_plants(),
           people_plants(),
           case_plants(),
           seal_plants(),
           money_plants(),
           service_plants(),
           bulk_plants(),
           employer_plants(),
           card_plants(),
           account_more_plants(),
           place_plants(),
           staff_plants(),
           sign_in_plants(),
           hotline_plants(),
           visit_plants(),
           clearing_plants(),
       }) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace yibao::main
