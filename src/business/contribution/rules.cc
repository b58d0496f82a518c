#include "business/contribution/rules.h"

#include <algorithm>
#include <string>

#include "base/check.h"

namespace yibao::contribution {

namespace {

template<class T>
T clamped(T value, T low, T high) {
  return std::min(std::max(value, low), high);
}

// 缴费基数低于下限的按下限、高于上限的按上限。
Money assessed_base(Money declared, const policy::ContributionPolicy& policy,
                    std::vector<Reason>& reasons) {
  YB_CHECK(policy.base_minimum.value <= policy.base_maximum.value, "limits of the base");
  const Money base = clamped(declared, policy.base_minimum.value, policy.base_maximum.value);
  const std::vector<Fact> facts{{"declared_base", declared.to_display()},
                                {"base", base.to_display()}};
  if (base > declared) reasons.push_back({"base_raised", facts, {policy.base_minimum.citation}});
  if (base < declared) reasons.push_back({"base_lowered", facts, {policy.base_maximum.citation}});
  return base;
}

bool owed_by_employer(EnrolmentKind kind) {
  return kind == EnrolmentKind::employee;
}

}  // namespace

// 应当在当月缴费截止日前缴纳;截止日之前未缴的,既不是断缴,也不是欠费(1.10 之 4)。
// contribution.due_day 为 31 的,截止日是当月最后一日。
Date due_on(Month month, const policy::ContributionPolicy& policy) {
  const Date last = month.last_day();
  return std::min(month.first_day() + (policy.due_day.value - 1), last);
}

MonthState state_of(Month month, const MonthSet& paid, const policy::ContributionPolicy& policy,
                    Date today) {
  if (paid.contains(month)) return MonthState::paid;
  return today > due_on(month, policy) ? MonthState::unpaid : MonthState::not_yet_due;
}

// 国办发〔2021〕14号:在职职工个人缴费按本人缴费基数的一定比例计入个人账户,单位缴费不再计入;
// 退休人员由统筹基金按定额划入。失业人员在领取失业保险金期间,职工医保费由失业保险基金支付,
// 个人不缴费(社会保险法第四十八条)。灵活就业人员由个人缴纳全部费用。
Assessment assess_month(EnrolmentKind kind, Money declared_base,
                        const policy::RegionPolicy& policy) {
  Assessment month;
  if (scheme_of(kind) == Scheme::resident) return month;
  const policy::ContributionPolicy& rates = policy.contribution;
  const policy::AccountPolicy& account = policy.account;
  if (kind == EnrolmentKind::retiree) {
    month.credit = account.retiree_monthly_quota.value;
    month.reasons.push_back({"retiree_credit",
                             {{"credit", month.credit.to_display()}},
                             {account.retiree_monthly_quota.citation}});
    return month;
  }
  month.base = assessed_base(declared_base, rates, month.reasons);
  month.credit = account.credit_rate.value.of(month.base);
  std::vector<Citation> cited{rates.employee_personal_rate.citation,
                              rates.employee_employer_rate.citation, account.credit_rate.citation};
  if (kind == EnrolmentKind::flexible) {
    month.personal = rates.flexible_rate.value.of(month.base);
    if (!account.flexible_has_account.value) month.credit = {};
    cited = {rates.flexible_rate.citation, account.flexible_has_account.citation,
             account.credit_rate.citation};
  } else {
    const Money personal = rates.employee_personal_rate.value.of(month.base);
    const Money employer = rates.employee_employer_rate.value.of(month.base);
    const bool fund_pays = kind == EnrolmentKind::unemployed_fund;
    month.personal = fund_pays ? Money{} : personal;
    month.employer = fund_pays ? Money{} : employer;
    month.fund = fund_pays ? personal + employer : Money{};
  }
  month.reasons.push_back({"month_assessed",
                           {{"base", month.base.to_display()},
                            {"personal_share", month.personal.to_display()},
                            {"employer_share", month.employer.to_display()},
                            {"fund_share", month.fund.to_display()},
                            {"credit", month.credit.to_display()}},
                           std::move(cited)});
  return month;
}

// 居民按年缴费,个人缴费标准由当地规定;居民医保不设个人账户。
Assessment assess_resident_year(EnrolmentKind kind, const policy::RegionPolicy& policy) {
  Assessment year;
  if (scheme_of(kind) == Scheme::employee) return year;
  const policy::Cited<Money>& personal = policy.contribution.resident_yearly_personal;
  year.personal = personal.value;
  year.reasons.push_back({"resident_year_assessed",
                          {{"personal_share", personal.value.to_display()}},
                          {personal.citation}});
  return year;
}

// 社会保险法第八十六条:用人单位未按时足额缴纳的,自欠缴之日起按日加收滞纳金。
// Rounded once, over all days, so that a long debt does not gather rounding.
Money late_fee(Money amount, Date due_on, Date paid_on, const policy::ArrearsPolicy& policy) {
  const std::int64_t days = std::max(0, paid_on - due_on);
  return Rate::basis_points(policy.late_fee_per_day.value.basis_points() * days).of(amount);
}

// 超过可以补缴的月数的,不再接受补缴,自动停保(1.8):没有可以缴清的欠费,未缴的月份是断缴。
bool too_old_to_pay(Month month, const policy::ArrearsPolicy& policy, Date today) {
  const int accepted = policy.backpay_accepted_months.value;
  return accepted > 0 && Month::containing(today) - month > accepted;
}

// 欠费是用人单位的债务(1.10 之 5):只有名册上由单位缴费、过了截止日仍未缴的月份才是欠费。
// 金额按所属月份的缴费基数上下限和费率核定。
std::vector<Arrears> arrears_of(std::span<const RosterMonth> roster, const MonthSet& paid,
                                const PolicyOfMonth& policy_of,
                                const policy::ArrearsPolicy& arrears, Date today) {
  std::vector<Arrears> owed;
  for (const RosterMonth& entry : roster) {
    if (!owed_by_employer(entry.kind) || paid.contains(entry.month)) continue;
    if (too_old_to_pay(entry.month, arrears, today)) continue;
    const policy::RegionPolicy& policy = policy_of(entry.month);
    if (state_of(entry.month, paid, policy.contribution, today) != MonthState::unpaid) continue;
    Arrears item;
    item.month = entry.month;
    item.employer = entry.employer;
    item.amount_due = assess_month(entry.kind, entry.base, policy).total();
    item.due_on = due_on(entry.month, policy.contribution);
    item.days_late = today - item.due_on;
    item.late_fee = late_fee(item.amount_due, item.due_on, today, arrears);
    owed.push_back(item);
  }
  std::ranges::stable_sort(owed, {}, &Arrears::month);
  return owed;
}

// 灵活就业人员、居民不欠费,未缴的月份是断缴;退休人员不缴费,没有断缴。
MonthSet gap_months_of(std::span<const RosterMonth> roster, const MonthSet& paid,
                       const policy::ContributionPolicy& policy, Date today) {
  MonthSet months;
  for (const RosterMonth& entry : roster) {
    if (owed_by_employer(entry.kind) || entry.kind == EnrolmentKind::retiree) continue;
    if (state_of(entry.month, paid, policy, today) == MonthState::unpaid)
      months.insert(entry.month);
  }
  return months;
}

// 申请转移应当无欠费(S0:6);欠费的月份逐一列明,由用人单位或者征收机构处理。
Verdict check_no_arrears(std::span<const Arrears> arrears, const policy::RegionPolicy& policy) {
  if (arrears.empty() || !policy.transfer.arrears_blocks.value) return Nothing{};
  MonthSet months;
  Money amount;
  Money fee;
  for (const Arrears& item : arrears) {
    months.insert(item.month);
    amount += item.amount_due;
    fee += item.late_fee;
  }
  return refuse("arrears_outstanding",
                {{"months", months.to_string()},
                 {"month_count", std::to_string(months.count())},
                 {"amount_due", amount.to_display()},
                 {"late_fee", fee.to_display()}},
                {policy.transfer.arrears_blocks.citation, policy.contribution.due_day.citation,
                 policy.arrears.late_fee_per_day.citation});
}

// 医保办发〔2021〕43号:各地缴费年限累计,重复缴费的月份只计一次;实际缴费与视同缴费分别记录。
// A month paid here and deemed there is an actual one.
MergedMonths merge_months(std::span<const ContributionRecord> records) {
  MergedMonths merged;
  MonthSet seen;
  for (const ContributionRecord& record : records) {
    const MonthSet here = record.actual | record.deemed;
    merged.duplicates = merged.duplicates | (seen & here);
    seen = seen | here;
    merged.actual = merged.actual | record.actual;
  }
  merged.deemed = seen.without(merged.actual);
  return merged;
}

}  // namespace yibao::contribution
