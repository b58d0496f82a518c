#include "business/enrolment/register.h"

#include <functional>
#include <map>

#include "base/employer_code.h"
#include "business/access.h"
#include "business/enrolment/present.h"
#include "business/enrolment/store.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::enrolment {

namespace {

using business::Role;
using storage::Value;

constexpr std::int64_t kPageMax = 200;
constexpr std::int64_t kPageDefault = 50;
constexpr std::size_t kWordsMax = 100;
// Words of a name are looked for row by row: so many rows are read at a time, and at most so often
// for one answer; `next` goes on from there.
constexpr std::int64_t kScanned = 500;
constexpr int kScansMax = 40;

constexpr storage::Statement kEmployersAt{
    "employers_at",
    "SELECT region, region, employer_id, code, name, recorded_at FROM employer "
    "WHERE region = $1 AND employer_id > $2 ORDER BY employer_id LIMIT $3"};
constexpr storage::Statement kPeopleActive{
    "employer_people_active",
    "SELECT e.person_id, e.ordinal, e.state, e.kind, e.base_fen, e.started_on, e.suspended_on, "
    "p.name FROM enrolment e JOIN person p ON p.person_id = e.person_id "
    "WHERE e.employer_id = $1 AND e.state = 'active' AND e.person_id > $2 "
    "ORDER BY e.person_id, e.ordinal LIMIT $3"};
constexpr storage::Statement kPeopleLeft{
    "employer_people_left",
    "SELECT e.person_id, e.ordinal, e.state, e.kind, e.base_fen, e.started_on, e.suspended_on, "
    "p.name FROM enrolment e JOIN person p ON p.person_id = e.person_id "
    "WHERE e.employer_id = $1 AND e.state <> 'active' AND e.person_id > $2 "
    "ORDER BY e.person_id, e.ordinal LIMIT $3"};
constexpr storage::Statement kPeopleCounts{
    "employer_people_counts",
    "SELECT CAST(SUM(CASE WHEN state = 'active' THEN 1 ELSE 0 END) AS BIGINT), "
    "CAST(SUM(CASE WHEN state = 'active' THEN 0 ELSE 1 END) AS BIGINT) "
    "FROM enrolment WHERE employer_id = $1"};

struct Found {
  storage::Rows rows;
  bool more = false;  // behind the last of the rows
};

// Rows by their key, only those that are meant, until there are enough of them. Rows of one key
// stay together: a page ends with the last row of one.
Found scan(std::int64_t after, std::int64_t limit, std::size_t key_at,
           const std::function<storage::Rows(std::int64_t)>& read,
           const std::function<bool(const storage::Row&)>& meant) {
  Found found;
  for (int scans = 0; scans < kScansMax; ++scans) {
    storage::Rows rows = read(after);
    const bool last = rows.size() < static_cast<std::size_t>(kScanned);
    // What may be cut off in the middle of a key is read again.
    const std::int64_t cut = last ? 0 : rows.back()[key_at].integer();
    for (storage::Row& row : rows) {
      const std::int64_t key = row[key_at].integer();
      if (key == cut) break;
      after = key;
      if (!meant(row)) continue;
      const bool full = found.rows.size() >= static_cast<std::size_t>(limit);
      found.more = full && key != found.rows.back()[key_at].integer();
      if (found.more) return found;
      found.rows.push_back(std::move(row));
    }
    if (last) return found;
  }
  found.more = true;
  return found;
}

bool contains(const std::string& name, const std::string& words) {
  return words.empty() || name.find(words) != std::string::npos;
}

std::string day_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer())).to_string();
}

std::map<std::int64_t, person::Person> people_of(const storage::Rows& rows,
                                                 const business::Context& context,
                                                 storage::Session& session) {
  std::vector<Value> keys;
  for (const storage::Row& row : rows) {
    if (keys.empty() || keys.back().integer() != row[0].integer()) keys.push_back(row[0]);
  }
  std::map<std::int64_t, person::Person> people;
  if (keys.empty()) return people;
  for (const storage::Rows& found : session.select_keyed(person::kPersonById, keys)) {
    for (const storage::Row& row : found) {
      person::Person person = person::read_person(row, *context.vault, person::Open::secrets);
      people.emplace(person.id.value(), std::move(person));
    }
  }
  return people;
}

Tree line_of(const storage::Row& row, const person::Person& person,
             const business::Context& context) {
  const bool own = context.actor->is(Role::employer_officer);
  Tree line =
      Tree::object({{"person", context.vault->outside_id(storage::IdKind::person, person.id.value(),
                                                         person.recorded_at)},
                    {"name", own ? person.name : mask_name(person.name)},
                    {"identity_number", mask_identity(person.identity_number)},
                    {"enrolment", row[1].integer()},
                    {"state", row[2].text()},
                    {"kind", row[3].text()},
                    {"base_fen", row[4].integer()},
                    {"started_on", day_of(row[5])}});
  if (!row[6].is_null()) line.set("suspended_on", day_of(row[6]));
  return line;
}

}  // namespace

Decision<Tree> answer_employers(const business::Request& request, const business::Context& context,
                                storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = reader.region("region");
  const std::string words = reader.text_or("words", kWordsMax, "");
  const std::int64_t after = reader.optional_id("after", storage::IdKind::employer).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  Found found;
  if (const Decision<std::string> code = check_employer_code(words); code) {
    const Value key[] = {Value(*code)};
    found.rows = session.select_keyed(kEmployerByCode, key).front();
    std::erase_if(found.rows,
                  [&](const storage::Row& row) { return read_employer(row).region != region; });
  } else {
    found = scan(
        after, limit, 2,
        [&](std::int64_t behind) {
          return session.select(kEmployersAt, {region.value(), behind, kScanned});
        },
        [&](const storage::Row& row) {
          return contains(row[4].text(), words) || contains(row[3].text(), words);
        });
  }
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : found.rows) {
    list.push(present_employer(read_employer(row), context));
  }
  Tree answer = Tree::object({{"region", region.to_string()}, {"employers", std::move(list)}});
  if (found.more && !found.rows.empty()) {
    answer.set("next", *answer.find("employers")->list()->back().find("employer"));
  }
  return answer;
}

Decision<Tree> answer_people_of_employer(const business::Request& request,
                                         const business::Context& context,
                                         storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::int64_t id = reader.path_id("employer", storage::IdKind::employer);
  const bool active = reader.code_or("state", {"active", "left"}, "active") == "active";
  const std::string words = reader.text_or("words", kWordsMax, "");
  const std::int64_t after = reader.optional_id("after", storage::IdKind::person).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Value key[] = {Value(id)};
  const storage::Rows employers = session.select_keyed(kEmployerById, key).front();
  const bool other = context.actor->is(Role::employer_officer) && context.actor->id != id;
  if (employers.empty() || other) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  }
  if (context.actor->is_officer()) {
    const Verdict may =
        business::may_act_at(*context.actor, read_employer(employers.front()).region);
    if (!may) return may.refusal();
  }
  const Found found = scan(
      after, limit, 0,
      [&](std::int64_t behind) {
        return session.select(active ? kPeopleActive : kPeopleLeft, {id, behind, kScanned});
      },
      [&](const storage::Row& row) { return contains(row[7].text(), words); });
  const auto people = people_of(found.rows, context, session);
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : found.rows) {
    list.push(line_of(row, people.at(row[0].integer()), context));
  }
  const storage::Row counts = session.select(kPeopleCounts, {id}).front();
  const auto count = [&](std::size_t at) {
    return counts[at].is_null() ? std::int64_t{0} : counts[at].integer();
  };
  Tree answer =
      Tree::object({{"active", count(0)}, {"left", count(1)}, {"people", std::move(list)}});
  if (found.more && !found.rows.empty()) {
    answer.set("next", *answer.find("people")->list()->back().find("person"));
  }
  return answer;
}

}  // namespace yibao::enrolment
