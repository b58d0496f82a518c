#include "business/person/http.h"

#include "business/person/commands.h"
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
        {"identity_kind", FieldKind::text, false, "证件类型,默认居民身份证"},
        {"identity_number", FieldKind::text, true, "证件号码"},
        {"sex", FieldKind::text, false, "性别 male 或 female,证件号码不含性别时必填"},
        {"birth_date", FieldKind::date, false, "出生日期,证件号码不含出生日期时必填"},
        {"phone", FieldKind::text, false, "手机号码"}},
       &RegisterPerson::parse,
       nullptr},
      {"person.search",
       "POST",
       "/v1/people/search",
       "按证件号码查找参保人",
       kOfficers,
       {{"identity_kind", FieldKind::text, false, "证件类型,默认居民身份证"},
        {"identity_number", FieldKind::text, true, "证件号码"}},
       nullptr,
       &answer_search},
      {"person.show",
       "GET",
       "/v1/people/{person}",
       "参保人信息(脱敏)",
       kOfficers | roles({Role::participant, Role::auditor}),
       {},
       nullptr,
       &answer_person},
      {"person.death",
       "POST",
       "/v1/people/{person}/death",
       "登记死亡",
       kOfficers,
       {{"died_on", FieldKind::date, true, "死亡日期"}},
       &RecordDeath::parse,
       nullptr},
      {"person.retire",
       "POST",
       "/v1/people/{person}/retirement",
       "登记退休核定",
       kOfficers,
       {{"retired_on", FieldKind::date, true, "退休核定日期"}},
       &RecordRetirement::parse,
       nullptr},
      {"person.settle",
       "POST",
       "/v1/people/{person}/settlement",
       "登记退休人员异地安置",
       kOfficers,
       {{"region", FieldKind::region, false, "安置地;不填表示已返回参保地"}},
       &SettleElsewhere::parse,
       nullptr},
  };
}

}  // namespace yibao::person
