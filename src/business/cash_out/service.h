// 个人账户一次性支取 (清退): the holder asks, two officers approve, a bank pays. The money is set
// aside on acceptance; the application is completed when the bank has paid.
#pragma once

#include "business/application/service.h"

namespace yibao::cash_out {

class CashOut : public application::Service {
 public:
  std::string_view name() const override { return "cash_out"; }
  std::string_view path() const override { return "cash-outs"; }
  std::string_view title() const override { return "个人账户一次性支取"; }

  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;

  application::Assessment assess(const application::Asked& asked) const override;
  void set_up(const application::Asked& asked, application::Change& change) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
  std::optional<Reason> reason_to_end(const application::Asked& asked) const override;
  void clear_away(const application::Asked& asked, application::Change& change) const override;
};
inline const CashOut kCashOut;

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::cash_out
