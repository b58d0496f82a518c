// Before anything of a person is shown to somebody else: may they look, and what for? (R-047, R-051
// to R-053; break-glass access.)
//
// The answers themselves ask whether it is the participant's own, or of somebody they act for. This
// asks the rest, of every endpoint that shows a person, before it is answered: so that none that is
// added later can forget it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/enquiry/views.h"
#include "business/use_case.h"

namespace yibao::enquiry {

inline constexpr std::string_view kPersonPresent = "person_present";

business::Field person_present_field();  // a parameter that every such endpoint knows

// What is to be recorded; none where it is nobody's, or one's own. Takes purpose and person_present
// out of the request. Where the person is not theirs to look at, an officer is told of which agency
// the person is, as with a step (other_agency), and everybody else what is told of nobody
// (not_found).
Decision<std::optional<View>> may_look(const business::Endpoint& endpoint,
                                       business::Request& request, const business::Context& context,
                                       storage::Session& session);

// Who says what for before anybody is shown to them: whoever looks people up for their work
//
bool says_what_for(const business::Actor& actor);
// The place whose people are theirs; none: every place.
RegionCode place_looked_from(const business::Context& context);
// Whether this person may be shown to them at all: one of their place, one who stands there, or one
// whom an emergency has opened. Refused as may_look() would.
Verdict check_theirs(PersonId person, bool present, const business::Context& context,
                     storage::Session& session);

// What an answer itself says whose it was: a till or a bank's desk names nobody, it shows a number,
// a card or a code. None: of nobody, or of who asks.
std::optional<View> shown_at_till(const business::Request& request, const Tree& answer,
                                  const business::Context& context);

// Whom a list shows to somebody outside the agency: a bank sees the names, birthdays and ends of
// numbers of those whose cards it makes (N-16). An agency's own lists are its work.
std::vector<View> shown_in_list(const business::Endpoint& endpoint, const Tree& answer,
                                const business::Context& context);

// Whether somebody of the staff whom the endpoint is not for may look all the same, in an
// emergency.
bool opened_by_break_glass(const business::Endpoint& endpoint, const business::Request& request,
                           const business::Context& context, storage::Session& session);

}  // namespace yibao::enquiry
