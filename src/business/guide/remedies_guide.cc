// 不服怎么办: 申诉、复议、诉讼,投诉 (R-080, R-081, R-162, N-25)
#include "business/guide/topics.h"

namespace yibao::guide {

void write_appeal(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::AppealPolicy& appeal = policy.appeal;
  guide.in(Section::conditions).say("guide_appeal_against_what");
  guide.in(Section::materials).list("guide_materials_online", appeal.materials);
  write_filing(guide, policy);
  guide.in(Section::steps).say("guide_appeal_by_another");
  guide.in(Section::deadlines)
      .say("guide_appeal", appeal.days, appeal.working_days)
      .say("guide_review_and_lawsuit", appeal.review_days, appeal.lawsuit_months);
  guide.in(Section::benefits).say("guide_appeal_at_once");
  guide.in(Section::notes).say("guide_complaint", appeal.complaint_working_days);
}

}  // namespace yibao::guide
