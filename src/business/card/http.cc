#include "business/card/http.h"

#include "business/application/http.h"
#include "business/card/at_bank.h"
#include "business/card/check_in.h"
#include "business/card/commands_activation.h"
#include "business/card/commands_loss.h"
#include "business/card/commands_production.h"
#include "business/card/e_certificate.h"
#include "business/card/order.h"
#include "business/card/queries.h"
#include "business/card/registration.h"
#include "business/card/telephone.h"

namespace yibao::card {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;
using business::Role;
using business::Roles;
using business::roles;

constexpr Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});
constexpr Roles kOwn = roles({Role::participant});

const Field kAgent{"authorisation", FieldKind::id, false, "监护人或代办人的授权编号,本人到场不填"};
const Field kSighted{"sighted", FieldKind::list, false, "窗口已核验的材料"};
const Field kProof{"proof", FieldKind::text, true, "实名核验凭据"};
const Field kAccountToo{"account_too", FieldKind::flag, false, "同时封存个人账户"};

template<class C>
Endpoint on_card(std::string_view name, std::string_view path, std::string_view summary,
                 Roles allowed, std::vector<Field> fields) {
  return {name, "POST", path, summary, allowed, std::move(fields), &CardCommand::parse<C>, nullptr};
}

std::vector<Endpoint> card_endpoints() {
  return {
      on_card<RecordProduction>("card.production", "/v1/people/{person}/cards/{card}/production",
                                "制卡回盘", kOfficers | roles({Role::bank}),
                                {{"event", FieldKind::text, true, "send_to_maker, make, fail"},
                                 {"number", FieldKind::text, false, "卡号,制成时必填"},
                                 {"note", FieldKind::text, false, "失败原因"}}),
      on_card<CollectCard>("card.collect", "/v1/people/{person}/cards/{card}/collection", "领卡",
                           kOfficers, {kAgent, kSighted}),
      on_card<CancelCard>("card.cancel", "/v1/people/{person}/cards/{card}/cancellation",
                          "取消申领", kOfficers | kOwn, {}),
      on_card<ActivateAtBank>(
          "card.activate-at-bank", "/v1/people/{person}/cards/{card}/bank-activation",
          "本行网点激活金融功能,当地允许时同时激活医保功能", roles({Role::bank}),
          {{"password_set", FieldKind::flag, false, "已设置账户密码"},
           {"medical", FieldKind::flag, false, "同时激活医保功能"},
           {"on_line", FieldKind::flag, false, "经本行客服热线办理,不在网点"},
           {"called_back", FieldKind::text, false, "经热线办理时回拨手机的后四位"},
           kAgent,
           kSighted}),
      on_card<ActivateAtCounter>("card.activate", "/v1/people/{person}/cards/{card}/activation",
                                 "窗口激活医保功能", kOfficers, {kAgent, kSighted}),
      on_card<AssistActivation>(
          "card.assist", "/v1/people/{person}/cards/{card}/assistance",
          "异地协助激活,回拨登记的手机核实", kOfficers,
          {{"called_back", FieldKind::text, true, "回拨手机的后四位"}, kAgent}),
      on_card<ActivateOnline>("card.activate-online",
                              "/v1/people/{person}/cards/{card}/online-activation",
                              "线上激活医保功能", kOwn,
                              {kProof,
                               {"camera", FieldKind::flag, false, "摄像头正常"},
                               {"microphone", FieldKind::flag, false, "麦克风正常"}}),
      on_card<ExtendActivation>("card.extend", "/v1/people/{person}/cards/{card}/extension",
                                "激活延期", kOfficers, {kAgent, kSighted}),
      on_card<ReportLoss>("card.report-loss", "/v1/people/{person}/cards/{card}/loss", "挂失",
                          kOfficers | kOwn,
                          {kAgent,
                           kAccountToo,
                           {"name", FieldKind::text, false, "姓名,电话挂失时必填"},
                           {"identity_number", FieldKind::text, false, "证件号码,电话挂失时必填"},
                           {"phone", FieldKind::text, false, "登记的手机,电话挂失时必填"}}),
      on_card<CancelLoss>("card.cancel-loss", "/v1/people/{person}/cards/{card}/loss/cancellation",
                          "解挂", kOfficers, {kAgent, kSighted}),
      on_card<ReopenAccount>(
          "card.reopen-account", "/v1/people/{person}/cards/{card}/account-reopening",
          "撤回挂失、损坏时一并提出的账户封存", kOfficers | kOwn, {kAgent, kSighted}),
      on_card<ReportDamage>("card.report-damage", "/v1/people/{person}/cards/{card}/damage",
                            "登记损坏", kOfficers | kOwn,
                            {kAgent,
                             kAccountToo,
                             {"kind", FieldKind::text, true, "chip, demagnetised, surface"},
                             {"destroyed", FieldKind::flag, false, "旧卡已收回销毁"}}),
  };
}

std::vector<Endpoint> person_endpoints() {
  return {
      {"card.check-in", "POST", "/v1/people/{person}/check-ins",
       "医药机构核验就医凭证,首次使用自动激活", roles({Role::provider_cashier}),
       Presented::fields(), &CheckIn::parse, nullptr},
      {"card.register",
       "POST",
       "/v1/people/{person}/registration",
       "注册、提升实名等级",
       kOwn,
       {{"name", FieldKind::text, false, "姓名"},
        {"identity_number", FieldKind::text, false, "证件号码"},
        {"proof", FieldKind::text, false, "人脸识别凭据"}},
       &Register::parse,
       nullptr},
      {"card.enquiry-password",
       "POST",
       "/v1/people/{person}/enquiry-password",
       "设置查询密码:本人,或者本人到场、窗口核验证件以后",
       kOfficers | kOwn,
       {{"password", FieldKind::text, true, "六位数字"}, kSighted},
       &SetEnquiryPassword::parse,
       nullptr},
      {"card.activate-by-telephone",
       "POST",
       "/v1/telephone-activations",
       "电话激活(热线转来)",
       kOfficers,
       {{"region", FieldKind::region, true, "热线所属统筹区"},
        {"identity_number", FieldKind::text, true, "身份证号,X 可用 * 代替"},
        {"card_number", FieldKind::text, true, "社保卡号"},
        {"caller", FieldKind::text, true, "主叫号码"},
        {"factor", FieldKind::text, false, "password 查询密码, code 短信验证码"},
        {"value", FieldKind::text, false, "密码或验证码;不填则发送验证码"}},
       &ActivateByTelephone::parse,
       nullptr},
      {"e_certificate.activate",
       "POST",
       "/v1/people/{person}/e-certificate",
       "激活医保电子凭证",
       kOwn,
       {kProof},
       &ActivateECertificate::parse,
       nullptr},
      {"e_certificate.code",
       "POST",
       "/v1/people/{person}/e-certificate/codes",
       "展示动态码,一次有效",
       kOwn,
       {},
       &IssueCode::parse,
       nullptr},
      {"e_certificate.revoke",
       "POST",
       "/v1/people/{person}/e-certificate/revocation",
       "停用电子凭证",
       kOwn | kOfficers,
       {},
       &RevokeECertificate::parse,
       nullptr},
  };
}

std::vector<Endpoint> answer_endpoints() {
  constexpr Roles kReaders = kOfficers | kOwn | roles({Role::auditor});
  return {
      {"card.list",
       "GET",
       "/v1/people/{person}/cards",
       "社保卡和电子凭证的状态",
       kReaders,
       {},
       nullptr,
       &answer_cards},
      {"card.events",
       "GET",
       "/v1/cards/{card}/events",
       "一张卡的经过",
       kReaders,
       {},
       nullptr,
       &answer_card_events},
      {"card.at-bank",
       "POST",
       "/v1/bank-desk/cards",
       "银行网点:按卡号和姓名查本行的一张卡,能激活什么、什么挡着",
       roles({Role::bank}),
       {{"card_number", FieldKind::text, true, "社保卡号"},
        {"name", FieldKind::text, true, "持卡人姓名"}},
       nullptr,
       &answer_card_at_bank},
      {"card.to-make",
       "GET",
       "/v1/card-production",
       "制卡清单",
       kOfficers | roles({Role::bank}),
       {{"region", FieldKind::region, true, "统筹区"},
        {"state", FieldKind::text, false, "ordered, making, ready"},
        {"after", FieldKind::id, false, "上一页最后一张"},
        {"limit", FieldKind::integer, false, "每页张数,1 至 500"}},
       nullptr,
       &answer_production},
      {"card.banks",
       "GET",
       "/v1/card-banks",
       "发卡银行和客服热线",
       kReaders | roles({Role::provider_cashier, Role::bank, Role::employer_officer}),
       {{"region", FieldKind::region, true, "统筹区"}},
       nullptr,
       &answer_banks},
  };
}

}  // namespace

std::vector<Endpoint> endpoints() {
  std::vector<Endpoint> all;
  for (auto& endpoint : application::endpoints_of<kCardOrder>()) all.push_back(std::move(endpoint));
  for (auto& endpoint : card_endpoints()) all.push_back(std::move(endpoint));
  for (auto& endpoint : person_endpoints()) all.push_back(std::move(endpoint));
  for (auto& endpoint : answer_endpoints()) all.push_back(std::move(endpoint));
  return all;
}

}  // namespace yibao::card
