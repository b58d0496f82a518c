#include "main/card_maker.h"

#include <array>

#include "business/card/commands_production.h"
#include "business/card/maker.h"
#include "main/exchange.h"

namespace yibao::main {

namespace {

constexpr RowWords kResultWords{"card_result_done", "card_result_already"};

std::string content_of(const std::vector<card::MakerOrder>& orders) {
  std::string content(csv::kByteOrderMark);
  content += csv::write_record({"制卡编号", "姓名", "证件号码", "发卡地", "合作银行", "申领类型"});
  for (const card::MakerOrder& order : orders) {
    content += csv::write_record({order.reference, order.name, order.identity_number.reveal(),
                                  order.region.to_string(), order.bank,
                                  std::string(card::to_text(order.why))});
  }
  return content;
}

class Sender : public FileSender {
 public:
  using FileSender::FileSender;

  Tree told() const {
    return Tree::object({{"files", files()}, {"orders", orders_}, {"left_out", left_out()}});
  }
  std::int64_t orders() const { return orders_; }

 protected:
  std::string_view prefix() const override { return "cards"; }
  std::size_t at_most() const override { return card::kMakerOrdersMax; }
  std::size_t load() override {
    waiting_ = card::orders_to_make(reader(), installation().vault());
    return waiting_.size();
  }
  std::unique_ptr<business::Command> mark(std::size_t order, const std::string& file) override {
    const card::MakerOrder& each = waiting_.at(order);
    return std::make_unique<card::SendToMaker>(each.person, each.card, file);
  }
  std::int64_t id_of(std::size_t order) const override { return waiting_.at(order).card.value(); }
  std::string content_of(const std::string& file) override {
    const auto orders = card::maker_orders_in_file(file, reader(), installation().vault());
    orders_ += static_cast<std::int64_t>(orders.size());
    return orders.empty() ? "" : main::content_of(orders);
  }

 private:
  std::vector<card::MakerOrder> waiting_;
  std::int64_t orders_ = 0;
};

enum Place : std::size_t { kReference, kResult, kNumber, kReason };

constexpr std::array<csv::Column, 8> kResultColumns{{
    {"reference", "制卡编号", true, {}},
    {"result", "结果", true, {"制卡结果"}},
    {"number", "卡号", false, {"社保卡号"}},
    {"reason", "原因", false, {"失败原因"}},
    {"name", "姓名", false, {}},
    {"region", "发卡地", false, {}},
    {"bank", "合作银行", false, {}},
    {"why", "申领类型", false, {}},
}};

std::optional<std::string> event_code(std::string_view text) {
  if (text == "made" || text == "成功" || text == "制卡成功") return "make";
  if (text == "failed" || text == "失败" || text == "制卡失败") return "fail";
  return std::nullopt;
}

business::Actor the_maker() {
  business::Actor actor;
  actor.role = business::Role::system;
  actor.channel = "system";
  actor.name = "card_maker";
  return actor;
}

class Receiver : public RowReceiver {
 public:
  Receiver(Installation& installation, const std::string& file, const std::string& report)
      : RowReceiver(installation, {file, report, "card_maker", kResultWords, kResultColumns},
                    the_maker()) {}

 protected:
  business::CommandOrRefusal command_of(const csv::Columns& columns, const csv::Record& record,
                                        const business::Context& context) override {
    const std::string& reference = columns.value(record, kReference);
    const std::optional<std::string> event = event_code(columns.value(record, kResult));
    if (!event) {
      return refuse(RefusalKind::malformed, "import_value_wrong",
                    {{"column", "结果"}, {"expected", "成功 或 失败"}});
    }
    const auto order = card::find_maker_order(reference, reader(), installation().vault());
    if (!order) {
      return refuse(RefusalKind::not_found, "card_reference_unknown", {{"reference", reference}});
    }
    business::Request request;
    request.method = "POST";
    request.path_values = {{"person", order->person_reference}, {"card", reference}};
    request.body = Tree::object({{"event", *event}});
    const std::string& number = columns.value(record, kNumber);
    const std::string& reason = columns.value(record, kReason);
    if (!number.empty() && *event == "make") request.body.set("number", number);
    if (!reason.empty()) request.body.set("note", reason);
    return card::CardCommand::parse<card::RecordProduction>(request, context, reader());
  }
};

}  // namespace

int card_orders_send(Installation& installation, const Tree& arguments, Console& console) {
  const std::string folder = text_argument(arguments, "folder");
  Sender sender(installation, folder);
  sender.run();
  if (flag_argument(arguments, "json")) {
    console.out << sender.told().to_json() << "\n";
  } else {
    for (const Tree& name : *sender.files().list()) {
      console.out << folder << "/" << *name.text() << "\n";
    }
    console.out << "送制 " << sender.orders() << " 张";
    if (sender.left_out() > 0) console.out << ";未写入 " << sender.left_out() << " 张,请再次运行";
    console.out << "\n";
  }
  return sender.left_out() == 0 ? kDone : kRefused;
}

int card_orders_receive(Installation& installation, const Tree& arguments, Console& console) {
  Receiver receiver(installation, text_argument(arguments, "file"),
                    text_argument(arguments, "report"));
  return receive_rows(receiver, installation, arguments, console);
}

std::span<const csv::Column> card_result_columns() {
  return kResultColumns;
}

}  // namespace yibao::main
