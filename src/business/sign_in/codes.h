// One-time codes to a telephone (验证码). The digits follow from the code's id and a key; who sends
// the message asks here, and no table, log or answer holds them.
#pragma once

#include <memory>
#include <string>

#include "business/sign_in/store.h"
#include "business/use_case.h"

namespace yibao::sign_in {

inline constexpr std::string_view kCodeNotice = "sign_in_code";

std::string code_digits(const storage::Vault& vault, std::int64_t code_id);

// Whether these are the digits of a code that still serves. In the same time whether there is one.
bool is_right_code(const std::optional<Code>& code, const std::string& digits,
                   const business::Context& context);

// The newest code to this telephone; none: none was sent.
std::optional<Code> latest_code(const Phone& phone, Purpose purpose,
                                const business::Context& context, storage::Session& session);

// For decide(): the code is still there and unused; used from now on. False: somebody was faster.
bool use_code(storage::Plan& plan, const storage::Facts& facts, std::int64_t code_id,
              const business::Context& context);

// Sends one. `person`: whose it is; none where the telephone is on nobody's record yet.
class SendCode : public business::Command {
 public:
  SendCode(PersonId person, Phone phone, Purpose purpose)
      : person_(person), phone_(std::move(phone)), purpose_(purpose) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  Phone phone_;
  Purpose purpose_;
};

// The limits of sending to one telephone and from one source.
std::vector<business::Limit> code_limits(const Phone& phone, const business::Request& request,
                                         const business::Context& context);

// POST /v1/sessions/codes: the same answer whoever asks for whatever telephone.
Decision<std::unique_ptr<business::Proof>> ask_for_code(const business::Request& request,
                                                        const business::Context& context,
                                                        storage::Session& session);

}  // namespace yibao::sign_in
