// Sentences about documents: issued, printed, checked by whoever holds the paper, served, taken
// back. A story keeps a document under a name of its own.
#include "main/scenario/plain_words.h"
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

using Act = std::function<void(World&, const Captures&, std::ostream&)>;

std::string kind_of(const std::string& title) {
  static const std::map<std::string, std::string> kKinds{
      {"申请表", "application_form"},      {"受理通知书", "acceptance_notice"},
      {"补正告知书", "correction_notice"}, {"决定书", "written_decision"},
      {"信息表", "information_sheet"},     {"缴费证明", "contribution_statement"},
      {"对账单", "account_statement"}};
  const auto found = kKinds.find(title);
  if (found == kKinds.end()) throw Fault("no such document: " + title);
  return found->second;
}

Tree of_kind(const Captures& says) {
  Tree body = Tree::object({{"kind", kind_of(std::string(says.at("title")))}});
  if (says.contains("year"))
    body.set("year", static_cast<std::int64_t>(std::stoll(says.at("year"))));
  return body;
}

void issue_own(World& world, const Captures& says, std::ostream&) {
  const std::string& person = says.at("person");
  must_be_done(world.post(world.participant(person),
                          "/v1/people/" + world.person(person) + "/documents", of_kind(says)));
}

void issue_receipt(World& world, const Captures& says, std::ostream&) {
  const std::string& person = says.at("person");
  const std::string path = "/v1/people/" + world.person(person);
  const Tree posting =
      part(world.get(world.participant(person), path + "/postings?limit=1").body, {"postings"});
  Tree body = Tree::object(
      {{"kind", "payment_receipt"}, {"posting", *part(posting.list()->at(0), {"id"}).text()}});
  must_be_done(world.post(world.participant(person), path + "/documents", std::move(body)));
}

// Of the visit that stands first, the settlement that was made last.
void issue_settlement_receipt(World& world, const Captures& says, std::ostream&) {
  const std::string& person = says.at("person");
  const std::string path = "/v1/people/" + world.person(person);
  const Tree visits = part(world.get(world.participant(person), path + "/visits").body, {"visits"});
  std::string settlement;
  for (const Tree& each : *part(visits.list()->at(0), {"settlements"}).list()) {
    if (!*each.find("is_reversal")->boolean()) settlement = *part(each, {"settlement"}).text();
  }
  world.post(world.participant(person), path + "/documents",
             Tree::object({{"kind", "settlement_receipt"}, {"settlement", settlement}}));
}

void issue_for_case(World& world, const Captures& says, std::ostream&) {
  const std::string who = says.contains("place") ? world.officer(world.place(says.at("place")))
                                                 : world.participant(says.at("person"));
  world.post(who, "/v1/cases/" + world.application() + "/documents", of_kind(says));
}

void keep(World& world, const Captures& says, std::ostream&) {
  const std::string& name = says.at("name");
  must_be_done(world.last());
  world.note("文书 " + name, world.last().text("document"));
  world.note("核验 " + name, world.last().text("verify"));
  world.note("持有 " + name, world.person(says.at("person")));
}

std::string path_of(World& world, const std::string& name) {
  return "/v1/people/" + world.noted("持有 " + name) + "/documents/" + world.noted("文书 " + name);
}

Act on_document(const std::string& step, Tree (*body)(const Captures&)) {
  return [step, body](World& world, const Captures& says, std::ostream&) {
    world.post(world.officer(world.place(says.at("place"))),
               path_of(world, says.at("name")) + "/" + step, body(says));
  };
}

Tree service_of(const Captures& says) {
  return Tree::object({{"served_on", says.at("day")}, {"way", "in_person"}});
}

Tree why_of(const Captures& says) {
  return Tree::object({{"why", says.at("why")}});
}

// The bytes of a document, as its person keeps them.
service::Answer printed(World& world, const std::string& name) {
  service::Call call;
  call.method = "GET";
  call.target = path_of(world, name) + "/file";
  call.authorization = "Bearer " + world.auditor();
  return world.installation().call(call);
}

void prints_alike(World& world, const Captures& says, std::ostream& story) {
  const service::Answer first = printed(world, says.at("name"));
  must_equal("打印", "200", std::to_string(first.status));
  if (!first.body.starts_with("%PDF-")) throw Fault("what was printed is no PDF");
  if (printed(world, says.at("name")).body != first.body) throw Fault("printed twice, not alike");
  story << "     " << first.body.size() << " 字节\n";
}

void prints_not(World& world, const Captures& says, std::ostream&) {
  must_equal("打印", "409", std::to_string(printed(world, says.at("name")).status));
}

// Whoever holds the paper, without any sign-in.
std::string check_page(World& world, const std::string& target) {
  service::Call call;
  call.method = "GET";
  call.target = target;
  return world.installation().call(call).body;
}

void page_says(World& world, const Captures& says, std::ostream&) {
  const std::string page = check_page(world, world.noted("核验 " + says.at("name")));
  if (page.find(says.at("value")) == std::string::npos) {
    throw Fault("the check page does not say " + says.at("value") + ": " + page);
  }
}

void wrong_code_says(World& world, const Captures& says, std::ostream&) {
  std::string target = world.noted("核验 " + says.at("name"));
  target.back() = target.back() == '0' ? '1' : '0';
  const std::string page = check_page(world, target);
  if (page.find(says.at("value")) == std::string::npos) throw Fault("a wrong code passed: " + page);
}

// Sentences and labels of a paper are words, as everything that is shown to people.
void must_be_plain(const Tree& paper) {
  const auto check = [](const Tree& text) {
    if (const auto raw = raw_code_in(*text.text())) {
      throw Fault("a code on a paper: " + *raw + " in: " + *text.text());
    }
  };
  for (const Tree& block : *part(paper, {"blocks"}).list()) {
    if (const Tree* paragraph = block.find("paragraph")) check(*paragraph);
    if (const Tree* lines = block.find("lines")) {
      for (const Tree& line : *lines->list()) check(line.list()->front());
    }
  }
}

void paper_says(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.auditor(), path_of(world, says.at("name")));
  must_be_done(told);
  must_be_plain(part(told.body, {"paper"}));
  const std::string text = part(told.body, {"paper"}).to_json();
  if (text.find(says.at("value")) == std::string::npos) {
    throw Fault("the paper does not say " + says.at("value") + ": " + text);
  }
}

void remedy_until(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.auditor(), path_of(world, says.at("name")));
  const Tree& remedies = part(told.body, {"remedies"});
  must_equal("行政复议截止", says.at("day"),
             *part(remedies.list()->at(0), {"facts", "review_until"}).text());
}

void no_clock_yet(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.auditor(), path_of(world, says.at("name")));
  if (told.body.find("remedies") != nullptr) throw Fault("a clock runs before the service");
}

void same_document(World& world, const Captures& says, std::ostream&) {
  must_equal("文书", world.noted("文书 " + says.at("one")),
             world.noted("文书 " + says.at("other")));
}

}  // namespace

std::vector<Step> document_steps() {
  return {
      {"{person} 出具 {year} 年{title}", issue_own},
      {"{person} 为最近一笔支付出具凭证", issue_receipt},
      {"{person} 为最近一笔结算出具结算凭证", issue_settlement_receipt},
      {"{place} 窗口出具办件的{title}", issue_for_case},
      {"{person} 下载办件的{title}", issue_for_case},
      {"{person} 出具本人{title}", issue_own},
      {"把 {person} 的文书记为 {name}", keep},
      {"{place} 登记 {name} 于 {day} 直接送达", on_document("service", &service_of)},
      {"{place} 作废文书 {name},原因 {why}", on_document("void", &why_of)},
  };
}

std::vector<Step> document_expectations() {
  return {
      {"{name} 打印两次字节相同", prints_alike},
      {"{name} 不再打印", prints_not},
      {"{name} 的核验页显示 {value}", page_says},
      {"{name} 校验码错一位,核验页显示 {value}", wrong_code_says},
      {"{name} 上写着 {value}", paper_says},
      {"{name} 的行政复议截止为 {day}", remedy_until},
      {"{name} 的救济期限尚未起算", no_clock_yet},
      {"{one} 与 {other} 是同一份文书", same_document},
  };
}

}  // namespace yibao::main
