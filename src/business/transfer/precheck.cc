#include "business/transfer/precheck.h"

#include <algorithm>
#include <utility>

#include "business/contribution/rules.h"
#include "business/hold/rules.h"

namespace yibao::transfer {

namespace {

using Obstacles = std::vector<Reason>;

Fact origin_fact(const PrecheckFacts& facts) {
  return {"origin", facts.origin.to_string()};
}
Fact target_fact(const PrecheckFacts& facts) {
  return {"target", facts.target.to_string()};
}

Category category(const PrecheckFacts& facts) {
  return category_of(facts.at_origin ? facts.at_origin->scheme : facts.origin_scheme,
                     facts.at_target ? facts.at_target->scheme : Scheme::employee);
}

// 职工医保参保人员(不含退休人员)和居民医保参保人员,跨统筹地区流动的,可以申请转移接续。
// (43号,适用范围)
void check_person(const PrecheckFacts& facts, Obstacles& found) {
  if (facts.died_on && *facts.died_on <= facts.today) {
    found.push_back({"person_died", {{"died_on", facts.died_on->to_string()}}, {}});
  }
  if (facts.origin == facts.target) {
    found.push_back({"same_region", {origin_fact(facts)}, {}});
  }
  if (facts.retired_on && *facts.retired_on <= facts.today) {
    found.push_back(
        {"retiree_not_transferable", {{"retired_on", facts.retired_on->to_string()}}, {}});
  }
  if (facts.another_running) found.push_back({"transfer_running_already", {}, {}});
}

// 对方经办机构未接入平台的,由接入的一方凭函件登记(N-24);两方都没有接入的,这里没有人经办。
void check_agencies(const PrecheckFacts& facts, Obstacles& found) {
  if (facts.origin_on_system || facts.target_on_system) return;
  found.push_back({"neither_agency_on_system",
                   {origin_fact(facts),
                    target_fact(facts),
                    {"origin_contact", facts.origin_contact},
                    {"target_contact", facts.target_contact}},
                   {}});
}

// 转出地主要校验是否已中止参保(43号);居民医保的状态到当年 12 月 31 日为止本来就是正常,不以此为由
// (1.10 之 9)。
void check_participation_at_origin(const PrecheckFacts& facts, Obstacles& found) {
  if (!facts.at_origin) {
    found.push_back({"origin_no_relation", {origin_fact(facts)}, {}});
    return;
  }
  const enrolment::Enrolment& relation = *facts.at_origin;
  if (!relation.participates_on(facts.today) || category(facts) == Category::b) return;
  const Fact since{"since", relation.started_on.to_string()};
  if (!relation.suspended_on) {
    found.push_back({"origin_still_active", {origin_fact(facts), since}, {}});
    return;
  }
  // 已办理停保、尚未生效的,不必再找原单位: the day alone has to come.
  found.push_back(
      {"origin_active_until",
       {origin_fact(facts), since, {"suspended_on", relation.suspended_on->to_string()}},
       {}});
}

// 无欠费(S0:6)。单位欠费由单位清偿,本人无法补缴;是否因此不予受理,由转出地政策决定(1.10 之 5)。
// An appeal that was won against a refusal for it overrules what was due when it was decided.
void check_arrears(const PrecheckFacts& facts, const policy::RegionPolicy& origin,
                   Obstacles& found) {
  std::vector<contribution::Arrears> owed = facts.arrears;
  std::erase_if(owed, [&](const contribution::Arrears& each) {
    return facts.arrears_overruled_on && each.due_on <= *facts.arrears_overruled_on;
  });
  const Verdict verdict = contribution::check_no_arrears(owed, origin);
  if (verdict) return;
  Reason reason = verdict.refusal().reasons.front();
  std::string employers;
  for (const std::string& name : facts.arrears_employers) {
    employers += (employers.empty() ? "" : "、") + name;
  }
  reason.facts.push_back({"employers", employers});
  found.push_back(std::move(reason));
}

// 个人账户处于正常状态(S0:6):身份变更未更新、冻结的不予受理;挂失、断缴不影响;转移本身的封存不算(C-09)。
void check_holds(const PrecheckFacts& facts, const policy::RegionPolicy& origin, Obstacles& found) {
  std::vector<hold::Hold> others;
  for (const hold::Hold& hold : facts.holds) {
    if (hold.cause != hold::HoldCause::transfer) others.push_back(hold);
  }
  const Verdict verdict = hold::transfer_verdict(others, origin);
  if (verdict) return;
  const std::vector<Reason>& reasons = verdict.refusal().reasons;
  found.insert(found.end(), reasons.begin(), reasons.end());
}

// 按日认定:
// 已申报减员、尚未生效的,在转入地仍然参保;但办结期限之前就要停保的,转移会随停保终止,不予受理。
void check_leaving_at_target(const PrecheckFacts& facts, Obstacles& found) {
  const std::optional<Date>& leaves_on = facts.at_target->suspended_on;
  if (facts.at_target->is_active() || !leaves_on || *leaves_on > facts.done_by) return;
  found.push_back({"target_leaving_reported",
                   {target_fact(facts),
                    {"suspended_on", leaves_on->to_string()},
                    {"done_by", facts.done_by.to_string()}},
                   {}});
}

// 居民之间转移的,当年待遇享受期内原则上不转移:先在转入地参加下一年度居民医保,进入待遇享受期后再申请
// (43号,B 类)。判断的是转入地的待遇期是否已经开始(1.10 之 9)。
void check_benefit_period(const PrecheckFacts& facts, const policy::RegionPolicy& target,
                          Obstacles& found) {
  const policy::Cited<bool>& next_year = target.transfer.resident_next_year_only;
  if (!next_year.value) return;
  const std::optional<Date>& begins = facts.target_benefits_from;
  const bool to_begin = facts.today < facts.at_target->started_on && !facts.participates_at_target;
  if (!begins && !to_begin) {
    found.push_back({"target_benefit_year_unpaid",
                     {target_fact(facts), {"benefit_year", std::to_string(facts.today.year())}},
                     {next_year.citation}});
  } else if (to_begin || facts.today < *begins) {
    const Date starts = std::max(facts.at_target->started_on, begins.value_or(facts.today));
    found.push_back({"target_benefit_period_not_begun",
                     {target_fact(facts), {"starts_on", starts.to_string()}},
                     {next_year.citation}});
  }
}

// 转入地主要校验是否已按规定参保(43号)。
void check_participation_at_target(const PrecheckFacts& facts, const policy::RegionPolicy& target,
                                   Obstacles& found) {
  if (!facts.at_target) {
    found.push_back({"target_not_enrolled", {target_fact(facts)}, {}});
    return;
  }
  check_leaving_at_target(facts, found);
  if (category(facts) == Category::b) return check_benefit_period(facts, target, found);
  const Date starts = facts.at_target->started_on;
  if (facts.today < starts && !facts.participates_at_target) {
    found.push_back(
        {"target_not_enrolled_yet", {target_fact(facts), {"starts_on", starts.to_string()}}, {}});
  }
}

// 南京:转入时在本市正常参保且当月缴费已足额到账。
void check_current_month(const PrecheckFacts& facts, const policy::RegionPolicy& target,
                         Obstacles& found) {
  const policy::Cited<bool>& rule = target.transfer.require_current_month_paid;
  if (!rule.value || facts.target_month_paid || !facts.at_target) return;
  found.push_back({"target_current_month_unpaid",
                   {target_fact(facts), {"month", Month::containing(facts.today).to_string()}},
                   {rule.citation}});
}

bool certificate_required(const PrecheckFacts& facts, const policy::RegionPolicy& origin) {
  switch (origin.transfer.require_certificate.value) {
    case policy::CertificateRule::never:
      return false;
    case policy::CertificateRule::counter_only:
      return facts.desk == Desk::counter;
    case policy::CertificateRule::always:
      return true;
  }
  return true;
}

Reason about_certificate(const char* code, RegionCode origin, const policy::RegionPolicy& policy) {
  return {code,
          {{"origin", origin.to_string()}},
          {policy.transfer.require_certificate.citation,
           policy.transfer.certificate_valid_months.citation}};
}

// 线上办理不再提交,窗口办理出示(C-06)。
void check_certificate(const PrecheckFacts& facts, const policy::RegionPolicy& origin,
                       Obstacles& found) {
  if (facts.certificate == CertificateStanding::not_presented) {
    if (certificate_required(facts, origin)) {
      found.push_back(about_certificate("certificate_missing", facts.origin, origin));
    }
  } else if (auto wrong = wrong_certificate(facts.certificate, facts.origin, origin)) {
    found.push_back(std::move(*wrong));
  }
}

}  // namespace

// 参保凭证自打印之日起三个月内有效,重新出具的,以前的作废。
std::optional<Reason> wrong_certificate(CertificateStanding standing, RegionCode origin,
                                        const policy::RegionPolicy& policy) {
  switch (standing) {
    case CertificateStanding::not_presented:
    case CertificateStanding::on_paper:
    case CertificateStanding::valid:
      return std::nullopt;
    case CertificateStanding::expired:
      return about_certificate("certificate_expired", origin, policy);
    case CertificateStanding::void_:
      return about_certificate("certificate_void", origin, policy);
    case CertificateStanding::of_another:
      return about_certificate("certificate_of_another", origin, policy);
    case CertificateStanding::unknown:
      return about_certificate("certificate_unknown", origin, policy);
  }
  return std::nullopt;
}

std::vector<Reason> find_obstacles(const PrecheckFacts& facts, const Policies& policies) {
  Obstacles found;
  check_person(facts, found);
  check_agencies(facts, found);
  if (facts.origin_on_system) {
    check_participation_at_origin(facts, found);
    check_arrears(facts, policies.origin, found);
  }
  check_holds(facts, policies.origin, found);
  if (facts.target_on_system) {
    check_participation_at_target(facts, policies.target, found);
    check_current_month(facts, policies.target, found);
  }
  check_certificate(facts, policies.origin, found);
  if (facts.needs_bank_account && !facts.bank_account_given) {
    found.push_back({"bank_account_missing", {origin_fact(facts)}, {}});
  }
  return found;
}

std::vector<Reason> explain_acceptance(const PrecheckFacts& facts, const Policies& policies) {
  std::vector<Reason> reasons;
  if (!facts.origin_on_system) {
    reasons.push_back({"origin_checked_on_paper", {origin_fact(facts)}, {}});
  } else if (facts.at_origin->suspended_on) {
    reasons.push_back(
        {"origin_suspended",
         {origin_fact(facts), {"suspended_on", facts.at_origin->suspended_on->to_string()}},
         {}});
  }
  if (facts.origin_on_system && facts.arrears.empty()) {
    reasons.push_back(
        {"no_arrears", {origin_fact(facts)}, {policies.origin.transfer.arrears_blocks.citation}});
  }
  if (!facts.arrears.empty() && facts.arrears_overruled_on) {
    reasons.push_back({"arrears_overruled",
                       {origin_fact(facts),
                        {"decided_on", facts.arrears_overruled_on->to_string()},
                        {"count", std::to_string(facts.arrears.size())}},
                       {policies.origin.transfer.arrears_blocks.citation}});
  }
  if (!facts.target_on_system) {
    reasons.push_back({"target_checked_on_paper", {target_fact(facts)}, {}});
  } else {
    reasons.push_back({"target_enrolled",
                       {target_fact(facts), {"since", facts.at_target->started_on.to_string()}},
                       {}});
  }
  return reasons;
}

}  // namespace yibao::transfer
