// Goal: violations in what is cleared, each found and named. 东莞's pharmacy has a statement of
// July that waits for the bank, 汕头's another, and the two regions one between them.
#include "main/test_plants.h"

namespace yibao::main {

std::vector<Plant> clearing_plants() {
  const auto plant = [](const std::string& name, const std::string& check, const std::string& row,
                        const std::string& sql, const std::string& what,
                        std::set<std::string> as_well = {}) {
    return Plant{name, check, "clearing_statement", row, sql, what, std::move(as_well)};
  };
  const std::string own = "kind = 'institution' AND region = 441900 AND settlements > 0";
  const std::string pair = "kind = 'region'";
  return {
      plant("statement_of_another_count", "clearing_sums", own,
            "UPDATE clearing_statement SET settlements = settlements + 1 WHERE " + own,
            "settlements is"),
      plant("statement_of_another_amount", "clearing_sums", own,
            "UPDATE clearing_statement SET account_fen = account_fen + 1, amount_fen = amount_fen "
            "+ 1 WHERE " +
                own,
            "account_fen is", {"clearing_shares"}),
      plant("statement_that_carries_nothing", "clearing_sums", own,
            "UPDATE clearing_statement SET carried_fen = carried_fen - 1, amount_fen = amount_fen "
            "- 1 WHERE " +
                own,
            "carried_fen is"),
      Plant{"settled_in_a_cleared_month", "clearing_sums", "clearing_statement", own,
            "UPDATE settlement SET happened_on = happened_on + 60 WHERE total_fen = 6000",
            "settlements is"},
      Plant{"share_of_another_amount",
            "clearing_shares",
            "clearing_statement",
            own,
            "UPDATE clearing_share SET account_fen = account_fen + 1 WHERE region = 441900",
            "does not say what its shares say",
            {"clearing_sums"}},
      plant("pair_of_another_amount", "clearing_shares", pair,
            "UPDATE clearing_statement SET account_fen = account_fen + 1, amount_fen = amount_fen "
            "+ 1 WHERE " +
                pair,
            "does not say what its shares say"),
      Plant{"share_in_a_statement_that_is_gone", "clearing_shares", "clearing_share",
            "pair_id IS NOT NULL",
            "UPDATE clearing_share SET pair_id = pair_id + 1 WHERE pair_id IS NOT NULL",
            "is in a statement that does not stand"},
      Plant{"share_of_another_region", "clearing_sums", "clearing_share", "debtor = 330100",
            "UPDATE clearing_share SET debtor = 330100 WHERE region = 440500 AND statement_id = "
            "(SELECT "
            "statement_id FROM clearing_statement WHERE region = 440500 AND settlements > 0)",
            "account_fen is"},
      plant("region_without_its_share", "clearing_sums",
            "region = 440500 AND kind = 'institution' AND settlements > 0",
            "DELETE FROM clearing_share WHERE region = 440500", "has no share of 441900",
            {"clearing_shares"}),
      plant("drawn_before_its_day", "clearing_days", own,
            "UPDATE clearing_statement SET recorded_at = recorded_at - 3456000000 WHERE " + own,
            "was drawn before its day"),
      plant("due_on_another_day", "clearing_days", own,
            "UPDATE clearing_statement SET due_on = due_on + 1 WHERE " + own, "due_on is"),
      plant("counted_by_a_calendar_of_nobody", "clearing_days", own,
            "UPDATE clearing_statement SET calendar_version = '1999.7' WHERE " + own,
            "names a calendar that is not at hand"),
      plant("paid_by_no_file", "clearing_payments", own,
            "UPDATE clearing_statement SET state = 'paid', paid_on = 20000, file_name = '' WHERE " +
                own,
            "is paid by no file"),
      plant("payable_and_yet_level", "clearing_payments", own,
            "UPDATE clearing_statement SET state = 'level' WHERE " + own,
            "its amount is not that of its state"),
      plant("a_month_twice", "clearing_payments", "substr(number, -2) = '-9' AND settlements > 0",
            "INSERT INTO clearing_statement SELECT region, statement_id + 1000000, number || '-9', "
            "'institution', party, month, cut_at, settlements, postings, bills_fen, fund_fen, "
            "account_fen, counter_fen, carried_fen, amount_fen, state, drawn_by, first_by, "
            "first_region, second_by, why, payee_holder, payee_sealed, attempt, file_name, due_on, "
            "calendar_version, "
            "paid_on, recorded_at FROM clearing_statement WHERE " +
                own,
            "is the second of its month", {"clearing_sums", "clearing_shares"}),
      Plant{
          "two_accounts_of_one_institution", "clearing_payees", "clearing_account",
          "holder = 'twice'",
          "INSERT INTO clearing_account SELECT region, account_id + 1000000, institution, 'twice', "
          "bank_sealed, state, proposed_by, confirmed_by, recorded_at FROM clearing_account "
          "WHERE holder = '东莞示例药店'",
          "is the second of its institution"},
  };
}

}  // namespace yibao::main
