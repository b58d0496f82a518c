// 参保凭证: issued at once to whoever asks for their own.
#pragma once

#include "base/secret.h"
#include "business/transfer/certificate.h"
#include "business/use_case.h"

namespace yibao::transfer {

// 户籍地址、户籍类型、户主: as the household book says that a counter has seen; nothing of it is on
// record. Empty where none was shown.
struct Household {
  std::string address;
  std::string kind;  // agricultural, non_agricultural, resident
  std::string head_name;
  IdentityNumber head_number;
};

// Issues a certificate of the relation at a region; one issued before becomes void.
class IssueCertificate : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  RegionCode region_;
  Household household_;
};

// 持凭证办理转入: what a certificate in a person's hand fills in of the form. One that is
// not theirs, or holds no more, is refused.
Decision<Tree> answer_presented_certificate(const business::Request& request,
                                            const business::Context& context,
                                            storage::Session& session);

// Number and check code: is it genuine, and does it hold today. Says nothing else about anybody.
Decision<Tree> answer_certificate_check(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session);

}  // namespace yibao::transfer
