#include "business/settlement/http.h"

#include "business/settlement/queries.h"
#include "business/settlement/reversal.h"

namespace yibao::settlement {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  return {
      {"settlement.presented",
       "POST",
       "/v1/till/presented",
       "收费窗口:出示的证件、卡或者动态码是谁的,在本地可以用多少",
       roles({Role::provider_cashier}),
       {{"identity_number", FieldKind::text, false, "居民身份证号码"},
        {"card_number", FieldKind::text, false, "社保卡号,须经设备读取"},
        {"card_read", FieldKind::flag, false, "卡片经设备读取,不是手工输入"},
        {"code", FieldKind::text, false, "电子凭证动态码"}},
       nullptr,
       &answer_presented},
      {"settlement.reverse",
       "POST",
       "/v1/people/{person}/payments/{payment}/reversal",
       "收费窗口:撤销一笔个人账户支付,原路退回",
       roles({Role::provider_cashier}),
       {{"provider", FieldKind::text, true, "原收款的定点医药机构编码"},
        {"reference", FieldKind::text, false, "收款方流水号"}},
       &ReversePayment::parse,
       nullptr},
      {"settlement.day",
       "GET",
       "/v1/providers/{provider}/day",
       "定点医药机构一天的收款与退款",
       roles({Role::provider_cashier, Role::auditor}),
       {{"on", FieldKind::date, false, "日期,默认今天"},
        {"reference", FieldKind::text, false, "只看这个流水号的"},
        {"amount_fen", FieldKind::fen, false, "只看这个金额的(分)"},
        {"before", FieldKind::id, false, "上一页最后一笔"},
        {"limit", FieldKind::integer, false, "每页笔数,1 至 200"}},
       nullptr,
       &answer_day},
  };
}

}  // namespace yibao::settlement
