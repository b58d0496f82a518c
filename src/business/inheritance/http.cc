#include "business/application/http.h"
#include "business/inheritance/death_correction.h"
#include "business/inheritance/recovery.h"
#include "business/inheritance/service.h"

namespace yibao::inheritance {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  std::vector<business::Endpoint> all = application::endpoints_of<kInheritance>();
  for (business::Endpoint& each : application::endpoints_of<kDeathCorrection>()) {
    all.push_back(std::move(each));
  }
  all.push_back({"inheritance.recover",
                 "POST",
                 "/v1/people/{person}/share-recoveries",
                 "追回继承份额:死亡登记已撤销,继承人退回所得",
                 roles({Role::agency_officer, Role::senior_officer}),
                 {{"case", FieldKind::text, true, "继承办件的编号"},
                  {"line", FieldKind::integer, true, "第几位继承人"},
                  {"amount_fen", FieldKind::integer, true, "退回的金额,分"},
                  {"paid_from", FieldKind::text, true,
                   "account:从继承人的个人账户划回;bank:已存入经办机构账户"},
                  {"bank_serial", FieldKind::text, false, "存入的,银行流水号"},
                  {"arrived_on", FieldKind::date, false, "到账日期,默认今天"}},
                 &RecoverShare::parse,
                 nullptr});
  all.push_back(
      {"inheritance.debts",
       "GET",
       "/v1/people/{person}/share-debts",
       "死亡登记撤销以后,继承人应退回和已退回的",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {},
       nullptr,
       &answer_share_debts});
  return all;
}

}  // namespace yibao::inheritance
