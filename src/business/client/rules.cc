#include "business/client/rules.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace yibao::client {

namespace {

// 参保地的有关部门手机APP、当地医保局网站: of one place.
constexpr std::array<std::string_view, 2> kOfOnePlace{"local_app", "local_site"};
// 窗口、社区、便民服务点: looked up there, handled elsewhere.
constexpr std::array<std::string_view, 3> kReading{"county_window", "community", "point"};
// 小程序、公众号: one's own.
constexpr std::array<std::string_view, 3> kOwnOnly{"alipay_mp", "wechat_mp", "wechat_oa"};

template<class List>
bool holds(const List& list, std::string_view channel) {
  return std::ranges::find(list, channel) != list.end();
}

}  // namespace

Verdict check_registration(const Client& client) {
  const std::vector<Fact> facts{{"channel", client.channel}};
  if (holds(kOfOnePlace, client.channel) && client.bound_to.is_none()) {
    return refuse("client_needs_place", facts);
  }
  if (holds(kReading, client.channel) && !client.reads_only) {
    return refuse("client_must_only_read", facts);
  }
  if (holds(kOwnOnly, client.channel) && !client.own_only) {
    return refuse("client_must_be_own_only", facts);
  }
  if (client.channel == "kiosk" && (client.idle_seconds == 0 || !client.masked_print)) {
    return refuse("client_of_public_place", facts);
  }
  if (client.roles == 0) return refuse("client_for_nobody", facts);
  return Nothing{};
}

Verdict check_use(const Client& client, business::Role role, bool changes) {
  if (!client.active) {
    return refuse(RefusalKind::forbidden, "client_blocked", {{"client", client.id}});
  }
  // Who has not signed in yet comes by any client; which roles may, is asked when they have.
  const business::Roles asked = static_cast<business::Roles>(role) & business::kEverybody;
  if (asked != 0 && (client.roles & asked) == 0) {
    return refuse(RefusalKind::forbidden, "client_not_for_role",
                  {{"client", client.id}, {"role", std::string(business::role_code(role))}});
  }
  if (changes && client.reads_only) {
    return refuse(RefusalKind::forbidden, "client_only_reads", {{"client", client.id}});
  }
  return Nothing{};
}

Verdict check_place(const business::Actor& actor, const business::Request& request) {
  if (actor.bound_to.is_none()) return Nothing{};
  const std::string place = actor.bound_to.to_string();
  if (!actor.region.is_none() && actor.region.city() != actor.bound_to.city()) {
    return refuse(RefusalKind::forbidden, "client_of_another_place",
                  {{"client", actor.client}, {"region", place}});
  }
  const std::string* path = request.path_value("region");
  const std::string* parameter = request.parameter("region");
  for (const std::string* named : {path, parameter}) {
    if (named != nullptr && *named != place) {
      return refuse(RefusalKind::not_found, "not_found", {{"member", "region"}});
    }
  }
  return Nothing{};
}

}  // namespace yibao::client
