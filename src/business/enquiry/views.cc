#include "business/enquiry/views.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/reason_tree.h"
#include "base/text.h"
#include "business/access.h"
#include "business/banks.h"
#include "business/casework/shown.h"
#include "business/casework/store.h"
#include "business/enquiry/changes.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/sign_in/acting.h"

namespace yibao::enquiry {

namespace {

using business::Role;
using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer}, {"view_id", ColumnType::integer},
    {"role", ColumnType::text},         {"actor_id", ColumnType::integer},
    {"actor_name", ColumnType::text},   {"region", ColumnType::integer},
    {"channel", ColumnType::text},      {"endpoint", ColumnType::text},
    {"what", ColumnType::text},         {"purpose", ColumnType::text},
    {"present", ColumnType::integer},   {"break_glass", ColumnType::integer},
    {"viewed_at", ColumnType::integer}};

// Of institutions and of all others: either part is a few rows by their key.
constexpr storage::Statement kViewsUntil{
    "enquiry_views_until",
    "SELECT * FROM (SELECT role, actor_id, actor_name, region, channel, endpoint, what, purpose, "
    "viewed_at, present, break_glass, view_id FROM person_view WHERE person_id = $1 "
    "AND viewed_at < $2 AND view_id < $3 ORDER BY view_id DESC LIMIT $4) AS others "
    "UNION ALL "
    "SELECT * FROM (SELECT 'provider_cashier', actor_id, actor_name, region, 'provider', endpoint, "
    "what, NULL, viewed_at, present, CAST(NULL AS BIGINT), view_id FROM provider_view "
    "WHERE person_id = $1 AND viewed_at < $2 AND view_id < $3 ORDER BY view_id DESC LIMIT $4) AS "
    "institutions "
    "ORDER BY view_id DESC LIMIT $4"};
constexpr std::int64_t kBehindAll = std::numeric_limits<std::int64_t>::max();

// Where the next page begins. Nothing else is asked of a view by its number, so it has no kind of
// id of its own.
constexpr storage::IdKind kCursor = storage::IdKind::message;

class RecordView : public business::Command {
 public:
  RecordView(View view, std::string_view endpoint, std::string_view what)
      : view_(std::move(view)), person_(view_.person), endpoint_(endpoint), what_(what) {}

  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::person(person_)};
  }
  void need(storage::Needs& needs) const override { needs.add(person::kPersonById, person_); }
  // The answer was given: what is recorded is that it was.
  Verdict authorise(const business::Actor&, const storage::Facts&) const override {
    return Nothing{};
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    if (facts.rows(person::kPersonById, person_).empty()) {
      return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
    }
    storage::Plan plan;
    plan.event = "person_viewed";
    add_view(plan, view_, endpoint_, what_, context);
    return plan;
  }

 private:
  View view_;
  PersonId person_;
  std::string endpoint_;
  std::string what_;
};

// Institutions by name, and people who act for the person; each is looked up once.
class Lookers {
 public:
  Lookers(PersonId person, const business::Context& context, storage::Session& session)
      : person_(person), context_(context), session_(session) {}
  std::string institution(const std::string& code) {
    const auto [known, is_new] = institutions_.try_emplace(code, code);
    if (is_new) {
      const auto found = provider::find_institution(session_, provider::kInstitutionOfCode, code);
      if (found) known->second = found->name;
    }
    return known->second;
  }
  // 代办人、监护人: name, kind and relation. Null: it was nobody who acts or acted for the person.
  const Tree& agent(PersonId who) {
    const auto [known, is_new] = agents_.try_emplace(who);
    if (is_new) {
      Tree told = casework::agent_tree(who, person_, context_, session_);
      if (told.find("kind") != nullptr) known->second = std::move(told);
    }
    return known->second;
  }

 private:
  PersonId person_;
  const business::Context& context_;
  storage::Session& session_;
  std::map<std::string, std::string> institutions_;
  std::map<PersonId, Tree> agents_;
};

// 哪家定点医药机构: of whom a till or an interface works for; empty: nobody's.
std::string institution_of(const storage::Row& row) {
  business::Actor actor;
  actor.role = business::role_of(row[0].text()).value_or(Role::visitor);
  actor.id = row[1].integer();
  return business::institution_of(actor);
}

// A participant who never acted for the person has named them in a matter of their own
// (person/reference.h).
Reason reason_of(const storage::Row& row, const std::string& office, Lookers& lookers) {
  const std::string role = row[0].text();
  // What a search shows is not what it is for.
  const bool search = row[5].text() == kSearchEndpoint;
  const std::string what = row[search ? 5 : 6].text();
  if (business::role_of(role) == Role::participant) {
    const Tree& agent = lookers.agent(PersonId(row[1].integer()));
    if (agent.is_null()) return {"person_named_by_other", {{"what", what}}, {}};
    return {"person_viewed_by_agent",
            {{"acted_as", *agent.find("kind")->text()},
             {"agent", *agent.find("name")->text()},
             {"relation", *agent.find("relation")->text()},
             {"what", what}},
            {}};
  }
  if (business::role_of(role) == Role::employer_officer) {
    return {"person_named_by_employer", {{"what", what}}, {}};
  }
  if (const std::string code = institution_of(row); !code.empty()) {
    return {
        "person_viewed_by_provider", {{"provider", lookers.institution(code)}, {"what", what}}, {}};
  }
  if (business::role_of(role) == Role::bank) {
    const std::string bank(business::bank_of(row[1].integer()));
    return {"person_viewed_by_bank", {{"bank", bank}, {"what", what}}, {}};
  }
  return {"person_viewed", {{"role", role}, {"office", office}, {"what", what}}, {}};
}

// To the person the office and the role, or the institution, never the name; to an auditor all
// there is.
Tree present_view(const storage::Row& row, Lookers& lookers, const business::Context& context) {
  const RegionCode region(static_cast<std::int32_t>(row[3].integer()));
  const std::string office = (region.is_none() ? RegionCode::nation() : region).to_string();
  Tree view = to_tree(reason_of(row, office, lookers));
  view.set("viewed_at", Instant::from_milliseconds(row[8].integer()).to_string());
  view.set("role", row[0].text());
  if (!region.is_none()) view.set("office", casework::place_tree(region, context));
  view.set("channel", row[4].text());
  view.set("endpoint", row[5].text());
  view.set("what", row[6].text());
  if (!row[7].is_null()) view.set("purpose", row[7].text());
  view.set("person_present", row[9].integer() == 1);
  if (!row[10].is_null()) view.set("break_glass", row[10].integer());
  if (context.actor->is(Role::auditor) || context.actor->is(Role::audit_admin)) {
    view.set("by", row[0].text() + ":" + std::to_string(row[1].integer()));
    view.set("name", row[2].text());
  }
  return view;
}

}  // namespace

const storage::Table kPersonView{
    130, "person_view", kColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

void add_view(storage::Plan& plan, const View& view, std::string_view endpoint,
              std::string_view what, const business::Context& context) {
  const business::Actor& actor = *context.actor;
  plan.insert(kPersonView,
              {view.person.value(), context.entry_id, business::role_code(actor.role), actor.id,
               actor.name, view.office.value_or(actor.region).value(), actor.channel, endpoint,
               what, storage::Value(view.purpose), view.person_present ? 1 : 0,
               view.break_glass ? storage::Value(*view.break_glass) : storage::Value(),
               context.now.milliseconds()});
}

bool shows_a_person(const business::Endpoint& endpoint) {
  if (endpoint.answer == nullptr && endpoint.text == nullptr) return false;
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"{person}", "{case}", "{card}"},
      [&](std::string_view each) { return endpoint.path.find(each) != std::string_view::npos; });
}

business::Field purpose_field() {
  return {kPurpose, business::FieldKind::text, false, "查询事由,记入本人可见的查看记录"};
}

namespace {

// What was said, and no longer stands in the request.
Decision<std::optional<std::string>> take_text(business::Request& request, std::string_view name) {
  const auto is_named = [&](const auto& each) { return each.first == name; };
  if (request.method == "GET") {
    const auto found = std::ranges::find_if(request.parameters, is_named);
    if (found == request.parameters.end()) return std::optional<std::string>();
    std::string text = std::move(found->second);
    request.parameters.erase(found);
    return std::optional(std::move(text));
  }
  Tree::Members* members = request.body.members();
  if (members == nullptr) return std::optional<std::string>();
  const auto found = std::ranges::find_if(*members, is_named);
  if (found == members->end()) return std::optional<std::string>();
  if (found->second.text() == nullptr) {
    return refuse(RefusalKind::malformed, "member_not_text", {{"member", std::string(name)}});
  }
  std::string text = *found->second.text();
  members->erase(found);
  return std::optional(std::move(text));
}

}  // namespace

Decision<std::optional<std::string>> take_purpose(business::Request& request) {
  auto said = take_text(request, kPurpose);
  if (!said || !*said) return said;
  std::string purpose(without_blanks_around(**said));
  if (purpose.empty()) {
    return refuse(RefusalKind::malformed, "member_empty", {{"member", std::string(kPurpose)}});
  }
  if (count_characters(purpose) > kPurposeCharactersMax) {
    return refuse(RefusalKind::malformed, "member_too_long",
                  {{"member", std::string(kPurpose)},
                   {"characters_max", std::to_string(kPurposeCharactersMax)}});
  }
  if (has_control_characters(purpose)) {
    return refuse(RefusalKind::malformed, "member_control_characters",
                  {{"member", std::string(kPurpose)}});
  }
  return std::optional(std::move(purpose));
}

std::optional<PersonId> looked_at(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  const business::Actor& actor = *context.actor;
  const std::optional<PersonId> person = sign_in::person_of_path(request, context, session);
  if (!person || (actor.is(Role::participant) && actor.person() == *person)) return std::nullopt;
  return person;
}

namespace {

void add_named(const Tree& tree, const business::Context& context, std::vector<PersonId>& named) {
  if (tree.list() != nullptr) {
    for (const Tree& each : *tree.list()) add_named(each, context, named);
  }
  if (tree.members() == nullptr) return;
  for (const auto& [name, each] : *tree.members()) {
    add_named(each, context, named);
    const bool in_full = tree.find(name == "person" ? "full_name" : name + "_full_name") != nullptr;
    if (!in_full || each.text() == nullptr) continue;
    const auto inside = context.vault->inside_id(storage::IdKind::person, *each.text());
    if (inside) named.push_back(PersonId(inside->id));
  }
}

}  // namespace

std::vector<PersonId> named_in_full(const Tree& answer, const business::Context& context) {
  std::vector<PersonId> named;
  const Tree* form = answer.find("form");
  if (form != nullptr && context.actor->is_officer()) add_named(*form, context, named);
  std::ranges::sort(named);
  named.erase(std::ranges::unique(named).begin(), named.end());
  return named;
}

std::unique_ptr<business::Command> record_view(View view, std::string_view endpoint,
                                               std::string_view what) {
  return std::make_unique<RecordView>(std::move(view), endpoint, what);
}

Decision<Tree> answer_views(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date until = reader.optional_date("until").value_or(context.today + 1);
  const std::int64_t limit = reader.integer_or("limit", 1, 500, 100);
  const std::int64_t behind = reader.optional_id("before", kCursor).value_or(kBehindAll);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  const std::int64_t before = Instant::start_of(until).milliseconds();
  Tree views = Tree(Tree::List{});
  Lookers lookers(person, context, session);
  storage::Rows rows = session.select(kViewsUntil, {person.value(), before, behind, limit + 1});
  const bool more = rows.size() > static_cast<std::size_t>(limit);
  if (more) rows.pop_back();
  for (const storage::Row& row : rows) views.push(present_view(row, lookers, context));
  Tree told = Tree::object(
      {{"views", std::move(views)}, {"changes", changes_of(person, context, session)}});
  if (more) {
    told.set("next",
             context.vault->outside_id(kCursor, rows.back()[11].integer(),
                                       Instant::from_milliseconds(rows.back()[8].integer())));
  }
  return told;
}

}  // namespace yibao::enquiry
