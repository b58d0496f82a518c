#include "business/account/http.h"

#include "business/account/commands.h"
#include "business/account/queries.h"
#include "business/account/year_end.h"
#include "business/place.h"

namespace yibao::account {

namespace {

std::vector<business::Field> payment_fields() {
  using business::FieldKind;
  std::vector<business::Field> fields = card::Presented::fields();
  fields.insert(fields.begin(), {{"amount_fen", FieldKind::fen, true, "金额(分)"},
                                 {"provider", FieldKind::text, true, "定点医药机构编码"},
                                 {"reference", FieldKind::text, false, "收款方流水号"}});
  return fields;
}

}  // namespace

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  return {
      {"account.pay", "POST", "/v1/people/{person}/payments", "从个人账户支付",
       roles({Role::provider_cashier}), payment_fields(), &PayFromAccount::parse, nullptr},
      {"account.opening-balance",
       "POST",
       "/v1/people/{person}/opening-balance",
       "申请补录个人账户期初余额",
       roles({Role::agency_officer, Role::senior_officer}),
       {{"region", FieldKind::region, true, "个人账户所在统筹区"},
        {"amount_fen", FieldKind::fen, true, "金额(分)"},
        {"evidence", FieldKind::text, true, "原系统记录编号"}},
       &ProposeOpeningBalance::parse,
       nullptr},
      {"account.decide-opening-balance", "POST", "/v1/people/{person}/opening-balance/decide",
       "复核补录的个人账户期初余额", roles({Role::senior_officer}), late_record::decision_fields(),
       &DecideOpeningBalance::parse, nullptr},
      {"account.balance",
       "GET",
       "/v1/people/{person}/balance",
       "个人账户余额,可查过去某日",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor,
              Role::provider_cashier}),
       {{"on", FieldKind::date, false, "业务日期,默认今天"},
        {"known_on", FieldKind::date, false, "截至该日已入账的记录,默认全部"},
        business::kPlaceField},
       nullptr,
       &answer_balance},
      {"account.postings",
       "GET",
       "/v1/people/{person}/postings",
       "个人账户明细",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"before", FieldKind::id, false, "上一页最后一笔"},
        {"limit", FieldKind::integer, false, "每页笔数,1 至 200"},
        {"direction", FieldKind::text, false, "只看 credit 收入、debit 支出,默认全部"},
        {"from", FieldKind::date, false, "自该日起"},
        {"until", FieldKind::date, false, "至该日止(含)"},
        business::kPlaceField},
       nullptr,
       &answer_postings},
      {"runs.interest",
       "POST",
       "/v1/regions/{region}/runs/interest",
       "批量办理:个人账户年度结息",
       roles({Role::senior_officer}),
       {{"year", FieldKind::integer, true, "年度,结息日已到"}},
       &StartInterest::parse,
       nullptr},
      {"runs.carry-forward",
       "POST",
       "/v1/regions/{region}/runs/carry-forward",
       "批量办理:个人账户年度结转,余额不变",
       roles({Role::senior_officer}),
       {{"year", FieldKind::integer, true, "结转的年度,已结束"}},
       &StartCarryForward::parse,
       nullptr},
  };
}

}  // namespace yibao::account
