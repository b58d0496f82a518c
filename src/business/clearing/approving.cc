#include "business/clearing/approving.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/access.h"
#include "business/agency/store.h"
#include "business/clearing/moving.h"
#include "business/clearing/rules.h"
#include "business/clearing/store.h"

namespace yibao::clearing {

namespace {

using storage::Value;

constexpr std::size_t kWhyMax = 200;

}  // namespace

Verdict StatementCommand::read_request(const business::Request& request,
                                       const business::Context& context,
                                       storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const std::string* number = request.path_value("statement");
  const auto found = number == nullptr ? std::nullopt : find_statement(*number, session);
  if (found) {
    known_ = *found;
  } else {
    reader.add({"not_found", {{"member", "statement"}}, {}}, RefusalKind::not_found);
  }
  read(reader);
  return reader.finish();
}

std::vector<storage::Subject> StatementCommand::subjects() const {
  return subjects_of(known_);
}

void StatementCommand::need(storage::Needs& needs) const {
  needs.add(kStatementOfNumber, Value(known_.number));
  if (known_.kind == Kind::institution) {
    needs.add(kAccountsOfInstitution, Value(known_.party));
  } else {
    const RegionCode payee = known_.region_pays() ? known_.other_region() : known_.region;
    needs.add(agency::kAgencyOf, Value(payee.value()));
  }
}

Verdict StatementCommand::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (known_.kind == Kind::region && actor.region == known_.other_region()) return Nothing{};
  return business::may_act_at(actor, known_.region);
}

Decision<storage::Plan> StatementCommand::decide(const storage::Facts& facts,
                                                 const business::Context& context) const {
  const std::vector<Statement> found =
      read_statements(facts.rows(kStatementOfNumber, Value(known_.number)));
  YB_CHECK(found.size() == 1, "a statement that is gone");
  return decide_on(found.front(), facts, context);
}

Decision<Statement> StatementCommand::with_payee(Statement statement, const storage::Facts& facts,
                                                 const business::Context& context) const {
  if (statement.kind == Kind::institution) {
    const std::vector<PayeeAccount> accounts =
        read_accounts(facts.rows(kAccountsOfInstitution, Value(statement.party)));
    const auto account = std::ranges::find(accounts, AccountState::confirmed, &PayeeAccount::state);
    if (account == accounts.end()) {
      return refuse("clearing_account_missing", {{"party", statement.party}});
    }
    statement.payee_holder = account->holder;
    statement.payee_sealed = account->bank_sealed;
    return statement;
  }
  const RegionCode payee = statement.region_pays() ? statement.other_region() : statement.region;
  const storage::Rows& rows = facts.rows(agency::kAgencyOf, Value(payee.value()));
  const std::optional<agency::Agency> agency =
      rows.empty() ? std::nullopt : std::optional(agency::read_agency(rows.front()));
  if (!agency || agency->bank_account.empty()) {
    return refuse("clearing_account_missing", {{"party", context.regions->full_name(payee)}});
  }
  statement.payee_holder = agency->bank_account_name;
  statement.payee_sealed = context.vault->seal(kPayeePurpose, agency->bank_account).data;
  return statement;
}

Decision<storage::Plan> ApproveStatement::decide_on(Statement statement,
                                                    const storage::Facts& facts,
                                                    const business::Context& context) const {
  const Approver approver{context.actor->journal_name(), context.actor->region};
  const Decision<Event> event = approval_of(statement, approver);
  if (!event) return event.refusal();
  if (*event == Event::approve_first) {
    statement.first_by = approver.name;
    statement.first_region = approver.region;
    return move_statement(statement, *event, context);
  }
  statement.second_by = approver.name;
  if (*event == Event::approve) {
    const Decision<Statement> payable = with_payee(statement, facts, context);
    if (!payable) return payable.refusal();
    statement = *payable;
  }
  return move_statement(statement, *event, context);
}

void RefuseStatement::need(storage::Needs& needs) const {
  StatementCommand::need(needs);
  if (known().kind == Kind::region) needs.add(kSharesOfPair, Value(known().id.value()));
}

void RefuseStatement::read(business::Reader& reader) {
  why_ = reader.text("why", kWhyMax);
}

Decision<storage::Plan> RefuseStatement::decide_on(Statement statement, const storage::Facts& facts,
                                                   const business::Context& context) const {
  if (!statement.is_open()) {
    return refuse("clearing_not_open", {{"state", std::string(to_text(statement.state))}});
  }
  statement.why = why_;
  storage::Plan plan = move_statement(statement, Event::refuse, context);
  if (statement.kind == Kind::institution) return plan;
  for (Share share : read_shares(facts.rows(kSharesOfPair, Value(statement.id.value())))) {
    share.pair = {};
    plan.update(kShare, share_row(share));
  }
  return plan;
}

Decision<storage::Plan> PayStatementAgain::decide_on(Statement statement,
                                                     const storage::Facts& facts,
                                                     const business::Context& context) const {
  if (statement.state != State::returned) {
    return refuse("clearing_not_returned", {{"state", std::string(to_text(statement.state))}});
  }
  Decision<Statement> payable = with_payee(std::move(statement), facts, context);
  if (!payable) return payable.refusal();
  Statement again = std::move(payable).value();
  ++again.attempt;
  again.file_name.clear();
  return move_statement(again, Event::pay_again, context);
}

}  // namespace yibao::clearing
