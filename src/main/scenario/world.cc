#include "main/scenario/world.h"

#include "base/employer_code.h"
#include "base/identity_document.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/provider/institution.h"
#include "main/scenario/plain_words.h"
#include "main/test_institutions.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

using business::Role;

std::string digits(int value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

}  // namespace

const std::string& Told::text(std::string_view name) const {
  const Tree* member = body.find(name);
  if (member == nullptr || member->text() == nullptr) {
    throw Fault("the answer has no text " + std::string(name) + ": " + body.to_json());
  }
  return *member->text();
}

std::int64_t Told::integer(std::string_view name) const {
  const Tree* member = body.find(name);
  if (member == nullptr || member->integer() == nullptr) {
    throw Fault("the answer has no number " + std::string(name) + ": " + body.to_json());
  }
  return *member->integer();
}

RegionCode World::place(const std::string& name) const {
  const RegionTable& regions = installation_.data().regions;
  for (const RegionCode province : regions.list(RegionCode::nation())) {
    if (regions.name(province).starts_with(name)) return regions.pooling_region(province);
    for (const RegionCode city : regions.list(province)) {
      if (regions.name(city).starts_with(name)) return regions.pooling_region(city);
    }
  }
  throw Fault("no such place: " + name);
}

std::string World::place_name(RegionCode region) const {
  return installation_.data().regions.name(region);
}

const std::string& World::find(const std::map<std::string, std::string>& names,
                               const std::string& name) {
  const auto found = names.find(name);
  if (found == names.end()) throw Fault("nobody was named so: " + name);
  return found->second;
}

namespace {

// Of nobody whom a story employs: a token ends with the role of whose number it is.
std::int64_t staff_number(RegionCode region, int number) {
  constexpr std::int64_t kOfTheProvince = 9040;
  return (region.is_none() ? kOfTheProvince : region.value() * std::int64_t{10}) + number;
}

}  // namespace

std::string World::token(Role role, std::int64_t id, RegionCode region,
                         const std::string& channel) {
  const std::string key =
      std::string(business::role_code(role)) + ":" + std::to_string(id) + ":" + region.to_string();
  std::string& known = tokens_[key];
  if (known.empty()) {
    business::Actor actor;
    actor.role = role;
    actor.id = id;
    actor.region = region;
    actor.channel = channel;
    actor.name = key;
    known = installation_.issue_token(actor, Instant::start_of(Date::of(2999, 1, 1)));
  }
  return known;
}

std::string World::officer(RegionCode region, int number) {
  return token(Role::agency_officer, staff_number(region, number), region, "counter");
}
std::string World::senior_officer(RegionCode region, int number) {
  return token(Role::senior_officer, staff_number(region, number), region, "counter");
}
std::string World::pharmacy(RegionCode region) {
  std::string& code = pharmacies_[region];
  const auto reader = installation_.database().reader();
  for (int serial = 101; code.empty(); ++serial) {
    const std::string next = "P" + region.to_string() + digits(serial, 5);
    if (provider::find_institution(*reader, provider::kInstitutionOfCode, next)) continue;
    code = next;
    register_unless_there(
        installation_,
        {code, installation_.data().regions.name(region) + "示例药店", new_employer_code(region)});
  }
  return code;
}
std::string World::hospital(RegionCode region) {
  const std::string code = "H" + region.to_string() + "00101";
  register_unless_there(
      installation_,
      {code, installation_.data().regions.name(region) + "示例医院", new_employer_code(region)});
  return code;
}
std::string World::cashier(RegionCode region) {
  return token(Role::provider_cashier, business::cashier_number(pharmacy(region)), region,
               "provider");
}
std::string World::bank(std::int64_t number) {
  return token(Role::bank, number, RegionCode(), "bank");
}
std::string World::hotline(RegionCode region) {
  return token(Role::agency_officer, region.value() * 10 + 7, region, "hotline");
}

std::string World::telephone_system() {
  return token(Role::hotline, 1, RegionCode(), "hotline");
}

// Of numbers that no story gives to anybody: nobody grants a role to themselves.
std::string World::auditor() {
  return token(Role::auditor, 903, RegionCode(), "counter");
}
std::string World::administrator(business::Role role) {
  return token(role, 902, RegionCode(), "counter");
}

std::string World::acting(const std::string& name) {
  const auto guardian = guardians_.find(name);
  return participant(guardian == guardians_.end() ? name : guardian->second);
}

std::string World::participant(const std::string& name) {
  const auto inside = installation_.vault().inside_id(storage::IdKind::person, person(name));
  YB_CHECK(inside.has_value(), "a person's id that is none");
  return token(Role::participant, inside->id, RegionCode(), "app");
}

std::string World::employer_officer(const std::string& name) {
  const auto inside = installation_.vault().inside_id(storage::IdKind::employer, employer(name));
  YB_CHECK(inside.has_value(), "an employer's id that is none");
  return token(Role::employer_officer, inside->id, RegionCode(), "web");
}

const Told& World::send(service::Call call) {
  const service::Answer answer = installation_.call(call);
  Decision<Tree> body = storage::parse_json(answer.body);
  ++calls_;
  last_.status = answer.status;
  last_.body = body ? std::move(body).value() : Tree();
  // Whatever a story makes the program say is said in words.
  if (const auto raw = raw_sentence_in(last_.body)) throw Fault("a code among words: " + *raw);
  return last_;
}

void World::read_everything() {
  for (const auto& [name, person] : people_) {
    const std::string path = "/v1/people/" + person + "/";
    for (const char* page : {"messages", "summary", "entitlement", "contributions"}) {
      get(auditor(), path + page);
    }
    const Tree listed = get(auditor(), path + "transfers").body;
    const Tree* cases = listed.find("cases");
    if (cases == nullptr || cases->list() == nullptr) continue;
    for (const Tree& each : *cases->list()) {
      const std::string application = "/v1/transfers/" + *each.find("case")->text();
      get(auditor(), application);
      get(auditor(), application + "/explanation");
    }
  }
}

const Told& World::get(const std::string& token, const std::string& target) {
  service::Call call;
  call.method = "GET";
  call.target = target;
  // Who looks at a person says what for.
  if (target.starts_with("/v1/people/") || target.starts_with("/v1/cards/")) {
    call.target +=
        (target.find('?') == std::string::npos ? "?" : "&") + std::string("purpose=story");
  }
  call.authorization = "Bearer " + token;
  return send(std::move(call));
}

const Told& World::visit(const std::string& target, Tree body) {
  service::Call call;
  call.method = "POST";
  call.target = target;
  call.client = "participant-app";
  call.source = "203.0.113.7";
  call.content_type = "application/json";
  call.body = body.to_json();
  return send(std::move(call));
}

const Told& World::post(const std::string& token, const std::string& target, Tree body) {
  service::Call call;
  call.method = "POST";
  call.target = target;
  call.authorization = "Bearer " + token;
  call.idempotency_key = "scenario-" + std::to_string(next_number_++);
  call.body = body.is_null() ? "{}" : body.to_json();
  return send(std::move(call));
}

std::string World::new_identity_number(RegionCode region, Date birth, bool male) {
  for (;;) {
    // The last digit of the sequence tells the sex: odd is male. A long world comes round again.
    const int sequence = 100 + 2 * next_number_++ + (male ? 1 : 0);
    std::string first = region.to_string() + digits(birth.year(), 4) + digits(birth.month(), 2) +
                        digits(birth.day(), 2) + digits(sequence % 1000, 3);
    if (numbers_given_.insert(first).second) return first + citizen_check_digit(first);
  }
}

std::string World::new_employer_code(RegionCode region) {
  const std::string first = "91" + region.to_string() + digits(next_number_++, 9);
  return first + employer_check_character(first);
}

}  // namespace yibao::main
