#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

using Part = std::vector<Step> (*)();

std::vector<Step> all_of(std::initializer_list<Part> parts) {
  std::vector<Step> all;
  for (const Part part : parts) {
    for (Step& step : part()) all.push_back(std::move(step));
  }
  return all;
}

}  // namespace

const std::vector<Step>& steps() {
  static const std::vector<Step> all = all_of({
      &privacy_steps,  &agent_steps,    &agency_steps,   &staff_steps,     &letter_steps,
      &people_steps,   &death_steps,    &transfer_steps, &run_steps,       &seal_steps,
      &arrears_steps,  &account_steps,  &card_steps,     &telephone_steps, &guardian_steps,
      &place_steps,    &document_steps, &hotline_steps,  &provider_steps,  &till_steps,
      &clearing_steps, &care_steps,     &sign_in_steps,
  });
  return all;
}

const std::vector<Step>& expectations() {
  static const std::vector<Step> all = all_of({
      &agent_expectations,    &people_expectations,  &transfer_expectations, &run_expectations,
      &seal_expectations,     &arrears_expectations, &cover_expectations,    &account_expectations,
      &card_expectations,     &place_expectations,   &document_expectations, &hotline_expectations,
      &provider_expectations, &till_expectations,    &clearing_expectations, &care_expectations,
      &sign_in_expectations,  &staff_expectations,   &offer_expectations,    &privacy_expectations,
  });
  return all;
}

void must_be_done(const Told& told) {
  if (!told.done()) throw Fault("refused: " + told.body.to_json());
}

std::string tell_refusal(const Told& told, std::ostream& story) {
  std::string codes;
  const Tree* reasons = told.body.find("reasons");
  if (reasons == nullptr || reasons->list() == nullptr) return codes;
  const auto text = [](const Tree& reason, const char* name) {
    const Tree* member = reason.find(name);
    return member != nullptr && member->text() != nullptr ? *member->text() : std::string();
  };
  for (const Tree& reason : *reasons->list()) {
    codes += (codes.empty() ? "" : "、") + text(reason, "rule");
    story << "     ✗ " << text(reason, "title") << ": " << text(reason, "detail") << " → "
          << text(reason, "next_step") << "\n";
  }
  return codes;
}

Tree list_of(std::initializer_list<const char*> words) {
  Tree list = Tree(Tree::List{});
  for (const char* each : words) list.push(each);
  return list;
}

void must_equal(const std::string& what, const std::string& expected, const std::string& came) {
  if (expected != came) throw Fault(what + ": expected " + expected + ", came " + came);
}

Money amount_of(const std::string& yuan) {
  const std::optional<Money> amount = Money::parse_yuan(yuan);
  if (!amount) throw Fault("not an amount: " + yuan);
  return *amount;
}

const Tree& part(const Tree& tree, std::initializer_list<std::string_view> path) {
  const Tree* at = &tree;
  for (const std::string_view name : path) {
    at = at->find(name);
    if (at == nullptr) throw Fault("the answer has no " + std::string(name));
  }
  return *at;
}

std::string case_path(World& world, const std::string& step) {
  return "/v1/transfers/" + world.application() + (step.empty() ? "" : "/" + step);
}

Tree ticks_of(World& world, const std::string& path) {
  const Told shown = world.get(world.auditor(), path);
  must_be_done(shown);
  Tree checked = Tree(Tree::List{});
  for (const Tree& material : *part(shown.body, {"materials"}).list()) {
    const std::string& state = *part(material, {"state"}).text();
    if (state == "uploaded" || state == "sighted") checked.push(*part(material, {"slot"}).text());
  }
  return checked;
}

std::vector<std::string> listed(const std::string& words) {
  constexpr std::string_view kComma = "、";
  std::vector<std::string> list;
  for (std::size_t from = 0; from <= words.size();) {
    const std::size_t end = std::min(words.find(kComma, from), words.size());
    list.push_back(words.substr(from, end - from));
    from = end + kComma.size();
  }
  return list;
}

}  // namespace yibao::main
