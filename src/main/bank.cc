#include "main/bank.h"

#include <array>

#include "business/casework/store.h"
#include "business/clearing/orders.h"
#include "business/clearing/store.h"
#include "business/payout/ledger.h"
#include "business/payout/orders.h"
#include "business/payout/store.h"
#include "main/exchange.h"

namespace yibao::main {

namespace {

constexpr RowWords kResultWords{"bank_result_done", "bank_result_already"};

std::string begin_content() {
  return std::string(csv::kByteOrderMark) +
         csv::write_record({"业务编号", "收款账号", "收款户名", "金额", "付款地", "用途"});
}

std::string content_of(const std::vector<payout::PayoutOrder>& orders) {
  std::string content = begin_content();
  for (const payout::PayoutOrder& order : orders) {
    content += csv::write_record({order.reference, order.account.reveal(), order.holder,
                                  order.amount.to_yuan(), order.region.to_string(),
                                  "医保个人账户余额支付"});
  }
  return content;
}

class Sender : public FileSender {
 public:
  using FileSender::FileSender;

  Tree told() const {
    return Tree::object({{"files", files()},
                         {"orders", orders_},
                         {"amount_fen", amount_.fen()},
                         {"left_out", left_out()}});
  }
  std::int64_t orders() const { return orders_; }
  Money amount() const { return amount_; }

 protected:
  std::string_view prefix() const override { return "payouts"; }
  std::size_t at_most() const override { return payout::kOrdersMax; }
  std::size_t load() override {
    waiting_ = payout::orders_to_send(reader(), installation().vault());
    return waiting_.size();
  }
  std::unique_ptr<business::Command> mark(std::size_t order, const std::string& file) override {
    return std::make_unique<payout::MarkSent>(waiting_.at(order), file);
  }
  std::int64_t id_of(std::size_t order) const override { return waiting_.at(order).payout; }
  std::string content_of(const std::string& file) override {
    const auto orders = payout::orders_in_file(file, reader(), installation().vault());
    orders_ += static_cast<std::int64_t>(orders.size());
    for (const payout::PayoutOrder& order : orders) amount_ += order.amount;
    return orders.empty() ? "" : main::content_of(orders);
  }
  std::vector<std::string> unanswered_files() override {
    return payout::unanswered_files(reader());
  }

 private:
  std::vector<payout::PayoutOrder> waiting_;
  std::int64_t orders_ = 0;
  Money amount_;
};

// 清算款: what agencies pay institutions and each other, in files of their own.
class ClearingSender : public FileSender {
 public:
  using FileSender::FileSender;

  std::int64_t orders() const { return orders_; }
  Money amount() const { return amount_; }

 protected:
  std::string_view prefix() const override { return "clearing"; }
  std::size_t at_most() const override { return clearing::kOrdersMax; }
  std::size_t load() override {
    waiting_ = clearing::orders_to_send(reader(), installation().vault());
    return waiting_.size();
  }
  std::unique_ptr<business::Command> mark(std::size_t order, const std::string& file) override {
    return std::make_unique<clearing::MarkSent>(waiting_.at(order).statement, file);
  }
  std::int64_t id_of(std::size_t order) const override {
    return waiting_.at(order).statement.id.value();
  }
  std::string content_of(const std::string& file) override {
    const auto orders = clearing::orders_in_file(file, reader(), installation().vault());
    if (orders.empty()) return "";
    std::string content = begin_content();
    for (const clearing::ClearingOrder& order : orders) {
      const clearing::Statement& statement = order.statement;
      content += csv::write_record({statement.bank_reference(), order.account.reveal(),
                                    statement.payee_holder, statement.to_pay().to_yuan(),
                                    statement.payer().to_string(), "医保费用清算"});
      amount_ += statement.to_pay();
      ++orders_;
    }
    return content;
  }
  std::vector<std::string> unanswered_files() override {
    return clearing::unanswered_files(reader());
  }

 private:
  std::vector<clearing::ClearingOrder> waiting_;
  std::int64_t orders_ = 0;
  Money amount_;
};

enum Place : std::size_t { kReference, kResult, kReason, kAmount, kAccount, kHolder, kRegion };

constexpr std::array<csv::Column, 8> kResultColumns{{
    {"reference", "业务编号", true, {}},
    {"result", "结果", true, {"处理结果"}},
    {"reason", "原因", false, {"退汇原因", "失败原因"}},
    {"amount", "金额", false, {}},
    {"account", "收款账号", false, {}},
    {"holder", "收款户名", false, {}},
    {"region", "付款地", false, {}},
    {"purpose", "用途", false, {}},
}};

std::optional<std::string> result_code(std::string_view text) {
  if (text == "paid" || text == "成功" || text == "已支付") return "paid";
  if (text == "returned" || text == "退汇" || text == "退回" || text == "失败") return "returned";
  return std::nullopt;
}

constexpr std::size_t kTail = 4;
std::string tail_of(const std::string& account) {
  return account.substr(account.size() - std::min(account.size(), kTail));
}

// As banks write it: with spaces, or masked but for its end.
bool is_same_account(std::string told, const std::string& ordered) {
  std::erase(told, ' ');
  const std::size_t masked = told.rfind('*');
  if (masked == std::string::npos) return told == ordered;
  const std::string end = told.substr(masked + 1);
  return ordered.ends_with(end) && ordered.starts_with(told.substr(0, told.find('*')));
}

// Where an order is paid from; what the bank leaves out is not compared.
Verdict check_place(RegionCode ordered, const csv::Columns& columns, const csv::Record& record) {
  const std::string& told = columns.value(record, kRegion);
  if (told.empty() || told == ordered.to_string()) return Nothing{};
  return refuse("bank_place_differs",
                {{"place_told", told}, {"place_ordered", ordered.to_string()}});
}

business::Actor the_bank() {
  business::Actor actor;
  actor.role = business::Role::bank;
  actor.channel = "bank";
  actor.name = "bank";
  return actor;
}

class Receiver : public RowReceiver {
 public:
  Receiver(Installation& installation, const BankResults& results)
      : RowReceiver(installation,
                    {results.file, results.report, "bank", kResultWords, kResultColumns},
                    the_bank()),
        parse_transfer_(parse_of("transfer.payout_result")),
        parse_application_(parse_of("payout.result")) {}

 protected:
  business::CommandOrRefusal command_of(const csv::Columns& columns, const csv::Record& record,
                                        const business::Context& context) override {
    const std::string& reference = columns.value(record, kReference);
    const std::optional<std::string> result = result_code(columns.value(record, kResult));
    if (!result) {
      return refuse(RefusalKind::malformed, "import_value_wrong",
                    {{"column", "结果"}, {"expected", "成功 或 退汇"}});
    }
    if (const auto statement = clearing::find_ordered(reference, reader())) {
      if (!statement->payee_sealed.empty()) {
        const Verdict ours =
            check_payee({clearing::kPayeePurpose, statement->payee_sealed, statement->payee_holder},
                        columns, record);
        if (!ours) return ours.refusal();
        const Verdict place = check_place(statement->payer(), columns, record);
        if (!place) return place.refusal();
      }
      return business::CommandOrRefusal(std::make_unique<clearing::RecordResult>(
          *statement,
          clearing::BankAnswer{reference, *result == "paid", columns.value(record, kReason),
                               columns.value(record, kAmount)}));
    }
    const Decision<Order> order = find_order(reference);
    if (!order) return order.refusal();
    if (!order->payout) return refuse("bank_order_not_sent", {{"reference", reference}});
    if (const Verdict sent = payout::check_sent(*order->payout, reference); !sent) {
      return sent.refusal();
    }
    if (const Verdict ours = check_order(*order->payout, columns, record); !ours) {
      return ours.refusal();
    }
    business::Request request;
    request.method = "POST";
    request.path_values = {{order->path_value, reference}};
    request.body = Tree::object({{"result", *result}});
    const std::string& why = columns.value(record, kReason);
    if (!why.empty()) request.body.set("why", why);
    return order->parse(request, context, reader());
  }

 private:
  using Parse = business::CommandOrRefusal (*)(const business::Request&, const business::Context&,
                                               storage::Session&);
  // What a reference names, and the command that takes the bank's answer to it.
  struct Order {
    std::optional<payout::Payout> payout;
    std::string path_value;
    Parse parse;
  };

  static Parse parse_of(std::string_view name) {
    for (const business::Endpoint& each : all_endpoints()) {
      if (each.name == name) return each.command;
    }
    YB_CHECK(false, "no endpoint for the bank's results");
  }

  std::vector<payout::Payout> payouts_of(PersonId person, CaseId id) {
    const storage::Value key[] = {storage::Value(person.value())};
    return payout::payouts_of(reader().select_keyed(payout::kPayoutsOf, key).front(), id);
  }

  // A transfer's order goes under the number of its case, an application's under its own.
  Decision<Order> find_order(const std::string& reference) {
    Order order{std::nullopt, "payout", parse_application_};
    if (const auto id = installation().vault().inside_id(storage::IdKind::payout, reference)) {
      if (const auto key = payout::find_key(id->id, reader())) {
        for (payout::Payout& each : payouts_of(key->person, key->application)) {
          if (each.id == id->id) order.payout = std::move(each);
        }
        return order;
      }
    }
    const auto key = casework::find_case(reference, installation().vault(), reader());
    if (!key) {
      return refuse(RefusalKind::not_found, "bank_reference_unknown", {{"reference", reference}});
    }
    std::vector<payout::Payout> all = payouts_of(key->person, key->id);
    if (!all.empty()) order.payout = std::move(all.back());
    order.path_value = "case";
    order.parse = parse_transfer_;
    return order;
  }

  // The bank answers what it was sent: the amount, from where, and to whom. What it leaves out is
  // not compared.
  Verdict check_order(const payout::Payout& payout, const csv::Columns& columns,
                      const csv::Record& record) {
    const std::string& amount = columns.value(record, kAmount);
    if (!amount.empty() && Money::parse_yuan(amount) != payout.amount) {
      return refuse("bank_amount_differs",
                    {{"amount", amount}, {"ordered", payout.amount.to_display()}});
    }
    if (const Verdict place = check_place(payout.region, columns, record); !place) return place;
    return check_payee({payout::kBankPurpose, payout.bank_sealed, payout.holder}, columns, record);
  }

  struct Payee {
    std::string_view purpose;  // under which the account is sealed
    const std::string& sealed;
    const std::string& holder;
  };
  Verdict check_payee(const Payee& payee, const csv::Columns& columns, const csv::Record& record) {
    const std::string& account = columns.value(record, kAccount);
    const std::string ordered = installation().vault().open(payee.purpose, {payee.sealed});
    const std::string& holder = columns.value(record, kHolder);
    const bool same = (account.empty() || is_same_account(account, ordered)) &&
                      (holder.empty() || holder == payee.holder);
    if (same) return Nothing{};
    return refuse("bank_payee_differs", {{"ordered", tail_of(ordered)}});
  }

  Parse parse_transfer_;
  Parse parse_application_;
};

void write(FileSender& sender, bool again) {
  if (again) {
    sender.write_again();
  } else {
    sender.run();
  }
}

}  // namespace

int bank_send(Installation& installation, const Tree& arguments, Console& console) {
  const std::string folder = text_argument(arguments, "folder");
  const bool again = flag_argument(arguments, "again");
  Tree told;
  std::int64_t left_out = 0;
  {
    Sender sender(installation, folder);
    write(sender, again);
    told = sender.told();
    left_out = sender.left_out();
  }
  ClearingSender clearing(installation, folder);
  write(clearing, again);
  left_out += clearing.left_out();
  Tree files = *told.find("files");
  for (const Tree& name : *clearing.files().list()) files.push(name);
  told.set("files", files);
  told.set("clearing_orders", clearing.orders());
  told.set("clearing_amount_fen", clearing.amount().fen());
  told.set("left_out", left_out);
  if (flag_argument(arguments, "json")) {
    console.out << told.to_json() << "\n";
    return left_out == 0 ? kDone : kRefused;
  }
  for (const Tree& name : *files.list()) console.out << folder << "/" << *name.text() << "\n";
  const auto say = [&](std::string_view code, const std::vector<Fact>& facts) {
    console.out << words_asked(installation, arguments).words(code, facts).detail << "\n";
  };
  say("bank_orders_written",
      {{"count", std::to_string(integer_argument(told, "orders"))},
       {"amount", Money::fen(integer_argument(told, "amount_fen")).to_display()}});
  if (clearing.orders() > 0) {
    say("bank_clearing_written",
        {{"count", std::to_string(clearing.orders())}, {"amount", clearing.amount().to_display()}});
  }
  if (left_out > 0) say("bank_orders_left", {{"count", std::to_string(left_out)}});
  return left_out == 0 ? kDone : kRefused;
}

int bank_receive(Installation& installation, const Tree& arguments, Console& console) {
  Receiver receiver(installation,
                    {text_argument(arguments, "file"), text_argument(arguments, "report")});
  return receive_rows(receiver, installation, arguments, console);
}

std::span<const csv::Column> bank_result_columns() {
  return kResultColumns;
}

}  // namespace yibao::main
