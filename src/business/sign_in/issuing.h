// Giving somebody the means to sign in: the demo's people, an import's secrets of one use, staff.
// Hashes come ready made: a decision never takes that long.
#pragma once

#include <string>

#include "business/sign_in/store.h"
#include "business/use_case.h"

namespace yibao::sign_in {

// What the operator's own words give to a person; the system's command. An empty part leaves what
// is there.
struct PersonMeans {
  PersonId person;
  Phone phone;
  std::string password_hash;
  bool initial = false;
  std::string insurance_number;  // claimed for the person
};

class GivePersonMeans : public business::Command {
 public:
  GivePersonMeans(PersonMeans means, const storage::Vault& vault);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonMeans means_;
  storage::Bytes phone_hash_;
  storage::Bytes claim_;
};

// A staff account, or new secrets for one that is there.
class GiveStaffMeans : public business::Command {
 public:
  explicit GiveStaffMeans(StaffAccount account) : account_(std::move(account)) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  StaffAccount account_;
};

// Letters and digits that nobody mistakes for others, from the system's randomness.
std::string random_secret(std::size_t characters);

}  // namespace yibao::sign_in
