// Goal: violations in the journals, in the answers kept under keys, in ids, and in what bulk work
// wrote, each found and named.
#include "main/test_plants.h"

namespace yibao::main {

namespace {

const std::string kFang = person_named("李芳");
const std::string kJing = person_named("陈静");

std::vector<Plant> service_plants() {
  const std::string last =
      "subject = " + kJing +
      " AND sequence = (SELECT MAX(sequence) FROM journal WHERE subject = " + kJing + ")";
  const std::string last_done =
      "subject = " + kJing +
      " AND sequence = (SELECT MAX(sequence) FROM journal WHERE subject = " + kJing +
      " AND event <> 'person_viewed' AND substr(actor, 1, 6) <> 'system')";
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
      {"fingerprint_of_a_key_is_gone", "keys_known", "key_fingerprint", "name = 'master'",
       "DELETE FROM key_fingerprint WHERE name = 'master'", "is missing"},
      {"event_was_changed", "journal_chains", "journal", last,
       "UPDATE journal SET actor = 'nobody' WHERE " + last, "hash does not follow"},
      {"event_is_gone",
       "journal_chains",
       "journal_head",
       "subject = " + kJing,
       "DELETE FROM journal WHERE " + last,
       "sequence is",
       {"commands_once"}},
      {"done_on_a_day_before_the_last_one", "journal_chains", "journal", last_done,
       "UPDATE journal SET recorded_at = recorded_at - 86400000 * 400 WHERE " + last_done,
       "the clock stood behind"},
      {"ids_were_moved_back", "commands_once", "id_block", "name = 'all'",
       "UPDATE id_block SET next = 2", "ids would be given out a second time"},
      {"ids_are_gone", "commands_once", "id_block", "name = 'all'", "DELETE FROM id_block",
       "ids would be given out a second time"},
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

std::vector<Plant> journal_plants() {
  return all_of({service_plants(), bulk_plants()});
}

}  // namespace yibao::main
