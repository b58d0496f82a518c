// One employee of a company that moves: moved, or reported with every reason why not. The system's
// own commands, or an officer's, tried again; what one of them decides touches nobody else.
#pragma once

#include <memory>

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

 protected:
  MoveMember() = default;
  // The number of this attempt, or why there is none.
  virtual Decision<int> attempt(const CompanyMove& move, const storage::Rows& before) const;

  std::int64_t move_ = 0;
  PersonId person_;
};

// 逐人重办: somebody who could not be moved, once what stood in the way is gone. Asked for by the
// employer or an officer of either agency, as long as the person still works for the company.
class RetryMember final : public MoveMember {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 private:
  Decision<int> attempt(const CompanyMove& move, const storage::Rows& before) const override;
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
