// Goal: over every set of holds that a person can get into, in every region with rules of its own:
// the listed steps, taken in their order by whichever way, clear all of them; no step is listed
// that does not lift something; none can be taken before the one listed ahead of it has made room
// for it (R-060 to R-103, the effect matrix, C-09 to C-12).
//
// The search works on facts, not on holds: a way changes the facts as its command would, and the
// holds are computed again from them.
#include "business/seal/steps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "adapters/files/data.h"
#include "business/hold/rules.h"
#include "business/seal/guidance.h"

namespace yibao::seal {
namespace {

using hold::HoldCause;

const policy::PolicySet& policies() {
  static const policy::PolicySet set =
      files::load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy").value();
  return set;
}

const calendar::Calendar& calendar() {
  static const calendar::Calendar made =
      files::load_calendar(std::string(YIBAO_SOURCE_DIR) + "/calendar").value();
  return made;
}

const Date kToday = Date::of(2025, 7, 10);
constexpr std::int64_t kCard = 7;

// What may be the matter with a person, each by itself.
struct Trouble {
  enum class Months { paid, gap, gap_after_leaving, arrears, arrears_and_gap };
  enum class Card { fine, lost, damaged, lost_and_damaged };
  RegionCode region;
  Months months = Months::paid;
  Card card = Card::fine;
  bool id_change = false;
  bool ordered = false;
  enum class Transfer { none, runs, stuck } transfer = Transfer::none;
  bool dead = false;
  bool death_reported = false;
};

// The facts of a life: what the commands of the program would change.
struct Life {
  SealRecord record;
  bool replaced = false;
};

void pay(SealRecord& record, Month first, Month last, int enrolment, Date received_on) {
  for (Month month = first; month <= last; month = month + 1) {
    contribution::Contribution row;
    row.month = month;
    row.enrolment = enrolment;
    row.received_on = received_on;
    row.kind = received_on > month.last_day() ? contribution::ReceiptKind::supplementary
                                              : contribution::ReceiptKind::normal;
    record.person.contributions.push_back(row);
  }
}

enrolment::Enrolment relation(RegionCode region, int ordinal, enrolment::EnrolmentKind kind,
                              Date from) {
  enrolment::Enrolment row;
  row.region = region;
  row.ordinal = ordinal;
  row.kind = kind;
  row.employer = kind == enrolment::EnrolmentKind::employee ? EmployerId(3) : EmployerId();
  row.base = Money::yuan(6000);
  row.started_on = from;
  return row;
}

void store(SealRecord& record, HoldCause cause, RegionCode region = {}) {
  StoredHold stored;
  stored.hold.id = HoldId(static_cast<std::int64_t>(record.stored.size()) + 1);
  stored.hold.cause = cause;
  stored.hold.region = region;
  stored.hold.since = kToday - 5;
  if (hold::scope_of(cause) == hold::Scope::card) stored.hold.card = kCard;
  if (cause == HoldCause::transfer) stored.application = CaseId(9);
  stored.set_by = "senior_officer:1";
  record.stored.push_back(stored);
}

Life life_of(const Trouble& trouble) {
  using Kind = enrolment::EnrolmentKind;
  using Months = Trouble::Months;
  Life life;
  SealRecord& record = life.record;
  const bool owed = trouble.months == Months::arrears || trouble.months == Months::arrears_and_gap;
  record.person.enrolments = {
      relation(trouble.region, 1, owed ? Kind::employee : Kind::flexible, Date::of(2024, 1, 1))};
  const Month last = trouble.months == Months::paid ? Month::of(2025, 7) : Month::of(2025, 3);
  for (Month month = Month::of(2024, 1); month <= last; month = month + 1) {
    pay(record, month, month, 1, month.first_day() + 9);
  }
  enrolment::Enrolment& own = record.person.enrolments.front();
  const auto leave = [&](Date day) {
    own.suspended_on = day;
    own.state = enrolment::EnrolmentState::suspended;
  };
  if (trouble.months == Months::gap_after_leaving) leave(Date::of(2025, 4, 1));
  if (trouble.months == Months::arrears_and_gap) leave(Date::of(2025, 5, 1));
  if (trouble.dead) record.person.person.died_on = kToday - 1;
  if (trouble.id_change) store(record, HoldCause::id_change);
  if (trouble.ordered) store(record, HoldCause::admin);
  if (trouble.death_reported) store(record, HoldCause::death_reported);
  const bool lost = trouble.card == Trouble::Card::lost;
  const bool damaged = trouble.card == Trouble::Card::damaged;
  const bool both = trouble.card == Trouble::Card::lost_and_damaged;
  if (lost || both) store(record, HoldCause::loss);
  if (damaged || both) store(record, HoldCause::damage);
  if (trouble.transfer != Trouble::Transfer::none) {
    store(record, HoldCause::transfer, trouble.region);
    record.cases.push_back({CaseId(9), trouble.transfer == Trouble::Transfer::runs, {}, {}});
  }
  return life;
}

void lift(Life& life, HoldCause cause) {
  std::erase_if(life.record.stored,
                [&](const StoredHold& stored) { return stored.hold.cause == cause; });
}

// The holds whose facts these are; a new card is not active yet.
std::vector<Seal> seals_of(const Life& life) {
  std::vector<Seal> seals = seals_on(kToday, life.record, policies(), calendar());
  if (life.replaced) {
    Seal fresh;
    fresh.hold.cause = HoldCause::inactive;
    fresh.hold.card = kCard + 1;
    fresh.hold.since = kToday;
    seals.push_back(fresh);
  }
  return seals;
}

bool holds(const Life& life, HoldCause cause) {
  return std::ranges::any_of(seals_of(life),
                             [&](const Seal& seal) { return seal.hold.cause == cause; });
}

// What a person does in their own name needs an identity that is in order, and no order against it.
bool needs_identity(Way way) {
  return way != Way::update_identity && way != Way::lift_order && way != Way::decide_death &&
         way != Way::await_transfer && way != Way::employer_pays;
}

// Takes the way as its command would; false where it is not open.
bool take(Life& life, Way way) {
  SealRecord& record = life.record;
  if (needs_identity(way) && holds(life, HoldCause::id_change)) return false;
  const bool ordered = holds(life, HoldCause::admin);
  if (ordered && needs_identity(way) && way != Way::win_appeal) return false;
  switch (way) {
    case Way::update_identity:
      lift(life, HoldCause::id_change);
      return true;
    case Way::lift_order:
    case Way::win_appeal:
      lift(life, HoldCause::admin);
      return true;
    case Way::decide_death:
      lift(life, HoldCause::death_reported);
      return true;
    case Way::await_transfer:
      if (!record.cases.front().runs) return false;  // it would wait for ever
      lift(life, HoldCause::transfer);
      return true;
    case Way::release_transfer:
      if (record.cases.front().runs) return false;  // the case is not over
      lift(life, HoldCause::transfer);
      return true;
    case Way::employer_pays:
      for (const Seal& seal : arrears_on(kToday, record, policies())) {
        for (const Month month : seal.months.to_vector()) pay(record, month, month, 1, kToday);
      }
      return true;
    case Way::pay_contribution:
      if (!record.person.enrolments.back().participates_on(kToday)) return false;
      pay(record, Month::of(2025, 4), Month::of(2025, 7), record.person.enrolments.back().ordinal,
          kToday);
      return true;
    case Way::enrol_and_pay:
      if (record.person.enrolments.back().participates_on(kToday)) return false;
      record.person.enrolments.push_back(relation(record.person.enrolments.front().region, 2,
                                                  enrolment::EnrolmentKind::flexible,
                                                  Date::of(2025, 7, 1)));
      pay(record, Month::of(2025, 7), Month::of(2025, 7), 2, kToday);
      return true;
    case Way::cancel_loss:
      if (holds(life, HoldCause::damage)) return false;
      lift(life, HoldCause::loss);
      return true;
    case Way::replace_card:
      lift(life, HoldCause::loss);
      lift(life, HoldCause::damage);
      life.replaced = true;
      return true;
    case Way::extend_activation:
      return false;  // of a card that nobody here has; see the test of cards below
    case Way::activate_card:
      life.replaced = false;
      return true;
    case Way::repair_years:
    case Way::reopen_account:
      return false;  // lift nothing: no step of these
  }
  return false;
}

std::string written(const Life& life, std::span<const Way> taken) {
  std::string text;
  for (const Seal& seal : seals_of(life)) text += std::string(to_text(seal.hold.cause)) + " ";
  text += "after";
  for (const Way way : taken) text += " " + std::string(to_text(way));
  return text;
}

// Every choice of ways, to the end.
void follow(const Life& life, std::span<const Step> steps, std::vector<Way> taken) {
  if (steps.empty()) {
    EXPECT_TRUE(seals_of(life).empty()) << written(life, taken);
    return;
  }
  const Step& step = steps.front();
  const bool replaced = std::ranges::find(taken, Way::replace_card) != taken.end();
  const bool skipped = (step.when == When::if_replaced && !replaced) ||
                       (step.when == When::unless_replaced && replaced);
  if (skipped) return follow(life, steps.subspan(1), std::move(taken));
  ASSERT_FALSE(step.ways.empty()) << written(life, taken);
  for (const Way way : step.ways) {
    Life next = life;
    std::vector<Way> further = taken;
    further.push_back(way);
    EXPECT_TRUE(holds(life, step.cause)) << "nothing left to clear: " << written(life, further);
    ASSERT_TRUE(take(next, way)) << "not open: " << written(life, further);
    EXPECT_FALSE(holds(next, step.cause)) << "did not help: " << written(next, further);
    follow(next, steps.subspan(1), std::move(further));
  }
}

std::vector<Trouble> troubles() {
  using Months = Trouble::Months;
  using Card = Trouble::Card;
  using Transfer = Trouble::Transfer;
  std::vector<Trouble> all;
  for (const RegionCode region : policies().regions()) {
    for (const Months months : {Months::paid, Months::gap, Months::gap_after_leaving,
                                Months::arrears, Months::arrears_and_gap}) {
      for (const Card card : {Card::fine, Card::lost, Card::damaged, Card::lost_and_damaged}) {
        for (const Transfer transfer : {Transfer::none, Transfer::runs, Transfer::stuck}) {
          for (int bits = 0; bits < 16; ++bits) {
            Trouble trouble{region,          months,          card,
                            (bits & 1) != 0, (bits & 2) != 0, transfer,
                            (bits & 4) != 0, (bits & 8) != 0};
            all.push_back(trouble);
          }
        }
      }
    }
  }
  return all;
}

TEST(Clearing, steps_in_their_order_clear_every_reachable_set) {
  int cleared = 0;
  for (const Trouble& trouble : troubles()) {
    const Life life = life_of(trouble);
    const std::vector<Seal> seals = seals_of(life);
    const std::vector<Step> steps = steps_to_lift(seals, kToday);
    if (trouble.dead) {
      EXPECT_TRUE(steps.empty()) << "nothing brings back the dead";
      continue;
    }
    EXPECT_EQ(steps.empty(), seals.empty()) << written(life, {});
    follow(life, steps, {});
    ++cleared;
    if (HasFailure()) FAIL() << trouble.region.to_string();
  }
  EXPECT_GE(cleared, 240 * 5) << "the search has lost its way";
}

// A card that is lost, damaged, never activated or too late, in every combination.
TEST(Clearing, steps_of_a_card_leave_none_of_its_holds) {
  struct Card {
    bool lost = false;
    bool damaged = false;
    enum class Function { active, inactive, expired } function = Function::active;
    bool clear() const { return !lost && !damaged && function == Function::active; }
  };
  using Function = Card::Function;
  const auto take_way = [](Card card, Way way) -> std::optional<Card> {
    switch (way) {
      case Way::cancel_loss:
        if (!card.lost || card.damaged) return std::nullopt;
        card.lost = false;
        return card;
      case Way::replace_card:
        if (!card.lost && !card.damaged) return std::nullopt;
        return Card{false, false, Function::inactive};
      case Way::extend_activation:
        if (card.lost || card.damaged || card.function != Function::expired) return std::nullopt;
        card.function = Function::inactive;
        return card;
      case Way::activate_card:
        if (card.lost || card.damaged || card.function != Function::inactive) return std::nullopt;
        card.function = Function::active;
        return card;
      case Way::repair_years:
      case Way::reopen_account:
      case Way::update_identity:
      case Way::lift_order:
      case Way::win_appeal:
      case Way::decide_death:
      case Way::await_transfer:
      case Way::release_transfer:
      case Way::employer_pays:
      case Way::pay_contribution:
      case Way::enrol_and_pay:
        break;
    }
    return std::nullopt;
  };
  const std::function<void(Card, std::span<const Step>, bool)> walk =
      [&](Card card, std::span<const Step> steps, bool replaced) {
        if (steps.empty()) {
          EXPECT_TRUE(card.clear());
          return;
        }
        const Step& step = steps.front();
        const bool skipped = (step.when == When::if_replaced && !replaced) ||
                             (step.when == When::unless_replaced && replaced);
        if (skipped) return walk(card, steps.subspan(1), replaced);
        for (const Way way : step.ways) {
          const std::optional<Card> next = take_way(card, way);
          ASSERT_TRUE(next.has_value()) << to_text(way) << " cannot help";
          walk(*next, steps.subspan(1), replaced || way == Way::replace_card);
        }
      };
  for (const bool lost : {false, true}) {
    for (const bool damaged : {false, true}) {
      for (const Function function : {Function::active, Function::inactive, Function::expired}) {
        std::vector<Seal> seals;
        const auto add = [&](bool there, HoldCause cause) {
          if (!there) return;
          Seal seal;
          seal.hold.cause = cause;
          seal.hold.card = kCard;
          seals.push_back(seal);
        };
        add(lost, HoldCause::loss);
        add(damaged, HoldCause::damage);
        add(function == Function::inactive, HoldCause::inactive);
        add(function == Function::expired, HoldCause::activation_expired);
        walk({lost, damaged, function}, steps_to_lift(seals, kToday), false);
      }
    }
  }
}

// once another card is being made, the old one does not come back.
TEST(Clearing, loss_cannot_be_taken_back_once_a_card_is_ordered) {
  Seal seal;
  seal.hold.cause = HoldCause::loss;
  seal.hold.card = kCard;
  seal.replacement_ordered_on = kToday - 3;
  const Seal seals[] = {seal};
  const std::vector<Step> steps = steps_to_lift(seals, kToday);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].ways, std::vector<Way>{Way::replace_card});
  EXPECT_EQ(steps[1].ways, std::vector<Way>{Way::activate_card});
}

// A card has nothing to do with what an employer owes: what the person can do stands first, and
// only what really waits for another step says so.
TEST(Clearing, steps_wait_only_for_what_they_need) {
  const auto seal_of = [](HoldCause cause) {
    Seal seal;
    seal.hold.cause = cause;
    if (hold::scope_of(cause) == hold::Scope::card) seal.hold.card = kCard;
    seal.participates = true;
    return seal;
  };
  struct Row {
    std::vector<HoldCause> causes;
    std::vector<HoldCause> steps;
    std::vector<int> after;
  };
  using enum HoldCause;
  const Row rows[] = {
      {{arrears, loss}, {loss, inactive, arrears}, {0, 1, 0}},
      {{gap, damage, arrears}, {damage, inactive, arrears, gap}, {0, 1, 0, 0}},
      {{id_change, gap, loss}, {id_change, loss, inactive, gap}, {0, 1, 2, 1}},
      {{transfer, admin, inactive}, {admin, inactive, transfer}, {0, 1, 1}},
  };
  for (const Row& row : rows) {
    std::vector<Seal> seals;
    for (const HoldCause cause : row.causes) seals.push_back(seal_of(cause));
    std::vector<HoldCause> causes;
    std::vector<int> after;
    for (const Step& step : steps_to_lift(seals, kToday)) {
      causes.push_back(step.cause);
      after.push_back(step.after);
    }
    EXPECT_EQ(causes, row.steps);
    EXPECT_EQ(after, row.after);
  }
}

// an appeal is listed while it may still be made, and not a day longer.
TEST(Clearing, appeal_is_listed_up_to_its_last_day) {
  Seal seal;
  seal.hold.cause = HoldCause::admin;
  seal.appeal_until = Date::of(2025, 7, 10);
  const Seal seals[] = {seal};
  EXPECT_EQ(steps_to_lift(seals, Date::of(2025, 7, 10)).front().ways.size(), 2U);
  EXPECT_EQ(steps_to_lift(seals, Date::of(2025, 7, 11)).front().ways.size(), 1U);
}

}  // namespace
}  // namespace yibao::seal
