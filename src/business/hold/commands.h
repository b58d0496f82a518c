// Freezing an account by order (冻结): set by one senior officer of an agency. Who lifts it, by
// whichever door, is one rule of all seals (seal/lifting.h). Everything else that is held follows
// from facts or from a case.
#pragma once

#include <string>

#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::hold {

// A senior officer of an agency where the person is or was insured.
class HoldCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  // Reads what both have: the person of the path, and whose agency acts.
  void read_person(business::Reader& reader, const business::Context& context);

  PersonId person_;
  RegionCode region_;
};

class SetHold : public HoldCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::string note_;  // whose order: a court's, a supervisor's
};

}  // namespace yibao::hold
