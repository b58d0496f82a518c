#include "business/enquiry/statements.h"

#include "base/region_table.h"
#include "business/contribution/correction.h"
#include "business/contribution/store.h"
#include "business/document/queries.h"
#include "business/enquiry/credits.h"
#include "business/enquiry/sheets.h"
#include "business/enrolment/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/place.h"
#include "business/reader.h"

namespace yibao::enquiry {

namespace {

struct Asked {
  PersonId person;
  std::optional<int> year;
  std::optional<RegionCode> place;
  std::string format;
  std::string name;  // of the person

  Period period() const {
    Period period = Period::of_year(year);
    period.place = place;
    return period;
  }
};

// Who may see the person's record, and whose year.
Decision<Asked> read_asked(const business::Request& request, const business::Context& context,
                           storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  Asked asked{PersonId(reader.path_id("person", storage::IdKind::person)), {}, {}, {}, {}};
  const std::int64_t year = reader.integer_or("year", 1980, 2200, 0);
  if (year != 0) asked.year = static_cast<int>(year);
  asked.place = business::read_place(reader, context);
  asked.format = reader.code_or("format", {"csv", "xlsx", "pdf"}, "csv");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, asked.person, "enquiry", session); !may) {
    return may.refusal();
  }
  const storage::Value key[] = {storage::Value(asked.person.value())};
  const storage::Rows people = session.select_keyed(person::kPersonById, key).front();
  if (people.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  asked.name = person::read_person(people.front(), *context.vault, person::Open::nothing).name;
  return asked;
}

// The table in the format asked for. PDF and XLSX of it carry no number: they are for looking only.
Decision<Tree> download(const char* name, const char* title, const Asked& asked, const Sheet& sheet,
                        const business::Context& context) {
  std::string file = name;
  if (asked.year) file += "-" + std::to_string(*asked.year);
  if (asked.format == "csv") {
    return Tree::object({{"name", file + ".csv"}, {"content", sheet.text()}});
  }
  document::Paper paper{asked.year ? std::to_string(*asked.year) + "年" + title : title, "", {}};
  std::vector<document::Line> lines{{"姓名", asked.name}};
  if (asked.place) lines.push_back({"参保地", context.regions->full_name(*asked.place)});
  lines.push_back({"打印日期", context.today.to_string()});
  paper.lines(std::move(lines));
  paper.grid(sheet.grid());
  return document::unnumbered_print(paper, file, asked.format, context.today);
}

}  // namespace

Decision<Tree> answer_contribution_statement(const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& session) {
  const Decision<Asked> asked = read_asked(request, context, session);
  if (!asked) return asked.refusal();
  const storage::Value key[] = {storage::Value(asked->person.value())};
  const storage::Rows paid = session.select_keyed(contribution::kContributionsOf, key).front();
  const storage::Rows under = session.select_keyed(enrolment::kEnrolmentsOf, key).front();
  const storage::Rows wrong = session.select_keyed(contribution::kTakenBackWrongOf, key).front();
  const Sheet sheet = contribution_sheet({paid, under, wrong}, asked->period(), context);
  return download("contributions", "缴费记录", *asked, sheet, context);
}

Decision<Tree> answer_account_statement(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session) {
  const Decision<Asked> asked = read_asked(request, context, session);
  if (!asked) return asked.refusal();
  const storage::Value key[] = {storage::Value(asked->person.value())};
  const Sheet sheet =
      account_sheet(read_posting_lines(session.select_keyed(kPostingLinesOf, key).front()),
                    asked->period(), context);
  return download("account", "个人账户收支明细", *asked, sheet, context);
}

Decision<Tree> answer_credit_statement(const business::Request& request,
                                       const business::Context& context,
                                       storage::Session& session) {
  const Decision<Asked> asked = read_asked(request, context, session);
  if (!asked) return asked.refusal();
  Sheet sheet({"费款所属期", "统筹区", "入账日期"}, {"划入金额(元)"}, {"入账后余额(元)"});
  for (const Credit& credit : credits_of(asked->person, asked->year, session)) {
    if (!business::shows_place(asked->place, credit.region)) continue;
    sheet.add(credit.month.year(),
              {credit.month.to_string(), context.regions->name(credit.region),
               credit.happened_on.to_string()},
              {credit.amount}, {credit.balance_after});
  }
  return download("monthly-credits", "每月划账", *asked, sheet, context);
}

}  // namespace yibao::enquiry
