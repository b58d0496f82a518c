// 投诉、建议: a ticket with a number (the case number), a day by which it is answered, and
// a reply in words that the person sees on the time line.
#pragma once

#include "business/application/service.h"

namespace yibao::complaint {

class Complaint final : public application::Service {
 public:
  std::string_view name() const override { return "complaint"; }
  std::string_view path() const override { return "complaints"; }
  std::string_view title() const override { return "投诉建议"; }
  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs&, PersonId, RegionCode, const Tree&) const override {}
  application::Assessment assess(const application::Asked& asked) const override;
  bool answers_in_words() const override { return true; }
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
};

inline const Complaint kComplaint{};

}  // namespace yibao::complaint
