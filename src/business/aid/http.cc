#include "business/application/http.h"
#include "business/aid/commands.h"
#include "business/aid/queries.h"
#include "business/aid/service.h"

namespace yibao::aid {

namespace {

std::vector<business::Field> payment_fields() {
  using business::FieldKind;
  std::vector<business::Field> fields = card::Presented::fields();
  fields.insert(fields.begin(),
                {{"amount_fen", FieldKind::fen, true, "acct_pay:个人账户支付合计(分)"},
                 {"provider", FieldKind::text, true, "定点医药机构编码"},
                 {"payer", FieldKind::id, false, "共济人,默认最早绑定的一人"},
                 {"reference", FieldKind::text, false, "收款方流水号"}});
  return fields;
}

}  // namespace

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kApplicants =
      roles({Role::participant, Role::agency_officer, Role::senior_officer});
  std::vector<business::Endpoint> all = application::endpoints_of<kAidApplication>();
  all.push_back({"aid.pay", "POST", "/v1/people/{person}/aid-payments",
                 "使用共济支付:先用本人账户,不足部分由共济人账户支付",
                 roles({Role::provider_cashier}), payment_fields(), &PayWithAid::parse, nullptr});
  all.push_back({"aid.pay_contribution",
                 "POST",
                 "/v1/people/{person}/aid-contributions",
                 "从个人账户代缴本人或者近亲属的居民医保个人缴费",
                 kApplicants,
                 {{"insured", FieldKind::object, true,
                   "被代缴人:person,或者 identity_kind、identity_number;本人办理的,另填 name"},
                  {"year", FieldKind::integer, true, "待遇年度"}},
                 &PayContribution::parse,
                 nullptr});
  all.push_back({"aid.unbind",
                 "POST",
                 "/v1/aid-bindings/{binding}/end",
                 "解除共济绑定,即时生效",
                 kApplicants,
                 {},
                 &Unbind::parse,
                 nullptr});
  all.push_back({"aid.list",
                 "GET",
                 "/v1/people/{person}/aid-bindings",
                 "家庭共济绑定",
                 kApplicants | roles({Role::auditor}),
                 {},
                 nullptr,
                 &answer_bindings});
  return all;
}

}  // namespace yibao::aid
