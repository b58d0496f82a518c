// Monthly statements of institutions and between regions, in the words of those who draw, approve
// and pay them.
#include "base/money.h"
#include "business/clearing/orders.h"
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string institution_at(World& world, const std::string& place) {
  return "P" + world.place(place).to_string() + "00077";
}

std::string statement_path(World& world, const char* step) {
  return "/v1/clearing-statements/" + world.noted("清算单") + "/" + step;
}

void note_statement(World& world) {
  if (world.last().done()) world.note("清算单", world.last().text("statement"));
}

void propose_account(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place")), 1),
             "/v1/institutions/" + institution_at(world, says.at("place")) + "/payee-accounts",
             Tree::object({{"holder", says.at("holder")}, {"bank_account", says.at("account")}}));
}

void confirm_account(World& world, const Captures& says, std::ostream&) {
  const RegionCode place = world.place(says.at("place"));
  world.post(
      world.officer(place, std::stoi(says.at("number"))),
      "/v1/institutions/" + institution_at(world, says.at("place")) + "/payee-accounts/confirm",
      Tree::object({{"bank_account", says.at("account")}}));
}

void give_agency_account(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const std::string path = "/v1/agencies/" + region.to_string() + "/changes";
  const Told& proposed = world.post(world.officer(region, 1), path,
                                    Tree::object({{"bank_name", "示例银行"},
                                                  {"bank_account_name", says.at("holder")},
                                                  {"bank_account", says.at("account")}}));
  must_be_done(proposed);
  must_be_done(
      world.post(world.officer(region, 2), path + "/decide",
                 Tree::object({{"change", proposed.integer("change")}, {"decision", "approve"}})));
}

void draw(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place")), 1),
             "/v1/institutions/" + institution_at(world, says.at("place")) + "/clearing-statements",
             Tree::object({{"month", says.at("month")}}));
  note_statement(world);
}

void draw_regions(World& world, const Captures& says, std::ostream&) {
  const RegionCode place = world.place(says.at("place"));
  world.post(world.officer(place, 1), "/v1/clearing-statements",
             Tree::object({{"region", place.to_string()},
                           {"with", world.place(says.at("other")).to_string()},
                           {"month", says.at("month")}}));
  note_statement(world);
}

void approve(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place")), std::stoi(says.at("number"))),
             statement_path(world, "approve"), Tree(Tree::Members{}));
}

void send_back(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place")), 2), statement_path(world, "refuse"),
             Tree::object({{"why", says.at("why")}}));
}

void pay_again(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place")), 1), statement_path(world, "pay-again"),
             Tree(Tree::Members{}));
}

clearing::Statement present(World& world) {
  const auto reader = world.installation().database().reader();
  const auto found = clearing::find_ordered(world.noted("清算单") + ".1", *reader);
  if (!found) throw Fault("no such statement");
  return *found;
}

void send_to_bank(World& world, const Captures&, std::ostream&) {
  world.installation().run_system(
      std::make_unique<clearing::MarkSent>(present(world), "clearing-" + world.next_serial()));
}

void bank_says(World& world, bool paid, const std::string& why) {
  const clearing::Statement statement = present(world);
  world.installation().run_system(std::make_unique<clearing::RecordResult>(
      statement,
      clearing::BankAnswer{statement.bank_reference(), paid, why, statement.to_pay().to_yuan()}));
}

// The bank's file once more: the order was sent, and is answered.
void bank_says_again(World& world, const Captures& says, std::ostream&) {
  const clearing::Statement statement = present(world);
  const auto told = world.installation().try_system(std::make_unique<clearing::RecordResult>(
      statement, clearing::BankAnswer{statement.number + "." + says.at("attempt"), true, "", ""}));
  if (told.status == 200 || told.body.find(says.at("code")) == std::string::npos) {
    throw Fault("the bank was told: " + told.body);
  }
}

const Tree& shown(World& world, const std::string& place) {
  return world
      .get(world.officer(world.place(place), 1), "/v1/clearing-statements/" + world.noted("清算单"))
      .body;
}

std::string member(const Tree& tree, std::string_view name) {
  const Tree* found = tree.find(name);
  return found != nullptr && found->text() != nullptr ? *found->text() : "";
}

void refused(World& world, const Captures& says, std::ostream&) {
  if (world.last().done()) throw Fault("it was done: " + world.last().body.to_json());
  must_equal("理由", says.at("code"), member(world.last().body, "code"));
}

void stands(World& world, const Captures& says, std::ostream&) {
  const Tree& statement = shown(world, says.at("place"));
  must_equal("清算单", says.at("amount") + " " + says.at("state"),
             Money::fen(*part(statement, {"amount_fen"}).integer()).to_yuan() + " " +
                 member(statement, "state"));
}

void who_owes(World& world, const Captures& says, std::ostream&) {
  const Tree& statement = shown(world, says.at("payer"));
  const std::int64_t fen = *part(statement, {"amount_fen"}).integer();
  must_equal("付款方", world.place(says.at("payer")).to_string() + " " + says.at("amount"),
             member(statement, "payer") + " " + Money::fen(fen < 0 ? -fen : fen).to_yuan());
}

// How many there are; the latest is the one that is spoken of.
void has_statements(World& world, const Captures& says, std::ostream&) {
  const Tree body = world
                        .get(world.officer(world.place(says.at("place")), 1),
                             "/v1/institutions/" + institution_at(world, says.at("place")) +
                                 "/clearing-statements")
                        .body;
  const Tree::List& all = *part(body, {"statements"}).list();
  must_equal("清算单份数", says.at("count"), std::to_string(all.size()));
  if (!all.empty()) world.note("清算单", member(all.front(), "statement"));
}

// Those that stand.
void has_pair(World& world, const Captures& says, std::ostream&) {
  const RegionCode place = world.place(says.at("place"));
  const std::string other = world.place(says.at("other")).to_string();
  const Tree body =
      world
          .get(world.officer(place, 1), "/v1/regions/" + place.to_string() + "/clearing-statements")
          .body;
  int count = 0;
  for (const Tree& each : *part(body, {"statements"}).list()) {
    const bool with = member(each, "with") == other || member(each, "region") == other;
    if (member(each, "kind") != "region" || !with || member(each, "state") == "refused") continue;
    ++count;
    world.note("清算单", member(each, "statement"));
  }
  must_equal("地区清算单份数", says.at("count"), std::to_string(count));
}

// Every line that is listed, added up: what the statement says.
void lists(World& world, const Captures& says, std::ostream&) {
  const std::string path =
      "/v1/clearing-statements/" + world.noted("清算单") + "/lines?limit=500&kind=";
  std::int64_t owed = 0;
  std::int64_t lines = 0;
  for (const char* kind : {"bills", "postings"}) {
    const Tree body = world.get(world.officer(world.place(says.at("place")), 1), path + kind).body;
    for (const Tree& line : *part(body, {"lines"}).list()) {
      owed += *part(line, {"owed_fen"}).integer();
      lines += kind[0] == 'b' ? 1 : 0;
    }
  }
  must_equal("清算单明细", says.at("count") + " " + says.at("amount"),
             std::to_string(lines) + " " + Money::fen(owed).to_yuan());
}

}  // namespace

std::vector<Step> clearing_steps() {
  return {
      {"{place} 登记药店的收款账户 {account},户名 {holder}", propose_account},
      {"{place} 第 {number} 人复核药店的收款账户 {account}", confirm_account},
      {"{place} 登记清算收款账户 {account},户名 {holder}", give_agency_account},
      {"{place} 编制药店 {month} 的清算单", draw},
      {"{place} 与 {other} 编制 {month} 的地区清算单", draw_regions},
      {"{place} 第 {number} 人审核清算单", approve},
      {"{place} 退回清算单,原因 {why}", send_back},
      {"{place} 重新付清算款", pay_again},
      {"清算单写入银行文件", send_to_bank},
      {"银行付清清算单",
       [](World& world, const Captures&, std::ostream&) { bank_says(world, true, ""); }},
      {"银行再报第 {attempt} 次清算指令已付,不予登记,理由 {code}", bank_says_again},
      {"银行退回清算款,原因 {why}", [](World& world, const Captures& says,
                                       std::ostream&) { bank_says(world, false, says.at("why")); }},
  };
}

std::vector<Step> clearing_expectations() {
  return {
      {"{place} 的清算单应付 {amount} 元,状态 {state}", stands},
      {"清算单由 {payer} 付 {amount} 元", who_owes},
      {"{place} 的药店有 {count} 份清算单", has_statements},
      {"{place} 与 {other} 有 {count} 份地区清算单", has_pair},
      {"不予办理清算,理由 {code}", refused},
      {"{place} 的清算单列有 {count} 笔结算,合计 {amount} 元", lists},
  };
}

}  // namespace yibao::main
