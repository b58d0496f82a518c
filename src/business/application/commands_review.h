// The agency's steps (审核): return, approve by one or two officers, refuse; and the end that comes
// from outside.
#pragma once

#include <string>
#include <vector>

#include "business/application/command.h"

namespace yibao::application {

// 退回补正: names everything at once.
class ReturnForCorrection : public ApplicationCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;

 protected:
  Side side() const override { return Side::agency; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;

 private:
  std::vector<std::string> items_;
  std::string note_;
};

// 审核通过, 复核通过: with the materials ticked one by one. The second of two officers is
// another one than the first (四眼).
class Approve : public ApplicationCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;

 protected:
  Side side() const override { return Side::agency; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;

 private:
  std::vector<Fact> told() const;

  std::vector<std::string> checked_;
  std::string note_;
};

// 复核退回
class SendBack : public ApplicationCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;

 protected:
  Side side() const override { return Side::agency; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;

 private:
  std::string why_;
};

// 审核不通过: with the grounds and the remedies (N-25).
class Refuse : public ApplicationCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;

 protected:
  Side side() const override { return Side::agency; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;

 private:
  std::string why_;
};

// 终止: the service says why it cannot go on (N-22).
class End : public ApplicationCommand {
 protected:
  Side side() const override { return Side::either; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;
};

// 超期提醒: marks a task whose day has passed, and later puts it before a senior officer. Changes
// no state.
class MarkOverdue : public ApplicationCommand {
 protected:
  Side side() const override { return Side::agency; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;
};

// 日历更新 (N-15)
class RecomputeDeadline : public ApplicationCommand {
 protected:
  Side side() const override { return Side::agency; }
  Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                       const business::Context& context) const override;
};

}  // namespace yibao::application
