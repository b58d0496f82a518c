#include "business/contribution/correction.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/application/change.h"
#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/payout/form.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

namespace {

using application::Asked;
using application::Change;
using storage::Column;
using storage::ColumnType;

constexpr Column kCorrectionColumns[] = {{"person_id", ColumnType::integer},
                                         {"case_id", ColumnType::integer},
                                         {"month", ColumnType::integer},
                                         {"corrected_serial", ColumnType::integer},
                                         {"refund_serial", ColumnType::integer},
                                         {"new_serial", ColumnType::integer},
                                         {"credit_before_fen", ColumnType::integer},
                                         {"credit_after_fen", ColumnType::integer},
                                         {"posting_id", ColumnType::integer},
                                         {"entry_id", ColumnType::integer}};

constexpr int kOrdinalMax = 10'000;

// What the account was given for a receipt: nothing for deemed months, months from papers, or
// without an account.
Money credit_of(const Contribution& paid, const enrolment::Enrolment& under,
                const policy::RegionPolicy& policy) {
  if (paid.kind == ReceiptKind::deemed || !credits_account(under, paid.month)) return {};
  return assess_month(under.kind, paid.base, policy).credit;
}

int next_serial(Month month, std::span<const Contribution> rows) {
  int serial = 0;
  for (const Contribution& row : rows) {
    if (row.month == month) serial = std::max(serial, row.serial + 1);
  }
  return serial;
}

Contribution right_one(const Correction& wish, const Contribution& wrong,
                       const enrolment::Enrolment& under, const policy::RegionPolicy& policy) {
  Contribution right = wrong;
  right.kind = *wish.kind;
  if (right.kind == ReceiptKind::deemed) {
    right.base = right.personal = right.employer = Money();
    return right;
  }
  const Assessment assessed = assess_month(under.kind, wish.base.value_or(wrong.base), policy);
  right.base = assessed.base;
  right.personal = assessed.personal;
  right.employer = assessed.employer + assessed.fund;
  return right;
}

bool same(const Contribution& a, const Contribution& b) {
  return a.kind == b.kind && a.base == b.base && a.personal == b.personal &&
         a.employer == b.employer;
}

std::optional<ReceiptKind> kind_of(const std::string& text) {
  if (text == "normal") return ReceiptKind::normal;
  if (text == "supplementary") return ReceiptKind::supplementary;
  if (text == "deemed") return ReceiptKind::deemed;
  return std::nullopt;  // not_paid
}

Correction wish_of(const Tree& form) {
  Correction wish;
  wish.month = *Month::parse(payout::form_text(form, "month"));
  wish.enrolment = static_cast<int>(*form.find("enrolment")->integer());
  wish.kind = kind_of(payout::form_text(form, "kind"));
  if (const Tree* base = form.find("base_fen")) wish.base = Money::fen(*base->integer());
  return wish;
}

struct Loaded {
  std::vector<enrolment::Enrolment> enrolments;
  std::vector<Contribution> contributions;
  account::Account account;
};

Loaded load(const Asked& asked, const Correction& wish) {
  Loaded loaded;
  loaded.enrolments =
      enrolment::read_enrolments(asked.facts.rows(enrolment::kEnrolmentsOf, asked.person));
  loaded.contributions = read_contributions(asked.facts.rows(kContributionsOf, asked.person));
  const enrolment::Enrolment* under = enrolment::with_ordinal(loaded.enrolments, wish.enrolment);
  loaded.account = account::account_at(
      account::read_accounts(asked.facts.rows(account::kAccountsOf, asked.person)), asked.person,
      under != nullptr ? under->region : asked.region);
  return loaded;
}

Decision<Corrected> correct(const Asked& asked, const Loaded& loaded, const Correction& wish) {
  return correct_month(
      wish,
      {loaded.enrolments, loaded.contributions, loaded.account.available(), asked.context.today},
      *asked.context.policies);
}

// The difference of the two credits, as one posting of the month; none where they are equal.
std::optional<PostingId> post_difference(const Corrected& corrected, account::Account account,
                                         Change& change) {
  if (corrected.credit_before == corrected.credit_after) return std::nullopt;
  const bool more = corrected.credit_after > corrected.credit_before;
  const Money amount = more ? corrected.credit_after - corrected.credit_before
                            : corrected.credit_before - corrected.credit_after;
  const PostingId posting =
      account::post(change.plan(), account, amount,
                    {more ? account::PostingCode::monthly_credit : account::PostingCode::closed_out,
                     "contribution:" + account.region.to_string(),
                     change.context().today,
                     corrected.wrong.month,
                     {},
                     {}},
                    change.context());
  account::save(change.plan(), account);
  return posting;
}

}  // namespace

const storage::Table kContributionCorrection{
    124, "contribution_correction",       kCorrectionColumns, 2, storage::Owner::person,
    0,   storage::Mutability::append_only};

const storage::KeyedSelect kTakenBackWrongOf{
    "contributions_taken_back_wrong",
    "SELECT person_id, month, refund_serial FROM contribution_correction WHERE person_id {key} "
    "ORDER BY person_id, month, refund_serial"};

bool takes_back_wrong(const Contribution& row, const storage::Rows& taken_back_wrong) {
  return std::ranges::any_of(taken_back_wrong, [&](const storage::Row& each) {
    return each[1].integer() == row.month.index() && each[2].integer() == row.serial;
  });
}

// 缴费记录有误的,经复核后更正;已划入个人账户的,按更正后的基数补划或者收回。
Decision<Corrected> correct_month(const Correction& wish, const CorrectionFacts& facts,
                                  const policy::PolicySet& policies) {
  const enrolment::Enrolment* under = enrolment::with_ordinal(facts.enrolments, wish.enrolment);
  const std::vector<Fact> named{{"month", wish.month.to_string()}};
  if (under == nullptr) return refuse("month_not_paid", named);
  if (under->scheme == Scheme::resident) return refuse("resident_pays_by_year");
  const std::vector<Contribution> standing = standing_receipts(facts.contributions);
  const auto wrong = std::ranges::find_if(standing, [&](const Contribution& each) {
    return each.month == wish.month && each.enrolment == wish.enrolment;
  });
  if (wrong == standing.end()) return refuse("month_not_paid", named);
  const policy::RegionPolicy& policy = policies.on(under->region, wish.month.first_day());

  Corrected corrected;
  corrected.wrong = *wrong;
  corrected.credit_before = credit_of(*wrong, *under, policy);
  corrected.taken_back = *wrong;
  corrected.taken_back.kind = ReceiptKind::refund;
  corrected.taken_back.serial = next_serial(wish.month, facts.contributions);
  corrected.taken_back.received_on = facts.today;
  if (wish.kind) {
    Contribution right = right_one(wish, *wrong, *under, policy);
    if (right.kind != ReceiptKind::deemed && right.base.is_zero()) {
      return refuse("base_missing", named);
    }
    if (same(right, *wrong)) return refuse("nothing_to_correct", named);
    right.serial = corrected.taken_back.serial + 1;
    corrected.credit_after = credit_of(right, *under, policy);
    corrected.right = right;
  }
  if (corrected.credit_before > corrected.credit_after + facts.available) {
    return refuse(
        "correction_credit_spent",
        {{"month", wish.month.to_string()},
         {"to_give_back", (corrected.credit_before - corrected.credit_after).to_display()},
         {"available", facts.available.to_display()}});
  }
  return corrected;
}

std::vector<business::Field> CorrectionService::fields() const {
  using business::FieldKind;
  return {{"enrolment", FieldKind::integer, true, "参保关系序号"},
          {"month", FieldKind::month, true, "费款所属期"},
          {"kind", FieldKind::text, true,
           "正确的种类:normal、supplementary、deemed,或者 not_paid(实际未缴)"},
          {"base_fen", FieldKind::fen, false, "正确的缴费基数(分),默认不变"},
          {"why", FieldKind::text, true, "更正的原因和依据"}};
}

void CorrectionService::read_form(business::Reader& reader, const business::Context&,
                                  Tree& form) const {
  form.set("enrolment", reader.integer("enrolment", 1, kOrdinalMax));
  const Month month = reader.month("month");
  if (reader.ok_so_far() && !MonthSet::in_range(month)) {
    reader.add({"member_not_month", {{"member", "month"}}, {}});
  }
  form.set("month", month.to_string());
  form.set("kind", reader.code("kind", {"normal", "supplementary", "deemed", "not_paid"}));
  if (const std::optional<Money> base = reader.optional_fen("base_fen")) {
    form.set("base_fen", base->fen());
  }
  form.set("why", reader.text("why", 200));
}

void CorrectionService::need(storage::Needs& needs, PersonId person, RegionCode,
                             const Tree&) const {
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(kContributionsOf, person);
  needs.add(account::kAccountsOf, person);
}

application::Assessment CorrectionService::assess(const Asked& asked) const {
  const policy::RecordPolicy& policy = asked.policy().record;
  const Correction wish = wish_of(asked.form);
  const Loaded loaded = load(asked, wish);
  application::Assessment assessment;
  const enrolment::Enrolment* under = enrolment::with_ordinal(loaded.enrolments, wish.enrolment);
  if (under != nullptr && under->region != asked.region) {
    // 由缴费所在的经办机构更正。
    assessment.obstacles.push_back(
        {"correction_of_another_place", {{"region", under->region.to_string()}}, {}});
  }
  const Decision<Corrected> corrected = correct(asked, loaded, wish);
  if (!corrected) {
    const std::vector<Reason>& reasons = corrected.refusal().reasons;
    assessment.obstacles.insert(assessment.obstacles.end(), reasons.begin(), reasons.end());
  }
  assessment.materials = policy.correction_materials.value;
  assessment.material_citations = {policy.correction_materials.citation};
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = policy.correction_working_days;
  assessment.subject = wish.month.to_string();
  if (corrected) {
    assessment.reasons.push_back({"correction_difference",
                                  {{"month", wish.month.to_string()},
                                   {"credit_before", corrected->credit_before.to_display()},
                                   {"credit_after", corrected->credit_after.to_display()}},
                                  {}});
  }
  return assessment;
}

Verdict CorrectionService::carry_out(const Asked& asked, Change& change) const {
  const Correction wish = wish_of(asked.form);
  const Loaded loaded = load(asked, wish);
  Decision<Corrected> decided = correct(asked, loaded, wish);
  if (!decided) return decided.refusal();
  Corrected corrected = std::move(decided).value();
  const std::int64_t entry = asked.context.entry_id;
  corrected.taken_back.entry_id = entry;
  change.plan().insert(kContribution, contribution_row(corrected.taken_back));
  if (corrected.right) {
    corrected.right->entry_id = entry;
    change.plan().insert(kContribution, contribution_row(*corrected.right));
  }
  const std::optional<PostingId> posting = post_difference(corrected, loaded.account, change);
  change.plan().insert(
      kContributionCorrection,
      {asked.person.value(), asked.id.value(), wish.month.index(), corrected.wrong.serial,
       corrected.taken_back.serial,
       corrected.right ? storage::Value(corrected.right->serial) : storage::Value(),
       corrected.credit_before.fen(), corrected.credit_after.fen(),
       posting ? storage::Value(posting->value()) : storage::Value(), entry});
  const std::vector<Fact> facts{{"month", wish.month.to_string()},
                                {"credit_before", corrected.credit_before.to_display()},
                                {"credit_after", corrected.credit_after.to_display()}};
  change.tell("contribution_corrected", facts);
  change.notify("contribution_corrected", facts);
  return Nothing{};
}

}  // namespace yibao::contribution
