#include "business/sign_in/own.h"

#include "business/person/store.h"
#include "business/sign_in/rules.h"

namespace yibao::sign_in {

Decision<Own> Own::of(const business::Context& context, storage::Session& session) {
  const Decision<Session> mine = own_session(context, session);
  if (!mine) return mine.refusal();
  Own own;
  own.holder = mine->holder;
  own.holder_id = mine->holder_id;
  own.session_id = mine->id;
  if (own.holder == Holder::staff) {
    const auto account = own.load_staff(context, session);
    if (!account) return refuse("no_session");
    own.region = account->region;
  }
  return own;
}

std::optional<PersonAccount> Own::load_person(const business::Context& context,
                                              storage::Session& session) const {
  const storage::Value key[] = {storage::Value(holder_id)};
  const storage::Rows rows = session.select_keyed(kPersonAccountOf, key).front();
  if (rows.empty()) return std::nullopt;
  return read_person_account(rows.front(), *context.vault);
}

std::optional<StaffAccount> Own::load_staff(const business::Context& context,
                                            storage::Session& session) const {
  const storage::Value key[] = {storage::Value(holder_id)};
  const auto row = behind_key(session.select_keyed(kStaffAccountOfId, key).front());
  if (!row) return std::nullopt;
  return read_staff_account(*row, *context.vault);
}

std::optional<person::Person> Own::load_who(const business::Context& context,
                                            storage::Session& session) const {
  const storage::Value key[] = {storage::Value(holder_id)};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  if (rows.empty()) return std::nullopt;
  return person::read_person(rows.front(), *context.vault, person::Open::secrets);
}

std::vector<storage::Subject> Own::subjects() const {
  std::vector<storage::Subject> all{subject_of(holder, holder_id)};
  if (holder == Holder::staff && !region.is_nation()) {
    all.push_back(storage::Subject::region(region));
  }
  return all;
}

void Own::need(storage::Needs& needs, Instant now) const {
  need_open_sessions(needs, holder, holder_id, now);
  if (holder == Holder::staff) {
    needs.add(kStaffAccountOfId, storage::Value(holder_id));
  } else {
    needs.add(kPersonAccountOf, PersonId(holder_id));
    needs.add(person::kPersonById, PersonId(holder_id));
  }
}

std::optional<PersonAccount> Own::person_account(const storage::Facts& facts,
                                                 const business::Context& context) const {
  const storage::Rows& rows = facts.rows(kPersonAccountOf, PersonId(holder_id));
  if (rows.empty()) return std::nullopt;
  return read_person_account(rows.front(), *context.vault);
}

std::optional<StaffAccount> Own::staff_account(const storage::Facts& facts,
                                               const business::Context& context) const {
  const auto row = behind_key(facts.rows(kStaffAccountOfId, storage::Value(holder_id)));
  if (!row) return std::nullopt;
  return read_staff_account(*row, *context.vault);
}

Holding Own::holding(const business::Actor& actor) const {
  return {holder, holder_id, actor.role, actor.id, actor.region, actor.name};
}

std::string Own::limit_name() const {
  return std::string(to_text(holder)) + ":" + std::to_string(holder_id);
}

}  // namespace yibao::sign_in
