// From the draft to acceptance (填报、确认、受理), and the applicant's other steps.
#pragma once

#include <string>
#include <vector>

#include "business/application/command.h"
#include "business/casework/upload.h"

namespace yibao::application {

// 填报(草稿): answers the form as it would be confirmed, every obstacle, everything that is still
// to be handed in, and by when it would be decided. With ?dry_run=true it is the question alone.
class Draft : public business::Command {
 public:
  static business::CommandOrRefusal parse(const Service& service, const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Asked asked(const storage::Facts& facts, const business::Context& context) const;

  const Service* service_ = nullptr;
  PersonId person_;
  RegionCode region_;
  Tree form_;
  std::vector<PersonId> others_;  // looked at, not locked: a draft writes nothing of theirs
  std::vector<std::string> sighted_;
};

// 确认提交: accepted or declined. What the rules alone decide is done at once.
class Confirm : public ApplicationCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;

 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;

 private:
  std::string form_digest_;
};

// 上传材料, or ticked as seen at the counter.
class FillSlot : public ApplicationCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;
  void need(storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;

 private:
  casework::Upload upload_;
};

// 补正完成
class CompleteMaterials : public ApplicationCommand {
 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;
};

// 撤销
class Withdraw : public ApplicationCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;

 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;

 private:
  std::string why_;
};

// 催办
class Urge : public ApplicationCommand {
 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;
};

}  // namespace yibao::application
