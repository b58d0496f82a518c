#include "business/place_change/service.h"

#include <algorithm>

#include "business/application/change.h"
#include "business/application/store.h"
#include "business/casework/rules.h"
#include "business/casework/shown.h"
#include "business/enrolment/store.h"
#include "business/entitlement/groups.h"
#include "business/place_change/carry_out.h"
#include "business/place_change/facts.h"
#include "business/place_change/store.h"

namespace yibao::place_change {

namespace {

using application::Asked;
using application::Assessment;
using application::Handling;
using casework::Desk;

bool by_officer(const Asked& asked) {
  return asked.context.actor->is_officer() || asked.context.actor->is(business::Role::system);
}

bool is_accepted(const Asked& asked) {
  if (asked.id.is_none()) return false;
  const auto application = application::find_application(
      asked.facts.rows(application::kApplicationsOf, asked.person), asked.id);
  return application && application->state != application::State::draft;
}

// What the system took for the proof is none of the employment that has to be stopped now: where it
// is the same one, it has been left already, and nothing is to be proved.
const casework::CaseMaterial* proof_handed_in(const Asked& asked) {
  if (asked.materials == nullptr) return nullptr;
  const auto found = std::ranges::find_if(*asked.materials, [](const casework::CaseMaterial& each) {
    return each.slot == "termination_proof" && each.is_handed_in();
  });
  return found == asked.materials->end() ? nullptr : &*found;
}

// 职工本人不能自行停保(R-108): what was filed on line is approved as it was filed, without a right
// to stop what an employer has begun meanwhile, unless the proof was shown to an officer.
bool came_to_a_counter(const Asked& asked, const casework::CaseMaterial* proof) {
  return asked.desk == Desk::counter || !is_accepted(asked) ||
         asked.policy().place_change.online.value != policy::OnlineChange::direct ||
         (proof != nullptr && proof->state == casework::MaterialState::sighted);
}

// The proof is asked for as a material, before acceptance; afterwards it is there or it is not.
ChangeAsked change_asked(const Asked& asked) {
  ChangeAsked change;
  change.person = asked.person;
  change.target = asked.region;
  change.form = form_of(asked.form);
  change.judged_on = asked.judged_on;
  if (!by_officer(asked)) return change;
  const casework::CaseMaterial* proof = proof_handed_in(asked);
  if (!came_to_a_counter(asked, proof)) return change;
  change.by = enrolment::Claimant::officer;
  if (proof != nullptr || !is_accepted(asked)) change.proof = "termination_proof";
  if (proof != nullptr) change.proof_given_at = proof->recorded_at;
  return change;
}

bool employee_stops(const PlannedChange& planned) {
  return planned.plan.stopped && planned.plan.old->kind == enrolment::EnrolmentKind::employee;
}

// 经办系统已有的不再收取: who is enrolled by an employer there works there; who was reported as a
// leaver has left.
std::vector<std::string> held(const PlannedChange& planned, ChangeReason reason) {
  std::vector<std::string> slots;
  if (reason != ChangeReason::work && reason != ChangeReason::foreigner) return slots;
  const ChangePlan& plan = planned.plan;
  const bool enrolled = plan.there && !plan.beginning && !plan.there->employer.is_none();
  if (enrolled || planned.joiner) slots.emplace_back("labour_relation_proof");
  const bool left = plan.old && !plan.old->is_active() && !plan.old->employer.is_none();
  if (left) slots.emplace_back("termination_proof");
  return slots;
}

// What policy asks for of a case on line where the way ends at the counter is what the counter
// asks.
Desk desk_of_materials(const Asked& asked) {
  const bool direct = asked.policy().place_change.online.value == policy::OnlineChange::direct;
  return direct ? asked.desk : Desk::counter;
}

void set_handling(const Asked& asked, const PlannedChange& planned, Assessment& assessment) {
  const policy::PlaceChangePolicy& policy = asked.policy().place_change;
  const bool alone = planned.following.following == Following::none && asked.desk == Desk::online &&
                     policy.online.value == policy::OnlineChange::direct;
  assessment.working_days = alone ? policy.online_working_days : policy.review_working_days;
  if (alone && policy.online_working_days.value == 0) assessment.handling = Handling::at_once;
}

void append(std::vector<Reason>& to, const std::vector<Reason>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

Reason named(const Asked& asked, std::string code) {
  return {std::move(code),
          {{"region", asked.region.to_string()},
           {"counter", counter_of(asked.facts, asked.region, asked.context)}},
          {asked.policy().place_change.online.citation}};
}

Tree tree_of(const PlaceChange& change, const business::Context& context) {
  Tree tree = Tree::object({{"target", casework::place_tree(change.target, context)},
                            {"new_enrolment", change.new_enrolment},
                            {"new_change_type", std::to_string(change.new_change_type)},
                            {"begins_on", change.begins_on.to_string()},
                            {"following", std::string(to_text(change.following))},
                            {"card_ordered", change.card_ordered}});
  if (!change.origin.is_none()) {
    tree.set("origin", casework::place_tree(change.origin, context));
    tree.set("old_enrolment", change.old_enrolment);
    tree.set("old_change_type", std::to_string(change.old_change_type));
  }
  if (!change.transfer.is_none()) {
    tree.set("transfer", casework::case_number(change.transfer, context.now, context));
  }
  return tree;
}

}  // namespace

std::vector<business::Field> PlaceChangeService::fields() const {
  return form_fields();
}

void PlaceChangeService::read_form(business::Reader& reader, const business::Context& context,
                                   Tree& form) const {
  place_change::read_form(reader, context, form);
}

void PlaceChangeService::need(storage::Needs& needs, PersonId person, RegionCode region,
                              const Tree& form) const {
  need_change(needs, person, region, form_of(form).employer_code);
}

void PlaceChangeService::need_more(const storage::Facts& facts, storage::Needs& needs,
                                   PersonId person, RegionCode region, const Tree& form) const {
  need_change_more(facts, needs, person, form_of(form).from, region);
}

// 部分地区支持线上直接变更,部分地区需结合线下流程(S2:31),部分地区尚未开通线上变更(S2:67):告知窗口。
Verdict PlaceChangeService::check_channel(const Asked& asked, Step step) const {
  if (by_officer(asked)) return Nothing{};
  switch (asked.policy().place_change.online.value) {
    case policy::OnlineChange::direct:
      return Nothing{};
    case policy::OnlineChange::hybrid:
      if (step == Step::draft) return Nothing{};
      return Refusal{RefusalKind::refused, {named(asked, "place_change_finish_at_counter")}};
    case policy::OnlineChange::none:
      return Refusal{RefusalKind::refused, {named(asked, "place_change_online_closed")}};
  }
  return Nothing{};
}

Assessment PlaceChangeService::assess(const Asked& asked) const {
  Assessment assessment;
  const Form form = form_of(asked.form);
  const Decision<PlannedChange> planned = plan_for(asked.facts, change_asked(asked), asked.context);
  if (!planned) {
    assessment.obstacles = planned.refusal().reasons;
    return assessment;
  }
  assessment.obstacles = planned->obstacles();
  MaterialRule materials = materials_of(form.reason, desk_of_materials(asked),
                                        employee_stops(*planned), asked.policy().place_change);
  assessment.materials = std::move(materials.required);
  assessment.material_citations = std::move(materials.citations);
  assessment.held = held(*planned, form.reason);
  set_handling(asked, *planned, assessment);
  assessment.reasons = planned->plan.reasons;
  append(assessment.reasons, planned->following.reasons);
  const bool transferred = planned->following.following != Following::none;
  append(assessment.reasons, explain_waiting(planned->person,
                                             entitlement::read_memberships(asked.facts.rows(
                                                 entitlement::kGroupsOf, asked.person)),
                                             planned->plan, transferred, *asked.context.policies,
                                             asked.policy(), asked.context.today));
  if (asked.policy().place_change.online.value == policy::OnlineChange::hybrid &&
      !by_officer(asked)) {
    assessment.reasons.push_back(named(asked, "place_change_finish_at_counter"));
  }
  return assessment;
}

// 审核通过后,系统完成变更(S2:49);涉及关系转移的,15 个工作日内办结(S2:73),自审核通过起(C-05).
Verdict PlaceChangeService::carry_out(const Asked& asked, application::Change& change) const {
  const Decision<PlannedChange> planned = plan_for(asked.facts, change_asked(asked), asked.context);
  if (!planned) return planned.refusal();
  if (std::vector<Reason> obstacles = planned->obstacles(); !obstacles.empty()) {
    return Refusal{RefusalKind::refused, std::move(obstacles)};
  }
  const Form form = form_of(asked.form);
  const PlaceChange record = carry_out_change(
      change.plan(), *planned, {asked.id, form.reason, form.ground}, asked.facts, asked.context);
  change.answer("place_change", tree_of(record, asked.context));
  if (record.following == Following::by_person) change.notify("transfer_filed_by_person_notice");
  if (!planned->year_paid_before.empty()) {
    change.notify("year_paid_at_old_place", planned->year_paid_before);
  }
  if (record.following != Following::opened && record.following != Following::awaited) {
    return Nothing{};
  }
  const policy::Cited<int>& days = asked.policy().place_change.working_days_after_approval;
  change.stay_underway(days.value);
  change.tell("place_change_clock", {},
              {{"place_change_deadline",
                {{"from", change.application().clock_from->to_string()},
                 {"due_on", change.application().due_on->to_string()}},
                {days.citation}}});
  return Nothing{};
}

}  // namespace yibao::place_change
