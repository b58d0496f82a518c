#include "business/payout/queries.h"

#include "base/secret.h"
#include "business/access.h"
#include "business/application/store.h"
#include "business/casework/store.h"
#include "business/payout/store.h"
#include "business/reader.h"

namespace yibao::payout {

namespace {

constexpr storage::Statement kPayoutsOfCase{
    "payouts_of_case",
    "SELECT person_id, payout_id, region, case_id, amount_fen, bank_sealed, holder, state, "
    "file_name, recorded_at, code, replaces FROM payout WHERE case_id = $1 ORDER BY payout_id "
    "LIMIT 100"};

// The applicant, or an officer of the agency that decides.
Verdict may_see(const business::Actor& actor, CaseId id, storage::Session& session) {
  const Refusal unknown = refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
  const std::optional<PersonId> owner = casework::owner_of(id, session);
  if (!owner) return unknown;
  const storage::Value key[] = {storage::Value(owner->value())};
  const auto application = application::find_application(
      session.select_keyed(application::kApplicationsOf, key).front(), id);
  if (!application) return unknown;
  if (actor.is_officer() && !business::may_act_at(actor, application->region)) return unknown;
  if (actor.is(business::Role::participant) && actor.person() != *owner) return unknown;
  return Nothing{};
}

Tree present(const Payout& payout, const business::Context& context) {
  return Tree::object({{"payout", context.vault->outside_id(storage::IdKind::payout, payout.id,
                                                            payout.recorded_at)},
                       {"amount_fen", payout.amount.fen()},
                       {"amount", payout.amount.to_display()},
                       {"holder", payout.holder},
                       {"bank_account", mask_bank_account(BankAccount(context.vault->open(
                                            kBankPurpose, storage::Bytes{payout.bank_sealed})))},
                       {"state", std::string(to_text(payout.state))},
                       {"ordered_on", payout.recorded_at.date().to_string()}});
}

}  // namespace

Decision<Tree> answer_payouts(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const CaseId id(reader.path_id("case", storage::IdKind::application));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = may_see(*context.actor, id, session); !may) return may.refusal();
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(kPayoutsOfCase, {id.value()})) {
    list.push(present(read_payout(row), context));
  }
  return Tree::object({{"payouts", std::move(list)}});
}

}  // namespace yibao::payout
