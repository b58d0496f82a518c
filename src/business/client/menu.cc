#include "business/client/menu.h"

#include <algorithm>
#include <array>

namespace yibao::client {

namespace {

struct Known {
  std::string_view code;
  std::string_view method;
  std::string_view path;
  std::string_view name;
};

constexpr std::array<Known, 19> kEntries{{
    {"summary", "GET", "/v1/people/{person}/summary", "个人医保查询"},
    {"balance", "GET", "/v1/people/{person}/balance", "账户余额"},
    {"contributions", "GET", "/v1/people/{person}/contributions", "缴费记录"},
    {"enrolments", "GET", "/v1/people/{person}/enrolments", "参保明细信息"},
    {"monthly_credits", "GET", "/v1/people/{person}/monthly-credits", "每月返还"},
    {"entitlement", "GET", "/v1/people/{person}/entitlement", "待遇状态"},
    {"seals", "GET", "/v1/people/{person}/seals", "封存查询"},
    {"cards", "GET", "/v1/people/{person}/cards", "社保卡和医保码"},
    {"cases", "GET", "/v1/people/{person}/cases", "办理进度"},
    {"views", "GET", "/v1/people/{person}/views", "谁看过我的信息"},
    {"guides", "GET", "/v1/agencies/{region}/guides", "办事指南"},
    {"topics", "GET", "/v1/topics", "热点专题"},
    {"what_if", "POST", "/v1/people/{person}/coverage", "断缴试算"},
    {"transfer", "POST", "/v1/people/{person}/transfers", "转移接续"},
    {"place_change", "POST", "/v1/people/{person}/place-changes", "参保地变更"},
    {"displayed_place", "POST", "/v1/people/{person}/displayed-place", "切换参保地"},
    {"remote_care", "POST", "/v1/people/{person}/remote-care-registrations", "异地就医备案"},
    {"chronic_disease", "POST", "/v1/people/{person}/chronic-disease-recognitions",
     "门诊慢特病认定"},
    {"complaint", "POST", "/v1/people/{person}/complaints", "投诉建议"},
}};

// As the channel calls it: beside the name above, in front of it where it is the way in.
struct Called {
  std::string_view channel;
  std::string_view code;
  std::string_view name;
};
constexpr std::array<Called, 22> kCalled{{
    {"wechat_mp", "summary", "我的医保 → 电子凭证 → 医保查询"},
    {"wechat_mp", "enrolments", "服务 → 城市服务 → 社保 → 参保明细信息"},
    {"wechat_mp", "contributions", "服务 → 城市服务 → 社保 → 缴费信息查询"},
    {"wechat_mp", "displayed_place", "我的医保凭证 → 参保地"},
    {"wechat_oa", "contributions", "缴费记录"},                 // both names
    {"wechat_oa", "contributions", "我的医保"},
    {"app", "contributions", "我的医保"},
    {"app_android", "contributions", "我的医保"},
    {"app_ios", "contributions", "我的医保"},
    {"local_app", "contributions", "我的医保"},
    {"rs_app", "balance", "医保账户余额"},
    {"alipay_mp", "summary", "医保电子凭证 → 医保查询"},
    {"alipay_mp", "balance", "市民中心 → 医保 → 选择参保地 → 余额查询"},
    {"alipay_mp", "contributions", "城市服务 → 社保 → 医保查询"},
    {"alipay_mp", "displayed_place", "市民中心 → 医保 → 参保地"},
    {"web", "contributions", "缴费记录"},
    {"local_site", "summary", "个人医保查询"},
    {"card_site", "balance", "账户余额"},
    {"kiosk", "contributions", "缴费记录打印"},
    {"kiosk", "balance", "余额查询"},
    {"point", "summary", "代查个人医保"},
    {"community", "summary", "代查个人医保"},
}};

}  // namespace

std::vector<Entry> menu_of(const Client& client) {
  const bool people =
      (client.roles & business::roles({business::Role::participant})) != 0 || client.reads_only;
  if (!people) return {};
  std::vector<Entry> menu;
  for (const Known& known : kEntries) {
    const bool changes = known.method == "POST" && known.code != "what_if";
    if (client.reads_only && (known.method == "POST" || known.code == "views")) continue;
    if (client.channel == "kiosk" && changes) continue;  // printed and read, not applied for
    Entry entry{known.code, known.method, known.path, {}};
    for (const Called& called : kCalled) {
      if (called.channel == client.channel && called.code == known.code) {
        entry.names.push_back(called.name);
      }
    }
    if (std::ranges::find(entry.names, known.name) == entry.names.end()) {
      entry.names.push_back(known.name);
    }
    menu.push_back(std::move(entry));
  }
  return menu;
}

}  // namespace yibao::client
