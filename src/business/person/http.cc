#include "business/person/http.h"

#include "business/person/by_number.h"
#include "business/person/commands.h"
#include "business/person/commands_authorisation.h"
#include "business/person/queries.h"

namespace yibao::person {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});
  return {
      {"person.register",
       "POST",
       "/v1/people",
       "登记参保人",
       kOfficers | roles({Role::employer_officer}),
       {{"name", FieldKind::text, true, "姓名"},
        {"identity_kind", FieldKind::text, false, kKindField},
        {"identity_number", FieldKind::text, true, "证件号码"},
        {"sex", FieldKind::text, false, "性别 male 或 female,证件号码不含性别时必填"},
        {"birth_date", FieldKind::date, false, "出生日期,证件号码不含出生日期时必填"},
        {"phone", FieldKind::text, false, "手机号码"}},
       &RegisterPerson::parse,
       nullptr},
      {"person.show",
       "GET",
       "/v1/people/{person}",
       "参保人信息(脱敏)",
       kOfficers | roles({Role::participant, Role::auditor}),
       {},
       nullptr,
       &answer_person},
      {"person.reveal",
       "GET",
       "/v1/people/{person}/identity",
       "参保人完整的姓名、证件号码和手机",
       kOfficers | roles({Role::participant}),
       {},
       nullptr,
       &answer_identity},
      {"person.settle",
       "POST",
       "/v1/people/{person}/settlement",
       "登记退休人员异地安置",
       kOfficers,
       {{"region", FieldKind::region, false, "安置地;不填表示已返回参保地"}},
       &SettleElsewhere::parse,
       nullptr},
      {"person.authorise",
       "POST",
       "/v1/people/{person}/authorisations",
       "登记代办人(本人授权)或监护人(窗口)",
       kOfficers | roles({Role::participant}),
       {{"kind", FieldKind::text, true, "proxy 代办, guardian 监护"},
        {"agent", FieldKind::id, false, "代办人或监护人的参保编号;不填的,填写姓名和证件号码"},
        {"agent_name", FieldKind::text, false, "代办人或监护人的姓名"},
        {"agent_identity_number", FieldKind::text, false, "代办人或监护人的证件号码"},
        {"relation", FieldKind::text, true, "与参保人的关系"},
        {"scopes", FieldKind::list, false, "授权范围,默认 all"},
        {"from", FieldKind::date, false, "生效日期,默认今天"},
        {"until", FieldKind::date, false, "授权到哪一天(含当日),代办必填"},
        {"evidence", FieldKind::text, false, "授权委托书或证明编号"},
        {"sighted", FieldKind::list, false, "窗口已核验的材料"}},
       &Authorise::parse,
       nullptr},
      {"person.revoke-authorisation",
       "POST",
       "/v1/people/{person}/authorisations/{authorisation}/revocation",
       "撤销授权",
       kOfficers | roles({Role::participant}),
       {},
       &RevokeAuthorisation::parse,
       nullptr},
      {"person.authorisations",
       "GET",
       "/v1/people/{person}/authorisations",
       "代办和监护记录",
       kOfficers | roles({Role::participant, Role::auditor}),
       {},
       nullptr,
       &answer_authorisations},
  };
}

}  // namespace yibao::person
