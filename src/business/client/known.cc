#include "business/client/known.h"

#include <algorithm>
#include <vector>

namespace yibao::client {

namespace {

using business::Role;
using business::Roles;
using business::roles;

constexpr Roles kParticipants = roles({Role::participant});
constexpr Roles kOffice =
    roles({Role::agency_officer, Role::senior_officer, Role::policy_officer, Role::auditor,
           Role::operator_, Role::system_admin, Role::security_admin, Role::audit_admin,
           Role::county_window, Role::community});
constexpr int kKioskIdleSeconds = 60;

Client made(std::string id, std::string channel, std::string name, Roles allowed) {
  Client client;
  client.id = std::move(id);
  client.channel = std::move(channel);
  client.name = std::move(name);
  client.roles = allowed;
  return client;
}

// 小程序、公众号: own data only.
Client inside_another(std::string id, std::string channel, std::string name) {
  Client client = made(std::move(id), std::move(channel), std::move(name), kParticipants);
  client.own_only = true;
  return client;
}

Client reading(std::string id, std::string channel, std::string name, Roles allowed) {
  Client client = made(std::move(id), std::move(channel), std::move(name), allowed);
  client.reads_only = true;
  return client;
}

std::vector<Client> make_all() {
  std::vector<Client> all{
      made("participant-app", "app", "医保服务平台 APP", kParticipants),
      made("participant-app-android", "app_android", "医保服务平台 APP(安卓)", kParticipants),
      made("participant-app-ios", "app_ios", "医保服务平台 APP(iOS)", kParticipants),
      made("rs-app", "rs_app", "人社 APP", kParticipants),
      inside_another("alipay-mini-program", "alipay_mp", "支付宝小程序"),
      inside_another("wechat-mini-program", "wechat_mp", "微信小程序"),
      inside_another("wechat-account", "wechat_oa", "微信公众号"),
      made("web-site", "web", "医保服务网站", kParticipants),
      made("card-site", "card_site", "社保卡信息网", kParticipants),
      made("kiosk", "kiosk", "自助服务机", kParticipants),
      made("agency-console", "counter", "经办工作台", kOffice),
      reading("county-window", "county_window", "区县服务中心窗口", roles({Role::county_window})),
      reading("community-centre", "community", "社区服务中心", roles({Role::community})),
      reading("convenience-point", "point", "便民服务点", roles({Role::community})),
      made("hotline", "hotline", "12393、12333 热线", kParticipants),
      made("provider-desk", "provider", "定点医药机构工作台", roles({Role::provider_cashier})),
      made("employer-desk", "web", "单位网厅", roles({Role::employer_officer})),
      made("bank-link", "bank", "银行接口", roles({Role::bank})),
      made("bank-desk", "bank", "银行网点工作台", roles({Role::bank})),
  };
  // What the enquiry password opens at a kiosk: one's own, to be read
  // (sign_in/by_enquiry_password.h).
  Client& enquiry =
      all.emplace_back(reading("kiosk-enquiry", "kiosk", "自助服务机(查询密码)", kParticipants));
  enquiry.own_only = true;
  for (Client& client : all) {
    if (client.channel != "kiosk") continue;
    client.masked_print = true;
    client.idle_seconds = kKioskIdleSeconds;
  }
  return all;
}

}  // namespace

std::span<const Client> known_clients() {
  static const std::vector<Client> all = make_all();
  return all;
}

const Client* find_known(std::string_view id) {
  const auto all = known_clients();
  const auto found = std::ranges::find(all, id, &Client::id);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace yibao::client
