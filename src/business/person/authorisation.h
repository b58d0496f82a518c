// Acting for another person (代办、监护): who may, for what, since when and until when.
//
// A guardian (监护人) acts for a minor and needs no letter; an adult is acted for by a proxy
// (代办人) with a letter of authorisation (授权委托书), where the region allows it (C-22). Under
// sixteen the guardian must act, sixteen and seventeen either, from eighteen on a proxy only
// . It ends with the death of either of the two (民法典第173条): the person's is asked here,
// the agent's where the agent comes in (sign_in/acting.h).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "business/person/types.h"
#include "business/use_case.h"
#include "policy/parameters.h"
#include "storage/plan.h"

namespace yibao::person {

using AuthorisationId = Id<struct AuthorisationTag>;

enum class AuthorisationKind { guardian, proxy };
std::string_view to_text(AuthorisationKind kind);

// For what: everything, or one kind of business.
inline constexpr std::array<std::string_view, 5> kScopes{"all", "application", "card", "transfer",
                                                         "enquiry"};
// The national code list agnter_rlts (代办人关系), in its order, as words.
inline constexpr std::array<std::string_view, 9> kRelations{
    "spouse",  "child",          "grandchild",  "parent",        "grandparent",
    "sibling", "other_relative", "no_relative", "employer_agent"};

struct Authorisation {
  PersonId person;  // who is acted for
  AuthorisationId id;
  AuthorisationKind kind = AuthorisationKind::proxy;
  PersonId agent;
  std::string relation;  // of the agent to the person
  std::vector<std::string> scopes;
  Date from;
  std::optional<Date> until;  // 授权至: the last day; of a guardian none: the birthday decides
  std::string evidence;       // of the letter or the certificate
  std::optional<Date> revoked_on;
  std::string recorded_by;
  Instant recorded_at;

  bool covers(std::string_view scope) const;
};

extern const storage::Table kAuthorisation;
extern const storage::KeyedSelect kAuthorisationsOf;  // by person acted for: whole rows
Authorisation read_authorisation(const storage::Row& row);
std::vector<Authorisation> read_authorisations(const storage::Rows& rows);
storage::Row authorisation_row(const Authorisation& authorisation);

// 监护人、代办人: may this person act for that one on this day? Whose the agent is nobody's is
// answered as not found; who has one that does not serve is told why.
Decision<Authorisation> check_agent(const Person& person, PersonId agent,
                                    std::span<const Authorisation> all, std::string_view scope,
                                    const policy::ActivationPolicy& ages, Date today);

// Whether this one serves for anything it was given for on this day; else why it does not.
Verdict check_serves(const Authorisation& authorisation, const Person& person,
                     const policy::ActivationPolicy& ages, Date today);

// Whether the place lets such an agent act in what concerns card and e-certificate: 代办 where it
// is allowed, a guardian online where it is open.
Verdict check_agent_admitted(const Authorisation& by, bool online,
                             const policy::RegionPolicy& place);

// 未满十六周岁的,由监护人办理: may this person act for themself?
Verdict check_own_age(const Person& person, const policy::ActivationPolicy& ages, Date today);

bool is_of_age(const Person& person, const policy::ActivationPolicy& ages, Date today);  // 成年

// For authorise(), which knows no day: themself, no participant, or somebody who has or had an
// authorisation. Needs kAuthorisationsOf.
Verdict may_act_for(const business::Actor& actor, PersonId person, const storage::Facts& facts);

// For decide(): the authorisation by which the actor acts, none where they act for themself or are
// no participant. Needs kAuthorisationsOf.
Decision<std::optional<Authorisation>> acting_for(const business::Actor& actor,
                                                  const Person& person, const storage::Facts& facts,
                                                  std::string_view scope,
                                                  const policy::ActivationPolicy& ages, Date today);

// For enquiries: themself, no participant, or who holds an authorisation for "enquiry" or `scope`.
Verdict may_see(const business::Context& context, PersonId person, std::string_view scope,
                storage::Session& session);

std::string authorisation_number(const Authorisation& authorisation,
                                 const business::Context& context);
Tree present_authorisation(const Authorisation& authorisation, const business::Context& context);

}  // namespace yibao::person
