#include "business/agency/commands.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "business/access.h"
#include "business/agency/present.h"
#include "business/agency/store.h"
#include "business/reader.h"
#include "business/second_eyes.h"

namespace yibao::agency {

namespace {

constexpr std::size_t kTextMax = 200;
constexpr std::size_t kItemMax = 40;
constexpr std::size_t kItemsMax = 10;
constexpr int kChangesMax = 1'000'000;

struct TextMember {
  std::string_view name;
  std::string Agency::*text;
};
constexpr std::array<TextMember, 9> kTextMembers{{{"name", &Agency::name},
                                                  {"address", &Agency::address},
                                                  {"postcode", &Agency::postcode},
                                                  {"contact", &Agency::contact},
                                                  {"phone", &Agency::phone},
                                                  {"hours", &Agency::hours},
                                                  {"bank_name", &Agency::bank_name},
                                                  {"bank_account_name", &Agency::bank_account_name},
                                                  {"bank_account", &Agency::bank_account}}};

std::optional<std::vector<std::string>> read_items(business::Reader& reader, const Tree& body,
                                                   std::string_view member) {
  if (body.find(member) == nullptr) {
    reader.text_or(member, 0, "");  // known, and not given
    return std::nullopt;
  }
  std::vector<std::string> items;
  const Tree::List* list = reader.list(member, kItemsMax);
  if (list == nullptr) return std::nullopt;
  for (const Tree& item : *list) {
    const std::string* text = item.text();
    if (text == nullptr || text->empty() || count_characters(*text) > kItemMax ||
        has_control_characters(*text)) {
      reader.add({"member_not_text", {{"member", std::string(member)}}, {}});
      continue;
    }
    items.push_back(*text);
  }
  return items;
}

std::optional<Agency> present_one(const storage::Facts& facts, RegionCode region) {
  const storage::Rows& rows = facts.rows(kAgencyOf, storage::Value(region.value()));
  return rows.empty() ? std::nullopt : std::optional(read_agency(rows.front()));
}

}  // namespace

std::vector<storage::Subject> AgencyCommand::subjects() const {
  return {storage::Subject::region(region_)};
}

void AgencyCommand::need(storage::Needs& needs) const {
  needs.add(kAgencyOf, storage::Value(region_.value()));
  needs.add(kChangesOf, storage::Value(region_.value()));
}

Verdict AgencyCommand::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

business::CommandOrRefusal ProposeChange::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session&) {
  auto command = std::make_unique<ProposeChange>();
  auto reader = business::Reader::body(request, context);
  command->region_ = path_region(reader, request, context);
  for (const TextMember& member : kTextMembers) {
    const std::string text = reader.text_or(member.name, kTextMax, "");
    if (!text.empty()) command->texts_.emplace(member.name, text);
  }
  command->aliases_ = read_items(reader, request.body, "aliases");
  command->hotlines_ = read_items(reader, request.body, "hotlines");
  const bool said = request.body.find("on_system") != nullptr;
  const bool on_system = reader.flag("on_system");
  if (said) command->on_system_ = on_system;
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Agency ProposeChange::changed(const std::optional<Agency>& present) const {
  Agency agency = present.value_or(Agency());
  agency.region = region_;
  for (const TextMember& member : kTextMembers) {
    const auto given = texts_.find(std::string(member.name));
    if (given != texts_.end()) agency.*member.text = given->second;
  }
  if (aliases_) agency.aliases = *aliases_;
  if (hotlines_) agency.hotlines = *hotlines_;
  if (on_system_) agency.on_system = *on_system_;
  return agency;
}

Decision<storage::Plan> ProposeChange::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  const std::vector<AgencyChange> changes =
      read_changes(facts.rows(kChangesOf, storage::Value(region_.value())));
  for (const AgencyChange& each : changes) {
    if (each.state != ChangeState::proposed) continue;
    return refuse("agency_change_open", {{"change", std::to_string(each.ordinal)}});
  }
  AgencyChange change;
  change.ordinal = changes.empty() ? 1 : changes.back().ordinal + 1;
  change.content = changed(present_one(facts, region_));
  if (change.content.name.empty() || change.content.phone.empty()) {
    return refuse("agency_without_contact", {{"region", region_.to_string()}});
  }
  change.proposed_by = context.actor->journal_name();
  change.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "agency_change_proposed";
  plan.insert(kAgencyChange, change_row(change));
  plan.answer = present_change(change, context);
  return plan;
}

business::CommandOrRefusal DecideChange::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session&) {
  auto command = std::make_unique<DecideChange>();
  auto reader = business::Reader::body(request, context);
  command->region_ = path_region(reader, request, context);
  command->change_ = static_cast<int>(reader.integer("change", 1, kChangesMax));
  command->approve_ = reader.code("decision", {"approve", "refuse"}) == "approve";
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> DecideChange::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  const std::vector<AgencyChange> changes =
      read_changes(facts.rows(kChangesOf, storage::Value(region_.value())));
  const auto found = std::ranges::find(changes, change_, &AgencyChange::ordinal);
  if (found == changes.end()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "change"}});
  }
  if (found->state != ChangeState::proposed) {
    return refuse("agency_change_decided", {{"state", std::string(to_text(found->state))}});
  }
  const Verdict second =
      business::check_second_officer(found->proposed_by, context.actor->journal_name());
  if (!second) return second.refusal();
  AgencyChange change = *found;
  change.state = approve_ ? ChangeState::approved : ChangeState::refused;
  change.decided_by = context.actor->journal_name();
  change.decided_at = context.now;
  storage::Plan plan;
  plan.event = approve_ ? "agency_changed" : "agency_change_refused";
  plan.update(kAgencyChange, change_row(change));
  if (approve_) {
    Agency agency = change.content;
    agency.recorded_at = context.now;
    plan.save(kAgency, agency_row(agency), !present_one(facts, region_));
  }
  plan.answer = present_change(change, context);
  return plan;
}

}  // namespace yibao::agency
