// 应急查看: looking at a person who is not one's own to look at, in an emergency. It is given at
// once and to everybody of the staff, because it must be; and it is seen by everybody whom it
// concerns: the person is told, and the audit administrator has to say whether it was right.
#pragma once

#include <string>

#include "business/staff/types.h"
#include "business/use_case.h"

namespace yibao::staff {

class BreakTheGlass : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  std::string why_;
  std::int64_t minutes_ = 0;
};

class ReviewBreakGlass : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  std::int64_t ordinal_ = 0;
  std::string verdict_;
  std::string note_;
};

// To the staff with a name; the person sees role and office (enquiry/views.h).
Tree present_break_glass(const BreakGlass& access, const business::Context& context);

}  // namespace yibao::staff
