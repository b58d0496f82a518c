// Goal: what comes with the program is as its channel asks, and a client only narrows what a role
// may do.
#include "business/client/rules.h"

#include <gtest/gtest.h>

#include <set>

#include "business/channel.h"
#include "business/client/known.h"
#include "business/client/menu.h"

namespace yibao::client {
namespace {

using business::Role;

std::string code(const Verdict& verdict) {
  return verdict ? "" : verdict.refusal().code();
}

TEST(Clients, that_come_with_the_program_are_as_their_channels_ask) {
  std::set<std::string> ids;
  for (const Client& client : known_clients()) {
    EXPECT_TRUE(ids.insert(client.id).second) << client.id;
    EXPECT_TRUE(business::is_channel(client.channel)) << client.id;
    EXPECT_EQ(code(check_registration(client)), "") << client.id;
    EXPECT_TRUE(client.bound_to.is_none())
        << client.id << " is of one place and must be registered";
  }
}

TEST(Clients, of_some_channels_must_be_narrow) {
  Client client = *find_known("participant-app");
  const auto as = [&](const char* channel) {
    client.channel = channel;
    return code(check_registration(client));
  };
  EXPECT_EQ(as("web"), "");
  EXPECT_EQ(as("local_app"), "client_needs_place");
  EXPECT_EQ(as("local_site"), "client_needs_place");
  EXPECT_EQ(as("county_window"), "client_must_only_read");
  EXPECT_EQ(as("community"), "client_must_only_read");
  EXPECT_EQ(as("point"), "client_must_only_read");
  EXPECT_EQ(as("wechat_mp"), "client_must_be_own_only");
  EXPECT_EQ(as("kiosk"), "client_of_public_place");
  client.roles = 0;
  EXPECT_EQ(as("web"), "client_for_nobody");
}

TEST(Clients, narrow_roles_and_never_widen_them) {
  const Client& point = *find_known("convenience-point");
  EXPECT_EQ(code(check_use(point, Role::community, false)), "");
  EXPECT_EQ(code(check_use(point, Role::community, true)), "client_only_reads");
  EXPECT_EQ(code(check_use(point, Role::agency_officer, false)), "client_not_for_role");
  Client blocked = point;
  blocked.active = false;
  EXPECT_EQ(code(check_use(blocked, Role::community, false)), "client_blocked");
}

TEST(Clients, of_one_place_ask_of_that_place_only) {
  business::Actor actor;
  actor.role = Role::participant;
  business::Request request;
  request.parameters = {{"region", "330100"}};
  EXPECT_EQ(code(check_place(actor, request)), "");
  actor.bound_to = RegionCode(441900);
  EXPECT_EQ(code(check_place(actor, request)), "not_found");
  request.parameters = {{"region", "441900"}};
  EXPECT_EQ(code(check_place(actor, request)), "");
  actor.role = Role::agency_officer;
  actor.region = RegionCode(330100);
  EXPECT_EQ(code(check_place(actor, request)), "client_of_another_place");
}

TEST(Clients, offer_nothing_that_changes_anything_where_they_only_read) {
  for (const Client& client : known_clients()) {
    for (const Entry& entry : menu_of(client)) {
      EXPECT_FALSE(entry.names.empty()) << client.id;
      if (client.reads_only) {
        EXPECT_EQ(entry.method, "GET") << client.id << " " << entry.code;
      }
    }
  }
  EXPECT_TRUE(menu_of(*find_known("bank-link")).empty());
}

}  // namespace
}  // namespace yibao::client
