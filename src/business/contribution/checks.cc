#include "business/contribution/checks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "business/account/store.h"
#include "business/contribution/arrears_notices.h"
#include "business/contribution/checks_amounts.h"
#include "business/contribution/checks_employer.h"
#include "business/contribution/correction.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/rules.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/late_record/store.h"
#include "business/person/store.h"
#include "business/scan.h"

namespace yibao::contribution {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Rows;

// The region and the scheme of an enrolment, by its ordinal.
struct Place {
  std::int64_t region;
  std::string scheme;
};
using Places = std::map<std::int64_t, Place>;

Places places_of(const Rows& enrolments) {
  Places places;
  for (const Row& row : enrolments) {
    places[row[1].integer()] = {row[2].integer(), row[3].text()};
  }
  return places;
}

// A month of one place and one scheme. Elsewhere it may be paid as well: then it counts once
// and nothing is stored that says so.
using PaidMonth = std::tuple<std::int64_t, std::string, std::int64_t>;

// The receipts of a person in order of month and serial: a refund takes back what the same
// enrolment paid, any other row pays.
void check_person(const Rows& contributions, const Places& places, Findings& findings) {
  std::map<PaidMonth, std::int64_t> paid;  // → the enrolment that paid it
  for (const Row& row : contributions) {
    const auto place = places.find(row[3].integer());
    if (place == places.end()) {
      findings.add(kContribution, row, "was paid under an enrolment that is not there");
      continue;
    }
    const PaidMonth month{place->second.region, place->second.scheme, row[1].integer()};
    const auto standing = paid.find(month);
    if (row[4].integer() == static_cast<int>(ReceiptKind::refund)) {
      if (standing == paid.end() || standing->second != row[3].integer()) {
        findings.add(kContribution, row, "refunds a month that was not paid");
      } else {
        paid.erase(standing);
      }
    } else if (!paid.emplace(month, row[3].integer()).second) {
      findings.add(kContribution, row, "pays a month that was paid already");
    }
  }
}

// 出生以前没有可缴的月份: a resident's year is one of the twelve months, whenever in it the child
// was born, so the year counts.
void check_births(const Rows& contributions, const Rows& people, Findings& findings) {
  if (people.empty()) return;
  const int born = Date::from_days(static_cast<std::int32_t>(people.front()[3].integer())).year();
  for (const Row& row : contributions) {
    const Month month = Month::from_index(static_cast<std::int32_t>(row[1].integer()));
    if (month.year() < born) findings.add(kContribution, row, "lies before the year of birth");
  }
}

void check_months(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kContribution, &enrolment::kEnrolment, &person::kPerson});
  while (people.next()) {
    const Rows& contributions = people.rows(kContribution);
    check_person(contributions, places_of(people.rows(enrolment::kEnrolment)), findings);
    check_births(contributions, people.rows(person::kPerson), findings);
  }
}

// A notice names an employer of its region, and came after the due day of its month.
void check_notices(const CheckContext& context, Findings& findings) {
  business::Scan notices(context, kArrearsNotice);
  while (notices.peek() != nullptr) {
    const Row row = notices.take();
    const storage::Value employer[] = {row[0], row[1]};
    if (!business::find_row(context, enrolment::kEmployer, employer)) {
      findings.add(kArrearsNotice, row, "its employer is not there");
    }
    const Month month = Month::from_index(static_cast<std::int32_t>(row[2].integer()));
    const RegionCode region(static_cast<std::int32_t>(row[0].integer()));
    const Date due = due_on(month, context.policies.on(region, month.first_day()).contribution);
    if (row[8].integer() != due.days()) {
      findings.add(kArrearsNotice, row, business::differs("due_on", row[8].integer(), due.days()));
    }
    if (row[9].integer() <= due.days()) {
      findings.add(kArrearsNotice, row, "noticed_on does not lie behind the due day");
    }
  }
}

// The receipt of a serial number among a person's rows; null where there is none.
const Row* receipt(const Rows& contributions, const storage::Value& month,
                   const storage::Value& serial) {
  for (const Row& row : contributions) {
    if (row[1] == month && row[2] == serial) return &row;
  }
  return nullptr;
}

// 更正: names the receipt that was wrong, the row that takes back just that, the row in its place;
// the posting is the difference of the two credits.
void check_correction(const business::Walk& people, const Row& row, Findings& findings) {
  const Rows& paid = people.rows(kContribution);
  const Row* wrong = receipt(paid, row[2], row[3]);
  const Row* taken_back = receipt(paid, row[2], row[4]);
  if (wrong == nullptr || taken_back == nullptr ||
      (*taken_back)[4].integer() != static_cast<int>(ReceiptKind::refund) ||
      (*taken_back)[3] != (*wrong)[3] || (*taken_back)[5] != (*wrong)[5]) {
    findings.add(kContributionCorrection, row, "does not take back the receipt that it names");
    return;
  }
  const Row* right = row[5].is_null() ? nullptr : receipt(paid, row[2], row[5]);
  if (!row[5].is_null() && (right == nullptr || (*right)[3] != (*wrong)[3])) {
    findings.add(kContributionCorrection, row, "the receipt in its place is not there");
  }
  const std::int64_t difference = row[7].integer() - row[6].integer();
  std::int64_t posted = 0;
  for (const Row& posting : people.rows(account::kPosting)) {
    if (row[8].is_null() || posting[1] != row[8] || posting[9] != row[2]) continue;
    posted = posting[3].text() == "credit" ? posting[5].integer() : -posting[5].integer();
  }
  if (posted != difference) {
    findings.add(kContributionCorrection, row,
                 business::differs("the difference posted", posted, difference));
  }
}

void check_corrections(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kContributionCorrection, &kContribution, &account::kPosting});
  while (people.next()) {
    for (const Row& row : people.rows(kContributionCorrection)) {
      check_correction(people, row, findings);
    }
  }
}

// 多缴: of a month that begins after participation under its enrolment had ended.
void check_overpayments(const CheckContext& context, Findings& findings) {
  business::Scan rows(context, kOverpayment);
  while (rows.peek() != nullptr) {
    const Row row = rows.take();
    const auto ended = business::read_or_find(kOverpayment, row, findings, [&](const Row& each) {
      const Overpayment overpaid = read_overpayments({each}).front();
      const storage::Value person[] = {each[0]};
      const auto enrolments = enrolment::read_enrolments(
          context.session.select_keyed(enrolment::kEnrolmentsOf, person).front());
      const enrolment::Enrolment* under = enrolment::with_ordinal(enrolments, overpaid.enrolment);
      return under != nullptr && under->suspended_on &&
             *under->suspended_on <= overpaid.month.first_day();
    });
    if (ended && !*ended) {
      findings.add(kOverpayment, row, "participation had not ended by its month");
    }
  }
}

// 视同缴费认定: what was approved stands as that many months.
void check_deemed(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&late_record::kLateRecord, &kContribution});
  while (people.next()) {
    for (const Row& row : people.rows(late_record::kLateRecord)) {
      if (row[2].text() != "deemed" || row[17].is_null()) continue;
      const auto month = [](const storage::Value& day) {
        return Month::containing(Date::from_days(static_cast<std::int32_t>(day.integer()))).index();
      };
      const auto months = std::ranges::count_if(people.rows(kContribution), [&](const Row& each) {
        return each[4].integer() == static_cast<int>(ReceiptKind::deemed) &&
               each[1].integer() >= month(row[9]) && each[1].integer() < month(row[10]);
      });
      if (months < row[17].integer()) {
        findings.add(late_record::kLateRecord, row,
                     business::differs("deemed months", row[17].integer(), months));
      }
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {
      {"late_deemed", "视同缴费都经另一人复核,月份齐全", &check_deemed},
      {"months_once", "每个费款所属期在一地同一险种只缴一次,不在出生年份以前,退费有据",
       &check_months},
      {"contribution_amounts", "每月费款、划账可由缴费基数和当月政策重新算出", &check_amounts},
      {"refunds", "退给缴费方的,都有同时退回的月份", &check_refunds},
      {"arrears_notices", "欠费通知的单位属于本统筹区,且在截止日之后", &check_notices},
      {"corrections", "缴费记录的更正有据,差额已补划或者收回", &check_corrections},
      {"employer_payments", "单位缴费分文不差,每笔分配都有本人的到账", &check_employer_payments},
      {"overpayments", "多缴的款项都在停保之后", &check_overpayments},
      {"late_fees", "随到账计收的滞纳金与到账记录相符", &check_late_fees}};
}

}  // namespace yibao::contribution
