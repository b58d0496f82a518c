#include "business/payout/http.h"

#include "business/payout/commands.h"
#include "business/payout/queries.h"

namespace yibao::payout {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kApplicants =
      roles({Role::participant, Role::agency_officer, Role::senior_officer});
  return {
      {"payout.result",
       "POST",
       "/v1/payouts/{payout}/result",
       "银行回盘结果",
       roles({Role::bank, Role::senior_officer}),
       {{"result", FieldKind::text, true, "paid 或 returned"},
        {"why", FieldKind::text, false, "退汇原因"}},
       &PayoutCommand::parse<RecordResult>,
       nullptr},
      {"payout.pay-again",
       "POST",
       "/v1/payouts/{payout}/again",
       "退汇后重新付款,换一个银行账户;窗口办理的由两人先后录入",
       kApplicants,
       {{"bank_account", FieldKind::text, true, "同一户名的银行账号"}},
       &PayoutCommand::parse<PayAgain>,
       nullptr},
      {"payout.list",
       "GET",
       "/v1/applications/{case}/payouts",
       "办件的付款指令",
       kApplicants | roles({Role::auditor}),
       {},
       nullptr,
       &answer_payouts},
  };
}

}  // namespace yibao::payout
