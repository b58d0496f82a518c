// 审核、复核清算单 (N-11): two people, never one twice; the second approval fixes to whom it is
// paid.
#pragma once

#include <string>
#include <vector>

#include "business/clearing/types.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::clearing {

// What every step with a statement has: which one, and whose journals tell of it.
class StatementCommand : public business::Command {
 public:
  template<class C>
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
    auto command = std::make_unique<C>();
    const Verdict read = command->read_request(request, context, session);
    if (!read) return read.refusal();
    return business::CommandOrRefusal(std::move(command));
  }
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 protected:
  virtual void read(business::Reader&) {}
  virtual Decision<storage::Plan> decide_on(Statement statement, const storage::Facts& facts,
                                            const business::Context& context) const = 0;
  const Statement& known() const { return known_; }
  // To whom it is paid now: the confirmed account of the institution, or that of the agency.
  Decision<Statement> with_payee(Statement statement, const storage::Facts& facts,
                                 const business::Context& context) const;

 private:
  Verdict read_request(const business::Request& request, const business::Context& context,
                       storage::Session& session);

  Statement known_;  // as it was when the request was read: number, kind, region, party stay
};

class ApproveStatement : public StatementCommand {
 protected:
  Decision<storage::Plan> decide_on(Statement statement, const storage::Facts& facts,
                                    const business::Context& context) const override;
};

// 退回: what it listed goes into the statement that is drawn anew.
class RefuseStatement : public StatementCommand {
 public:
  void need(storage::Needs& needs) const override;

 protected:
  void read(business::Reader& reader) override;
  Decision<storage::Plan> decide_on(Statement statement, const storage::Facts& facts,
                                    const business::Context& context) const override;

 private:
  std::string why_;
};

// 退汇后重新付款: to the account that was confirmed since.
class PayStatementAgain : public StatementCommand {
 protected:
  Decision<storage::Plan> decide_on(Statement statement, const storage::Facts& facts,
                                    const business::Context& context) const override;
};

}  // namespace yibao::clearing
