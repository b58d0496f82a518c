#include "business/access_table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace yibao::business {

namespace {

struct Named {
  std::string_view text;
  std::string_view owner;
};

// What a member of a path names, and so whose the thing is.
constexpr std::array<Named, 10> kOwnerOfMember{{{"{person}", "person"},
                                                {"{case}", "case"},
                                                {"{card}", "card"},
                                                {"{employer}", "employer"},
                                                {"{payout}", "payout"},
                                                {"{remittance}", "remittance"},
                                                {"{binding}", "aid_binding"},
                                                {"{move}", "company_move"},
                                                {"{provider}", "provider"},
                                                {"{region}", "agency"}}};

// Endpoints whose path does not say it, by name or by the beginning of the path.
constexpr auto kOwnerOfName = std::to_array<Named>({{"agency.show", "nobody"},
                                                    {"agency.list", "nobody"},
                                                    {"guide.list", "nobody"},
                                                    {"guide.show", "nobody"},
                                                    {"staff.opening", "nobody"},
                                                    {"place_change.channels", "nobody"},
                                                    {"card.banks", "nobody"},
                                                    {"certificate.check", "named"},
                                                    {"card.to-make", "named"},
                                                    {"card.activate-by-telephone", "named"},
                                                    {"person.register", "named"},
                                                    {"person.search", "named"},
                                                    {"employer.register", "named"},
                                                    {"employer.find", "named"},
                                                    {"/v1/operations/", "installation"},
                                                    {"/v1/topics", "nobody"},
                                                    {"/v1/policies", "nobody"},
                                                    {"/v1/till", "named"},
                                                    {"/v1/bank-desk", "named"},
                                                    {"/v1/clients", "nobody"},
                                                    {"/v1/staff", "agency"},
                                                    {"/v1/access/", "installation"},
                                                    {"/v1/me", "own"},
                                                    {"/v1/sessions", "own"},
                                                    {"/v1/registrations", "own"},
                                                    {"/v1/hotline", "named"},
                                                    {"/v1/institutions", "agency"},
                                                    {"/v1/clearing-statements", "agency"}});

constexpr std::array<std::string_view, 20> kOpenToWindows{"person.search",
                                                          "person.show",
                                                          "account.balance",
                                                          "account.postings",
                                                          "card.list",
                                                          "card.banks",
                                                          "contribution.statement",
                                                          "contribution.arrears",
                                                          "enquiry.summary",
                                                          "enquiry.cases",
                                                          "enquiry.monthly-credits",
                                                          "enrolment.list",
                                                          "entitlement.show",
                                                          "entitlement.coverage",
                                                          "seal.list",
                                                          "agency.show",
                                                          "agency.list",
                                                          "guide.list",
                                                          "guide.show",
                                                          "place_change.channels"};

// Of what belongs to a person, or to a case of one.
std::string_view scope_of_people(std::string_view owner, Role role, bool changes) {
  if (role == Role::participant) return "own_or_acted_for";
  if (role == Role::agency_officer || role == Role::senior_officer) {
    if (owner != "person" && owner != "card") return "handled_by_own_agency";
    return changes ? "handled_by_own_agency" : "of_own_place_or_present";
  }
  if (role == Role::county_window || role == Role::community) return "of_own_place";
  if (role == Role::employer_officer) return "of_own_employer";
  if (role == Role::provider_cashier) return "who_presents_at_own_provider";
  if (role == Role::bank) return "of_own_bank";
  return "of_own_place_or_everywhere";
}

}  // namespace

bool is_of_people(std::string_view owner) {
  return owner == "person" || owner == "case" || owner == "card" || owner == "payout" ||
         owner == "aid_binding";
}

std::string_view owner_of(const Endpoint& endpoint) {
  for (const Named& each : kOwnerOfName) {
    const bool path = each.text.starts_with('/');
    if (path ? endpoint.path.starts_with(each.text) : endpoint.name == each.text) return each.owner;
  }
  // The first member of the path that is somebody's.
  std::string_view owner;
  std::size_t first = std::string_view::npos;
  for (const Named& each : kOwnerOfMember) {
    const std::size_t at = endpoint.path.find(each.text);
    if (at < first) {
      first = at;
      owner = each.owner;
    }
  }
  return owner;
}

std::string_view scope_of(std::string_view owner, Role role, bool changes) {
  if (owner == "nobody") return "everybody";
  if (owner == "own") return "own";
  if (owner == "named") return "named_and_checked";
  if (owner == "installation") return "everywhere";
  if (is_of_people(owner)) return scope_of_people(owner, role, changes);
  if (owner == "employer" || owner == "company_move") {
    return role == Role::employer_officer ? "of_own_employer" : "of_own_place_or_everywhere";
  }
  // Of an institution, whether its path says so or not.
  if (role == Role::provider_cashier) return "of_own_institution";
  return "of_own_place_or_everywhere";  // an agency, money that has arrived there
}

std::vector<AccessRow> access_table(std::span<const Endpoint> endpoints) {
  std::vector<AccessRow> rows;
  for (const Endpoint& endpoint : endpoints) {
    const std::string_view owner = owner_of(endpoint);
    if (owner.empty()) continue;
    for (const Role role : all_roles()) {
      if ((endpoint.allowed & static_cast<Roles>(role)) == 0) continue;
      rows.push_back({&endpoint, role, owner, scope_of(owner, role, endpoint.command != nullptr)});
    }
  }
  return rows;
}

void open_to_windows(std::vector<Endpoint>& endpoints) {
  constexpr Roles kWindows = roles({Role::county_window, Role::community});
  for (Endpoint& endpoint : endpoints) {
    if (std::ranges::find(kOpenToWindows, endpoint.name) == kOpenToWindows.end()) continue;
    YB_CHECK(endpoint.command == nullptr,
             "a window changes nothing: " + std::string(endpoint.name));
    endpoint.allowed |= kWindows;
  }
}

}  // namespace yibao::business
