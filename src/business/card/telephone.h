// Activation by telephone (电话激活, R-135, R-136, C-28). The identity number and the card number
// only say whose card it is. What authorises is a second factor: the enquiry password, or a code
// sent to the telephone on record. With neither on file: to a counter.
#pragma once

#include <string>
#include <vector>

#include "base/identity_document.h"
#include "business/card/command.h"

namespace yibao::card {

extern const storage::Table kTelephoneFactor;
extern const storage::KeyedSelect kTelephoneFactorOf;  // by person: whole row

// Whether these digits are the person's enquiry password. Needs kTelephoneFactorOf; no for nobody
// and for who has none on file, after the same work.
bool is_enquiry_password(const storage::Facts& facts, const storage::Vault& vault, PersonId person,
                         const std::string& digits);

// The six digits of one challenge: derived, never stored; who sends the message asks here.
std::string telephone_code(const storage::Vault& vault, std::int64_t challenge);

// 设置查询密码: six digits, none that everybody tries first (R-045: 123456 never works). Who has no
// app keys them in at a counter, which has their identity document in hand; nobody does it for
// them.
class SetEnquiryPassword : public business::Command {
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
  storage::Bytes password_hash_;
  std::vector<std::string> sighted_;
};

inline constexpr const char* kWithheld = "withheld";  // 隐藏号码, as the caller of a try

// One try of one caller, as the hotline hands it on. A try that fails is written down, so it is
// answered, not refused: activated is false, and outcome says why.
class ActivateByTelephone : public business::Command {
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
  enum class Factor { none, password, code };
  struct OnFile;
  Decision<storage::Plan> decide_pair(const storage::Facts& facts,
                                      const business::Context& context) const;
  storage::Plan failed(std::string_view outcome, std::string reason, CardId card,
                       const business::Context& context) const;
  Decision<storage::Plan> send_code(const OnFile& on_file, CardId card,
                                    const business::Context& context) const;

  RegionCode region_;  // the hotline's
  PersonId person_;    // of the identity number; none: nobody
  CardNumber number_;
  storage::Bytes source_day_;
  Factor factor_ = Factor::none;
  bool phone_in_doubt_ = false;  // then no code goes there
  std::string value_;
};

}  // namespace yibao::card
