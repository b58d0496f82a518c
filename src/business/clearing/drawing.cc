#include "business/clearing/drawing.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/clearing/present.h"
#include "business/clearing/rules.h"
#include "business/clearing/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "calendar/calendar.h"
#include "policy/policy_set.h"

namespace yibao::clearing {

namespace {

using storage::Value;

Statement new_statement(RegionCode region, Kind kind, const std::string& party, Month month,
                        Instant cut_at, const business::Context& context) {
  Statement statement;
  statement.region = region;
  statement.id = StatementId(context.ids->next());
  statement.kind = kind;
  statement.party = party;
  statement.month = month;
  statement.cut_at = cut_at;
  statement.drawn_by = context.actor->journal_name();
  const calendar::Deadline due = payment_due(
      context.today, context.policies->on(region, context.today).settlement, *context.calendar);
  statement.due_on = due.day;
  statement.calendar_version = due.version;
  statement.recorded_at = context.now;
  return statement;
}

}  // namespace

business::CommandOrRefusal DrawStatement::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session&) {
  auto command = std::make_unique<DrawStatement>();
  auto reader = business::Reader::body(request, context);
  const std::string* code = request.path_value("institution");
  command->institution_ = code == nullptr ? "" : *code;
  const auto place = provider::region_of_code(command->institution_, *context.regions);
  command->month_ = reader.month("month");
  command->cut_at_ = context.now;
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (!place) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", command->institution_}});
  }
  command->region_ = *place;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> DrawStatement::subjects() const {
  return {storage::Subject::region(region_)};
}

void DrawStatement::need(storage::Needs& needs) const {
  needs.add(provider::kInstitutionOfCode, Value(institution_));
  needs.add(kStatementsOfParty, Value(institution_));
}

void DrawStatement::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  const std::vector<Statement> all =
      read_statements(facts.rows(kStatementsOfParty, Value(institution_)));
  const Decision<Before> before = find_before(all, month_);
  Statement wanted;
  wanted.month = month_;
  wanted.cut_at = cut_at_;
  const Cover cover = cover_of(wanted, before ? before->statement : nullptr);
  needs.add(kBillSums, parameters_of(institution_, cover));
  needs.add(kPostingSums, parameters_of(ledger_name(institution_), cover));
}

Verdict DrawStatement::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> DrawStatement::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  const auto institution =
      provider::institution_of(facts.rows(provider::kInstitutionOfCode, Value(institution_)));
  if (!institution) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", institution_}});
  }
  const policy::SettlementPolicy& policy = context.policies->on(region_, context.today).settlement;
  if (const Verdict over = check_month(month_, policy, context.today); !over) {
    return over.refusal();
  }
  const std::vector<Statement> all =
      read_statements(facts.rows(kStatementsOfParty, Value(institution_)));
  const Decision<Before> before = find_before(all, month_);
  if (!before) return before.refusal();
  Statement statement =
      new_statement(region_, Kind::institution, institution_, month_, cut_at_, context);
  statement.number = number_of(region_, month_, institution_, before->refused);
  statement.carried = carried_from(before->statement);
  std::vector<Share> shares = sum_shares(facts.rows(kBillSums), facts.rows(kPostingSums),
                                         *context.regions, statement.bills);
  if (shares.empty() && statement.carried.is_zero()) {
    return refuse("clearing_nothing", {{"month", month_.to_string()}});
  }
  storage::Plan plan;
  plan.event = "clearing_drawn";
  for (Share& share : shares) {
    share.region = region_;
    share.statement = statement.id;
    statement.settlements += share.settlements;
    statement.postings += share.postings;
    statement.fund += share.fund;
    statement.account += share.account;
  }
  plan.insert(kStatement, statement_row(statement));
  for (const Share& share : shares) plan.insert(kShare, share_row(share));
  plan.answer = present_statement(statement, shares, context);
  return plan;
}

namespace {

// Nothing is owed between the two, or nothing that was approved yet.
Refusal nothing_open(const storage::Rows& waiting, Month month) {
  if (waiting.empty()) return refuse("clearing_nothing", {{"month", month.to_string()}});
  return refuse("clearing_waits_for_statement", {{"month", month.to_string()},
                                                 {"number", waiting.front()[0].text()},
                                                 {"count", std::to_string(waiting.size())}});
}

}  // namespace

business::CommandOrRefusal DrawRegions::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<DrawRegions>();
  auto reader = business::Reader::body(request, context);
  const RegionCode one = reader.region("region");
  const RegionCode other = reader.region("with");
  command->month_ = reader.month("month");
  command->cut_at_ = context.now;
  if (reader.ok_so_far()) {
    const RegionCode a = context.regions->pooling_region(one);
    const RegionCode b = context.regions->pooling_region(other);
    if (a == b || a.is_none() || b.is_none()) {
      reader.add({"clearing_same_region", {{"member", "with"}}, {}});
    }
    command->lower_ = a < b ? a : b;
    command->higher_ = a < b ? b : a;
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> DrawRegions::subjects() const {
  return {storage::Subject::region(lower_), storage::Subject::region(higher_)};
}

void DrawRegions::need(storage::Needs& needs) const {
  needs.add(kStatementsOfParty, Value(higher_.to_string()));
  needs.add(kOpenShares, {lower_.value(), higher_.value(), month_.index()});
  needs.add(kWaitingShares, {lower_.value(), higher_.value(), month_.index()});
}

Verdict DrawRegions::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.region == higher_) return Nothing{};
  return business::may_act_at(actor, lower_);
}

Decision<storage::Plan> DrawRegions::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const policy::SettlementPolicy& policy = context.policies->on(lower_, context.today).settlement;
  if (const Verdict over = check_month(month_, policy, context.today); !over) {
    return over.refusal();
  }
  std::vector<Statement> all =
      read_statements(facts.rows(kStatementsOfParty, Value(higher_.to_string())));
  std::erase_if(all, [&](const Statement& each) { return each.region != lower_; });
  const Decision<Before> before = find_before(all, month_);
  if (!before) return before.refusal();
  const storage::Rows& open = facts.rows(kOpenShares);
  if (open.empty()) return nothing_open(facts.rows(kWaitingShares), month_);
  Statement statement =
      new_statement(lower_, Kind::region, higher_.to_string(), month_, cut_at_, context);
  statement.number = number_of(lower_, month_, higher_.to_string(), before->refused);
  storage::Plan plan;
  plan.event = "clearing_drawn";
  std::vector<Share> shares;
  for (const storage::Row& row : open) {
    Share share = read_share(row);
    share.pair = statement.id;
    statement.settlements += share.settlements;
    statement.postings += share.postings;
    if (share.debtor == lower_) {
      statement.fund += share.fund;
      statement.account += share.account;
    } else {
      statement.counter += share.owed();
    }
    plan.update(kShare, share_row(share));
    shares.push_back(share);
  }
  plan.insert(kStatement, statement_row(statement));
  plan.answer = present_statement(statement, shares, context);
  return plan;
}

}  // namespace yibao::clearing
