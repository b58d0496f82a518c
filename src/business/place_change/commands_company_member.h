// One employee of a company that moves: moved, or reported with every reason why not. The system's
// own commands; what one of them decides touches nobody else.
#pragma once

#include "business/place_change/company.h"
#include "business/place_change/facts.h"
#include "business/use_case.h"

namespace yibao::place_change {

class MoveMember : public business::Command {
 public:
  MoveMember(std::int64_t move, PersonId person) : move_(move), person_(person) {}

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::int64_t move_;
  PersonId person_;
};

// The transfer of a member whose relation at the new place has begun by now.
class OpenMemberTransfer : public business::Command {
 public:
  OpenMemberTransfer(PersonId person, CaseId id) : person_(person), id_(id) {}

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  CaseId id_;
};

}  // namespace yibao::place_change
