#include "business/entitlement/queries_coverage.h"

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/entitlement/coverage.h"
#include "business/entitlement/present.h"
#include "business/entitlement/queries.h"
#include "business/entitlement/suppose.h"
#include "business/horizon.h"
#include "business/person/authorisation.h"
#include "business/pooling_region.h"
#include "business/reader_part.h"

namespace yibao::entitlement {

namespace {

constexpr int kYearFirst = 1998;
constexpr int kDefaultDays = 366;

struct Question {
  PersonId person;
  Date from;
  Date until;
  Suppositions what;
};

// The span: today and a year on, unless it is named.
void read_span(business::Reader& reader, const business::Context& context, Question& question) {
  question.person = PersonId(reader.path_id("person", storage::IdKind::person));
  question.from = reader.optional_date("from").value_or(context.today);
  question.until = reader.optional_date("until").value_or(question.from + kDefaultDays);
  question.what.horizon = question.until;
  const bool in_range = MonthSet::in_range(Month::containing(question.from) - 1) &&
                        MonthSet::in_range(Month::containing(question.until) + 1);
  if (!in_range || question.until <= question.from ||
      question.until - question.from > kCoverageDaysMax) {
    reader.add({"span_out_of_range",
                {{"member", "until"}, {"days_max", std::to_string(kCoverageDaysMax)}},
                {}});
  }
}

SupposedPayment read_payment(business::Reader& reader) {
  SupposedPayment payment;
  payment.received_on = reader.date("received_on");
  const std::optional<Month> first = reader.optional_month("month");
  const Month last = reader.optional_month("last_month").value_or(first.value_or(Month()));
  const auto year = static_cast<int>(reader.integer_or("year", kYearFirst, business::kYearLast, 0));
  const bool known = first && MonthSet::in_range(*first) && MonthSet::in_range(last) &&
                     last >= *first && last - *first < static_cast<int>(contribution::kReceiptsMax);
  if (reader.ok_so_far() && known == (year != 0)) {
    reader.add({"payment_month_or_year", {{"member", "month"}}, {}});
  } else if (known) {
    for (Month month = *first; month <= last; month = month + 1) payment.months.push_back(month);
  }
  if (year != 0) payment.year = year;
  return payment;
}

SupposedEnrolment read_enrolment(business::Reader& reader, const business::Context& context) {
  SupposedEnrolment wish;
  wish.region = reader.region("region");
  business::check_pooling_region(reader, wish.region, context);
  const std::string kind =
      reader.code("kind", {"employee", "flexible", "unemployed_fund", "resident_adult",
                           "resident_elder", "preschool_child", "student", "newborn"});
  wish.kind = enrolment::parse_enrolment_kind(kind).value_or(enrolment::EnrolmentKind::employee);
  wish.from = reader.date("from");
  wish.transferred = reader.flag("transferred");
  if (reader.ok_so_far() && !MonthSet::in_range(Month::containing(wish.from) - 1)) {
    reader.add({"member_not_date", {{"member", "from"}}, {}});
  }
  return wish;
}

Tree present_supposed(const Supposed& supposed, const Suppositions& what) {
  Tree years = Tree(Tree::List{});
  for (const int year : supposed.years) years.push(year);
  return Tree::object({{"paid_months", supposed.paid.to_string()},
                       {"paid_years", std::move(years)},
                       {"stop_on", day_or_null(what.stop_on)},
                       {"enrolments", static_cast<std::int64_t>(what.enrolments.size())},
                       {"continues", what.continues},
                       {"continued_months", supposed.continued.to_string()},
                       {"rests_on", to_tree(explain(supposed, what))},
                       {"not_taken_in", to_tree(supposed.reasons)}});
}

void set_relation(Tree& told, const enrolment::Enrolment* relation,
                  const business::Context& context) {
  if (relation == nullptr) return;
  told.set("region", relation->region.to_string());
  told.set("region_name", context.regions->name(relation->region));
  told.set("scheme", enrolment::to_text(relation->scheme));
}

Tree present_stretch(const Stretch& stretch, const business::Context& context) {
  Tree told = present_standing(stretch.standing);
  told.set("from", stretch.from.to_string());
  told.set("until", stretch.until.to_string());
  told.set("days", stretch.days());
  set_relation(told, stretch.relation, context);
  return told.set("reasons", to_tree(stretch.reasons));
}

// From when on who pays today is covered: the days that this covers retroactively are before today.
std::optional<Date> covered_from(const Question& question, const CoverageTotals& totals,
                                 ByDay& supposed, ByDay& on_record,
                                 const business::Context& context) {
  const bool pays = question.what.pay_open_on || !question.what.payments.empty();
  if (!pays || totals.covered_from != context.today) return totals.covered_from;
  return covered_back_to(context.today, supposed, on_record);
}

// The day on which it is asked as it stands on record, beside what would be.
Tree present_on_record(ByDay& on_record, const business::Context& context) {
  const ByDay::Answer today = on_record.answer_on(context.today);
  Tree told = present_standing(today.entitlement.standing);
  set_relation(told, today.relation, context);
  return told.set("reasons", to_tree(today.entitlement.reasons));
}

Decision<Tree> answer(const Question& question, const business::Context& context,
                      storage::Session& session) {
  if (const Verdict own = person::may_see(context, question.person, "enquiry", session); !own) {
    return own.refusal();
  }
  const std::optional<PersonRecord> record = load_record(question.person, context, session);
  if (!record) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  const Decision<Supposed> supposed =
      suppose(*record, question.what, *context.policies, context.today);
  if (!supposed) return supposed.refusal();
  ByDay by_day(supposed->record, *context.policies, context.today);
  ByDay on_record(*record, *context.policies, context.today);
  std::vector<Stretch> strip = strip_of(question.from, question.until, by_day);
  for (Stretch& each : strip) {
    tell_supposed(each.reasons, on_record.answer_on(each.from).entitlement.reasons);
  }
  const CoverageTotals totals = totals_of(strip, std::max(question.from, context.today));
  Tree stretches = Tree(Tree::List{});
  for (const Stretch& stretch : strip) stretches.push(present_stretch(stretch, context));
  const std::optional<Date> from = covered_from(question, totals, by_day, on_record, context);
  return Tree::object({{"from", question.from.to_string()},
                       {"until", question.until.to_string()},
                       {"asked_on", context.today.to_string()},
                       {"on_record", present_on_record(on_record, context)},
                       {"covered_from", day_or_null(from)},
                       {"covered_days", totals.covered},
                       {"partly_covered_days", totals.partly},
                       {"uncovered_days", totals.uncovered},
                       {"supposed", present_supposed(*supposed, question.what)},
                       {"stretches", std::move(stretches)}});
}

// A payment that is supposed lies ahead: what was not paid by today was not.
void read_pay_on(business::Reader& reader, const business::Context& context, Question& question) {
  question.what.pay_open_on = reader.optional_date("pay_on");
  if (question.what.pay_open_on.value_or(context.today) >= context.today) return;
  reader.add({"supposed_before_today",
              {{"member", "pay_on"}, {"day", question.what.pay_open_on->to_string()}},
              {}});
}

}  // namespace

Decision<Tree> answer_coverage(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  Question question;
  read_span(reader, context, question);
  read_pay_on(reader, context, question);
  question.what.continues = reader.flag("continues") || question.what.pay_open_on.has_value();
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return answer(question, context, session);
}

// With a supposition the months not yet due are supposed to be paid in time, unless they say not:
// otherwise no payment of today would carry cover beyond the next month.
Decision<Tree> answer_what_if(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  Question question;
  read_span(reader, context, question);
  question.what.stop_on = reader.optional_date("stop_on");
  read_pay_on(reader, context, question);
  question.what.continues = !reader.flag("stops_paying");
  using business::Reader;
  const auto items = [&](std::string_view name, auto read) {
    const Tree::List* list = reader.optional_list(name, kSupposedMax);
    if (list == nullptr) return;
    business::read_items(reader, request, context, name, *list,
                         [&](Reader& item, const business::Request&) { read(item); });
  };
  items("payments", [&](Reader& item) { question.what.payments.push_back(read_payment(item)); });
  items("enrolments",
        [&](Reader& item) { question.what.enrolments.push_back(read_enrolment(item, context)); });
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return answer(question, context, session);
}

}  // namespace yibao::entitlement
