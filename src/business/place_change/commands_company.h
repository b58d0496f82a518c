// The steps of a company's move (company.h): filed by the employer, accepted at the origin,
// approved at the target by another officer; then one command per employee, by the system.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "business/place_change/company.h"
#include "business/use_case.h"

namespace yibao::place_change {

// An officer of one of its two agencies, or of none in particular: to others there is no such move.
bool is_of_either_place(const business::Actor& actor, const CompanyMove& move);

class FileCompanyMove : public business::Command {
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
  EmployerId employer_;
  RegionCode region_;  // of the employer; it never changes
  std::string target_code_;
  Date effective_on_;
};

// What the agencies' steps share.
class CompanyMoveStep : public business::Command {
 public:
  template<class C>
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
    auto command = std::make_unique<C>();
    if (const Verdict read = command->read(request, context, session); !read) {
      return read.refusal();
    }
    return business::CommandOrRefusal(std::move(command));
  }

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

  void for_move(RegionCode region, std::int64_t id);  // the system's own

 protected:
  virtual bool with_why() const { return false; }
  virtual bool at_target(const CompanyMove& move) const = 0;  // else at the origin
  virtual Verdict apply(CompanyMove& move, const business::Context& context) const = 0;
  const std::string& why() const { return why_; }

 private:
  Verdict read(const business::Request& request, const business::Context& context,
               storage::Session& session);

  RegionCode region_;
  std::int64_t id_ = 0;
  std::string why_;
};

class AcceptCompanyMove : public CompanyMoveStep {
 protected:
  bool at_target(const CompanyMove&) const override { return false; }
  Verdict apply(CompanyMove& move, const business::Context& context) const override;
};

class ApproveCompanyMove : public CompanyMoveStep {
 protected:
  bool at_target(const CompanyMove&) const override { return true; }
  Verdict apply(CompanyMove& move, const business::Context& context) const override;
};

// By the agency whose turn it is.
class RefuseCompanyMove : public CompanyMoveStep {
 protected:
  bool with_why() const override { return true; }
  bool at_target(const CompanyMove& move) const override;
  Verdict apply(CompanyMove& move, const business::Context& context) const override;
};

// The system: everybody has been moved or reported.
class CloseCompanyMove : public CompanyMoveStep {
 protected:
  bool at_target(const CompanyMove&) const override { return true; }
  Verdict apply(CompanyMove& move, const business::Context& context) const override;
};

// What is due of companies' moves: run each as the system, ask again until nothing is done.
std::vector<std::unique_ptr<business::Command>> due_company_commands(storage::Session& reader,
                                                                     Date today, int limit);

}  // namespace yibao::place_change
