#include "business/complaint/complaint.h"

#include "business/application/change.h"
#include "business/casework/case_change.h"

namespace yibao::complaint {

namespace {

constexpr std::size_t kWordsMax = 2'000;

}  // namespace

std::vector<business::Field> Complaint::fields() const {
  using business::FieldKind;
  return {{"kind", FieldKind::text, true, "complaint 投诉,suggestion 建议"},
          {"words", FieldKind::text, true, "内容"}};
}

void Complaint::read_form(business::Reader& reader, const business::Context&, Tree& form) const {
  form.set("kind", reader.code("kind", {"complaint", "suggestion"}));
  form.set("words", reader.text("words", kWordsMax));
}

application::Assessment Complaint::assess(const application::Asked& asked) const {
  application::Assessment assessment;
  assessment.working_days = asked.policy().appeal.complaint_working_days;
  // The same words twice are one ticket.
  assessment.subject = casework::form_digest(asked.form.to_json());
  return assessment;
}

Verdict Complaint::carry_out(const application::Asked&, application::Change& change) const {
  change.notify("complaint_answered");
  return Nothing{};
}

}  // namespace yibao::complaint
