// The e-certificate (医保电子凭证): activated with an identity check, shown as a code that lives
// for a minute and serves once. Only the latest code counts, and only its hash is kept.
#pragma once

#include <string>

#include "business/card/face.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::card {

extern const storage::Table kECertificate;
extern const storage::KeyedSelect kECertificateOf;  // by person: whole row

// The row after the code was used; refused: e_certificate_not_active, code_unknown, code_used,
// code_expired.
Decision<storage::Row> spend_code(const storage::Rows& rows, const std::string& code,
                                  const business::Context& context);

// How a code is kept.
storage::Bytes hash_of_code(const storage::Vault& vault, const std::string& code);
// Refused: e_certificate_not_active.
Verdict check_e_certificate(const storage::Rows& rows);

// Whose code this is, for a till; it is not used up by asking. Refused as spend_code() would.
Decision<PersonId> find_presenter(storage::Session& session, const std::string& code,
                                  const business::Context& context);

class ECertificateCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const final;

 protected:
  // Stopping it harms nobody: an agent may wherever they are; what pays asks whom the place admits.
  virtual bool only_ends_it() const { return false; }
  virtual Decision<storage::Plan> change(const storage::Facts& facts,
                                         const business::Context& context) const = 0;
  const storage::Rows& rows_in(const storage::Facts& facts) const {
    return facts.rows(kECertificateOf, person_);
  }
  PersonId person_;
};

// 激活电子凭证. A face that does not pass is answered with its outcome, and counted.
class ActivateECertificate : public ECertificateCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;

 protected:
  Decision<storage::Plan> change(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  FaceCheck face_;
};

// 展码: the one before it is void. None where the e-certificate serves for nothing today.
class IssueCode : public ECertificateCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;

 protected:
  Decision<storage::Plan> change(const storage::Facts& facts,
                                 const business::Context& context) const override;
};

// 停用: the telephone is lost. By the person from another device, or at a counter.
class RevokeECertificate : public ECertificateCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 protected:
  bool only_ends_it() const override { return true; }
  Decision<storage::Plan> change(const storage::Facts& facts,
                                 const business::Context& context) const override;
};

}  // namespace yibao::card
