// Sentences about seals: what is held, and which steps clear it.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

const Tree& seals_of(World& world, const Captures& says, const std::string& on) {
  const Told& told = world.get(
      world.participant(says.at("person")),
      "/v1/people/" + world.person(says.at("person")) + "/seals" + (on.empty() ? "" : "?on=" + on));
  must_be_done(told);
  return told.body;
}

// The texts of one member of each item of a list: "loss、gap".
std::string joined(const Tree& list, std::string_view member) {
  std::string text;
  for (const Tree& each : *list.list()) {
    text += (text.empty() ? "" : "、") + *part(each, {member}).text();
  }
  return text.empty() ? "无" : text;
}

void tell(const Tree& one, std::ostream& story) {
  const Tree& reason = part(one, {"reason"});
  story << "     · " << *part(reason, {"title"}).text() << ": " << *part(reason, {"detail"}).text()
        << " → " << *part(reason, {"next_step"}).text() << "\n";
}

void sealed_on(World& world, const Captures& says, std::ostream& story) {
  const Tree& seals = part(seals_of(world, says, says.at("day")), {"seals"});
  for (const Tree& seal : *seals.list()) tell(seal, story);
  must_equal("封存", says.at("causes"), joined(seals, "cause"));
}

void sealed_now(World& world, const Captures& says, std::ostream& story) {
  Captures today = says;
  today["day"] = world.today().to_string();
  sealed_on(world, today, story);
}

// Of ways to choose from, each: "cancel_loss/replace_card".
void steps_are(World& world, const Captures& says, std::ostream& story) {
  std::string came;
  for (const Tree& step : *part(seals_of(world, says, ""), {"steps"}).list()) {
    std::string ways;
    for (const Tree& way : *part(step, {"ways"}).list()) {
      tell(way, story);
      ways += (ways.empty() ? "" : "/") + *part(way, {"way"}).text();
    }
    came += (came.empty() ? "" : "、") + ways;
  }
  must_equal("解封步骤", says.at("ways"), came.empty() ? "无" : came);
}

// A member of the first way of the step that clears a cause: an amount, a day.
const Tree& first_way(World& world, const Captures& says) {
  for (const Tree& step : *part(seals_of(world, says, ""), {"steps"}).list()) {
    if (*part(step, {"cause"}).text() == says.at("cause")) {
      return part(step, {"ways"}).list()->front();
    }
  }
  throw Fault("no step clears " + says.at("cause"));
}

void amount_is(World& world, const Captures& says, std::ostream&) {
  const Tree& way = first_way(world, says);
  must_equal("应缴", says.at("amount"), Money::fen(*part(way, {"amount_fen"}).integer()).to_yuan());
}

void debtor_is(World& world, const Captures& says, std::ostream&) {
  const Tree& debts = part(first_way(world, says), {"debts"});
  must_equal("欠费单位", says.at("debtor"), *part(debts.list()->front(), {"debtor"}).text());
}

void benefits_from(World& world, const Captures& says, std::ostream&) {
  must_equal("待遇自", says.at("day"), *part(first_way(world, says), {"benefits_from"}).text());
}

void office_is(World& world, const Captures& says, std::ostream&) {
  must_equal("办理地", world.place(says.at("place")).to_string(),
             *part(first_way(world, says), {"office"}).text());
}

// What stands with one word at a place: allowed, or absent (there was never any to stop).
std::string told_at(World& world, const Captures& says, std::string_view word) {
  const std::string region = world.place(says.at("place")).to_string();
  std::string came;
  for (const Tree& place : *part(seals_of(world, says, ""), {"works"}).list()) {
    if (*part(place, {"region"}).text() != region) continue;
    for (const char* what :
         {"benefit", "spending", "card", "id_card", "e_certificate", "transfer"}) {
      if (*part(place, {what}).text() != word) continue;
      came += (came.empty() ? "" : "、") + std::string(what);
    }
  }
  return came.empty() ? "无" : came;
}

void works_at(World& world, const Captures& says, std::ostream&) {
  must_equal("仍可使用", says.at("what"), told_at(world, says, "allowed"));
}

void absent_at(World& world, const Captures& says, std::ostream&) {
  must_equal("本来没有", says.at("what"), told_at(world, says, "absent"));
}

// 解封、申诉、更正、投诉: one way for all, since they are applications of one kind.

constexpr const char* kPicture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==";

std::string application_path(World& world, const std::string& step) {
  return world.noted("申请") + (step.empty() ? "" : "/" + step);
}

// A draft, whatever is still missing, and the confirmation.
void file(World& world, const std::string& token, bool at_counter, const std::string& person,
          const std::string& path, Tree form) {
  const Told& draft =
      world.post(token, "/v1/people/" + world.person(person) + "/" + path, std::move(form));
  if (!draft.done()) return;
  world.note("申请", "/v1/" + path + "/" + draft.text("case"));
  world.name_application(draft.text("case"));
  const std::string digest = draft.text("form_digest");
  const Tree missing = part(draft.body, {"materials_missing"});
  for (const Tree& slot : *missing.list()) {
    const std::string first = slot.text()->substr(0, slot.text()->find('|'));
    Tree material = Tree::object({{"slot", first}});
    if (at_counter) {
      material.set("sighted", true);
    } else {
      material.set("content", kPicture);
    }
    must_be_done(world.post(token, application_path(world, "materials"), std::move(material)));
  }
  world.post(token, application_path(world, "confirmation"),
             Tree::object({{"form_digest", digest}}));
}

Tree form_at(World& world, const Captures& says) {
  return Tree::object({{"region", world.place(says.at("place")).to_string()}});
}

void release_online(World& world, const Captures& says, std::ostream&) {
  Tree form = form_at(world, says);
  form.set("cause", says.at("cause"));
  if (says.contains("proof")) form.set("proof_on", says.at("proof"));
  if (says.contains("expires")) form.set("document_expires_on", says.at("expires"));
  const std::string& by = says.at(says.contains("agent") ? "agent" : "person");
  file(world, world.participant(by), false, says.at("person"), "seal-releases", std::move(form));
}

void release_at_counter(World& world, const Captures& says, std::ostream&) {
  Tree form = form_at(world, says);
  form.set("cause", says.at("cause"));
  if (says.contains("why")) form.set("override_reason", says.at("why"));
  file(world, world.officer(world.place(says.at("place"))), true, says.at("person"),
       "seal-releases", std::move(form));
}

// The hold of a cause, as it is listed; checked.
std::string hold_of(World& world, const Captures& says) {
  const Tree& seals = part(seals_of(world, says, ""), {"seals"});
  for (const Tree& seal : *seals.list()) {
    if (*part(seal, {"cause"}).text() == says.at("cause")) return *part(seal, {"hold"}).text();
  }
  throw Fault("no hold of " + says.at("cause"));
}

void appeal_hold(World& world, const Captures& says, std::ostream&) {
  Tree form = form_at(world, says);
  form.set("hold", hold_of(world, says));
  form.set("grounds", says.at("grounds"));
  file(world, world.participant(says.at("person")), false, says.at("person"), "appeals",
       std::move(form));
}

void appeal_facts(World& world, const Captures& says, std::ostream&) {
  Tree form = form_at(world, says);
  form.set("cause", says.at("cause"));
  form.set("grounds", says.at("grounds"));
  file(world, world.participant(says.at("person")), false, says.at("person"), "appeals",
       std::move(form));
}

void appeal_case(World& world, const Captures& says, std::ostream&) {
  Tree form = form_at(world, says);
  form.set("case", world.application());
  form.set("grounds", says.at("grounds"));
  file(world, world.participant(says.at("person")), false, says.at("person"), "appeals",
       std::move(form));
}

void correct(World& world, const Captures& says, std::ostream&) {
  Tree form = form_at(world, says);
  form.set("hold", hold_of(world, says));
  form.set("finding", says.at("finding"));
  file(world, world.officer(world.place(says.at("place"))), true, says.at("person"),
       "hold-corrections", std::move(form));
}

void correct_death(World& world, const Captures& says, std::ostream&) {
  Tree form = form_at(world, says);
  if (says.contains("died_on")) form.set("died_on", says.at("died_on"));
  form.set("finding", says.at("finding"));
  file(world, world.officer(world.place(says.at("place"))), true, says.at("person"),
       "death-corrections", std::move(form));
}

void complain(World& world, const Captures& says, std::ostream&) {
  Tree form = form_at(world, says);
  form.set("kind", "complaint");
  form.set("words", says.at("words"));
  file(world, world.participant(says.at("person")), false, says.at("person"), "complaints",
       std::move(form));
}

enum class Rank { officer, senior };

std::string decider(World& world, const Captures& says, Rank rank) {
  const RegionCode region = world.place(says.at("place"));
  const int number = std::stoi(says.at("number"));
  return rank == Rank::senior ? world.senior_officer(region, number)
                              : world.officer(region, number);
}

// Everything that was handed in is looked at and ticked.
void decide(World& world, const std::string& token, const std::string& note) {
  const Told& shown = world.get(token, application_path(world, ""));
  must_be_done(shown);
  Tree checked = Tree(Tree::List{});
  for (const Tree& material : *part(shown.body, {"materials"}).list()) {
    checked.push(*part(material, {"slot"}).text());
  }
  Tree body = Tree::object({{"checked", std::move(checked)}});
  if (!note.empty()) body.set("note", note);
  world.post(token, application_path(world, "approval"), std::move(body));
}

void agree(World& world, const Captures& says, std::ostream&) {
  decide(world, decider(world, says, Rank::officer), "");
}
void agree_senior(World& world, const Captures& says, std::ostream&) {
  decide(world, decider(world, says, Rank::senior), "");
}
void reply(World& world, const Captures& says, std::ostream&) {
  decide(world, decider(world, says, Rank::officer), says.at("words"));
}
void disagree(World& world, const Captures& says, std::ostream&) {
  world.post(decider(world, says, Rank::officer), application_path(world, "refusal"),
             Tree::object({{"why", says.at("why")}}));
}

void disagree_senior(World& world, const Captures& says, std::ostream&) {
  world.post(decider(world, says, Rank::senior), application_path(world, "refusal"),
             Tree::object({{"why", says.at("why")}}));
}

void report_identity(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")),
             "/v1/people/" + world.person(says.at("person")) + "/identity-changes",
             Tree::object({{"note", says.at("note")}}));
}

// A new number of the same birth date; the old one is kept in mind.
void update_identity(World& world, const Captures& says, std::ostream&) {
  const std::string& person = says.at("person");
  const std::string id = world.person(person);
  const std::string old = world.identity_number(person);
  const RegionCode region = world.place(says.at("place"));
  const Date birth =
      *Date::parse(old.substr(6, 4) + "-" + old.substr(10, 2) + "-" + old.substr(12, 2));
  const bool male = (old[16] - '0') % 2 == 1;
  const std::string fresh =
      world.new_identity_number(*RegionCode::parse(old.substr(0, 6)), birth, male);
  world.post(world.officer(region), "/v1/people/" + id + "/identity",
             Tree::object({{"identity_number", fresh}, {"evidence", "新居民身份证"}}));
  if (!world.last().done()) return;
  world.note("原证件 " + person, old);
  world.name_person(person, id, fresh);
}

void state_is(World& world, const Captures& says, std::ostream& story) {
  const Told& told = world.get(world.auditor(), application_path(world, ""));
  must_be_done(told);
  must_equal("申请状态", says.at("state"), told.text("state"));
  const Told& why = world.get(world.auditor(), application_path(world, "explanation"));
  for (const Tree& decision : *part(why.body, {"decisions"}).list()) {
    for (const Tree& reason : *part(decision, {"reasons"}).list()) {
      story << "     · " << *part(reason, {"title"}).text() << ": "
            << *part(reason, {"detail"}).text() << "\n";
    }
  }
}

// The codes of the reasons of the last decision, joined.
void reasons_are(World& world, const Captures& says, std::ostream&) {
  const Told& why = world.get(world.auditor(), application_path(world, "explanation"));
  must_be_done(why);
  const Tree::List& decisions = *part(why.body, {"decisions"}).list();
  if (decisions.empty()) throw Fault("nothing was decided");
  must_equal("依据", says.at("codes"), joined(part(decisions.back(), {"reasons"}), "rule"));
}

void both_numbers_lead_to(World& world, const Captures& says, std::ostream&) {
  const std::string& person = says.at("person");
  const std::string token = world.officer(world.place(says.at("place")));
  for (const std::string& number :
       {world.noted("原证件 " + person), world.identity_number(person)}) {
    const Told& told =
        world.post(token, "/v1/people/search",
                   Tree::object({{"identity_number", number}, {"purpose", "story"}}));
    must_be_done(told);
    must_equal("参保编号", world.person(person), told.text("person"));
  }
}

void unsupported_are(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told =
      world.get(world.officer(region), "/v1/agencies/" + region.to_string() + "/unsupported-holds");
  must_be_done(told);
  must_equal("对账", says.at("causes"), joined(part(told.body, {"holds"}), "cause"));
}

}  // namespace

std::vector<Step> seal_steps() {
  return {
      {"{person} 在线申请解封 {cause},办理地 {place},缴费证明开具于 {proof}", release_online},
      {"{person} 在线申请解封 {cause},办理地 {place},证件有效期至 {expires}", release_online},
      {"{agent} 代 {person} 在线申请解封 {cause},办理地 {place}", release_online},
      {"{person} 在线申请解封 {cause},办理地 {place}", release_online},
      {"{place} 窗口为 {person} 申请解封 {cause},理由 {why}", release_at_counter},
      {"{place} 窗口为 {person} 申请解封 {cause}", release_at_counter},
      {"{person} 对 {place} 的 {cause} 封存申诉,理由 {grounds}", appeal_hold},
      {"{person} 对 {place} 认定的 {cause} 申诉,理由 {grounds}", appeal_facts},
      {"{person} 对该办件向 {place} 申诉,理由 {grounds}", appeal_case},
      {"{place} 更正 {person} 的 {cause} 封存,核实 {finding}", correct},
      {"{place} 更正 {person} 的死亡登记,死亡日期为 {died_on},核实 {finding}", correct_death},
      {"{place} 更正 {person} 的死亡登记,核实 {finding}", correct_death},
      {"{person} 向 {place} 投诉 {words}", complain},
      {"{place} 第 {number} 人同意申请", agree},
      {"{place} 上级第 {number} 人同意申请", agree_senior},
      {"{place} 第 {number} 人不同意申请,理由 {why}", disagree},
      {"{place} 上级第 {number} 人不同意申请,理由 {why}", disagree_senior},
      {"{place} 第 {number} 人答复 {words}", reply},
      {"{person} 申报身份信息变更,说明 {note}", report_identity},
      {"{place} 为 {person} 更新身份证件", update_identity},
  };
}

std::vector<Step> seal_expectations() {
  return {
      {"{person} 在 {day} 的封存为 {causes}", sealed_on},
      {"{person} 的封存为 {causes}", sealed_now},
      {"{person} 的解封步骤为 {ways}", steps_are},
      {"{person} 的 {cause} 应缴 {amount} 元", amount_is},
      {"{person} 的 {cause} 欠费单位为 {debtor}", debtor_is},
      {"{person} 今日解除 {cause},待遇自 {day} 起", benefits_from},
      {"{person} 今日解除 {cause},由 {place} 的机构办理", office_is},
      {"{person} 在 {place} 仍可使用 {what}", works_at},
      {"{person} 在 {place} 本来没有 {what}", absent_at},
      {"申请状态为 {state}", state_is},
      {"申请依据为 {codes}", reasons_are},
      {"{place} 按 {person} 的新旧证件都能查到本人", both_numbers_lead_to},
      {"{place} 对账列出 {causes}", unsupported_are},
  };
}

}  // namespace yibao::main
