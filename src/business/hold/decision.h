// 冻结决定书、解除冻结决定书: the written decision on a freeze (N-25). It is made with the freeze
// and its day of service (送达) is recorded like that of any document; until then no time for an
// appeal runs, as nobody can object to what they were never told.
#pragma once

#include <string>

#include "business/document/types.h"
#include "business/person/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::hold {

struct Ordered {
  const person::Person& person;
  HoldId hold;
  RegionCode region;  // the agency that orders it
  std::string note;   // of a freeze: whose order it rests on
};

// Of the document about a hold: "hold:17".
std::string subject_of_hold(HoldId id);

// What must be asked before, of the person and of the agency.
void need_decision(storage::Needs& needs, PersonId person, RegionCode region);

// Each writes the document and tells the person; what it returns is shown to the officer.
document::Document order_freeze(storage::Plan& plan, const Ordered& ordered,
                                const storage::Facts& facts, const business::Context& context);
// What the freeze was ordered with holds no longer.
document::Document end_freeze(storage::Plan& plan, const Ordered& ordered,
                              const storage::Facts& facts, const business::Context& context);

// Where it is read and checked: {document, number, verify}.
void show_decision(Tree& answer, const document::Document& decision,
                   const business::Context& context);

}  // namespace yibao::hold
