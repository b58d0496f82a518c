// Test fixture: people, enrolments and money in memory, and commands run against them as the
// runner would: need, need_more, authorise, decide, write. No database, no clock.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/files/data.h"
#include "base/region_table.h"
#include "business/account/store.h"
#include "business/account/till_reference.h"
#include "business/agency/store.h"
#include "business/card/attempts.h"
#include "business/card/e_certificate.h"
#include "business/card/registration.h"
#include "business/card/store.h"
#include "business/card/telephone.h"
#include "business/care/store.h"
#include "business/contribution/arrears_notices.h"
#include "business/contribution/employer_store.h"
#include "business/contribution/late_fees.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/store.h"
#include "business/death/store.h"
#include "business/enrolment/joiner_wait.h"
#include "business/enrolment/store.h"
#include "business/entitlement/bills.h"
#include "business/entitlement/reminders.h"
#include "business/hold/store.h"
#include "business/late_record/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/use_case.h"
#include "policy/test_files.h"

namespace yibao::test {

// The tables, and the keyed selects over them. Rows stand in the order of their keys.
class Memory : public storage::Session {
 public:
  void begin() override {}
  void commit() override {}
  void rollback() override {}
  storage::Rows select(const storage::Statement&, std::span<const storage::Value>) override {
    return {};
  }
  std::vector<storage::Rows> select_keyed(const storage::KeyedSelect& select,
                                          std::span<const storage::Value> keys) override {
    std::vector<storage::Rows> answers;
    for (const storage::Value& key : keys) answers.push_back(find(select, key));
    return answers;
  }
  void insert_rows(const storage::Table& table,
                   std::span<const storage::Row* const> rows) override {
    for (const storage::Row* row : rows) {
      YB_CHECK(tables_[table.name].emplace(key_of(table, *row), *row).second, "a row twice");
    }
  }
  void update_rows(const storage::Table& table,
                   std::span<const storage::Row* const> rows) override {
    for (const storage::Row* row : rows) tables_[table.name].at(key_of(table, *row)) = *row;
  }
  storage::Rows lock_heads(std::span<const std::int64_t>) override { return {}; }
  void execute(std::string_view) override {}

  std::vector<storage::Row> all(const storage::Table& table) const {
    std::vector<storage::Row> rows;
    const auto found = tables_.find(table.name);
    if (found == tables_.end()) return rows;
    for (const auto& [key, row] : found->second) rows.push_back(row);
    return rows;
  }

 private:
  static storage::Row key_of(const storage::Table& table, const storage::Row& row) {
    return {row.begin(), row.begin() + table.key_columns};
  }
  storage::Rows find(const storage::KeyedSelect& select, const storage::Value& key) const {
    struct Source {
      const storage::KeyedSelect* select;
      const storage::Table* table;
      std::vector<std::size_t> first;  // columns put in front of the whole row; the key first
    };
    static const std::vector<Source> kSources{
        {&person::kPersonById, &person::kPerson, {}},
        {&person::kPersonOfClaim, &person::kClaim, {1, 0, 2, 2}},
        {&person::kInsuredRegionsOf, &enrolment::kEnrolment, {0, 2}},
        {&enrolment::kEnrolmentsOf, &enrolment::kEnrolment, {}},
        {&enrolment::kEmployerById, &enrolment::kEmployer, {1}},
        {&enrolment::kEmployerByCode, &enrolment::kEmployer, {2}},
        {&enrolment::kReportsOf, &enrolment::kEmployerReport, {}},
        {&enrolment::kJoinerWaitsOf, &enrolment::kJoinerWait, {}},
        {&contribution::kContributionsOf, &contribution::kContribution, {}},
        {&contribution::kMonthsOf, &contribution::kContribution, {0, 1, 2, 3, 4, 8}},
        {&contribution::kEnrolmentsOfEmployer, &enrolment::kEnrolment, {5}},
        {&contribution::kEmployerPaymentsOf, &contribution::kEmployerPayment, {2}},
        {&contribution::kEmployerPaymentByReference, &contribution::kEmployerPayment, {3}},
        {&contribution::kLateFeesOf, &contribution::kLateFee, {4}},
        {&contribution::kOverpaymentsOf, &contribution::kOverpayment, {}},
        {&contribution::kArrearsNoticesOf, &contribution::kArrearsNotice, {1}},
        {&entitlement::kBillsOf, &entitlement::kDeclaredBill, {}},
        {&entitlement::kRemindersOf, &entitlement::kReminder, {}},
        {&entitlement::kGroupsOf, &entitlement::kPersonGroup, {}},
        {&account::kAccountsOf, &account::kAccount, {}},
        {&account::kPostingsOf, &account::kPosting, {0, 2, 3, 4, 5, 8}},
        {&account::kReferencesOf, &account::kPosting, {0, 1, 4, 5, 7, 8, 10, 11, 13}},
        {&hold::kHoldsOf, &hold::kHold, {}},
        {&provider::kInstitutionOfCode, &provider::kInstitution, {2}},
        {&late_record::kLateRecordsOf, &late_record::kLateRecord, {}},
        {&death::kDeathReportsOf, &death::kDeathReport, {}},
        {&care::kRegistrationsOf, &care::kCareRegistration, {}},
        {&person::kAuthorisationsOf, &person::kAuthorisation, {}},
        {&card::kCardsOf, &card::kCard, {}},
        {&card::kCardOfNumber, &person::kClaim, {1, 0, 2}},
        {&card::kAttemptsOf, &card::kAttempt, {1, 0, 2, 3, 5, 6}},
        {&card::kAttemptsOfSource, &card::kAttempt, {4, 0, 3, 5}},
        {&card::kTelephoneFactorOf, &card::kTelephoneFactor, {}},
        {&card::kECertificateOf, &card::kECertificate, {}},
        {&card::kRegistrationOf, &card::kRegistration, {}},
        {&agency::kAgencyOf, &agency::kAgency, {}},
        {&agency::kChangesOf, &agency::kAgencyChange, {}}};
    storage::Rows rows;
    for (const Source& source : kSources) {
      if (source.select != &select) continue;
      for (const storage::Row& stored : all(*source.table)) {
        storage::Row row;
        for (const std::size_t column : source.first) row.push_back(stored[column]);
        row.insert(row.end(), stored.begin(), stored.end());
        if (row[0] == key) rows.push_back(std::move(row));
      }
    }
    return rows;
  }

  std::map<std::string_view, std::map<storage::Row, storage::Row>> tables_;
};

class CountingIds : public business::Ids {
 public:
  std::int64_t next() override { return ++last_; }

 private:
  std::int64_t last_ = 1000;
};

// The nation with the values that these features read; a test may change one and load again.
inline policy::test::Files people_policy() {
  using policy::test::dated;
  policy::test::Files files;
  const auto set = [&](const char* id, Tree value) {
    files.set("100000", id, Tree(Tree::List{dated(std::move(value), "1998-01-01")}));
  };
  set("enrolment.cutoff_day", 25);
  set("enrolment.suspension_effective", "month_end");
  set("enrolment.self_suspension_flexible", true);
  set("enrolment.self_suspension_resident", true);
  set("enrolment.self_suspension_employee_with_proof", true);
  set("enrolment.working_age", 16);
  set("enrolment.keep_two_employee", "work_place");
  set("enrolment.keep_two_resident", "residence_place");
  set("enrolment.keep_student", "study_place");
  set("enrolment.keep_across_schemes", "employee_scheme");
  set("enrolment.keep_across_schemes_months", 12);
  set("enrolment.keep_flexible", "choice");
  set("contribution.due_day", 31);
  set("contribution.employee_personal_rate", 200);
  set("contribution.employee_employer_rate", 600);
  set("contribution.flexible_rate", 800);
  set("contribution.base_minimum", 400'000);
  set("contribution.base_maximum", 2'500'000);
  set("contribution.resident_yearly_personal", 40'000);
  set("account.credit_rate", 200);
  set("account.flexible_has_account", true);
  set("arrears.late_fee_per_day", 5);
  set("resident.window_first_month", 9);
  set("resident.window_last_month", 12);
  set("resident.repair_allowed", true);
  set("retirement.years_men", 30);
  set("retirement.years_women", 25);
  return files;
}

inline business::Actor officer_of(RegionCode region, std::int64_t id = 17) {
  return {business::Role::agency_officer, id, region, "counter", "officer"};
}
inline business::Actor participant(PersonId person) {
  return {business::Role::participant, person.value(), {}, "app", "person"};
}
inline business::Actor employer_officer(EmployerId employer) {
  return {business::Role::employer_officer, employer.value(), {}, "online", "employer"};
}

class World {
 public:
  explicit World(Date today, const policy::test::Files& files = people_policy())
      : today_(today),
        vault_(std::string(storage::Vault::kKeySize, 'k')),
        policies_(files.load().value()),
        regions_(RegionTable::parse("code,name\n100000,中国\n140000,山西省\n140600,朔州市\n"
                                    "330000,浙江省\n330100,杭州市\n440000,广东省\n"
                                    "440500,汕头市\n441900,东莞市\n")
                     .value()) {}

  void set_today(Date today) { today_ = today; }
  Date today() const { return today_; }

  business::Context context(const business::Actor& actor) {
    business::Context context;
    context.now = Instant::start_of(today_);
    context.today = today_;
    context.actor = &actor;
    context.entry_id = ids_.next();
    context.ids = &ids_;
    context.vault = &vault_;
    context.policies = &policies_;
    context.regions = &regions_;
    static const calendar::Calendar kCalendar =
        files::load_calendar(std::string(YIBAO_SOURCE_DIR) + "/calendar").value();
    context.calendar = &kCalendar;
    return context;
  }

  PersonId add_person(const std::string& name, const std::string& number) {
    person::Person person;
    person.id = PersonId(ids_.next());
    person.name = name;
    const auto facts = check_identity(IdentityKind::citizen_identity_card, number, today_);
    person.identity_number = facts->number;
    person.birth_date = *facts->birth;
    person.sex = *facts->sex;
    memory_.insert_row(person::kPerson, person::person_row(person, vault_));
    memory_.insert_row(person::kClaim, {std::string(person::kIdentityClaim),
                                        person::identity_claim(vault_, person.identity_kind,
                                                               person.identity_number),
                                        person.id.value()});
    return person.id;
  }
  EmployerId add_employer(RegionCode region, const std::string& name) {
    const EmployerId id(ids_.next());
    memory_.insert_row(enrolment::kEmployer,
                       enrolment::employer_row({region, id, "code" + name, name, {}}));
    return id;
  }
  void add(const enrolment::Enrolment& enrolment) {
    memory_.insert_row(enrolment::kEnrolment, enrolment::enrolment_row(enrolment));
  }

  std::string id_of(PersonId person) const {
    return vault_.outside_id(storage::IdKind::person, person.value(), {});
  }
  std::string id_of(EmployerId employer) const {
    return vault_.outside_id(storage::IdKind::employer, employer.value(), {});
  }

  // One command from its request to its rows; nothing is written where it is refused.
  template<class Command>
  Decision<storage::Plan> run(const business::Actor& actor, const business::Request& request) {
    const business::Context context = this->context(actor);
    business::CommandOrRefusal parsed = Command::parse(request, context, memory_);
    if (!parsed) return parsed.refusal();
    return carry_out(*parsed.value(), context);
  }
  // One that nobody asks for by a request: the system's own.
  Decision<storage::Plan> run_as_system(const business::Command& command) {
    business::Actor system;
    system.role = business::Role::system;
    return carry_out(command, context(system));
  }
  Decision<storage::Plan> carry_out(const business::Command& command,
                                    const business::Context& context) {
    const storage::Facts facts = load(command);
    const Verdict allowed = command.authorise(*context.actor, facts);
    if (!allowed) return allowed.refusal();
    Decision<storage::Plan> plan = command.decide(facts, context);
    if (plan) write(plan.value());
    return plan;
  }

  Decision<Tree> ask(Decision<Tree> (*answer)(const business::Request&, const business::Context&,
                                              storage::Session&),
                     const business::Actor& actor, const business::Request& request) {
    return answer(request, context(actor), memory_);
  }

  std::vector<enrolment::Enrolment> enrolments(PersonId person) {
    const storage::Value key[] = {storage::Value(person.value())};
    return enrolment::read_enrolments(memory_.select_keyed(enrolment::kEnrolmentsOf, key).front());
  }
  const Memory& memory() const { return memory_; }

 private:
  storage::Facts load(const business::Command& command) {
    storage::Needs needs;
    storage::Facts facts;
    command.need(needs);
    answer_needs(needs, 0, facts);
    const std::size_t asked = needs.all().size();
    command.need_more(facts, needs);
    answer_needs(needs, asked, facts);
    return facts;
  }
  void answer_needs(const storage::Needs& needs, std::size_t from, storage::Facts& facts) {
    for (std::size_t i = from; i < needs.all().size(); ++i) {
      const storage::Need& need = needs.all()[i];
      const storage::Value key[] = {need.key};
      facts.put(*need.select, need.key, memory_.select_keyed(*need.select, key).front());
    }
  }
  void write(const storage::Plan& plan) {
    for (const storage::Write& write : plan.writes) {
      const storage::Row* row[] = {&write.row};
      if (write.kind == storage::Write::Kind::insert) memory_.insert_rows(*write.table, row);
      if (write.kind == storage::Write::Kind::update) memory_.update_rows(*write.table, row);
    }
  }

  Date today_;
  storage::Vault vault_;
  policy::PolicySet policies_;
  RegionTable regions_;
  CountingIds ids_;
  Memory memory_;
};

// A request with its path values and body.
inline business::Request request(std::vector<std::pair<std::string, std::string>> path_values,
                                 Tree body = {}) {
  business::Request request;
  request.method = "POST";
  request.path_values = std::move(path_values);
  request.body = std::move(body);
  return request;
}

inline std::string code_of(const Decision<storage::Plan>& plan) {
  return plan ? "" : plan.refusal().code();
}
inline std::string fact_of(const Reason& reason, std::string_view name) {
  for (const Fact& fact : reason.facts) {
    if (fact.name == name) return fact.value;
  }
  return "";
}

}  // namespace yibao::test
