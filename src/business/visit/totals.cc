// 对总账 (3201): what an institution says that it settled in a span of days, against what is here.
#include <algorithm>

#include "business/visit/enquiries.h"
#include "business/visit/present.h"
#include "business/visit/store.h"

namespace yibao::visit {

namespace {

// Sums are taken here, a fen at a time: the engines differ in what a sum of integers is.
constexpr storage::Statement kSettledBetween{
    "settlements_of_institution",
    "SELECT total_fen, fund_fen, account_fen, insurance, kind FROM settlement "
    "WHERE institution = $1 AND happened_on >= $2 AND happened_on <= $3 "
    "ORDER BY happened_on, settlement_id"};

}  // namespace

Decision<Tree> answer_totals(const Asked& asked) {
  const provider::Message& message = asked.message;
  const auto from = Date::parse(message.text("data", "stmt_begndate"));
  const auto to = Date::parse(message.text("data", "stmt_enddate"));
  if (!from || !to || *to < *from || *to - *from > 366) {
    return refuse(RefusalKind::malformed, "statement_days_out_of_range");
  }
  std::int64_t total = 0;
  std::int64_t fund = 0;
  std::int64_t account = 0;
  std::int64_t count = 0;
  const std::string insurance = message.text("data", "insutype");
  const std::string kind = message.text("data", "clr_type");
  asked.session.visit(kSettledBetween,
                      std::vector<storage::Value>{asked.institution.code, from->days(), to->days()},
                      [&](std::span<const storage::Value> row) {
                        const bool is_sale = row[4].text() == "41";
                        if (row[3].text() != insurance || is_sale != (kind == "41")) return;
                        total += row[0].integer();
                        fund += row[1].integer();
                        account += row[2].integer();
                        ++count;
                      });
  const auto same = [&](const char* member, std::int64_t ours) {
    return provider::money_of(message.text("data", member)).fen() == ours;
  };
  const bool level = same("medfee_sumamt", total) && same("fund_pay_sumamt", fund) &&
                     same("acct_pay", account) &&
                     message.text("data", "fixmedins_setl_cnt") == std::to_string(count);
  const Reason differ{"totals_differ",
                      {{"total", Money::fen(total).to_display()},
                       {"fund", Money::fen(fund).to_display()},
                       {"account", Money::fen(account).to_display()},
                       {"count", std::to_string(count)}},
                      {}};
  return Tree::object(
      {{"stmtinfo",
        Tree::object({{"setl_optins", message.text("data", "setl_optins")},
                      {"stmt_rslt", level ? "0" : "1"},
                      {"stmt_rslt_dscr", level ? "" : words_of({differ}, asked.context, 200)}})}});
}

}  // namespace yibao::visit
