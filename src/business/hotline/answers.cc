#include "business/hotline/answers.h"

#include <algorithm>

#include "base/reason_tree.h"
#include "base/text.h"
#include "base/tree_text.h"
#include "business/account/queries.h"
#include "business/agency/queries.h"
#include "business/card/queries.h"
#include "business/contribution/queries.h"
#include "business/enquiry/cases.h"
#include "business/enquiry/monthly.h"
#include "business/enrolment/queries.h"
#include "business/guide/queries.h"
#include "business/hotline/rules.h"
#include "business/person/store.h"

namespace yibao::hotline {

namespace {

using Answer = Decision<Tree> (*)(const business::Request&, const business::Context&,
                                  storage::Session&);

constexpr std::size_t kCreditsTold = 3;
constexpr std::size_t kCasesTold = 3;
constexpr std::size_t kGuideLinesTold = 12;

std::int64_t integer_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
}

const Tree::List& list_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  YB_CHECK(member != nullptr && member->list() != nullptr, "an answer without its list");
  return *member->list();
}

// Collects the lines of one answer.
class Told {
 public:
  Told(const HotlineCall& call, const business::Context& context, storage::Session& session)
      : call_(call), context_(context), session_(session) {
    actor_.role = business::Role::participant;
    actor_.id = call.person.value();
    actor_.channel = "hotline";
    own_ = context;
    own_.actor = &actor_;
  }

  void say(std::string code, std::vector<Fact> facts = {}) {
    lines_.push(to_tree(Reason{std::move(code), std::move(facts), {}}));
  }
  void add(const Tree& line) { lines_.push(line); }
  Tree take() { return std::move(lines_); }
  const HotlineCall& call() const { return call_; }
  const business::Context& context() const { return context_; }

  // As the person themself would be answered.
  Tree ask(Answer answer, std::vector<std::pair<std::string, std::string>> parameters = {}) {
    business::Request request;
    request.method = "GET";
    request.path_values = {{"person", person()}};
    request.parameters = std::move(parameters);
    Decision<Tree> told = answer(request, own_, session_);
    return told ? std::move(told).value() : Tree(Tree::Members{});
  }
  // Of the place; none where there is nothing.
  std::optional<Tree> ask_place(Answer answer, std::string_view service = {}) {
    business::Request request;
    request.method = "GET";
    request.path_values = {{"region", call_.region.to_string()}, {"service", std::string(service)}};
    Decision<Tree> told = answer(request, own_, session_);
    if (!told) return std::nullopt;
    return std::move(told).value();
  }
  Tree ask_banks() {
    business::Request request;
    request.method = "GET";
    request.parameters = {{"region", call_.region.to_string()}};
    Decision<Tree> told = card::answer_banks(request, own_, session_);
    return told ? std::move(told).value() : Tree::object({{"banks", Tree(Tree::List{})}});
  }

 private:
  std::string person() {
    const storage::Value key[] = {storage::Value(call_.person.value())};
    const storage::Rows rows = session_.select_keyed(person::kPersonById, key).front();
    YB_CHECK(!rows.empty(), "a call of nobody");
    const person::Person whom =
        person::read_person(rows.front(), *context_.vault, person::Open::nothing);
    return context_.vault->outside_id(storage::IdKind::person, whom.id.value(), whom.recorded_at);
  }

  const HotlineCall& call_;
  const business::Context& context_;
  storage::Session& session_;
  business::Actor actor_;
  business::Context own_;
  Tree lines_ = Tree(Tree::List{});
};

void tell_balance(Told& told) {
  const Tree answer = told.ask(&account::answer_balance);
  const Tree::List& accounts = list_of(answer, "accounts");
  if (accounts.empty()) told.say("hotline_no_account");
  for (const Tree& account : accounts) {
    told.say("hotline_balance",
             {{"region", text_of(account, "region")}, {"amount", text_of(account, "balance")}});
  }
  if (accounts.size() > 1)
    told.say("hotline_balance_total", {{"amount", text_of(answer, "total")}});
}

// 每月返钱: the last months of this year, or, early in it, of the year before.
void tell_credits(Told& told) {
  int year = told.context().today.year();
  Tree answer = told.ask(&enquiry::answer_monthly_credits);
  if (list_of(answer, "months").empty()) {
    answer = told.ask(&enquiry::answer_monthly_credits, {{"year", std::to_string(--year)}});
  }
  const Tree::List& months = list_of(answer, "months");
  if (months.empty()) return told.say("hotline_no_credits");
  const std::size_t first = months.size() > kCreditsTold ? months.size() - kCreditsTold : 0;
  for (std::size_t i = months.size(); i > first; --i) {
    const Tree& each = months[i - 1];
    const Tree* taken_back = each.find("taken_back");
    const bool back =
        taken_back != nullptr && taken_back->boolean() != nullptr && *taken_back->boolean();
    const std::string amount = Money::fen(std::abs(integer_of(each, "amount_fen"))).to_display();
    told.say(back ? "hotline_credit_taken_back" : "hotline_credit",
             {{"month", text_of(each, "month")}, {"amount", amount}});
  }
  told.say("hotline_credits_total",
           {{"year", std::to_string(year)}, {"amount", text_of(answer, "total")}});
}

void tell_months(Told& told) {
  const Tree answer = told.ask(&contribution::answer_statement, {{"limit", "1"}});
  const Tree* totals = answer.find("totals");
  YB_CHECK(totals != nullptr, "a statement without totals");
  const std::int64_t all = integer_of(*totals, "contribution_months_total");
  if (all == 0) return told.say("hotline_no_months");
  told.say("hotline_months",
           {{"count", std::to_string(all)},
            {"actual_months", std::to_string(integer_of(*totals, "actual_months"))},
            {"deemed_months", std::to_string(integer_of(*totals, "deemed_months"))}});
}

void tell_case(Told& told, const Tree& each) {
  if (text_of(each, "kind") == "card") {
    return told.say("hotline_card_production", {{"production", text_of(each, "state")}});
  }
  told.say("hotline_case",
           {{"service", text_of(each, "service")}, {"state", text_of(each, "state")}});
  if (const std::string due = text_of(each, "due_on"); !due.empty()) {
    told.say("hotline_case_due", {{"due_on", due}});
  }
}

// 办理进度: what is under way, the newest first; else what was done last.
void tell_progress(Told& told) {
  const Tree answer = told.ask(&enquiry::answer_cases);
  const Tree::List& cases = list_of(answer, "cases");
  if (cases.empty()) return told.say("hotline_no_cases");
  const auto is_open = [](const Tree& each) {
    const Tree* open = each.find("open");
    return open != nullptr && open->boolean() != nullptr && *open->boolean();
  };
  const auto open = static_cast<std::size_t>(std::ranges::count_if(cases, is_open));
  if (open == 0) {
    told.say("hotline_no_open_cases");
    return tell_case(told, cases.front());
  }
  told.say("hotline_open_cases", {{"count", std::to_string(open)}});
  std::size_t said = 0;
  for (const Tree& each : cases) {
    if (is_open(each) && said++ < kCasesTold) tell_case(told, each);
  }
}

// 参保状态, to who has keyed a number and nothing else: no place, no scheme, no name.
void tell_status(Told& told) {
  const Tree answer = told.ask(&enrolment::answer_enrolments);
  bool active = false;
  bool suspended = false;
  for (const Tree& each : list_of(answer, "enrolments")) {
    active = active || text_of(each, "state") == "active";
    suspended = suspended || text_of(each, "state") == "suspended";
  }
  told.say(active      ? "hotline_status_active"
           : suspended ? "hotline_status_suspended"
                       : "hotline_status_ended");
}

void tell_contacts(Told& told) {
  const std::optional<Tree> agency = told.ask_place(&agency::answer_agency);
  if (!agency) {
    told.say("hotline_no_contacts", {{"region", told.call().region.to_string()}});
  } else {
    told.say("hotline_contacts", {{"office_name", text_of(*agency, "name")},
                                  {"address", text_of(*agency, "address")},
                                  {"phone", text_of(*agency, "phone")},
                                  {"hours", text_of(*agency, "hours")}});
  }
  // 各地激活不同, 请拨银行客服热线.
  const Tree banks = told.ask_banks();
  for (const Tree& bank : list_of(banks, "banks")) {
    const std::string line = text_of(bank, "service_line");
    if (!line.empty()) {
      told.say("hotline_bank_line", {{"bank", text_of(bank, "bank")}, {"phone", line}});
    }
  }
}

void tell_guide(Told& told, std::string_view service) {
  const std::optional<Tree> guide = told.ask_place(&guide::answer_guide, service);
  if (!guide) return told.say("hotline_no_contacts", {{"region", told.call().region.to_string()}});
  constexpr std::array<std::string_view, 4> kSections{"conditions", "materials", "channels",
                                                      "deadlines"};
  std::size_t said = 0;
  for (const Tree& section : list_of(*guide, "sections")) {
    if (std::ranges::find(kSections, text_of(section, "section")) == kSections.end()) continue;
    for (const Tree& line : list_of(section, "lines")) {
      if (said++ < kGuideLinesTold) told.add(line);
    }
  }
  told.say("hotline_disclaimer");
}

}  // namespace

Tree answer_of(const HotlineCall& call, std::string_view key, const business::Context& context,
               storage::Session& session) {
  Told told(call, context, session);
  switch (call.topic) {
    case Topic::balance:
      tell_balance(told);
      break;
    case Topic::credits:
      tell_credits(told);
      break;
    case Topic::months:
      tell_months(told);
      break;
    case Topic::progress:
      tell_progress(told);
      break;
    case Topic::status:
      tell_status(told);
      break;
    case Topic::guide: {
      const std::string_view service = guide_of_key(key);
      service == kContacts ? tell_contacts(told) : tell_guide(told, service);
      break;
    }
    case Topic::none:
    case Topic::activation:
    case Topic::loss:
      break;
  }
  return told.take();
}

std::string_view enquiry_of(Topic topic) {
  switch (topic) {
    case Topic::balance:
      return "电话查询个人账户余额";
    case Topic::credits:
      return "电话查询每月划账";
    case Topic::months:
      return "电话查询缴费年限";
    case Topic::progress:
      return "电话查询办理进度";
    case Topic::status:
      return "电话查询参保状态";
    case Topic::activation:
      return "电话激活社保卡";
    case Topic::loss:
      return "电话挂失社保卡";
    case Topic::none:
    case Topic::guide:
      return "";
  }
  YB_CHECK(false, "no such topic");
}

std::string spoken_name(const std::string& name) {
  constexpr std::array<std::string_view, 16> kTwoCharacters{
      "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙",
      "慕容", "令狐", "司徒", "长孙", "宇文", "夏侯", "端木", "南宫"};
  constexpr std::size_t kCharacter = 3;  // bytes of a Chinese character
  const bool two = std::ranges::any_of(
      kTwoCharacters, [&](std::string_view each) { return name.starts_with(each); });
  const std::size_t size = two && name.size() > 2 * kCharacter ? 2 * kCharacter : kCharacter;
  return name.substr(0, std::min(size, name.size())) + "某";
}

}  // namespace yibao::hotline
