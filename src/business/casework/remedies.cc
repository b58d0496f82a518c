#include "business/casework/remedies.h"
#include "base/months_later.h"

#include <algorithm>

namespace yibao::casework {

namespace {

Date or_next_working_day(Date day, const calendar::Calendar& calendar) {
  while (!calendar.is_working_day(day)) day = day + 1;
  return day;
}

}  // namespace

Date appeal_until(Date served_on, const policy::AppealPolicy& policy,
                  const calendar::Calendar& calendar) {
  return or_next_working_day(served_on + policy.days.value, calendar);
}

std::vector<std::string> remedies_in_words(const policy::AppealPolicy& policy) {
  return {"不服本决定的,可以自收到本决定书之日起" + std::to_string(policy.review_days.value) +
              "日内依法申请行政复议,或者自收到本决定书之日起" +
              std::to_string(policy.lawsuit_months.value) +
              "个月内依法向人民法院提起行政诉讼;也可以自收到之日起" +
              std::to_string(policy.days.value) + "日内向本机构申诉,由作出本决定以外的人员审理。",
          "期限自送达之日起计算,送达当日不计;最后一日不是工作日的,顺延至下一工作日。"};
}

// 公民认为行政行为侵犯其合法权益的,可以自知道该行政行为之日起六十日内提出行政复议申请;直接向
// 人民法院提起诉讼的,应当自知道作出行政行为之日起六个月内提出。期间届满的最后一日是节假日的,
// 以节假日后的第一日为期间届满的日期。
Reason remedies(Date served_on, const policy::AppealPolicy& policy,
                const calendar::Calendar& calendar, Against against) {
  const Date review = or_next_working_day(served_on + policy.review_days.value, calendar);
  const Date lawsuit = or_next_working_day(
      months_later(served_on, policy.lawsuit_months.value, NoSuchDay::last_of_month), calendar);
  Reason reason{"remedies",
                {{"served_on", served_on.to_string()},
                 {"review_until", review.to_string()},
                 {"lawsuit_until", lawsuit.to_string()}},
                {policy.review_days.citation, policy.lawsuit_months.citation}};
  if (against == Against::appeal) {
    reason.code = "remedies_after_appeal";
    return reason;
  }
  reason.facts.push_back({"appeal_until", appeal_until(served_on, policy, calendar).to_string()});
  reason.citations.push_back(policy.days.citation);
  return reason;
}

}  // namespace yibao::casework
