// The table of access (权限表): role × ownership × region, one row for each endpoint and role that
// it is for. Made from the endpoints, so that it can neither forget one nor tell of one that is
// not there. What has no row answers nobody: the application does not route to it.
//
// The rows say what holds; that it holds is enforced by the endpoints' commands and answers, by
// `enquiry/looking.h` for whatever shows a person, and tested over every row from outside
// (tests/functional/access_matrix_test.mjs).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "business/use_case.h"

namespace yibao::business {

struct AccessRow {
  const Endpoint* endpoint;
  Role role;
  std::string_view owner;  // whose the thing is that the endpoint is about: "person", "case", …
  std::string_view scope;  // which of these this role reaches: "own_or_acted_for", …
};

// "person", "case", "card", "employer", "agency", …; "nobody" where it says nothing about anybody,
// "own" where the answer follows from who asks, "named" where the body names whom it is about,
// "installation" for the whole of it. Empty: nobody has said, and there is no row.
std::string_view owner_of(const Endpoint& endpoint);
// Of a person, or of what belongs to one: a case, a card, a payout, a binding.
bool is_of_people(std::string_view owner);
std::string_view scope_of(std::string_view owner, Role role, bool changes);

std::vector<AccessRow> access_table(std::span<const Endpoint> endpoints);

// Enquiries that county windows, community centres and convenience points may make for those who
// stand before them: whatever they may ask is listed here, and no command is.
void open_to_windows(std::vector<Endpoint>& endpoints);

}  // namespace yibao::business
