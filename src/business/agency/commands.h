// Contacts of an agency: an officer proposes, another one decides (N-11).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "business/agency/types.h"
#include "business/use_case.h"

namespace yibao::agency {

class AgencyCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  RegionCode region_;
};

// What is not said stays as it is.
class ProposeChange : public AgencyCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Agency changed(const std::optional<Agency>& present) const;

  std::map<std::string, std::string> texts_;  // by member; only those that were given
  std::optional<std::vector<std::string>> aliases_;
  std::optional<std::vector<std::string>> hotlines_;
  std::optional<bool> on_system_;
};

class DecideChange : public AgencyCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  int change_ = 0;
  bool approve_ = false;
};

}  // namespace yibao::agency
