// 收款账户 of an institution: proposed by one officer, confirmed by another (N-11).
#pragma once

#include <string>

#include "business/clearing/types.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::clearing {

class PayeeCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  Verdict read_institution(const business::Request& request, const business::Context& context);
  // Reads a number; the reader has the mistake where it is none.
  static std::string read_number(business::Reader& reader, const business::Context& context);
  std::vector<PayeeAccount> accounts(const storage::Facts& facts) const;

  std::string institution_;
  RegionCode region_;
};

class ProposePayee : public PayeeCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::string holder_;
  std::string bank_sealed_;
};

// Who confirms enters the number again, from the institution's papers: whatever was proposed in the
// meantime, no account is confirmed that the second officer has not read.
class ConfirmPayee : public PayeeCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::string bank_sealed_;
};

}  // namespace yibao::clearing
