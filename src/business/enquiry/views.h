// 谁看过我的信息 (N-16): who else has looked at a person's data, at what, when and what for.
//
// What somebody looks at of their own is not recorded. What others look at is, behind the answer:
// nobody waits for the record.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "business/use_case.h"

namespace yibao::enquiry {

extern const storage::Table kPersonView;

inline constexpr std::string_view kPurpose = "purpose";  // 查询事由
inline constexpr std::size_t kPurposeCharactersMax = 100;

// Whether an endpoint shows what belongs to one person, so that looking is recorded.
bool shows_a_person(const business::Endpoint& endpoint);

// A parameter that every such endpoint knows.
business::Field purpose_field();

// 查询事由 is taken out of the request, its parameters or, where the question is a body, its body:
// no endpoint reads it. None where it was not given.
Decision<std::optional<std::string>> take_purpose(business::Request& request);

// Whose data the answered request has shown, where that is another than who asked.
std::optional<PersonId> looked_at(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

// Who else is named in full by an answer about a case (application/service.h), besides whose it is:
// each of them can see who has read it.
std::vector<PersonId> named_in_full(const Tree& answer, const business::Context& context);

// What is recorded of one look.
// 查找参保人 (search.h), as a view names it.
inline constexpr std::string_view kSearchEndpoint = "person.search";

struct View {
  PersonId person;
  std::optional<std::string> purpose;
  bool person_present = false;     // 本人在场
  std::optional<int> break_glass;  // 应急查看, by which it was open
  // Of whom it was asked, where that is not the actor's own: the place that a call speaks of.
  std::optional<RegionCode> office = std::nullopt;
};

// The record as a row of a plan: of a command that shows somebody's data itself (a call).
void add_view(storage::Plan& plan, const View& view, std::string_view endpoint,
              std::string_view what, const business::Context& context);

// The record, as a command of the one who looked: at which endpoint or transaction, and what it
// shows.
std::unique_ptr<business::Command> record_view(View view, std::string_view endpoint,
                                               std::string_view what);

// GET …/views: the person sees role and office, an auditor everything.
Decision<Tree> answer_views(const business::Request& request, const business::Context& context,
                            storage::Session& session);

}  // namespace yibao::enquiry
