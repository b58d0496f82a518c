// Commands on the person (参保人): registration, and where a retiree settled. A death is reported
// and confirmed by two (business/death); retirement is decided by the years (entitlement/).
#pragma once

#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::person {

// 人员登记: the number is checked, sealed and claimed, so that nobody is on record twice. An
// employer is told that somebody is on record only where the name fits as well: to a rehearsal a
// number of somebody else is as good as a new one.
class RegisterPerson : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  // Where the number is somebody's; nothing: it is not told.
  std::optional<Refusal> refuse_known(const storage::Facts& facts, PersonId known,
                                      const business::Context& context) const;

  Person person_;         // as it will be; the id is already its own
  storage::Bytes claim_;  // of the identity number
  bool rehearsed_ = false;
};

// What the commands on a registered person share: an agency where the person is or was insured.
class ChangePerson : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 protected:
  // Changes the person, or refuses; `plan` gets the event, reasons and notices.
  virtual Verdict change(Person& person, const storage::Facts& facts, storage::Plan& plan,
                         const business::Context& context) const = 0;
  PersonId person_;
};

// 异地安置: a retiree lives in another region, the relation stays. Without a region, the retiree
// has come back.
class SettleElsewhere : public ChangePerson {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 private:
  Verdict change(Person& person, const storage::Facts& facts, storage::Plan& plan,
                 const business::Context& context) const override;
  std::optional<RegionCode> region_;
};

}  // namespace yibao::person
