// Test fixture: transfers on a real database, with the shipped policy and calendar, run as the
// server runs them, and verified afterwards.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/files/data.h"
#include "adapters/test_databases.h"
#include "base/region_table.h"
#include "business/account/checks.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/agency/store.h"
#include "business/application/checks.h"
#include "business/casework/checks.h"
#include "business/casework/stored_json.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/hold/store.h"
#include "business/late_record/store.h"
#include "business/person/store.h"
#include "business/transfer/checks.h"
#include "business/transfer/commands_certificate.h"
#include "business/transfer/commands_correction.h"
#include "business/transfer/commands_end.h"
#include "business/transfer/commands_filing.h"
#include "business/transfer/commands_materials.h"
#include "business/transfer/commands_money.h"
#include "business/transfer/commands_origin.h"
#include "business/transfer/commands_payout.h"
#include "business/transfer/commands_retiree.h"
#include "business/transfer/commands_target.h"
#include "business/transfer/queries.h"
#include "main/tables.h"
#include "service/batch.h"
#include "service/policy_hashes.h"

namespace yibao::test {

using Body = std::vector<std::pair<std::string, Tree>>;

inline constexpr RegionCode kShantou{440500};
inline constexpr const char* kNumber = "44190019900101001X";

struct TransferData {
  policy::PolicySet policies;
  calendar::Calendar calendar;
  RegionTable regions;
  service::Catalogue catalogue;
};

inline const TransferData& transfer_data() {
  static const std::string home(YIBAO_SOURCE_DIR);
  static const TransferData data{
      files::load_policy(home + "/policy").value(),
      files::load_calendar(home + "/calendar").value(),
      RegionTable::parse(files::read_file(home + "/data/regions.csv")).value(),
      service::Catalogue::load({}).value()};
  return data;
}

inline std::string text(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}
inline std::int64_t number(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->integer() != nullptr ? *member->integer() : -1;
}

struct Answer {
  int status = 0;
  Tree body;
  std::string code() const { return text(body, "code"); }
};

class CaseWorld {
 public:
  explicit CaseWorld(FreshDatabase& database, Date today)
      : today_(today), vault_(std::string(storage::Vault::kKeySize, 'k')), database_(database) {
    database.migrate();
    writer_ = database->writer();
    writer_->begin();
    const auto reserved = ids_.reserve_when_low(*writer_);
    writer_->commit();
    ids_.adopt(reserved);
    const TransferData& data = transfer_data();
    surroundings_ = {&vault_,
                     &data.policies,
                     &data.calendar,
                     &data.regions,
                     &data.catalogue,
                     &ids_,
                     service::policy_hashes(data.policies)};
  }

  void set_today(Date today) { today_ = today; }
  Date today() const { return today_; }
  const storage::Vault& vault() const { return vault_; }
  void set_policies(const policy::PolicySet& policies) { surroundings_.policies = &policies; }
  void set_calendar(const calendar::Calendar& calendar) { surroundings_.calendar = &calendar; }

  // 张三, with a relation at the origin and money on its account.
  PersonId add_person() {
    person::Person person;
    person.id = PersonId(ids_.next());
    person.name = "张三";
    person.birth_date = Date::of(1990, 1, 1);
    person.identity_number = IdentityNumber(kNumber);
    put(person::kPerson, person::person_row(person, vault_));
    people_.push_back(person);
    return person.id;
  }
  void change_person(PersonId id, auto change) {
    for (person::Person& person : people_) {
      if (person.id != id) continue;
      change(person);
      const storage::Row row = person::person_row(person, vault_);
      const storage::Row* rows[] = {&row};
      writer_->begin();
      writer_->update_rows(person::kPerson, rows);
      writer_->commit();
    }
  }
  enrolment::Enrolment enrol(PersonId person, int ordinal, RegionCode region, Date from,
                             std::optional<Date> suspended_on = {}) {
    enrolment::Enrolment row;
    row.person = person;
    row.ordinal = ordinal;
    row.region = region;
    row.kind = enrolment::EnrolmentKind::flexible;
    row.base = Money::yuan(5000);
    row.started_on = from;
    row.suspended_on = suspended_on;
    if (suspended_on) row.state = enrolment::EnrolmentState::suspended;
    put(enrolment::kEnrolment, enrolment::enrolment_row(row));
    return row;
  }
  void change_enrolment(const enrolment::Enrolment& enrolment) {
    const storage::Row row = enrolment::enrolment_row(enrolment);
    const storage::Row* rows[] = {&row};
    writer_->begin();
    writer_->update_rows(enrolment::kEnrolment, rows);
    writer_->commit();
  }
  // The latest one of the person, as no command leaves it.
  void change_transfer(PersonId person, auto change) {
    const storage::Value key[] = {storage::Value(person.value())};
    transfer::Transfer latest =
        transfer::read_transfer(writer_->select_keyed(transfer::kTransfersOf, key).front().back());
    change(latest);
    const storage::Row row = transfer::transfer_row(latest);
    const storage::Row* rows[] = {&row};
    writer_->begin();
    writer_->update_rows(transfer::kTransfer, rows);
    writer_->commit();
  }
  void pay_months(PersonId person, int enrolment, Month first, Month last) {
    for (Month month = first; month <= last; month = month + 1) {
      put(contribution::kContribution,
          contribution::contribution_row(
              {person, month, 0, enrolment, contribution::ReceiptKind::normal, Money::yuan(5000),
               Money::yuan(100), Money::yuan(300), month.last_day(), 1}));
    }
  }
  void credit(PersonId person, RegionCode region, Money amount) {
    const business::Actor actor;
    const business::Context context = context_of(actor);
    storage::Plan plan;
    account::Account account;
    account.person = person;
    account.region = region;
    const PostingId posting = account::post(
        plan, account, amount,
        {account::PostingCode::recorded_later, "import:" + region.to_string(), today_, {}, {}, {}},
        context);
    account::save(plan, account);
    for (const storage::Write& write : plan.writes) put(*write.table, write.row);
    late_record::LateRecord record;  // 补录, by two
    record.person = person;
    record.ordinal = ++late_records_;
    record.what = late_record::What::balance;
    record.region = region;
    record.evidence = "原系统余额证明";
    record.amount = amount;
    record.state = late_record::State::approved;
    record.proposed_by = "agency_officer:1";
    record.decided_by = "agency_officer:2";
    record.recorded_at = record.decided_at.emplace(Instant::start_of(today_));
    record.entered = posting.value();
    put(late_record::kLateRecord, late_record::record_row(record));
  }
  // A hold that no command has set: what an error of a system leaves behind.
  HoldId put_hold(hold::NewHold hold) {
    const business::Actor actor;
    storage::Plan plan;
    const HoldId id = hold::set_hold(plan, hold, context_of(actor));
    for (const storage::Write& write : plan.writes) put(*write.table, write.row);
    return id;
  }
  std::string id_of(HoldId hold) const {
    return vault_.outside_id(storage::IdKind::hold, hold.value(), Instant::start_of(today_));
  }
  void put_agency(RegionCode region, bool on_system) {
    agency::Agency agency;
    agency.region = region;
    agency.name = "经办机构";
    agency.on_system = on_system;
    put(agency::kAgency, agency::agency_row(agency));
  }

  template<class Command>
  Answer run(const business::Actor& actor, std::vector<std::pair<std::string, std::string>> path,
             Body body = {}) {
    return run(&transfer::CaseCommand::parse<Command>, actor, std::move(path), std::move(body));
  }
  Answer run(business::CommandOrRefusal (*parse)(const business::Request&, const business::Context&,
                                                 storage::Session&),
             const business::Actor& actor, std::vector<std::pair<std::string, std::string>> path,
             Body body) {
    business::Request request;
    request.method = "POST";
    request.path_values = std::move(path);
    request.body = Tree(Tree::Members(body.begin(), body.end()));
    const auto reader = (*database_).reader();
    business::CommandOrRefusal parsed = parse(request, context_of(actor), *reader);
    if (!parsed) {
      const int status = parsed.refusal().kind == RefusalKind::not_found ? 404 : 400;
      return {status, Tree::object({{"code", parsed.refusal().code()}})};
    }
    return run(std::move(parsed).value(), actor);
  }
  Answer run(std::unique_ptr<business::Command> command, const business::Actor& actor) {
    service::Job job;
    job.command = std::move(command);
    job.actor = actor;
    job.now = Instant::start_of(today_);
    service::Outcome outcome;
    job.done = [&](service::Outcome result) { outcome = std::move(result); };
    std::vector<service::Job> jobs;
    jobs.push_back(std::move(job));
    service::Batch(*writer_, surroundings_).run(std::move(jobs));
    return {outcome.status, casework::read_stored(outcome.body)};
  }
  Decision<Tree> ask(Decision<Tree> (*answer)(const business::Request&, const business::Context&,
                                              storage::Session&),
                     const business::Actor& actor,
                     std::vector<std::pair<std::string, std::string>> path, Body body = {},
                     std::vector<std::pair<std::string, std::string>> parameters = {}) {
    business::Request request;
    request.method = body.empty() ? "GET" : "POST";
    request.parameters = std::move(parameters);
    request.path_values = std::move(path);
    request.body = Tree(Tree::Members(body.begin(), body.end()));
    const auto reader = (*database_).reader();
    return answer(request, context_of(actor), *reader);
  }

  std::string id_of(PersonId person) const {
    return vault_.outside_id(storage::IdKind::person, person.value(), {});
  }
  Money balance(PersonId person, RegionCode region) {
    const auto reader = (*database_).reader();
    const storage::Value keys[] = {storage::Value(person.value())};
    const auto accounts =
        account::read_accounts(reader->select_keyed(account::kAccountsOf, keys).front());
    return account::account_at(accounts, person, region).balance;
  }
  std::unique_ptr<storage::Session> reader() { return (*database_).reader(); }

  // Every finding of the checks that own these tables.
  std::vector<std::string> verify(const calendar::Calendar& calendar = transfer_data().calendar) {
    const auto reader = (*database_).reader();
    std::int64_t rows_read = 0;
    const business::CheckContext context{
        *reader, vault_, transfer_data().policies, calendar, main::all_tables(), rows_read};
    business::Findings findings;
    std::vector<business::Check> all = account::checks();
    for (const auto& each : casework::checks()) all.push_back(each);
    for (const auto& each : application::checks()) all.push_back(each);
    for (const auto& each : transfer::checks()) all.push_back(each);
    for (const business::Check& check : all) {
      findings.begin(check.name);
      check.run(context, findings);
    }
    std::vector<std::string> texts;
    for (const business::Finding& each : findings.all()) {
      texts.push_back(each.check + ": " + each.table + " " + each.row + ": " + each.what);
    }
    return texts;
  }

  business::Context context_of(const business::Actor& actor) {
    business::Context context;
    context.now = Instant::start_of(today_);
    context.today = today_;
    context.actor = &actor;
    context.entry_id = 1;
    context.ids = &ids_;
    context.vault = &vault_;
    context.policies = surroundings_.policies;
    context.policy_hash = service::policy_hash_on(today_, surroundings_.policy_hash);
    context.calendar = surroundings_.calendar;
    context.regions = surroundings_.regions;
    context.wording = surroundings_.catalogue;
    return context;
  }

 private:
  void put(const storage::Table& table, const storage::Row& row) {
    writer_->begin();
    writer_->insert_row(table, row);
    writer_->commit();
  }

  int late_records_ = 0;
  Date today_;
  storage::Vault vault_;
  FreshDatabase& database_;
  service::IdPool ids_;
  service::Surroundings surroundings_;
  std::unique_ptr<storage::Session> writer_;
  std::vector<person::Person> people_;
};

}  // namespace yibao::test
