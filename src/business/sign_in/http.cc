#include "business/sign_in/http.h"

#include <algorithm>
#include <array>

#include "business/person/by_number.h"
#include "business/sign_in/codes.h"
#include "business/sign_in/consent.h"
#include "business/sign_in/me.h"
#include "business/sign_in/organisation.h"
#include "business/sign_in/phone.h"
#include "business/sign_in/registration.h"
#include "business/sign_in/secret.h"
#include "business/sign_in/sessions.h"
#include "business/sign_in/signing_in.h"

namespace yibao::sign_in {

namespace {

using business::Endpoint;
using business::FieldKind;
using business::Role;

// Who is signed in.
constexpr business::Roles everybody() {
  return business::kEverybody & ~static_cast<business::Roles>(Role::visitor);
}

// Who is signed in already may sign in anew: the browser's session ends with it.
business::Roles anybody() {
  return everybody() | business::roles({Role::visitor});
}

Endpoint proved(std::string_view name, std::string_view path, std::string_view summary,
                business::Roles allowed, std::vector<business::Field> fields,
                decltype(Endpoint::proof) proof) {
  Endpoint endpoint{name, "POST", path, summary, allowed, std::move(fields)};
  endpoint.proof = proof;
  return endpoint;
}

}  // namespace

std::vector<Endpoint> endpoints() {
  std::vector<Endpoint> all;
  all.push_back(
      proved("session.open", "/v1/sessions", "登录", anybody(),
             {{"kind", FieldKind::text, true,
               "phone_code 手机验证码, password 密码, insurance_number 社保编号, staff "
               "工作人员, organisation 机构统一登录, enquiry_password 查询密码(自助服务机)"},
              {"phone", FieldKind::text, false, "手机号码(phone_code)"},
              {"code", FieldKind::text, false, "验证码(phone_code)"},
              {"account", FieldKind::text, false,
               "身份证号、医保卡号、社保编号或手机号(password);工作人员账号(staff)"},
              {"password", FieldKind::text, false, "密码(password、staff)"},
              {"insurance_number", FieldKind::text, false, "社保编号(insurance_number)"},
              {"secret", FieldKind::text, false, "一次性初始密码或本人密码"},
              {"totp", FieldKind::text, false, "动态口令(staff)"},
              {"returned_state", FieldKind::text, false, "机构统一登录带回的 state"},
              {"binding", FieldKind::text, false, "机构统一登录开始时得到的 binding"},
              {"device", FieldKind::text, false, "浏览器和系统,列在登录的设备里"},
              {"answer", FieldKind::text, false, "token 在回答中给出令牌,默认放入 cookie"}},
             &sign_in));
  all.push_back(
      proved("session.code", "/v1/sessions/codes", "发送验证码", anybody(),
             {{"phone", FieldKind::text, true, "手机号码"},
              {"purpose", FieldKind::text, false, "sign_in 登录(默认), registration 注册"}},
             &ask_for_code));
  all.push_back({"session.organisation",
                 "GET",
                 "/v1/sessions/organisation",
                 "机构统一登录的地址(工作人员)",
                 anybody(),
                 {},
                 nullptr,
                 &answer_organisation});
  all.push_back({"session.end",
                 "DELETE",
                 "/v1/sessions/current",
                 "退出登录",
                 everybody(),
                 {},
                 &EndSession::parse_current});
  all.push_back(
      {"me.show", "GET", "/v1/me", "我是谁,可以为谁办理", everybody(), {}, nullptr, &answer_me});
  all.push_back({"me.sessions",
                 "GET",
                 "/v1/me/sessions",
                 "我的登录",
                 everybody(),
                 {},
                 nullptr,
                 &answer_sessions});
  all.push_back({"me.end-session",
                 "DELETE",
                 "/v1/me/sessions/{session}",
                 "结束一个登录",
                 everybody(),
                 {},
                 &EndSession::parse_one});
  all.push_back(proved(
      "session.register", "/v1/registrations", "注册(实名)", business::roles({Role::visitor}),
      {{"name", FieldKind::text, true, "姓名"},
       {"identity_kind", FieldKind::text, false, person::kKindField},
       {"identity_number", FieldKind::text, true, "证件号码"},
       {"phone", FieldKind::text, true, "手机号码"},
       {"code", FieldKind::text, true, "发往此手机的验证码"},
       {"password", FieldKind::text, false, "登录密码"},
       {"proof", FieldKind::text, false, "实名核验凭据;手机号码不是登记时预留的,必填"},
       {"consents", FieldKind::list, true, "同意的事项: privacy, face(刷脸时), messages"},
       take_over_field(),
       shared_field(),
       {"answer", FieldKind::text, false, "token 在回答中给出令牌,默认放入 cookie"}},
      &register_account));
  all.push_back(proved("me.secret", "/v1/me/secret", "设置或变更本人密码", everybody(),
                       {{"old_secret", FieldKind::text, false, "现在的密码"},
                        {"code", FieldKind::text, false, "验证码;工作人员为动态口令"},
                        {"new_secret", FieldKind::text, true, "新密码"}},
                       &change_secret));
  all.push_back(proved("me.code", "/v1/me/codes", "向本人手机或新手机发送验证码",
                       business::roles({Role::participant}),
                       {{"purpose", FieldKind::text, true, "secret 本人手机, phone 新手机"},
                        {"phone", FieldKind::text, false, "新手机号码"}},
                       &ask_for_own_code));
  all.push_back(proved("me.phone", "/v1/me/phone",
                       "变更登录手机(原号码丢失的,凭实名核验),或者确认家人合用的联系电话",
                       business::roles({Role::participant}),
                       {{"phone", FieldKind::text, true, "新手机号码"},
                        {"code", FieldKind::text, true, "发往新手机的验证码"},
                        {"old_code", FieldKind::text, false, "发往原手机的验证码"},
                        {"password", FieldKind::text, false, "密码"},
                        {"proof", FieldKind::text, false, "实名核验凭据"},
                        take_over_field(),
                        shared_field()},
                       &change_phone));
  all.push_back(
      {"person.sign-in-phone",
       "POST",
       "/v1/people/{person}/sign-in-phone",
       "窗口变更登录手机,或者确认登记的号码(本人到场,核验证件)",
       business::roles({Role::agency_officer, Role::senior_officer}),
       {{"phone", FieldKind::text, true, "新手机号码"},
        {"sighted", FieldKind::text, true, "窗口已核验: identity_card, household_book, passport"},
        take_over_field(),
        shared_field()},
       &ChangePhoneAtCounter::parse});
  all.push_back({"me.export",
                 "GET",
                 "/v1/me/export",
                 "本人数据副本",
                 business::roles({Role::participant}),
                 {},
                 nullptr,
                 &answer_me});
  all.push_back({"me.consents",
                 "GET",
                 "/v1/me/consents",
                 "我的同意",
                 business::roles({Role::participant}),
                 {},
                 nullptr,
                 &answer_consents});
  all.push_back({"me.consent",
                 "POST",
                 "/v1/me/consents",
                 "同意或撤回同意",
                 business::roles({Role::participant}),
                 {{"topic", FieldKind::text, true, "privacy, face, messages"},
                  {"given", FieldKind::flag, false, "true 同意,否则撤回"}},
                 &Consent::parse});
  return all;
}

bool may_end_sessions(const Endpoint& endpoint) {
  // Who leaves, or loses a role, is out at once; who has died as well.
  if (endpoint.name.starts_with("staff.") && endpoint.command != nullptr) return true;
  return endpoint.name.starts_with("session.") || endpoint.name.starts_with("me.") ||
         endpoint.name == "person.sign-in-phone" || endpoint.name == "person.decide-death";
}

bool is_open_before_change(const Endpoint& endpoint) {
  constexpr std::array<std::string_view, 6> kOpen{"session.open", "session.code", "session.end",
                                                  "me.show",      "me.secret",    "me.code"};
  return std::ranges::find(kOpen, endpoint.name) != kOpen.end();
}

}  // namespace yibao::sign_in
