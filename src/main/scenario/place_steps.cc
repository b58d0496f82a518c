// Sentences about places: which one is shown, changes of place, moves of whole companies, and what
// follows a transfer that is over.
#include <map>

#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

using Act = std::function<void(World&, const Captures&, std::ostream&)>;

constexpr const char* kPicture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==";
constexpr const char* kNoted = "变更办件";

const std::string& code_of(const std::map<std::string, std::string>& codes,
                           const std::string& word) {
  const auto found = codes.find(word);
  if (found == codes.end()) throw Fault("no such word: " + word);
  return found->second;
}

const std::map<std::string, std::string> kReasons{
    {"工作变动", "work"},  {"居住变动", "residence"}, {"户籍迁移", "household"},
    {"新生儿", "newborn"}, {"外籍就业", "foreigner"}, {"毕业", "graduation"},
    {"其他", "other"}};
const std::map<std::string, std::string> kGrounds{{"就业地", "work_place"},
                                                  {"户籍地", "household_place"},
                                                  {"常住地", "residence_place"},
                                                  {"出生地", "birth_place"},
                                                  {"短期来访", "visit"}};
const std::map<std::string, std::string> kKinds{{"职工", "employee"},
                                                {"灵活就业", "flexible"},
                                                {"居民", "resident_adult"},
                                                {"学生", "student"},
                                                {"新生儿", "newborn"}};

std::string employer_code(World& world, const std::string& name) {
  const Told told =
      world.get(world.employer_officer(name), "/v1/employers/" + world.employer(name));
  must_be_done(told);
  return told.text("code");
}

// "事由 工作变动、单位 西湖软件、基数 8000.00".
Tree form_of(World& world, const Captures& says) {
  Tree form = Tree::object({{"region", world.place(says.at("place")).to_string()}});
  for (const std::string& each : listed(says.at("says"))) {
    const std::size_t space = each.find(' ');
    const std::string name = each.substr(0, space);
    const std::string value = space == std::string::npos ? "" : each.substr(space + 1);
    if (name == "事由") form.set("reason", code_of(kReasons, value));
    if (name == "依据") form.set("ground", code_of(kGrounds, value));
    if (name == "身份") form.set("kind", code_of(kKinds, value));
    if (name == "原参保地") form.set("from", world.place(value).to_string());
    if (name == "单位") form.set("employer_code", employer_code(world, value));
    if (name == "基数") form.set("base_fen", amount_of(value).fen());
  }
  return form;
}

std::string path_of(World& world, const std::string& step) {
  return "/v1/place-changes/" + world.noted(kNoted) + (step.empty() ? "" : "/" + step);
}

Tree slots_of(const std::string& words) {
  Tree slots = Tree(Tree::List{});
  for (const std::string& slot : listed(words)) slots.push(slot);
  return slots;
}

void draft(World& world, const std::string& token, const Captures& says, Tree form) {
  const Told& told = world.post(
      token, "/v1/people/" + world.person(says.at("person")) + "/place-changes", std::move(form));
  if (!told.done()) return;
  world.note(kNoted, told.text("case"));
  world.name_application(told.text("case"));  // what an appeal is about
  world.note("变更摘要", told.text("form_digest"));
}

void draft_online(World& world, const Captures& says, std::ostream&) {
  draft(world, world.acting(says.at("person")), says, form_of(world, says));
}

void confirm(World& world, const std::string& token) {
  world.post(token, path_of(world, "confirmation"),
             Tree::object({{"form_digest", world.noted("变更摘要")}}));
}

void upload(World& world, const Captures& says, std::ostream&) {
  for (const std::string& slot : listed(says.at("slots"))) {
    must_be_done(world.post(world.acting(says.at("person")), path_of(world, "materials"),
                            Tree::object({{"slot", slot}, {"content", kPicture}})));
  }
}

void confirm_online(World& world, const Captures& says, std::ostream&) {
  confirm(world, world.acting(says.at("person")));
}

// 窗口: filed, sighted and confirmed in one visit.
void file_at_counter(World& world, const Captures& says, std::ostream&) {
  Tree form = form_of(world, says);
  form.set("sighted", slots_of(says.at("slots")));
  const std::string token = world.officer(world.place(says.at("place")));
  draft(world, token, says, std::move(form));
  if (world.last().done()) confirm(world, token);
}

void file_at_wrong_counter(World& world, const Captures& says, std::ostream&) {
  draft(world, world.officer(world.place(says.at("counter"))), says, form_of(world, says));
}

std::string sight(World& world, const Captures& says) {
  const std::string token = world.officer(world.place(says.at("place")));
  for (const std::string& slot : listed(says.at("slots"))) {
    must_be_done(world.post(token, path_of(world, "materials"),
                            Tree::object({{"slot", slot}, {"sighted", true}})));
  }
  return token;
}

void finish_at_counter(World& world, const Captures& says, std::ostream&) {
  confirm(world, sight(world, says));
}

void send_back(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))), path_of(world, "return"),
             Tree::object({{"items", slots_of(says.at("slots"))}}));
}

void complete_at_counter(World& world, const Captures& says, std::ostream&) {
  const std::string token = sight(world, says);
  must_be_done(world.post(token, path_of(world, "completion"), Tree(Tree::Members{})));
}

// By another one than who took it in.
void approve(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place")), 2), path_of(world, "approval"),
             Tree::object({{"checked", ticks_of(world, path_of(world, ""))}}));
}

Act at_agency(const std::string& step) {
  return [step](World& world, const Captures& says, std::ostream&) {
    Tree body = Tree(Tree::Members{});
    if (says.contains("why")) body.set("why", says.at("why"));
    world.post(world.officer(world.place(says.at("place"))), path_of(world, step), std::move(body));
  };
}

// The transfer that the change has opened becomes the case that the story speaks of.
void take_transfer(World& world, const Captures& says, std::ostream&) {
  const Told told = world.get(world.participant(says.at("person")),
                              "/v1/people/" + world.person(says.at("person")) + "/transfers");
  must_be_done(told);
  world.name_application(*part(part(told.body, {"cases"}).list()->front(), {"case"}).text());
}

void display(World& world, const Captures& says, std::ostream&) {
  world.post(world.acting(says.at("person")),
             "/v1/people/" + world.person(says.at("person")) + "/displayed-place",
             Tree::object({{"region", world.place(says.at("place")).to_string()}}));
}

void register_foreigner(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const std::string number = "G1" + std::to_string(10'000'000 + region.value());
  const Told& told = world.post(world.officer(region), "/v1/people",
                                Tree::object({{"name", says.at("person")},
                                              {"identity_kind", "foreign_passport"},
                                              {"identity_number", number},
                                              {"sex", says.at("sex") == "男" ? "male" : "female"},
                                              {"birth_date", says.at("birth")}}));
  must_be_done(told);
  world.name_person(says.at("person"), told.text("person"), number);
}

void enrol_student(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  must_be_done(world.post(
      world.officer(region), "/v1/people/" + world.person(says.at("person")) + "/enrolments",
      Tree::object({{"region", region.to_string()}, {"kind", code_of(kKinds, says.at("kind"))}})));
}

void supplement(World& world, const std::string& token, const Captures& says) {
  const std::string before = world.application();
  const Told& told =
      world.post(token, case_path(world, "supplements"),
                 Tree::object({{"region", world.place(says.at("place")).to_string()}}));
  if (!told.done()) return;
  world.note("原转移", before);
  world.name_application(told.text("case"));
}

void supplement_by_person(World& world, const Captures& says, std::ostream&) {
  supplement(world, world.acting(says.at("person")), says);
}

void supplement_at_counter(World& world, const Captures& says, std::ostream&) {
  supplement(world, world.officer(world.place(says.at("place"))), says);
}

void back_to_first(World& world, const Captures&, std::ostream&) {
  world.name_application(world.noted("原转移"));
}

void reverse(World& world, const Captures& says, std::ostream&) {
  const std::string before = world.application();
  const Told& told =
      world.post(world.senior_officer(world.place(says.at("place"))), case_path(world, "reversal"),
                 Tree::object({{"why", says.at("why")}}));
  if (!told.done()) return;
  world.note("原转移", before);
  world.name_application(told.text("case"));
}

Act on_transfer(const std::string& step, int officer = 1) {
  return [step, officer](World& world, const Captures& says, std::ostream&) {
    Tree body = Tree(Tree::Members{});
    if (says.contains("why")) body.set("why", says.at("why"));
    world.post(world.officer(world.place(says.at("place")), officer), case_path(world, step),
               std::move(body));
  };
}

void file_company(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.post(world.employer_officer(says.at("employer")),
                 "/v1/employers/" + world.employer(says.at("employer")) + "/company-moves",
                 Tree::object({{"target_employer_code", employer_code(world, says.at("target"))},
                               {"effective_on", says.at("day")}}));
  if (told.done()) world.note("成建制", told.text("move"));
}

Act on_company(const std::string& step) {
  return [step](World& world, const Captures& says, std::ostream&) {
    world.post(world.officer(world.place(says.at("place"))),
               "/v1/company-moves/" + world.noted("成建制") + "/" + step, Tree(Tree::Members{}));
  };
}

void retry_member(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))),
             "/v1/company-moves/" + world.noted("成建制") + "/members/" +
                 world.person(says.at("person")) + "/retry",
             Tree(Tree::Members{}));
}

const Told& show_change(World& world) {
  const Told& told = world.get(world.auditor(), path_of(world, ""));
  must_be_done(told);
  return told;
}

void state_is(World& world, const Captures& says, std::ostream&) {
  must_equal("变更状态", says.at("value"), show_change(world).text("state"));
}

void due_is(World& world, const Captures& says, std::ostream&) {
  must_equal("变更期限", says.at("value"),
             *part(show_change(world).body, {"clock", "due_on"}).text());
}

void clock_from(World& world, const Captures& says, std::ostream&) {
  must_equal("起算日", says.at("value"), *part(show_change(world).body, {"clock", "from"}).text());
}

// Of the last answer: what the draft says, or what the approval has done.
Act told_list(const std::string& what, const std::string& member) {
  return [what, member](World& world, const Captures& says, std::ostream&) {
    std::string came;
    for (const Tree& each : *part(world.last().body, {member}).list()) {
      const std::string& text =
          each.text() != nullptr ? *each.text() : *part(each, {"rule"}).text();
      came += (came.empty() ? "" : "、") + text;
    }
    must_equal(what, says.at("value"), came);
  };
}

void codes_are(World& world, const Captures& says, std::ostream&) {
  const Tree& change = part(world.last().body, {"place_change"});
  const Tree* old = change.find("old_change_type");
  must_equal("变更类型", says.at("value"),
             (old == nullptr ? std::string("—") : *old->text()) + "/" +
                 *part(change, {"new_change_type"}).text());
}

void following_is(World& world, const Captures& says, std::ostream&) {
  must_equal("随后的转移", says.at("value"),
             *part(world.last().body, {"place_change", "following"}).text());
}

void places_are(World& world, const Captures& says, std::ostream& story) {
  const Told& told = world.get(world.participant(says.at("person")),
                               "/v1/people/" + world.person(says.at("person")) + "/places");
  must_be_done(told);
  for (const Tree& reason : *part(told.body, {"reasons"}).list()) {
    if (reason.find("detail") != nullptr)
      story << "     · " << *reason.find("detail")->text() << "\n";
  }
  must_equal("展示参保地", world.place(says.at("shown")).to_string(),
             *part(told.body, {"displayed_place", "region"}).text());
  must_equal("参保地", world.place(says.at("legal")).to_string(),
             *part(told.body, {"legal_place", "region"}).text());
}

void relations_are(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("person")),
                               "/v1/people/" + world.person(says.at("person")) + "/enrolments");
  must_be_done(told);
  std::string came;
  for (const Tree& each : *part(told.body, {"enrolments"}).list()) {
    came += (came.empty() ? "" : "、") + *part(each, {"region"}).text() + " " +
            *part(each, {"state"}).text();
  }
  must_equal("参保关系", says.at("value"), came);
}

void printed_says(World& world, const Captures& says, std::ostream& story) {
  const Told& told = world.get(world.participant(says.at("person")), path_of(world, "form"));
  must_be_done(told);
  const std::string& text = told.text("text");
  story << text;
  if (text.find(says.at("value")) == std::string::npos) throw Fault("not on the form: " + text);
}

void left_behind(World& world, const Captures& says, bool may, const std::string& codes) {
  const Told& told =
      world.get(world.participant(says.at("person")),
                "/v1/people/" + world.person(says.at("person")) + "/left-behind-balances");
  must_be_done(told);
  for (const Tree& balance : *part(told.body, {"balances"}).list()) {
    if (*part(balance, {"place", "region"}).text() != world.place(says.at("place")).to_string()) {
      continue;
    }
    std::string came;
    for (const Tree& reason : *part(balance, {"reasons"}).list()) {
      came += (came.empty() ? "" : "、") + *part(reason, {"rule"}).text();
    }
    must_equal("可否补转", may ? "true" : "false", part(balance, {"may_follow"}).to_json());
    must_equal("理由", codes, came);
    return;
  }
  throw Fault("no balance was left there: " + told.body.to_json());
}

void may_follow(World& world, const Captures& says, std::ostream&) {
  left_behind(world, says, true, "");
}

void may_not_follow(World& world, const Captures& says, std::ostream&) {
  left_behind(world, says, false, says.at("codes"));
}

void nothing_left(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")),
                "/v1/people/" + world.person(says.at("person")) + "/left-behind-balances");
  must_be_done(told);
  for (const Tree& balance : *part(told.body, {"balances"}).list()) {
    if (*part(balance, {"place", "region"}).text() != world.place(says.at("place")).to_string()) {
      continue;
    }
    throw Fault("still there: " + balance.to_json());
  }
}

void company_is(World& world, const Captures& says, std::ostream& story) {
  const Told& told = world.get(world.auditor(), "/v1/company-moves/" + world.noted("成建制"));
  must_be_done(told);
  for (const Tree& member : *part(told.body, {"members"}).list()) {
    story << "     " << *part(member, {"name"}).text() << " " << *part(member, {"outcome"}).text();
    for (const Tree& reason : *part(member, {"reasons"}).list()) {
      story << " " << *part(reason, {"rule"}).text();
    }
    story << "\n";
  }
  must_equal("状态", says.at("state"), told.text("state"));
  must_equal("办成人数", says.at("moved"), part(told.body, {"counts", "moved"}).to_json());
  must_equal("未成人数", says.at("refused"), part(told.body, {"counts", "refused"}).to_json());
}

void online_is(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.auditor(), "/v1/agencies/" + world.place(says.at("place")).to_string() +
                                     "/place-change-channels");
  must_be_done(told);
  must_equal("线上变更", says.at("value"), told.text("online"));
}

}  // namespace

std::vector<Step> place_steps() {
  return {
      {"外籍 {person}({sex},生于 {birth})在 {place} 登记", register_foreigner},
      {"{person} 在 {place} 以{kind}身份参加居民医保", enrol_student},
      {"{person} 切换展示参保地到 {place}", display},
      {"{person} 在线填报参保地变更到 {place},{says}", draft_online},
      {"{counter} 窗口代 {place} 受理 {person} 参保地变更,{says}", file_at_wrong_counter},
      {"{place} 窗口受理 {person} 参保地变更,{says},已核验 {slots}", file_at_counter},
      {"{place} 窗口核验 {slots} 并确认参保地变更", finish_at_counter},
      {"{place} 参保地变更退回补正 {slots}", send_back},
      {"{place} 窗口核验 {slots} 并补正参保地变更", complete_at_counter},
      {"{person} 上传变更材料 {slots}", upload},
      {"{person} 确认参保地变更", confirm_online},
      {"{place} 参保地变更审核通过", approve},
      {"{place} 参保地变更审核不通过,原因 {why}", at_agency("refusal")},
      {"{place} 续办参保地变更", at_agency("continuation")},
      {"打开 {person} 最近的转移办件", take_transfer},
      {"{person} 申请补转 {place} 的余额", supplement_by_person},
      {"{place} 窗口受理补转余额", supplement_at_counter},
      {"{place} 补转审核通过", on_transfer("supplement-approval")},
      {"{place} 由另一人补转审核通过", on_transfer("supplement-approval", 2)},
      {"{place} 补转审核不通过,原因 {why}", on_transfer("supplement-refusal")},
      {"{place} 不能接收补转资金,原因 {why}", on_transfer("supplement-return")},
      {"{place} 认定转移有误并撤回,原因 {why}", reverse},
      {"回到原来的转移办件", back_to_first},
      {"{employer} 申请成建制转到 {target},自 {day} 起", file_company},
      {"{place} 重新办理 {person} 的成建制转移", retry_member},
      {"{place} 受理成建制转出", on_company("acceptance")},
      {"{place} 审核通过成建制转入", on_company("approval")},
  };
}

std::vector<Step> place_expectations() {
  return {
      {"参保地变更状态为 {value}", state_is},
      {"参保地变更期限为 {value}", due_is},
      {"参保地变更自 {value} 起算", clock_from},
      {"变更障碍为 {value}", told_list("变更障碍", "obstacles")},
      {"变更还缺材料 {value}", told_list("还缺材料", "materials_missing")},
      {"变更没有障碍",
       [](World& world, const Captures&, std::ostream&) {
         must_equal("变更障碍", "[]", part(world.last().body, {"obstacles"}).to_json());
       }},
      {"变更类型为 {value}", codes_are},
      {"随后的转移为 {value}", following_is},
      {"{person} 展示 {shown},以 {legal} 为准", places_are},
      {"{person} 的参保关系为 {value}", relations_are},
      {"{person} 的变更申请表上有 {value}", printed_says},
      {"{person} 留在 {place} 的余额可以补转", may_follow},
      {"{person} 没有余额和月份留在 {place}", nothing_left},
      {"{person} 留在 {place} 的余额不能补转,理由 {codes}", may_not_follow},
      {"成建制转移状态为 {state},办成 {moved} 人,未成 {refused} 人", company_is},
      {"{place} 的线上变更为 {value}", online_is},
  };
}

}  // namespace yibao::main
