#include "main/bank.h"

#include <algorithm>
#include <array>
#include <iostream>

#include "adapters/bank/folder.h"
#include "adapters/csv/columns.h"
#include "business/casework/store.h"
#include "business/payout/orders.h"
#include "business/payout/store.h"
#include "main/import/flight.h"
#include "main/import/report.h"
#include "main/installation.h"
#include "storage/digest.h"

namespace yibao::main {

namespace {

constexpr RowWords kResultWords{"bank_result_done", "bank_result_already"};
constexpr std::size_t kResultsInFlight = 1'000;

std::string content_of(const std::vector<payout::PayoutOrder>& orders) {
  std::string content(csv::kByteOrderMark);
  content += csv::write_record({"业务编号", "收款账号", "收款户名", "金额", "付款地", "用途"});
  for (const payout::PayoutOrder& order : orders) {
    content += csv::write_record({order.reference, order.account.reveal(), order.holder,
                                  order.amount.to_yuan(), order.region.to_string(),
                                  "医保个人账户余额支付"});
  }
  return content;
}

class Sender {
 public:
  Sender(Installation& installation, const std::string& folder)
      : installation_(installation), folder_(folder), reader_(installation.database().reader()) {}

  // What an earlier run has begun, then everything that is ordered.
  void run() {
    for (const std::string& name : folder_.unfinished()) finish(name);
    while (send_file()) {
    }
  }

  Tree told() const {
    return Tree::object({{"files", files_},
                         {"orders", orders_},
                         {"amount_fen", amount_.fen()},
                         {"left_out", left_out_}});
  }
  const Tree& files() const { return files_; }
  std::int64_t orders() const { return orders_; }
  Money amount() const { return amount_; }
  std::int64_t left_out() const { return left_out_; }

 private:
  // False when there is nothing more to send.
  bool send_file() {
    const std::vector<payout::PayoutOrder> orders =
        payout::orders_to_send(*reader_, installation_.vault());
    if (orders.empty()) return false;
    const Instant now = installation_.clock().now();
    const std::string name = "payouts-" + now.date().to_string() + "-" +
                             storage::to_hex(storage::random_bytes(6)) + ".csv";
    folder_.begin(name);
    const std::size_t marked = mark(orders, name, now);
    left_out_ += static_cast<std::int64_t>(orders.size() - marked);
    finish(name);
    return marked > 0 && orders.size() == payout::kOrdersMax;
  }

  std::size_t mark(const std::vector<payout::PayoutOrder>& orders, const std::string& name,
                   Instant now) {
    Flight flight(installation_.dispatcher());
    for (const payout::PayoutOrder& order : orders) {
      service::Job job;
      job.command = std::make_unique<payout::MarkSent>(order, name);
      job.actor.role = business::Role::system;
      job.now = now;
      job.instance = "bank:" + name;
      job.trace_id = storage::to_hex(storage::random_bytes(16));
      job.key_digest = {
          storage::short_digest("bank_send\n" + name + "\n" + std::to_string(order.payout))};
      job.body_digest = job.key_digest;
      flight.launch(std::move(job));
    }
    const std::vector<service::Outcome>& outcomes = flight.land();
    return static_cast<std::size_t>(std::ranges::count_if(
        outcomes, [](const service::Outcome& each) { return each.status < 400; }));
  }

  void finish(const std::string& name) {
    const std::vector<payout::PayoutOrder> orders =
        payout::orders_in_file(name, *reader_, installation_.vault());
    if (orders.empty()) return folder_.abandon(name);
    folder_.publish(name, content_of(orders));
    files_.push(name);
    orders_ += static_cast<std::int64_t>(orders.size());
    for (const payout::PayoutOrder& order : orders) amount_ += order.amount;
  }

  Installation& installation_;
  bank::Folder folder_;
  std::unique_ptr<storage::Session> reader_;
  Tree files_ = Tree(Tree::List{});
  std::int64_t orders_ = 0;
  Money amount_;
  std::int64_t left_out_ = 0;  // somebody else was faster, or a fault: still ordered
};

enum Place : std::size_t { kReference, kResult, kReason, kAmount };

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

class Receiver {
 public:
  Receiver(Installation& installation, const BankResults& results)
      : installation_(installation),
        facts_(csv::examine(results.file)),
        csv_(results.file, facts_.encoding),
        report_(results.report),
        reader_(installation.database().reader()),
        trace_(storage::to_hex(storage::random_bytes(16))) {
    actor_.role = business::Role::bank;
    actor_.channel = "bank";
    actor_.name = "bank";
    parse_transfer_ = parse_of("transfer.payout_result");
    parse_application_ = parse_of("payout.result");
  }

  Verdict run() {
    const std::optional<csv::Record> header = csv_.next();
    if (!header) return refuse(RefusalKind::malformed, "csv_empty");
    const Decision<csv::Columns> columns = csv::Columns::match(*header, kResultColumns);
    if (!columns) return columns.refusal();
    while (take_some(*columns)) {
    }
    return Nothing{};
  }

  const Report& report() const { return report_; }

 private:
  struct Row {
    std::int64_t line = 0;
    std::optional<Refusal> refusal;
    std::size_t flight = 0;
  };

  bool take_some(const csv::Columns& columns) {
    Flight flight(installation_.dispatcher());
    std::vector<Row> rows;
    while (rows.size() < kResultsInFlight) {
      const std::optional<csv::Record> record = csv_.next();
      if (!record) break;
      rows.push_back({record->line, std::nullopt, 0});
      Decision<service::Job> job = job_of(columns, *record);
      if (job) {
        rows.back().flight = flight.launch(std::move(job).value());
      } else {
        rows.back().refusal = job.refusal();
      }
    }
    const service::Catalogue& catalogue = installation_.data().catalogue;
    const std::vector<service::Outcome>& outcomes = flight.land();
    for (const Row& row : rows) {
      report_.add(row.refusal
                      ? refused_row(row.line, *row.refusal, catalogue)
                      : row_outcome(row.line, outcomes.at(row.flight), kResultWords, catalogue));
    }
    report_.flush();
    return !rows.empty();
  }

  Decision<service::Job> job_of(const csv::Columns& columns, const csv::Record& record) {
    if (const Verdict whole = columns.check(record); !whole) return whole.refusal();
    const std::string& reference = columns.value(record, kReference);
    const std::optional<std::string> result = result_code(columns.value(record, kResult));
    if (!result) {
      return refuse(RefusalKind::malformed, "import_value_wrong",
                    {{"column", "结果"}, {"expected", "成功 或 退汇"}});
    }
    const Decision<Order> order = find_order(reference);
    if (!order) return order.refusal();
    const Verdict ours = check_order(order->payout, reference, columns.value(record, kAmount));
    if (!ours) return ours.refusal();
    business::Request request;
    request.method = "POST";
    request.path_values = {{order->path_value, reference}};
    request.body = Tree::object({{"result", *result}});
    const std::string& why = columns.value(record, kReason);
    if (!why.empty()) request.body.set("why", why);
    const Instant now = installation_.clock().now();
    business::Context context = service::context_for(installation_.surroundings(), now);
    context.actor = &actor_;
    business::CommandOrRefusal command = order->parse(request, context, *reader_);
    if (!command) return command.refusal();
    service::Job job;
    job.command = std::move(command).value();
    job.actor = actor_;
    job.now = now;
    job.instance = "bank:" + std::to_string(record.line);
    job.trace_id = trace_;
    job.key_digest = {storage::short_digest("bank_result\n" + facts_.digest + "\n" +
                                            std::to_string(record.line))};
    job.body_digest = job.key_digest;
    return job;
  }

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
    return payout::payouts_of(reader_->select_keyed(payout::kPayoutsOf, key).front(), id);
  }

  // A transfer's order goes under the number of its case, an application's under its own.
  Decision<Order> find_order(const std::string& reference) {
    Order order{std::nullopt, "payout", parse_application_};
    if (const auto id = installation_.vault().inside_id(storage::IdKind::payout, reference)) {
      if (const auto key = payout::find_key(id->id, *reader_)) {
        for (payout::Payout& each : payouts_of(key->person, key->application)) {
          if (each.id == id->id) order.payout = std::move(each);
        }
        return order;
      }
    }
    const auto key = casework::find_case(reference, installation_.vault(), *reader_);
    if (!key) {
      return refuse(RefusalKind::not_found, "bank_reference_unknown", {{"reference", reference}});
    }
    std::vector<payout::Payout> all = payouts_of(key->person, key->id);
    if (!all.empty()) order.payout = std::move(all.back());
    order.path_value = "case";
    order.parse = parse_transfer_;
    return order;
  }

  // The bank answers what it was sent, and the amount that it was sent.
  static Verdict check_order(const std::optional<payout::Payout>& payout,
                             const std::string& reference, const std::string& amount) {
    if (!payout || payout->state == payout::PayoutState::ordered) {
      return refuse("bank_order_not_sent", {{"reference", reference}});
    }
    if (amount.empty() || Money::parse_yuan(amount) == payout->amount) return Nothing{};
    return refuse("bank_amount_differs",
                  {{"amount", amount}, {"ordered", payout->amount.to_display()}});
  }

  Installation& installation_;
  csv::FileFacts facts_;
  csv::Reader csv_;
  Report report_;
  std::unique_ptr<storage::Session> reader_;
  std::string trace_;
  business::Actor actor_;
  Parse parse_transfer_ = nullptr;
  Parse parse_application_ = nullptr;
};

}  // namespace

int bank_send(Installation& installation, const Tree& arguments, Console& console) {
  const std::string folder = text_argument(arguments, "folder");
  Sender sender(installation, folder);
  sender.run();
  if (flag_argument(arguments, "json")) {
    console.out << sender.told().to_json() << "\n";
  } else {
    for (const Tree& name : *sender.files().list()) {
      console.out << folder << "/" << *name.text() << "\n";
    }
    console.out << "付款指令 " << sender.orders() << " 笔,合计 " << sender.amount().to_display()
                << " 元";
    if (sender.left_out() > 0) console.out << ";未写入 " << sender.left_out() << " 笔,请再次运行";
    console.out << "\n";
  }
  return sender.left_out() == 0 ? kDone : kRefused;
}

int bank_receive(Installation& installation, const Tree& arguments, Console& console) {
  const BankResults results{text_argument(arguments, "file"), text_argument(arguments, "report")};
  const bool json = flag_argument(arguments, "json");
  const service::Catalogue& catalogue = installation.data().catalogue;
  Receiver receiver(installation, results);
  if (const Verdict done = receiver.run(); !done) {
    if (json) console.out << refusal_json(done.refusal(), catalogue) << "\n";
    if (!json) console.err << explain(done.refusal(), &catalogue) << "\n";
    return kRefused;
  }
  console.out << (json ? receiver.report().totals().to_json() + "\n"
                       : receiver.report().summary(catalogue));
  return receiver.report().exit_code();
}

}  // namespace yibao::main
