// Seals and what to do about them as an answer shows them.
#pragma once

#include <map>
#include <span>
#include <string>

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
// Steps with the guidance of each way, and the earliest day on which all holds can be gone.
Tree present_steps(std::span<const Step> steps, const GuidanceFacts& facts, const Shown& shown);
// What still works at each place of the person's relations.
Tree present_works(std::span<const Seal> seals, std::span<const RegionCode> places,
                   std::span<const card::Card> cards, const business::Context& context);

}  // namespace yibao::seal
