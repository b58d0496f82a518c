// When the counters are open, and who of an agency works on what (N-27).
#pragma once

#include <string>
#include <vector>

#include "business/casework/store.h"
#include "business/staff/types.h"
#include "business/use_case.h"

namespace yibao::staff {

// 办公时间: the whole week at once. 本地停办日: one day, closed or open again.
class OfficeCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  // A system administrator, or a senior officer of this agency.
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  RegionCode region_;
};

class SetHours : public OfficeCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::vector<OpeningSlot> slots_;
};

class CloseDay : public OfficeCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Date day_;
  bool closed_ = true;
  std::string why_;
};

// 改派: one open case to somebody.
class AssignCase : public business::Command {
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
  RegionCode region_;
  casework::CaseKey key_;
  std::int64_t staff_ = 0;
  std::string why_;
};

// All that somebody works on, to their stand-in or to somebody else.
class ReassignAll : public business::Command {
 public:
  static constexpr std::int64_t kCasesMax = 1'000;  // at a time; asked again for the rest

  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::int64_t to(const storage::Facts& facts) const;  // 0: nobody

  RegionCode region_;
  Date today_;
  std::int64_t from_ = 0;
  std::int64_t to_ = 0;  // 0: the stand-in of today
  std::string why_;
};

}  // namespace yibao::staff
