#include "business/transfer/sheet_writing.h"

#include <algorithm>

#include "base/region_table.h"
#include "base/tree_text.h"
#include "business/casework/shown.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/pooling_region.h"
#include "business/reader.h"
#include "business/second_eyes.h"
#include "business/transfer/papers.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

Tree place_tree(RegionCode place, Scheme scheme, const RegionTable& regions) {
  return Tree::object({{"region", place.to_string()},
                       {"region_name", regions.full_name(place)},
                       {"scheme", std::string(contribution::to_text(scheme))}});
}

// 转出地知道的: the relation on record there. An agency on no system writes months and money only.
void set_origin_record(Tree& content, const CaseFacts& known, const Transfer& transfer,
                       const storage::Facts& facts, const business::Context& context) {
  const enrolment::Enrolment* relation =
      enrolment::with_ordinal(known.person.enrolments, transfer.origin_enrolment);
  if (relation == nullptr) return;
  content.set("account_type", static_cast<int>(relation->account_type));
  content.set("state", std::string(enrolment::to_text(relation->state)));
  content.set("periods", periods_tree(known.person, transfer.origin));
  content.set("bases", bases_tree(known.person, transfer.origin));
  const BenefitPeriod benefit = benefit_period(known.person, *relation, facts, context);
  if (benefit.since) content.set("benefits_since", benefit.since->to_string());
  if (benefit.last_day) content.set("benefits_last_day", benefit.last_day->to_string());
}

void set_money(Tree& content, const CaseFacts& known, const Transfer& transfer, Money balance,
               Date today) {
  content.set("account_moves", transfer.route == Route::move);
  content.set("balance_fen", balance.fen());
  content.set("balance", balance.to_display());
  content.set("balance_capitals", balance.to_chinese_capitals());
  if (balance.is_zero() || !transfer.origin_on_system()) return;
  const BalanceByYear years =
      split_by_year(balance, known.person.postings, transfer.origin, today.year());
  content.set("balance_this_year_fen", years.this_year.fen());
  content.set("balance_last_year_fen", years.last_year.fen());
  content.set("balance_earlier_fen", years.earlier.fen());
}

// 户籍、经办人、审核人: what is not known is left out. Who has approved and written the sheet alone
// is who has handled it; nobody at the origin has reviewed it, which the target does.
void set_household_and_hands(Tree& content, const CaseFacts& known, const Transfer& transfer,
                             const NewSheet& sheet, const business::Context& context) {
  const auto set = [&](const char* name, std::string text) {
    if (text.empty() && known.sheet) text = text_of(known.sheet->content, name);
    if (!text.empty()) content.set(name, std::move(text));
  };
  set("household_kind", sheet.household.kind);
  set("household_address", sheet.household.address);
  set("handled_by", std::string(business::staff_number(context.actor->journal_name())));
  const bool alone =
      business::is_same_officer(transfer.origin_approved_by, context.actor->journal_name());
  if (alone) return;
  set("reviewed_by", std::string(business::staff_number(transfer.origin_approved_by)));
}

// 姓名、证件、关系、缴费月份、个人账户余额、两地经办机构 (domain 1.1.1), and nothing of the pooled
// fund. The numbers are masked here: who must read them opens the person's sealed ones.
Tree content_of(const CaseFacts& known, const Transfer& transfer, const NewSheet& sheet,
                const storage::Facts& facts, const business::Context& context) {
  const person::Person& person = known.person.person;
  const contribution::MergedMonths months = months_of(sheet.lines);
  Tree content = Tree::object(
      {{"name", person.name},
       {"identity_kind", std::string(to_string(person.identity_kind))},
       {"identity_number", mask_identity(person.identity_number)},
       {"birth_date", person.birth_date.to_string()},
       {"sex", std::string(person.sex == Sex::male ? "male" : "female")},
       {"phone", mask_phone(person.phone)},
       {"insurance_number", insurance_number(person, context)},
       {"origin", place_tree(transfer.origin, transfer.origin_scheme, *context.regions)},
       {"target", place_tree(transfer.target, transfer.target_scheme, *context.regions)},
       {"months", lines_tree(sheet.lines)},
       {"months_actual", months.actual.count()},
       {"months_deemed", months.deemed.count()},
       {"months_total", months.all().count()}});
  set_origin_record(content, known, transfer, facts, context);
  set_money(content, known, transfer, sheet.balance, context.today);
  content.set("origin_agency", agency_tree(facts, transfer.origin));
  content.set("target_agency", agency_tree(facts, transfer.target));
  set_household_and_hands(content, known, transfer, sheet, context);
  content.set("case_number", casework::case_number(transfer.id, known.file.recorded_at, context));
  content.set("made_on", context.today.to_string());
  return content;
}

MonthSet up_to(const MonthSet& months, Month last) {
  MonthSet kept;
  for (const Month month : months.to_vector()) {
    if (month <= last) kept.insert(month, month);
  }
  return kept;
}

}  // namespace

// A resident pays the whole year ahead: what lies behind the end of participation, or in the
// future, is not taken over.
std::vector<SheetLine> lines_from_records(const PersonFacts& person, RegionCode origin,
                                          int origin_enrolment, Date today) {
  Month last = Month::containing(today);
  const enrolment::Enrolment* relation =
      enrolment::with_ordinal(person.enrolments, origin_enrolment);
  if (relation != nullptr && relation->scheme == Scheme::resident && relation->suspended_on) {
    last = std::min(last, Month::containing(*relation->suspended_on - 1));
  }
  const auto own = [&](Scheme scheme) {
    contribution::ContributionRecord record =
        contribution::paid_months(person.contributions, person.enrolments, origin, scheme);
    record.actual = up_to(record.actual, last);
    record.deemed = up_to(record.deemed, last);
    return record;
  };
  return lines_of({own(Scheme::employee), own(Scheme::resident)}, person.recognised, origin);
}

std::vector<SheetLine> lines_from_records(const CaseFacts& known, Date today) {
  return lines_from_records(known.person, known.transfer.origin, known.transfer.origin_enrolment,
                            today);
}

std::vector<SheetLine> lines_new_to(std::span<const SheetLine> lines, const PersonFacts& person,
                                    RegionCode target) {
  const auto known = [&](Scheme scheme) {
    const contribution::ContributionRecord records[] = {
        contribution::paid_months(person.contributions, person.enrolments, target, scheme),
        contribution::recognised_at(person.recognised, target, scheme)};
    return contribution::merge_months(records).all();
  };
  return lines_new_to(lines, KnownMonths{known(Scheme::employee), known(Scheme::resident)});
}

Money balance_on_sheet(const CaseFacts& known, const Transfer& transfer) {
  if (transfer.route != Route::move) return Money();
  if (!has_not_left(transfer.money)) return transfer.amount;
  if (transfer.money != MoneyState::reserved) return Money();
  return known.person.account_at(transfer.origin).balance;
}

void write_sheet(Change& change, const CaseFacts& known, const NewSheet& sheet,
                 const storage::Facts& facts, const business::Context& context) {
  Transfer& transfer = change.edit();
  transfer.sheet_version += 1;
  const Tree content = content_of(known, transfer, sheet, facts, context);
  change.plan().insert(
      kInformationSheet,
      {transfer.person.value(), transfer.id.value(), transfer.sheet_version, content.to_json(),
       sheet.balance.fen(), context.actor->journal_name(), context.today.days(),
       sheet.correction.empty() ? storage::Value() : storage::Value(sheet.correction),
       context.now.milliseconds()});
  change.set_sheet({transfer.sheet_version, sheet.lines, sheet.balance, sheet.correction, content,
                    context.actor->journal_name()});
}

namespace {

constexpr std::string_view kLineMembers[] = {"paid_at", "first", "last", "kind", "scheme"};

void refuse_unknown_members(business::Reader& reader, const Tree& item) {
  if (item.members() == nullptr) return;
  for (const auto& [name, value] : *item.members()) {
    if (std::ranges::find(kLineMembers, name) != std::end(kLineMembers)) continue;
    reader.add({"member_unknown",
                {{"member", name}, {"nearest", "paid_at, first, last, kind, scheme"}},
                {}});
  }
}

// 统筹区: of no other place there is a fund that could have been paid into.
RegionCode read_paid_at(business::Reader& reader, RegionCode place,
                        const business::Context& context) {
  if (!context.regions->exists(place)) {
    reader.add({"region_unknown", {{"member", "paid_at"}, {"region", place.to_string()}}, {}});
  }
  return business::covering_region(reader, place, context);
}

// None where the line cannot be read.
std::optional<WrittenLine> read_line(const Tree& item) {
  const auto text = [&](std::string_view name) -> std::string {
    const Tree* member = item.find(name);
    return member != nullptr && member->text() != nullptr ? *member->text() : std::string();
  };
  const auto place = RegionCode::parse(text("paid_at"));
  const auto first = Month::parse(text("first"));
  const auto last = Month::parse(text("last"));
  const std::string kind = text("kind");
  const auto scheme = enrolment::parse_scheme(text("scheme"));
  const bool scheme_is_word = scheme || item.find("scheme") == nullptr;
  if (!place || !first || !last || !scheme_is_word) return std::nullopt;
  if (kind != "actual" && kind != "deemed") return std::nullopt;
  return WrittenLine{{*place, *first, *last, kind == "deemed"}, scheme};
}

}  // namespace

std::vector<WrittenLine> read_sheet_lines(business::Reader& reader, const Tree::List& list,
                                          const business::Context& context) {
  std::vector<WrittenLine> lines;
  int number = 0;
  for (const Tree& item : list) {
    ++number;
    refuse_unknown_members(reader, item);
    std::optional<WrittenLine> written = read_line(item);
    if (!written) {
      reader.add({"sheet_line_unreadable", {{"line", std::to_string(number)}}, {}});
      continue;
    }
    written->line.paid_at = read_paid_at(reader, written->line.paid_at, context);
    lines.push_back(*written);
  }
  return lines;
}

WrittenFor written_for(const CaseFacts& known, const business::Context& context) {
  const policy::RegionPolicy& policy =
      context.policies->on(known.transfer.origin, *known.file.accepted_on);
  return {known.person.person.birth_date, policy.enrolment.working_age, context.today};
}

std::vector<SheetLine> lines_under(std::span<const WrittenLine> written, Scheme of_case) {
  std::vector<SheetLine> lines;
  for (const WrittenLine& each : written) {
    lines.push_back(each.line);
    lines.back().scheme = each.scheme.value_or(of_case);
  }
  return lines;
}

}  // namespace yibao::transfer
