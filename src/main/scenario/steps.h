// The sentences that a scenario may use, as tables.
#pragma once

#include <functional>
#include <ostream>
#include <string_view>
#include <vector>

#include "main/scenario/sentence.h"
#include "main/scenario/world.h"

namespace yibao::main {

struct Step {
  std::string_view pattern;
  // Throws Fault when the step could not be taken, or what was expected does not hold.
  std::function<void(World&, const Captures&, std::ostream&)> act;
};

const std::vector<Step>& steps();         // what people do
const std::vector<Step>& expectations();  // what must hold, behind 则

// Parts of the two tables, by subject.
std::vector<Step> agency_steps();
std::vector<Step> staff_steps();
std::vector<Step> card_steps();
std::vector<Step> card_expectations();
std::vector<Step> telephone_steps();
std::vector<Step> guardian_steps();
std::vector<Step> provider_steps();
std::vector<Step> provider_expectations();
std::vector<Step> till_steps();  // who stands there
std::vector<Step> till_expectations();
std::vector<Step> clearing_steps();
std::vector<Step> clearing_expectations();
std::vector<Step> hotline_steps();
std::vector<Step> hotline_expectations();
std::vector<Step> people_steps();
std::vector<Step> people_expectations();
std::vector<Step> transfer_steps();
std::vector<Step> letter_steps();  // of agencies that are on no system
std::vector<Step> transfer_expectations();
std::vector<Step> run_steps();  // bulk work over a region
std::vector<Step> run_expectations();
std::vector<Step> seal_steps();
std::vector<Step> seal_expectations();
std::vector<Step> arrears_steps();  // employers' debts, dated cover, reminders, bills
std::vector<Step> arrears_expectations();
std::vector<Step> cover_expectations();  // who covers on a day, and why
std::vector<Step> agent_steps();         // acting for others; what several officers do
std::vector<Step> agent_expectations();
std::vector<Step> privacy_steps();  // who may know what of whom
std::vector<Step> privacy_expectations();
std::vector<Step> account_steps();
std::vector<Step> account_expectations();

// The smallest picture that is one: what the story's people photograph.
inline constexpr const char* kPicture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==";
std::vector<Step> sign_in_steps();
std::vector<Step> sign_in_expectations();
std::vector<Step> place_steps();
std::vector<Step> place_expectations();
std::vector<Step> document_steps();
std::vector<Step> document_expectations();
std::vector<Step> staff_expectations();

std::vector<Step> death_steps();         // 死亡登记, by two officers
std::vector<Step> offer_expectations();  // what the pages offer
std::vector<Step> care_steps();          // 就医备案, and care over several days
std::vector<Step> care_expectations();

// A sale at a pharmacy as 2102 says it; what the steps of different doors vary.
struct Sale {
  struct Line {
    std::string item;
    Money price;
  };
  Date day;
  std::vector<Line> lines;
  bool tells_the_person = true;  // beside the number and what was shown
  std::string person_type = "11";
  std::string insurance = "310";
  std::string account_used = "1";
};
// Today, of one drug for the {amount} of the sentence.
Sale sale_of(const World& world, const Captures& says);
Tree sale_message(World& world, const Captures& says, const Sale& sale);

// What an institution sends by the national interface; the answer is noted as 接口回答. The place
// of insurance is the one noted as 接口参保地.
void send_message(World& world, const std::string& institution, const std::string& number,
                  Tree input, std::string msgid = {});
// Somebody as people name another (指名他人): by name and number.
Tree named(World& world, const std::string& name);
// Drafts, hands in what is missing, confirms what was drafted; leaves a draft with obstacles.
void file_application(World& world, const std::string& token, const std::string& person,
                      const std::string& path, Tree form);

// For the acts: checks, with the answer in the message.
void must_be_done(const Told& told);
// Shows the reasons of a refusal with their next steps; gives their codes.
std::string tell_refusal(const Told& told, std::ostream& story);
void must_equal(const std::string& what, const std::string& expected, const std::string& came);
Money amount_of(const std::string& yuan);

// A member of an answer, or of a member of it; one that is missing is a Fault.
const Tree& part(const Tree& tree, std::initializer_list<std::string_view> path);
Tree list_of(std::initializer_list<const char*> words);
// Whatever a counter may want to see for a card.
Tree all_papers();
// The digits of the last code that was sent to a person, as their telephone shows them.
std::string code_received_by(World& world, const std::string& person);
// "/v1/transfers/<the story's case>/<step>".
std::string case_path(World& world, const std::string& step);
// 付款指令写入银行文件: the order that goes under this number, as `yibao bank send` does it; one
// that was sent before is left alone.
void send_order(World& world, const std::string& reference);
// Of a case, by its path: whatever was handed in, ticked one by one.
Tree ticks_of(World& world, const std::string& path);
// The words between the commas: "身份证、社保卡".
std::vector<std::string> listed(const std::string& words);

}  // namespace yibao::main
