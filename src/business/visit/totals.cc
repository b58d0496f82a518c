// 对总账 (3201): what an institution says that it settled in a span of days, against what is here:
// of one kind of insurance, one kind of clearing and one agency that clears.
#include <algorithm>

#include "base/region_table.h"
#include "business/visit/enquiries.h"
#include "business/visit/present.h"
#include "business/visit/store.h"

namespace yibao::visit {

namespace {

// Sums are taken here, a fen at a time: the engines differ in what a sum of integers is.
constexpr storage::Statement kSettledBetween{
    "settlements_of_institution",
    "SELECT total_fen, fund_fen, account_fen, insurance, kind, place_of_care "
    "FROM settlement WHERE institution = $1 AND happened_on >= $2 AND happened_on <= $3 "
    "ORDER BY happened_on, settlement_id"};

// Without data of refunds (R36): neither a reversal nor what it takes back, on whatever day it did.
constexpr storage::Statement kStandingBetween{
    "standing_settlements_of_institution",
    "SELECT s.total_fen, s.fund_fen, s.account_fen, s.insurance, s.kind, s.place_of_care "
    "FROM settlement AS s WHERE s.institution = $1 AND s.happened_on >= $2 AND "
    "s.happened_on <= $3 AND s.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM settlement AS r "
    "WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id) "
    "ORDER BY s.happened_on, s.settlement_id"};

struct Totals {
  std::int64_t total = 0;
  std::int64_t fund = 0;
  std::int64_t account = 0;
  std::int64_t count = 0;
};

Totals our_totals(const Asked& asked, Date from, Date to) {
  const auto text = [&](const char* field) { return asked.message.text("data", field); };
  const std::string insurance = text("insutype");
  const std::string kind = text("clr_type");
  const bool without_refunds = text("refd_setl_flag") == "0";
  const RegionTable& regions = *asked.context.regions;
  const RegionCode agency = clearing_agency(text("setl_optins"), regions);
  Totals ours;
  asked.session.visit(without_refunds ? kStandingBetween : kSettledBetween,
                      std::vector<storage::Value>{asked.institution.code, from.days(), to.days()},
                      [&](std::span<const storage::Value> row) {
                        const RegionCode place(static_cast<std::int32_t>(row[5].integer()));
                        const bool meant = row[3].text() == insurance &&
                                           clearing_type(row[4].text()) == kind &&
                                           regions.pooling_region(place) == agency;
                        if (!meant) return;
                        ours.total += row[0].integer();
                        ours.fund += row[1].integer();
                        ours.account += row[2].integer();
                        ++ours.count;
                      });
  return ours;
}

}  // namespace

Decision<Tree> answer_totals(const Asked& asked) {
  const provider::Message& message = asked.message;
  const auto from = Date::parse(message.text("data", "stmt_begndate"));
  const auto to = Date::parse(message.text("data", "stmt_enddate"));
  if (!from || !to || *to < *from || *to - *from > 366) {
    return refuse(RefusalKind::malformed, "statement_days_out_of_range");
  }
  const Totals ours = our_totals(asked, *from, *to);
  const auto same = [&](const char* member, std::int64_t fen) {
    return provider::money_of(message.text("data", member)).fen() == fen;
  };
  const bool level = same("medfee_sumamt", ours.total) && same("fund_pay_sumamt", ours.fund) &&
                     same("acct_pay", ours.account) &&
                     message.text("data", "fixmedins_setl_cnt") == std::to_string(ours.count);
  const Reason differ{"totals_differ",
                      {{"total", Money::fen(ours.total).to_display()},
                       {"fund", Money::fen(ours.fund).to_display()},
                       {"account", Money::fen(ours.account).to_display()},
                       {"count", std::to_string(ours.count)}},
                      {}};
  return Tree::object(
      {{"stmtinfo",
        Tree::object({{"setl_optins", message.text("data", "setl_optins")},
                      {"stmt_rslt", level ? "0" : "1"},
                      {"stmt_rslt_dscr", level ? "" : words_of({differ}, asked.context, 200)}})}});
}

}  // namespace yibao::visit
