// 退费、更正缴费记录、合并编号、参保凭证 (R-015, N-12, N-19)
#include "business/guide/topics.h"

namespace yibao::guide {

void write_refund(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::RefundPolicy& refund = policy.refund;
  guide.in(Section::conditions);
  guide.say(refund.resident_before_period.value ? "guide_refund_resident_before"
                                                : "guide_refund_not_resident",
            refund.resident_before_period);
  if (!refund.resident_after_period.value) {
    guide.say("guide_refund_not_after", refund.resident_after_period);
  }
  if (refund.employee_before_period.value) {
    guide.say("guide_refund_employee_before", refund.employee_before_period);
  }
  if (refund.after_leaving.value) guide.say("guide_refund_after_leaving", refund.after_leaving);
  guide.in(Section::materials).list("guide_materials_online", refund.materials);
  write_filing(guide, policy);
  guide.in(Section::deadlines).say("guide_decided_within", refund.working_days);
  guide.in(Section::money)
      .say(refund.spent_credit.value == policy::SpentCredit::refuse ? "guide_refund_spent_refused"
                                                                    : "guide_refund_spent_deducted",
           refund.spent_credit);
  guide.in(Section::benefits).say("guide_refund_takes_the_month_back");
}

void write_record(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::RecordPolicy& record = policy.record;
  guide.in(Section::conditions).say("guide_record_what");
  guide.say("guide_record_two_numbers");
  guide.in(Section::materials).list("guide_record_correction", record.correction_materials);
  guide.list("guide_record_merge", record.merge_materials);
  write_filing(guide, policy);
  guide.in(Section::steps).say("guide_record_two_officers");
  guide.in(Section::deadlines)
      .say("guide_record_corrected_within", record.correction_working_days)
      .say("guide_record_merged_within", record.merge_working_days);
  guide.in(Section::money).say("guide_record_difference");
  guide.in(Section::notes).say("guide_record_nothing_deleted");
}

void write_certificate(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::TransferPolicy& transfer = policy.transfer;
  guide.in(Section::conditions).say("guide_certificate_for_whom");
  guide.in(Section::materials).list("guide_materials_counter", transfer.materials_counter);
  write_filing(guide, policy);
  guide.in(Section::steps).say("guide_certificate_handed_on");
  guide.in(Section::deadlines).say("guide_certificate_at_once");
  guide.say("guide_certificate_valid", transfer.certificate_valid_months);
  guide.in(Section::notes).say("guide_certificate_checked");
  guide.say("guide_certificate_again");
}

}  // namespace yibao::guide
