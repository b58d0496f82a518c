// The world of a scenario: names for people, employers, places and cases, somebody to act for each
// role and place, and the answer to the last thing that was done.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/tree.h"
#include "business/use_case.h"
#include "main/installation.h"

namespace yibao::main {

struct Told {
  int status = 0;
  Tree body;

  bool done() const { return status < 400; }
  const std::string& text(std::string_view name) const;  // checked: a member that is a text
  std::int64_t integer(std::string_view name) const;
};

class World {
 public:
  explicit World(Installation& installation) : installation_(installation) {}

  // "东莞" → 441900: a city of the region table whose name begins so. A wrong name is a Fault.
  RegionCode place(const std::string& name) const;
  std::string place_name(RegionCode region) const;
  // Outside ids by name; asking for one that was never named is a Fault.
  const std::string& person(const std::string& name) const { return find(people_, name); }
  const std::map<std::string, std::string>& people() const { return people_; }
  const std::string& employer(const std::string& name) const { return find(employers_, name); }
  const std::string& application() const { return application_; }
  const std::string& identity_number(const std::string& name) const {
    return find(identity_numbers_, name);
  }
  void name_person(const std::string& name, const std::string& id, const std::string& number) {
    people_[name] = id;
    identity_numbers_[name] = number;
  }
  void name_employer(const std::string& name, const std::string& id) { employers_[name] = id; }
  void name_application(const std::string& id) { application_ = id; }
  // The certificate that the story spoke of last.
  const std::string& certificate() const { return certificate_; }
  void name_certificate(const std::string& number) { certificate_ = number; }
  // Anything else that a later sentence must find again, such as a hold by its person.
  void note(const std::string& name, const std::string& value) { noted_[name] = value; }
  const std::string& noted(const std::string& name) const { return find(noted_, name); }

  // Who acts: the number tells officers of one place apart.
  std::string officer(RegionCode region, int number = 1);
  std::string senior_officer(RegionCode region, int number = 9);
  // A pharmacy there, of this story alone: stories of one database go back in time, and a month
  // that was cleared takes nothing more.
  std::string pharmacy(RegionCode region);
  // 定点医院: one for all stories.
  std::string hospital(RegionCode region);
  void begin_story() { pharmacies_.clear(); }
  std::string cashier(RegionCode region);
  std::string participant(const std::string& name);
  // Who acts for somebody: the guardian, where the story has named one (未满十六周岁), or themself.
  std::string acting(const std::string& name);
  void name_guardian(const std::string& name, const std::string& guardian) {
    guardians_[name] = guardian;
  }
  std::string employer_officer(const std::string& name);
  std::string bank(std::int64_t number = 104);
  std::string hotline(RegionCode region);
  std::string telephone_system();
  std::string auditor();
  std::string administrator(business::Role role);

  // Every page that an auditor can open about the people of the story.
  void read_everything();
  const Told& get(const std::string& token, const std::string& target);
  const Told& post(const std::string& token, const std::string& target, Tree body);
  // Somebody who is not signed in, by the app.
  const Told& visit(const std::string& target, Tree body);
  const Told& last() const { return last_; }
  int calls() const { return calls_; }  // so far

  // A valid synthetic number: the place of registration, the birth date, a running number.
  std::string new_identity_number(RegionCode region, Date birth, bool male);
  std::string new_employer_code(RegionCode region);

  // What to write where a number is asked that must not repeat: a bank's serial, a till's.
  std::string next_serial() { return "S" + std::to_string(next_number_++); }
  // Of another world on the same database: its keys and serials must be others.
  void number_from(int first) { next_number_ = first; }

  Date today() const { return installation_.clock().now().date(); }
  Installation& installation() { return installation_; }

 private:
  static const std::string& find(const std::map<std::string, std::string>& names,
                                 const std::string& name);
  std::string token(business::Role role, std::int64_t id, RegionCode region,
                    const std::string& channel);
  const Told& send(service::Call call);

  Installation& installation_;
  std::map<std::string, std::string> people_;
  std::map<std::string, std::string> identity_numbers_;
  std::map<std::string, std::string> employers_;
  std::map<std::string, std::string> noted_;
  std::map<std::string, std::string> guardians_;
  std::map<std::string, std::string> tokens_;
  std::map<RegionCode, std::string> pharmacies_;
  std::string application_;
  std::string certificate_;
  Told last_;
  int calls_ = 0;
  int next_number_ = 1;
  std::set<std::string> numbers_given_;
};

}  // namespace yibao::main
