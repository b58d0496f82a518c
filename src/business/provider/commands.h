// What an agency does with its institutions: register, suspend and resume, give a new key.
#pragma once

#include "business/provider/institution.h"
#include "business/use_case.h"

namespace yibao::provider {

// 登记定点医药机构: the answer holds its access key and secret, this once.
class RegisterInstitution : public business::Command {
 public:
  RegisterInstitution() = default;
  // Of the demo, which has nobody to ask for it.
  explicit RegisterInstitution(Institution institution) : institution_(std::move(institution)) {}
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Institution institution_;
};

// A change of one institution: suspension (with its reason), resumption, a new key.
class ChangeInstitution : public business::Command {
 public:
  enum class What { suspend, resume, renew_key };
  template<What kWhat>
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader) {
    return parse_as(kWhat, request, context, reader);
  }
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  static business::CommandOrRefusal parse_as(What what, const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& reader);
  What what_ = What::suspend;
  std::string code_;
  RegionCode region_;
  std::string why_;
};

Decision<Tree> answer_institutions(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::provider
