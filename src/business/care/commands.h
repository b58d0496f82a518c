// Putting on record, and ending: what a hospital or pharmacy files (2501, 2503, 2505) and takes
// back (2502, 2504, 2506), and what a person or an officer ends. What a person asks for is an
// application (service.h).
#pragma once

#include <optional>
#include <string>

#include "business/care/rules.h"
#include "business/care/types.h"
#include "business/use_case.h"

namespace yibao::care {

// A recognition that the region wants an agency to decide becomes an application, filed by the
// institution, and so does one that a hospital is said to have made and has not sent itself;
// everything else holds at once, and ends what waits of the same recognition.
class FileRegistration : public business::Command {
 public:
  struct Asked {
    Registration wanted;          // who, what, where, since when; its region is a pooling region
    std::string sender;           // the institution
    std::string insurance;        // as sent; empty: that of the relation
    bool hospital_agrees = true;  // of a referral
    std::optional<Date> recognised_on = {};  // of a chronic disease
  };
  explicit FileRegistration(Asked asked) : asked_(std::move(asked)) {}

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  // 医疗机构自己的认定: by the hospital that recognised the disease, itself.
  bool is_own_recognition(const FilingFacts& filing) const;
  Decision<storage::Plan> end_pending(const Registration& pending, const storage::Facts& facts,
                                      const business::Context& context) const;
  storage::Plan file_for_review(Registration wanted, const business::Context& context) const;

  Asked asked_;
};

class EndRegistration : public business::Command {
 public:
  struct Asked {
    PersonId person;
    RegistrationId registration;
    std::optional<Kind> kind;  // of the transaction; none: whatever it is
    std::string sender;        // an institution; empty: the person or an officer
    std::string why;
  };
  EndRegistration() = default;
  explicit EndRegistration(Asked asked) : asked_(std::move(asked)) {}
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Decision<storage::Plan> withdraw_application(const Registration& pending,
                                               const storage::Facts& facts,
                                               const business::Context& context) const;

  Asked asked_;
};

}  // namespace yibao::care
