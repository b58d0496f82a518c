// Seals and what to do about them as an answer shows them.
#pragma once

#include <map>
#include <span>
#include <string>

#include "business/account/types.h"
#include "business/card/types.h"
#include "business/seal/guidance.h"
#include "business/use_case.h"

namespace yibao::seal {

// Masked names by employer: whoever asks.
using EmployerNames = std::map<EmployerId, std::string>;

// What the presenting needs besides the thing shown.
struct Shown {
  const business::Context& context;
  const EmployerNames& employers;
  Date day;
};

Tree present_seal(const Seal& seal, const Shown& shown);
// Steps with the guidance of each way; behind them, what nobody has to do: to have the account
// alone back, and to shorten a resident's waiting (修复), sealed or not.
Tree present_steps(std::span<const Step> steps, const GuidanceFacts& facts, const Shown& shown);
// What works whatever is sealed: whose fund pays on the day (none: nobody's), and from which
// accounts.
struct Means {
  std::optional<RegionCode> fund;
  std::span<const account::Account> accounts;
  std::span<const enrolment::Enrolment> enrolments;
};
// What still works at each place of the person's relations, as the till and the hospital there find
// it: benefits only where the fund of that place pays, money only where one of the accounts does.
// Where there is none and no hold says anything of it, it is absent, not stopped.
Tree present_works(std::span<const Seal> seals, std::span<const RegionCode> places,
                   std::span<const card::Card> cards, const Means& means,
                   const business::Context& context);

}  // namespace yibao::seal
