// Goal: violations in settlements, each found and named. 卢药 has one that was taken back and one
// that stands.
#include "main/test_plants.h"

namespace yibao::main {

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
      plant("reversed_by_another_amount", "reverses IS NOT NULL",
            "UPDATE settlement SET total_fen = total_fen - 1, own_paid_fen = own_paid_fen - 1, "
            "cash_fen = cash_fen - 1 WHERE reverses IS NOT NULL",
            "does not take back what it names", {"clearing_sums"}),
      plant("line_that_nobody_settled", "total_fen = 6000",
            "UPDATE visit_line SET settlement_id = NULL WHERE amount_fen = 6000", "lines is"),
      plant("settlement_of_no_visit", "total_fen = 6000",
            "UPDATE settlement SET visit_id = visit_id + 100000 WHERE total_fen = 6000",
            "is of no visit"),
  };
}

}  // namespace yibao::main
