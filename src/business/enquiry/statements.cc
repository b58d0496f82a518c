#include "business/enquiry/statements.h"

#include <algorithm>
#include <array>

#include "base/region_table.h"
#include "business/contribution/store.h"
#include "business/enquiry/credits.h"
#include "business/enquiry/sheet.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::enquiry {

namespace {

struct Asked {
  PersonId person;
  std::optional<int> year;
};

// Who may see the person's record, and whose year.
Decision<Asked> read_asked(const business::Request& request, const business::Context& context,
                           storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  Asked asked{PersonId(reader.path_id("person", storage::IdKind::person)), {}};
  const std::int64_t year = reader.integer_or("year", 1980, 2200, 0);
  if (year != 0) asked.year = static_cast<int>(year);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, asked.person, "enquiry", session); !may) {
    return may.refusal();
  }
  const storage::Value key[] = {storage::Value(asked.person.value())};
  if (session.select_keyed(person::kPersonById, key).front().empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  return asked;
}

Tree download(const char* name, const Asked& asked, std::string content) {
  std::string file = name;
  if (asked.year) file += "-" + std::to_string(*asked.year);
  return Tree::object({{"name", file + ".csv"}, {"content", std::move(content)}});
}

std::string words_of(contribution::ReceiptKind kind) {
  switch (kind) {
    case contribution::ReceiptKind::normal:
      return "正常缴费";
    case contribution::ReceiptKind::refund:
      return "退费";
    case contribution::ReceiptKind::supplementary:
      return "补缴";
    case contribution::ReceiptKind::deemed:
      return "视同缴费";
  }
  return {};
}

// What was given back is taken off.
Money signed_amount(const contribution::Contribution& row, Money amount) {
  return row.kind == contribution::ReceiptKind::refund ? Money() - amount : amount;
}

}  // namespace

Decision<Tree> answer_contribution_statement(const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& session) {
  const Decision<Asked> asked = read_asked(request, context, session);
  if (!asked) return asked.refusal();
  const storage::Value key[] = {storage::Value(asked->person.value())};
  const auto enrolments =
      enrolment::read_enrolments(session.select_keyed(enrolment::kEnrolmentsOf, key).front());
  Sheet sheet({"费款所属期", "统筹区", "险种", "缴费类别", "缴费基数(元)", "到账日期"},
              {"个人缴费(元)", "单位缴费(元)"});
  for (const contribution::Contribution& row : contribution::read_contributions(
           session.select_keyed(contribution::kContributionsOf, key).front())) {
    if (asked->year && row.month.year() != *asked->year) continue;
    const enrolment::Enrolment* under = enrolment::with_ordinal(enrolments, row.enrolment);
    YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
    const bool employee = under->scheme == enrolment::Scheme::employee;
    sheet.add(row.month.year(),
              {row.month.to_string(), context.regions->name(under->region),
               employee ? "职工医保" : "居民医保", words_of(row.kind), row.base.to_yuan(),
               row.received_on.to_string()},
              {signed_amount(row, row.personal), signed_amount(row, row.employer)});
  }
  return download("contributions", *asked, sheet.text());
}

Decision<Tree> answer_credit_statement(const business::Request& request,
                                       const business::Context& context,
                                       storage::Session& session) {
  const Decision<Asked> asked = read_asked(request, context, session);
  if (!asked) return asked.refusal();
  Sheet sheet({"费款所属期", "统筹区", "入账日期", "入账后余额(元)"}, {"划入金额(元)"});
  for (const Credit& credit : credits_of(asked->person, asked->year, session)) {
    sheet.add(credit.month.year(),
              {credit.month.to_string(), context.regions->name(credit.region),
               credit.happened_on.to_string(), credit.balance_after.to_yuan()},
              {credit.amount});
  }
  return download("monthly-credits", *asked, sheet.text());
}

}  // namespace yibao::enquiry
