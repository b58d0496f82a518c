// Sentences about people, employers, enrolments, contributions and accounts.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

using Members = Tree::Members;

Date day_of(const std::string& text) {
  const std::optional<Date> day = Date::parse(text);
  if (!day) throw Fault("not a day: " + text);
  return *day;
}

void register_employer(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const std::string code = world.new_employer_code(region);
  const Told& told = world.post(
      world.officer(region), "/v1/employers",
      Tree::object(
          {{"region", region.to_string()}, {"code", code}, {"name", says.at("employer")}}));
  must_be_done(told);
  world.note("code of " + says.at("employer"), code);
  world.name_employer(says.at("employer"), told.text("employer"));
}

void register_person(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Date birth = day_of(says.at("birth"));
  // Registered in a district where the city has some.
  const RegionCode home(region.value() + (region.value() % 100 == 0 ? 2 : 0));
  const std::string number = world.new_identity_number(home, birth, says.at("sex") == "男");
  const Told& told =
      world.post(world.officer(region), "/v1/people",
                 Tree::object({{"name", says.at("person")}, {"identity_number", number}}));
  must_be_done(told);
  world.name_person(says.at("person"), told.text("person"), number);
}

std::string path_of(World& world, const Captures& says, const std::string& what) {
  return "/v1/people/" + world.person(says.at("person")) + "/" + what;
}

void report_joiner(World& world, const Captures& says, std::ostream&) {
  Tree body = Tree::object({{"person", world.person(says.at("person"))},
                            {"name", says.at("person")},
                            {"base_fen", amount_of(says.at("base")).fen()}});
  world.post(world.employer_officer(says.at("employer")),
             "/v1/employers/" + world.employer(says.at("employer")) + "/joiners", std::move(body));
}

void report_leaver(World& world, const Captures& says, std::ostream&) {
  must_be_done(world.post(world.employer_officer(says.at("employer")),
                          "/v1/employers/" + world.employer(says.at("employer")) + "/leavers",
                          Tree::object({{"person", world.person(says.at("person"))},
                                        {"name", says.at("person")},
                                        {"from", says.at("day")}})));
}

void report_leaver_refused(World& world, const Captures& says, std::ostream&) {
  world.post(world.employer_officer(says.at("employer")),
             "/v1/employers/" + world.employer(says.at("employer")) + "/leavers",
             Tree::object({{"person", world.person(says.at("person"))},
                           {"name", says.at("person")},
                           {"from", says.at("day")}}));
}

Tree messages_of(World& world, const std::string& employer) {
  const Told& told = world.get(world.employer_officer(employer),
                               "/v1/employers/" + world.employer(employer) + "/messages");
  must_be_done(told);
  return told.body;
}

// 单位消息: the codes, the newest first.
void employer_was_told(World& world, const Captures& says, std::ostream&) {
  std::string found;
  const Tree told = messages_of(world, says.at("employer"));
  for (const Tree& each : *part(told, {"messages"}).list()) {
    found += (found.empty() ? "" : "、") + *each.find("rule")->text();
  }
  must_equal("单位消息", says.at("codes"), found);
}

void employer_has_unread(World& world, const Captures& says, std::ostream&) {
  const Tree told = messages_of(world, says.at("employer"));
  must_equal("未读", says.at("count"), std::to_string(*part(told, {"unread"}).integer()));
}

void employer_reads(World& world, const Captures& says, std::ostream&) {
  const Tree told = messages_of(world, says.at("employer"));
  const Tree& newest = part(told, {"messages"}).list()->front();
  must_be_done(world.post(world.employer_officer(says.at("employer")),
                          "/v1/employers/" + world.employer(says.at("employer")) + "/messages/read",
                          Tree::object({{"up_to", *newest.find("at")->integer()}})));
}

// 经办机构看到的等待: how many, and until when the first waits.
void agency_sees_waiting(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told =
      world.get(world.officer(region), "/v1/agencies/" + region.to_string() + "/waiting-joiners");
  must_be_done(told);
  const Tree::List& waiting = *part(told.body, {"waiting"}).list();
  must_equal("等待的增员", says.at("count"), std::to_string(waiting.size()));
}

// 不是本人的单位: the person ends a joiner that waits.
void refuse_joiner(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")), path_of(world, says, "enrolments/refuse-joiner"),
             Tree(Tree::Members{}));
}

void sees_waiting(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")), path_of(world, says, "enrolments"));
  must_be_done(told);
  must_equal("单位", says.at("employer"), *part(told.body, {"waiting_joiner", "employer"}).text());
}

void enrol(World& world, const Captures& says, const char* kind, bool with_base) {
  const RegionCode region = world.place(says.at("place"));
  Tree body = Tree::object({{"region", region.to_string()}, {"kind", kind}});
  if (with_base) body.set("base_fen", amount_of(says.at("base")).fen());
  world.post(world.officer(region), path_of(world, says, "enrolments"), std::move(body));
}

void enrol_by_employer(World& world, const Captures& says, std::ostream& story) {
  report_joiner(world, says, story);
  must_be_done(world.last());
}

void enrol_flexible(World& world, const Captures& says, std::ostream&) {
  enrol(world, says, "flexible", true);
  must_be_done(world.last());
}

void enrol_resident(World& world, const Captures& says, std::ostream&) {
  enrol(world, says, "resident_adult", false);
  must_be_done(world.last());
}

void enrol_resident_from(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  must_be_done(world.post(
      world.officer(region), path_of(world, says, "enrolments"),
      Tree::object(
          {{"region", region.to_string()}, {"kind", "resident_adult"}, {"from", says.at("day")}})));
}

// 统账类别 2 and 3: pooled fund only, no personal account.
void enrol_without_account(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  must_be_done(world.post(world.officer(region), path_of(world, says, "enrolments"),
                          Tree::object({{"region", region.to_string()},
                                        {"kind", "flexible"},
                                        {"account_type", std::int64_t{std::stoi(says.at("type"))}},
                                        {"base_fen", amount_of(says.at("base")).fen()}})));
}

void set_hold(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told = world.post(world.senior_officer(region), path_of(world, says, "holds"),
                                Tree::object({{"cause", "admin"}, {"note", says.at("note")}}));
  must_be_done(told);
  world.note("冻结 " + says.at("person"), told.text("hold"));
}

std::function<void(World&, const Captures&, std::ostream&)> release_hold(int officer) {
  return [officer](World& world, const Captures& says, std::ostream&) {
    world.post(
        world.senior_officer(world.place(says.at("place")), officer),
        path_of(world, says, "holds/" + world.noted("冻结 " + says.at("person")) + "/release"),
        Tree());
  };
}

void try_enrol_flexible(World& world, const Captures& says, std::ostream&) {
  enrol(world, says, "flexible", true);
}

void suspend_self(World& world, const Captures& says, std::ostream&) {
  must_be_done(world.post(world.participant(says.at("person")),
                          path_of(world, says, "enrolments/suspend"),
                          Tree::object({{"from", says.at("day")}})));
}

void receive_months(World& world, const Captures& says, std::ostream&) {
  const std::optional<Month> first = Month::parse(says.at("first"));
  const std::optional<Month> last = Month::parse(says.at("last"));
  if (!first || !last) throw Fault("not a month");
  const RegionCode region = world.place(says.at("place"));
  Tree months = Tree(Tree::List{});
  for (Month month = *first; month <= *last; month = month + 1) {
    months.push(Tree::object({{"month", month.to_string()}}));
  }
  must_be_done(world.post(world.officer(region), path_of(world, says, "contributions"),
                          Tree::object({{"months", std::move(months)}})));
}

void receive_month(World& world, const Captures& says, std::ostream& story) {
  Captures both = says;
  both["first"] = both["last"] = says.at("month");
  receive_months(world, both, story);
}

void receive_year(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  must_be_done(world.post(world.officer(region), path_of(world, says, "contributions/resident"),
                          Tree::object({{"year", std::int64_t{std::stoi(says.at("year"))}}})));
}

void record_balance(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& proposed =
      world.post(world.officer(region), path_of(world, says, "opening-balance"),
                 Tree::object({{"region", region.to_string()},
                               {"amount_fen", amount_of(says.at("amount")).fen()},
                               {"evidence", "原系统余额证明"}}));
  must_be_done(proposed);
  const std::int64_t record = *proposed.body.find("record")->integer();
  must_be_done(world.post(world.senior_officer(region),
                          path_of(world, says, "opening-balance/decide"),
                          Tree::object({{"record", record}, {"decision", "approve"}})));
}

constexpr const char* kHistory = "enrolments/history/decide";
constexpr const char* kDeemed = "deemed-contributions/decide";

void propose_history(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  world.post(world.officer(region), path_of(world, says, "enrolments/history"),
             Tree::object({{"region", region.to_string()},
                           {"kind", "flexible"},
                           {"base_fen", std::int64_t{500'000}},
                           {"started_on", says.at("first")},
                           {"suspended_on", says.at("last")},
                           {"evidence", says.at("note")}}));
}

// An employment of long ago: settled as its papers say, or never paid for.
std::function<void(World&, const Captures&, std::ostream&)> propose_employment(bool owed) {
  return [owed](World& world, const Captures& says, std::ostream&) {
    const RegionCode region = world.place(says.at("place"));
    world.post(world.officer(region), path_of(world, says, "enrolments/history"),
               Tree::object({{"region", region.to_string()},
                             {"kind", "employee"},
                             {"employer", world.employer(says.at("employer"))},
                             {"base_fen", std::int64_t{500'000}},
                             {"started_on", says.at("first")},
                             {"suspended_on", says.at("last")},
                             {"owed", owed},
                             {"evidence", says.at("note")}}));
  };
}

void receive_months_under(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  Tree months = Tree(Tree::List{});
  const std::optional<Month> first = Month::parse(says.at("first"));
  const std::optional<Month> last = Month::parse(says.at("last"));
  if (!first || !last) throw Fault("not a month");
  for (Month month = *first; month <= *last; month = month + 1) {
    months.push(Tree::object({{"month", month.to_string()}}));
  }
  must_be_done(
      world.post(world.officer(region), path_of(world, says, "contributions"),
                 Tree::object({{"enrolment", std::int64_t{std::stoi(says.at("enrolment"))}},
                               {"months", std::move(months)}})));
}

// The person's newest proposal there, by the officer of that number.
void propose_deemed(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  world.post(world.officer(region), path_of(world, says, "deemed-contributions"),
             Tree::object({{"region", region.to_string()},
                           {"first_month", says.at("first")},
                           {"last_month", says.at("last")},
                           {"evidence", says.at("note")}}));
}

// The latest proposal of the person.
std::function<void(World&, const Captures&, std::ostream&)> decide_late(int officer,
                                                                        const char* decision,
                                                                        const char* path) {
  return [officer, decision, path](World& world, const Captures& says, std::ostream&) {
    const RegionCode region = world.place(says.at("place"));
    const Told& listed = world.get(
        world.auditor(), "/v1/agencies/" + region.to_string() + "/late-records?limit=200");
    must_be_done(listed);
    std::int64_t record = 0;
    for (const Tree& each : *listed.body.find("records")->list()) {
      if (*each.find("person")->text() != world.person(says.at("person"))) continue;
      record = std::max(record, *each.find("record")->integer());
    }
    world.post(world.officer(region, officer), path_of(world, says, path),
               Tree::object({{"record", record}, {"decision", decision}}));
  };
}

void sees_nothing_of(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told = world.get(world.officer(region), path_of(world, says, "enrolments"));
  if (told.done()) throw Fault("it was shown: " + told.body.to_json());
}

// By an officer, of the relation that was begun last.
void change_relation(World& world, const Captures& says, const char* step, Tree body) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told = world.get(world.officer(region), path_of(world, says, "enrolments"));
  must_be_done(told);
  std::int64_t last = 0;
  for (const Tree& each : *part(told.body, {"enrolments"}).list()) {
    last = std::max(last, *part(each, {"enrolment"}).integer());
  }
  body.set("enrolment", last);
  world.post(world.officer(region), path_of(world, says, std::string("enrolments/") + step),
             std::move(body));
}

void terminate(World& world, const Captures& says, std::ostream&) {
  change_relation(world, says, "terminate", Tree::object({{"reason", says.at("reason")}}));
}

void resume(World& world, const Captures& says, std::ostream&) {
  change_relation(world, says, "resume", Tree(Tree::Members{}));
}

void retire(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const std::string day = says.contains("day") ? says.at("day") : world.today().to_string();
  must_be_done(world.post(world.officer(region), path_of(world, says, "retirement"),
                          Tree::object({{"retired_on", day}})));
}

void settle(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  must_be_done(world.post(world.officer(region), path_of(world, says, "settlement"),
                          Tree::object({{"region", world.place(says.at("new")).to_string()}})));
}

void pay(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told = world.post(world.cashier(region), path_of(world, says, "payments"),
                                Tree::object({{"amount_fen", amount_of(says.at("amount")).fen()},
                                              {"provider", world.pharmacy(region)}}));
  if (told.done()) world.note("支付 " + says.at("person"), told.text("payment_id"));
}

void take_payment_back(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const std::string payment = world.noted("支付 " + says.at("person"));
  world.post(world.cashier(region), path_of(world, says, "payments/" + payment + "/reversal"),
             Tree::object({{"provider", world.pharmacy(region)}}));
}

void balance_is(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told =
      world.get(world.participant(says.at("person")), path_of(world, says, "balance"));
  must_be_done(told);
  std::string came = "0.00";
  for (const Tree& account : *told.body.find("accounts")->list()) {
    if (*account.find("region")->text() == region.to_string()) {
      came = Money::fen(*account.find("balance_fen")->integer()).to_yuan();
    }
  }
  must_equal("余额", says.at("amount"), came);
}

void refused_with(World& world, const Captures& says, std::ostream& story) {
  const Told& told = world.last();
  if (told.done()) throw Fault("it was done: " + told.body.to_json());
  const std::string came = tell_refusal(told, story);
  must_equal("理由", says.at("codes"), came);
}

void last_done(World& world, const Captures&, std::ostream&) {
  must_be_done(world.last());
}

void months_are(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")), path_of(world, says, "contributions"));
  must_be_done(told);
  const Tree* totals = told.body.find("totals");
  const Tree* total = totals != nullptr ? totals->find("contribution_months_total") : nullptr;
  if (total == nullptr) throw Fault("the statement has no total: " + told.body.to_json());
  must_equal("累计缴费月数", says.at("months"), total->to_json());
}

// Towards retirement count the months of the employee scheme (N-08).
void retirement_months_are(World& world, const Captures& says, std::ostream&) {
  const std::string region = world.place(says.at("place")).to_string();
  const Told& told = world.get(world.participant(says.at("person")),
                               path_of(world, says, "retirement?region=" + region));
  must_be_done(told);
  const Tree* counted = told.body.find("months_counted");
  if (counted == nullptr) throw Fault("no months counted: " + told.body.to_json());
  must_equal("计入退休年限的月数", says.at("months"), counted->to_json());
}

void entitled_on(World& world, const Captures& says, std::ostream& story) {
  const Told& told = world.get(world.participant(says.at("person")),
                               path_of(world, says, "entitlement?on=" + says.at("day")));
  must_be_done(told);
  if (const Tree* reasons = told.body.find("reasons"); reasons != nullptr) {
    for (const Tree& reason : *reasons->list()) {
      if (reason.find("detail") != nullptr)
        story << "     · " << *reason.find("detail")->text() << "\n";
    }
  }
  must_equal("待遇", says.at("cover"), told.text("cover"));
}

}  // namespace

std::vector<Step> people_steps() {
  return {
      // Before the shorter sentences that they would be taken for.
      {"{place} 申请为 {person} 补录 {first} 至 {last} 在 {employer} 应保未保的参保经历,依据 "
       "{note}",
       propose_employment(true)},
      {"{place} 申请为 {person} 补录 {first} 至 {last} 在 {employer} 的参保经历,依据 {note}",
       propose_employment(false)},
      {"{place} 收到 {person} 第 {enrolment} 段参保 {first} 至 {last} 的缴费",
       receive_months_under},
      {"{employer} 在 {place} 登记为用人单位", register_employer},
      {"{person}({sex},{birth}生)在 {place} 登记", register_person},
      {"{employer} 申报增员 {person},缴费基数 {base} 元", report_joiner},
      {"{employer} 为 {person} 参保,缴费基数 {base} 元", enrol_by_employer},
      {"{person} 拒绝等待中的增员申报", refuse_joiner},
      {"{employer} 申报减员 {person},自 {day} 起", report_leaver},
      {"{employer} 补报减员 {person},{day} 离职", report_leaver_refused},
      {"{employer} 的消息标为已读", employer_reads},
      {"{person} 在 {place} 以灵活就业身份参保,缴费基数 {base} 元", enrol_flexible},
      {"{person} 在 {place} 尝试以灵活就业身份参保,缴费基数 {base} 元", try_enrol_flexible},
      {"{person} 在 {place} 参加居民医保", enrol_resident},
      {"{person} 在 {place} 参加居民医保,自 {day} 起", enrol_resident_from},
      {"{person} 在 {place} 参保,统账类别 {type},缴费基数 {base} 元", enrol_without_account},
      {"{person} 自行停保,自 {day} 起", suspend_self},
      {"{place} 冻结 {person} 的账户,依据 {note}", set_hold},
      {"{place} 由原经办人为 {person} 解冻", release_hold(9)},
      {"{place} 由另一人为 {person} 解冻", release_hold(8)},
      {"{place} 收到 {person} {first} 至 {last} 的缴费", receive_months},
      {"{place} 收到 {person} {month} 的缴费", receive_month},
      {"{place} 收到 {person} {year} 年度的居民缴费", receive_year},
      {"{place} 为 {person} 补录账户余额 {amount} 元", record_balance},
      {"{place} 申请为 {person} 补录 {first} 至 {last} 的参保经历,依据 {note}", propose_history},
      {"{place} 申请为 {person} 认定 {first} 至 {last} 视同缴费,依据 {note}", propose_deemed},
      {"{place} 由原申请人同意为 {person} 认定视同缴费", decide_late(1, "approve", kDeemed)},
      {"{place} 由另一人同意为 {person} 认定视同缴费", decide_late(2, "approve", kDeemed)},
      {"{place} 由原申请人同意为 {person} 补录", decide_late(1, "approve", kHistory)},
      {"{place} 由另一人同意为 {person} 补录", decide_late(2, "approve", kHistory)},
      {"{place} 由另一人不同意为 {person} 补录", decide_late(2, "refuse", kHistory)},
      {"{place} 终止 {person} 的参保关系,原因 {reason}", terminate},
      {"{place} 为 {person} 恢复参保", resume},
      {"{place} 核定 {person} 自 {day} 起退休", retire},
      {"{place} 核定 {person} 退休", retire},
      {"{place} 登记 {person} 异地安置到 {new}", settle},
      {"{person} 在 {place} 的药店从个人账户支付 {amount} 元", pay},
      {"{place} 的药店退回 {person} 的上一笔支付", take_payment_back},
  };
}

std::vector<Step> people_expectations() {
  return {
      {"{person} 在 {place} 的余额为 {amount} 元", balance_is},
      {"不予办理,理由 {codes}", refused_with},
      {"{place} 看不到 {person} 的参保关系", sees_nothing_of},
      {"{person} 看到 {employer} 的增员申报在等待", sees_waiting},
      {"{employer} 的消息依次为 {codes}", employer_was_told},
      {"{employer} 有 {count} 条未读消息", employer_has_unread},
      {"{place} 有 {count} 件增员在等待原单位减员", agency_sees_waiting},
      {"已办理", last_done},
      {"{person} 累计缴费 {months} 个月", months_are},
      {"{person} 在 {place} 计入退休年限 {months} 个月", retirement_months_are},
      {"{person} 在 {day} 的待遇为 {cover}", entitled_on},
  };
}

}  // namespace yibao::main
