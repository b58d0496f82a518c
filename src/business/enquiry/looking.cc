#include "business/enquiry/looking.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/client/store.h"
#include "business/enquiry/views.h"
#include "business/staff/store.h"

namespace yibao::enquiry {

namespace {

using business::Actor;
using business::Role;

// Wherever the person has a relation of any kind, now or before.
constexpr storage::Statement kPlacesOf{"looking_places_of",
                                       "SELECT region FROM enrolment WHERE person_id = $1 "
                                       "UNION SELECT region FROM account WHERE person_id = $1 "
                                       "UNION SELECT region FROM card WHERE person_id = $1 "
                                       "UNION SELECT region FROM application WHERE person_id = $1 "
                                       "UNION SELECT origin FROM transfer WHERE person_id = $1 "
                                       "UNION SELECT target FROM transfer WHERE person_id = $1 "
                                       "ORDER BY 1"};

// Where the person was enrolled last; the same that person::may_serve() names.
constexpr storage::Statement kLastEnrolledAt{
    "looking_last_enrolled_at",
    "SELECT region FROM enrolment WHERE person_id = $1 "
    "ORDER BY CASE WHEN suspended_on IS NULL THEN 1 ELSE 0 END DESC, suspended_on DESC, "
    "started_on DESC, ordinal DESC LIMIT 1"};

// A case of the person that waits at an agency.
constexpr storage::Statement kOpenTaskAt{
    "looking_open_task_at",
    "SELECT case_id FROM task WHERE person_id = $1 AND region = $2 AND open = 1 "
    "ORDER BY case_id LIMIT 1"};
constexpr std::string_view kCaseUnderWay = "办理在办的办件";

Refusal unknown() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

std::vector<RegionCode> places_of(PersonId person, storage::Session& session) {
  std::vector<RegionCode> places;
  for (const storage::Row& row : session.select(kPlacesOf, {person.value()})) {
    places.emplace_back(static_cast<std::int32_t>(row[0].integer()));
  }
  return places;
}

// An officer, who may begin a step for anybody and is told there whose the person is, is told so
// here too, in the same words: whether somebody is on record never shows in how they ask. A window,
// which only reads, and whoever comes by a client that is for one place learn nothing.
Refusal not_theirs(const Actor& actor, PersonId person, storage::Session& session) {
  if (!actor.is_officer()) return unknown();
  const storage::Rows last = session.select(kLastEnrolledAt, {person.value()});
  const RegionCode place = last.empty()
                               ? places_of(person, session).front()
                               : RegionCode(static_cast<std::int32_t>(last.front()[0].integer()));
  return refuse(RefusalKind::forbidden, "other_agency",
                {{"your_region", actor.region.to_string()}, {"needed_region", place.to_string()}});
}

// A district's window is of the region whose fund covers the district.
RegionCode fund_of(RegionCode office, const business::Context& context) {
  if (context.regions == nullptr) return office;
  const RegionCode fund = context.regions->pooling_region(office);
  return fund.is_none() ? office : fund;
}

bool take_flag(business::Request& request, std::string_view name, bool& wrong) {
  const auto is_named = [&](const auto& each) { return each.first == name; };
  if (request.method != "GET") {
    Tree::Members* members = request.body.members();
    if (members == nullptr) return false;
    const auto member = std::ranges::find_if(*members, is_named);
    if (member == members->end()) return false;
    const bool* said = member->second.boolean();
    wrong = said == nullptr;
    const bool value = !wrong && *said;
    members->erase(member);
    return value;
  }
  const auto found = std::ranges::find_if(request.parameters, is_named);
  if (found == request.parameters.end()) return false;
  wrong = found->second != "true" && found->second != "false";
  const bool value = found->second == "true";
  request.parameters.erase(found);
  return value;
}

// Of those who look for their work: who has been anywhere is theirs where that is their place; who
// has been nowhere yet is everybody's, for somebody must begin.
bool is_of_place(PersonId person, RegionCode office, const business::Context& context,
                 storage::Session& session) {
  const std::vector<RegionCode> places = places_of(person, session);
  return places.empty() || std::ranges::find(places, fund_of(office, context)) != places.end();
}

// 查询事由: who looks for their work says what for. Whoever has a case of the person before
// them, or has given the reason of an emergency, has said it.
std::optional<std::string> purpose_of(const Actor& actor, PersonId person,
                                      const business::Context& context, storage::Session& session) {
  if (!session.select(kOpenTaskAt, {person.value(), actor.region.value()}).empty()) {
    return std::string(kCaseUnderWay);
  }
  return staff::reason_of_open_break_glass(actor, person, context.now, session);
}

bool looks_by_place(const Actor& actor) {
  return actor.is_officer() || actor.only_reads() || actor.is(Role::auditor);
}

bool is_theirs(const Actor& actor, PersonId person, bool present, const business::Context& context,
               storage::Session& session) {
  const bool by_place = looks_by_place(actor) && !actor.region.is_none() && !present;
  return !by_place || is_of_place(person, actor.region, context, session);
}

// Whoever comes by a client that is for one place, or for one's own only.
bool fits_client(const Actor& actor, PersonId person, const business::Context& context,
                 storage::Session& session) {
  if (actor.client.empty()) return true;
  if (!actor.bound_to.is_none() && !is_of_place(person, actor.bound_to, context, session)) {
    return false;
  }
  if (!actor.is(Role::participant)) return true;
  const auto client = client::find_client(actor.client, session);
  return !client || !client->own_only;
}

}  // namespace

business::Field person_present_field() {
  return {kPersonPresent, business::FieldKind::flag, false, "本人在场,记入查看记录"};
}

Decision<std::optional<View>> may_look(const business::Endpoint& endpoint,
                                       business::Request& request, const business::Context& context,
                                       storage::Session& session) {
  if (!shows_a_person(endpoint)) return std::optional<View>();
  View view;
  auto purpose = take_purpose(request);
  if (!purpose) return purpose.refusal();
  view.purpose = std::move(purpose).value();
  bool wrong = false;
  view.person_present = take_flag(request, kPersonPresent, wrong);
  if (wrong) {
    return refuse(RefusalKind::malformed, "member_not_flag",
                  {{"member", std::string(kPersonPresent)}});
  }
  const Actor& actor = *context.actor;
  const std::optional<PersonId> person = looked_at(request, context, session);
  if (!person) return std::optional<View>();
  view.person = *person;
  if (!fits_client(actor, *person, context, session)) return unknown();
  // However it is asked: what somebody supposes (POST) shows as much of the person as what is so.
  const bool asks_purpose = request.path_value("case") == nullptr && says_what_for(actor);
  if (asks_purpose && !view.purpose) {
    // Before the place is asked: who says nothing learns nothing.
    view.purpose = purpose_of(actor, *person, context, session);
    if (!view.purpose) return refuse(RefusalKind::malformed, "purpose_missing");
  }
  const bool for_role = (endpoint.allowed & static_cast<business::Roles>(actor.role)) != 0;
  // What belongs to a case is its agencies', as its own answer says.
  const bool of_case = request.path_value("case") != nullptr;
  if (for_role && (of_case || is_theirs(actor, *person, view.person_present, context, session))) {
    return std::optional(std::move(view));
  }
  view.break_glass = staff::open_break_glass(actor, *person, context.now, session);
  if (!view.break_glass) {
    return for_role ? not_theirs(actor, *person, session) : unknown();
  }
  // What an emergency opened is looked at for the emergency, whatever was said before it.
  view.purpose = staff::reason_of_open_break_glass(actor, *person, context.now, session);
  return std::optional(std::move(view));
}

bool says_what_for(const Actor& actor) {
  return actor.is_officer() || actor.only_reads();
}

RegionCode place_looked_from(const business::Context& context) {
  const RegionCode office = context.actor->region;
  return office.is_none() ? office : fund_of(office, context);
}

Verdict check_theirs(PersonId person, bool present, const business::Context& context,
                     storage::Session& session) {
  const Actor& actor = *context.actor;
  if (!fits_client(actor, person, context, session)) return unknown();
  if (is_theirs(actor, person, present, context, session)) return Nothing{};
  if (staff::open_break_glass(actor, person, context.now, session)) return Nothing{};
  return not_theirs(actor, person, session);
}

std::optional<View> shown_at_till(const business::Request& request, const Tree& answer,
                                  const business::Context& context) {
  const Tree* person = answer.find("person");
  const bool named = person != nullptr && person->text() != nullptr;
  const Actor& actor = *context.actor;
  const bool desk = actor.is(Role::provider_cashier) || actor.is(Role::bank);
  if (!named || !desk) return std::nullopt;
  const auto inside = context.vault->inside_id(storage::IdKind::person, *person->text());
  if (!inside) return std::nullopt;
  View view;
  view.person = PersonId(inside->id);
  // A number can be known to anybody; a card or a code was in the person's hand. A bank types its
  // card's number, on the telephone too.
  view.person_present =
      actor.is(Role::provider_cashier) && request.body.find("identity_number") == nullptr;
  return view;
}

std::vector<View> shown_in_list(const business::Endpoint& endpoint, const Tree& answer,
                                const business::Context& context) {
  constexpr std::string_view kCardsToMake = "card.to-make";
  std::vector<View> shown;
  if (endpoint.name != kCardsToMake || !context.actor->is(Role::bank)) return shown;
  for (const Tree& card : *answer.find("cards")->list()) {
    const auto inside =
        context.vault->inside_id(storage::IdKind::person, *card.find("person")->text());
    YB_CHECK(inside.has_value(), "a card is made for somebody who has no number");
    View view;
    view.person = PersonId(inside->id);
    shown.push_back(std::move(view));
  }
  return shown;
}

bool opened_by_break_glass(const business::Endpoint& endpoint, const business::Request& request,
                           const business::Context& context, storage::Session& session) {
  constexpr auto kOfficer = static_cast<business::Roles>(Role::agency_officer);
  const bool for_officers = (endpoint.allowed & kOfficer) != 0 && endpoint.method == "GET";
  if (!for_officers || !shows_a_person(endpoint) || request.path_value("person") == nullptr) {
    return false;
  }
  const auto person = looked_at(request, context, session);
  return person && staff::open_break_glass(*context.actor, *person, context.now, session);
}

}  // namespace yibao::enquiry
