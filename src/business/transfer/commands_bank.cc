#include "business/transfer/commands_bank.h"

#include "business/transfer/store.h"

namespace yibao::transfer {

namespace {

constexpr std::string_view kBankPurpose = "transfer.bank_account";

constexpr storage::Statement kOrdersToSend{
    "orders_to_send",
    "SELECT p.person_id, p.case_id, c.recorded_at, p.payout_id, p.region, p.amount_fen, "
    "p.bank_sealed, p.holder FROM payout AS p "
    "JOIN case_file AS c ON c.person_id = p.person_id AND c.case_id = p.case_id "
    "WHERE p.state = 'ordered' ORDER BY p.payout_id LIMIT $1"};
constexpr storage::Statement kOrdersInFile{
    "orders_in_file",
    "SELECT p.person_id, p.case_id, c.recorded_at, p.payout_id, p.region, p.amount_fen, "
    "p.bank_sealed, p.holder FROM payout AS p "
    "JOIN case_file AS c ON c.person_id = p.person_id AND c.case_id = p.case_id "
    "WHERE p.state = 'sent' AND p.file_name = $1 ORDER BY p.payout_id"};

std::vector<PayoutOrder> read_orders(const storage::Rows& rows, const storage::Vault& vault) {
  std::vector<PayoutOrder> orders;
  for (const storage::Row& row : rows) {
    PayoutOrder order;
    order.application = {PersonId(row[0].integer()), CaseId(row[1].integer())};
    order.reference = vault.outside_id(storage::IdKind::application, row[1].integer(),
                                       Instant::from_milliseconds(row[2].integer()));
    order.payout = row[3].integer();
    order.region = RegionCode(static_cast<std::int32_t>(row[4].integer()));
    order.amount = Money::fen(row[5].integer());
    order.account = BankAccount(vault.open(kBankPurpose, row[6].bytes()));
    order.holder = row[7].text();
    orders.push_back(std::move(order));
  }
  return orders;
}

}  // namespace

std::vector<PayoutOrder> orders_to_send(storage::Session& reader, const storage::Vault& vault) {
  return read_orders(reader.select(kOrdersToSend, {static_cast<std::int64_t>(kOrdersMax)}), vault);
}

std::vector<PayoutOrder> orders_in_file(const std::string& file_name, storage::Session& reader,
                                        const storage::Vault& vault) {
  return read_orders(reader.select(kOrdersInFile, {file_name}), vault);
}

MarkPayoutSent::MarkPayoutSent(const PayoutOrder& order, std::string file_name)
    : payout_(order.payout), file_name_(std::move(file_name)) {
  YB_CHECK(!file_name_.empty(), "an order in no file");
  for_case(order.application);
}

// 一笔指令只进入一个文件: whoever comes second is refused, and leaves it out.
Decision<storage::Plan> MarkPayoutSent::decide_case(const CaseFacts& known, const storage::Facts&,
                                                    const business::Context& context) const {
  const bool to_send =
      known.payout && known.payout->id == payout_ && known.payout->state == PayoutState::ordered;
  if (!to_send) return refuse("payout_not_ordered");
  Payout payout = *known.payout;
  payout.state = PayoutState::sent;
  payout.file_name = file_name_;
  Change change(known, context);
  change.plan().update(kPayout, payout_row(payout));
  change.tell("payout_sent", payout.region, context.today,
              {{"amount", payout.amount.to_display()}, {"file", file_name_}});
  return change.finish("payout_sent");
}

}  // namespace yibao::transfer
