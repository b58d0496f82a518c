// Goal: the one table of access has a row for whatever answers, and says of read-only windows that
// they change nothing.
#include "business/access_table.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <thread>

#include "business/sign_in/acting.h"
#include "main/installation.h"
#include "main/services.h"

namespace yibao::main {
namespace {

using business::AccessRow;
using business::Role;

TEST(AccessTable, has_a_row_for_every_endpoint_and_role) {
  const auto endpoints = all_endpoints();
  std::size_t expected = 0;
  for (const business::Endpoint& endpoint : endpoints) {
    EXPECT_FALSE(business::owner_of(endpoint).empty())
        << endpoint.name << " answers nobody: say in business/access_table.cc whose "
        << endpoint.path << " is";
    for (const Role role : business::all_roles()) {
      expected += (endpoint.allowed & static_cast<business::Roles>(role)) != 0 ? 1 : 0;
    }
  }
  EXPECT_EQ(business::access_table(endpoints).size(), expected);
}

// Regions of a bulk run are under way at once, and each looks for its endpoint.
TEST(AllEndpoints, are_made_once_whoever_asks) {
  std::vector<const void*> seen(8);
  {
    std::vector<std::jthread> asking;
    for (const void*& each : seen) asking.emplace_back([&each] { each = &all_endpoints(); });
  }
  for (const void* each : seen) EXPECT_EQ(each, &all_endpoints());
}

TEST(AccessTable, has_words_for_every_scope) {
  const auto endpoints = all_endpoints();
  const Data data = load_data(YIBAO_SOURCE_DIR);
  for (const AccessRow& row : business::access_table(endpoints)) {
    EXPECT_TRUE(data.catalogue.names().has("access_scope", row.scope)) << row.scope;
  }
}

TEST(AccessTable, lets_windows_read_and_nothing_else) {
  const auto endpoints = all_endpoints();
  std::map<Role, std::set<std::string_view>> open;
  for (const AccessRow& row : business::access_table(endpoints)) {
    if (row.role != Role::county_window && row.role != Role::community) continue;
    if (row.scope == "own") continue;  // their own session, password and the like
    EXPECT_EQ(row.endpoint->command, nullptr) << row.endpoint->name;
    EXPECT_NE(row.scope, "own_or_acted_for") << row.endpoint->name;
    open[row.role].insert(row.endpoint->name);
  }
  EXPECT_EQ(open[Role::county_window], open[Role::community]);
  EXPECT_TRUE(open[Role::community].contains("account.balance"));
  EXPECT_TRUE(open[Role::community].contains("seal.list"));
  EXPECT_FALSE(open[Role::community].contains("enquiry.views"));
}

// a letter for applications opens the cases that are applied for, of every service, and
// what their forms ask for; it opens no enquiry.
TEST(Acting, is_within_the_scope_of_the_letter) {
  std::map<std::string_view, std::set<std::string_view>> scopes;
  for (const business::Endpoint& endpoint : all_endpoints()) {
    for (const std::string_view scope : sign_in::scopes_of(endpoint)) {
      scopes[endpoint.name].insert(scope);
    }
  }
  for (const application::Service* service : all_services()) {
    for (const char* step : {".list", ".show", ".explain", ".file", ".confirm"}) {
      const std::string name = std::string(service->name()) + step;
      ASSERT_TRUE(scopes.contains(name)) << name;
      EXPECT_TRUE(scopes[name].contains(service->scope())) << name;
    }
  }
  for (const char* name :
       {"account.balance", "account.postings", "enquiry.messages", "enquiry.views", "bill.list",
        "contribution.statement", "document.list", "enquiry.summary", "aid.list"}) {
    EXPECT_EQ(scopes[name], std::set<std::string_view>{"enquiry"}) << name;
  }
  EXPECT_TRUE(scopes["person.authorise"].empty());
}

TEST(AccessTable, says_whose_a_thing_is_by_the_first_member_of_the_path) {
  business::Endpoint endpoint{};
  endpoint.path = "/v1/people/{person}/authorisations/{case}";
  EXPECT_EQ(business::owner_of(endpoint), "person");
  endpoint.path = "/v1/employers/{employer}/of/{person}";
  EXPECT_EQ(business::owner_of(endpoint), "employer");
  endpoint.path = "/v1/whatever";
  EXPECT_EQ(business::owner_of(endpoint), "");
}

}  // namespace
}  // namespace yibao::main
