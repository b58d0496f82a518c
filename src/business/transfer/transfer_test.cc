// Goal: whole cases, from the draft to every end, on both databases: the days, the money and the
// months come out as the rules say, and nothing is left on the road (R-001, R-017, R-022, N-22).
#include "business/transfer/test_case_world.h"

#include <filesystem>
#include <fstream>

namespace yibao::transfer {
namespace {

using test::Answer;
using test::Body;
using test::number;
using test::text;

constexpr RegionCode kDongguan{441900};
constexpr RegionCode kHangzhou{330100};
const Money kBalance = Money::fen(1'234'567);

business::Actor officer(RegionCode region, std::int64_t id) {
  return {business::Role::agency_officer, id, region, "counter", "officer"};
}
const business::Actor kOrigin = officer(kDongguan, 1);
const business::Actor kTarget = officer(kHangzhou, 2);
const business::Actor kBank{business::Role::bank, 9, {}, "bank", "bank"};
const business::Actor kSystem{business::Role::system, 0, {}, "timer", "system"};

class Transfers : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    world_ = std::make_unique<test::CaseWorld>(database(), Date::of(2025, 4, 25));
    person_ = world().add_person();
    at_origin_ = world().enrol(person_, 1, kDongguan, Date::of(2023, 1, 1), Date::of(2025, 4, 1));
    world().pay_months(person_, 1, Month::of(2023, 1), Month::of(2025, 3));
    world().credit(person_, kDongguan, kBalance);
  }
  void TearDown() override {
    if (!world_) return;
    EXPECT_EQ(world().verify(calendar_ ? *calendar_ : test::transfer_data().calendar),
              std::vector<std::string>());
  }
  test::CaseWorld& world() { return *world_; }
  void enrol_at_target(RegionCode target = kHangzhou) {
    at_target_ = world().enrol(person_, 2, target, Date::of(2025, 4, 1));
  }

  Answer draft(RegionCode target = kHangzhou, Body more = {}) {
    Body body = {{"name", "张三"},
                 {"identity_number", test::kNumber},
                 {"origin", "441900"},
                 {"target", target.to_string()},
                 {"certificate_on_paper", true},
                 {"sighted", Tree(Tree::List{"identity_document", "social_security_card"})}};
    body.insert(body.end(), more.begin(), more.end());
    return world().run(&DraftTransfer::parse, kOrigin, {{"person", world().id_of(person_)}},
                       std::move(body));
  }
  Answer confirm(const Answer& drafted) {
    case_ = text(drafted.body, "case");
    return step<ConfirmTransfer>(kOrigin, {{"form_digest", text(drafted.body, "form_digest")}});
  }
  template<class Command>
  Answer step(const business::Actor& actor, Body body = {}) {
    return world().run<Command>(actor, {{"case", case_}}, std::move(body));
  }
  // Accepted on 2025-04-25, approved, the sheet uploaded and the account cleared.
  void go_to_target_review(RegionCode target = kHangzhou, Body more = {}) {
    enrol_at_target(target);
    ASSERT_EQ(confirm(draft(target, std::move(more))).status, 200);
    ASSERT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
    world().set_today(Date::of(2025, 5, 13));
    ASSERT_EQ(step<UploadSheet>(kOrigin).status, 200);
  }
  Answer arrive(Money amount, const char* serial = "B1", std::string reference = "") {
    return world().run(&RecordArrival::parse, kTarget, {{"region", "330100"}},
                       {{"from_region", from_},
                        {"amount_fen", amount.fen()},
                        {"arrived_on", "2025-05-13"},
                        {"bank_serial", serial},
                        {"reference", reference.empty() ? case_ : reference}});
  }

  std::vector<std::unique_ptr<business::Command>> due_on(Date day) {
    return due_commands(*world().reader(), test::transfer_data().policies, day, 10);
  }
  // 退回到账: as the origin's statement has it.
  Answer come_back(Money amount = kBalance) {
    return step<RecordReturn>(kOrigin, {{"amount_fen", amount.fen()},
                                        {"arrived_on", world().today().to_string()},
                                        {"bank_serial", "B9"}});
  }

  PersonId person_;
  enrolment::Enrolment at_origin_;
  enrolment::Enrolment at_target_;
  std::string case_;
  std::string from_ = "441900";                 // who sends the money
  std::optional<calendar::Calendar> calendar_;  // other than the shipped one

 private:
  std::unique_ptr<test::CaseWorld> world_;
};

// Story 1.
TEST_P(Transfers, move_brings_months_and_money_to_another_province) {
  enrol_at_target();
  const Answer accepted = confirm(draft());
  ASSERT_EQ(accepted.status, 200);
  EXPECT_EQ(text(accepted.body, "state"), "origin_review");
  EXPECT_EQ(text(accepted.body, "origin_due_on"), "2025-05-13");
  EXPECT_EQ(text(accepted.body, "total_due_on"), "2025-05-20");
  EXPECT_EQ(text(accepted.body, "money"), "reserved");

  EXPECT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
  world().set_today(Date::of(2025, 5, 13));
  const Answer uploaded = step<UploadSheet>(kOrigin);
  EXPECT_EQ(text(uploaded.body, "target_due_on"), "2025-05-20");
  EXPECT_EQ(number(uploaded.body, "amount_fen"), kBalance.fen());
  EXPECT_EQ(world().balance(person_, kDongguan), Money());

  EXPECT_EQ(text(arrive(kBalance).body, "remittance_state"), "matched");
  const Answer completed = step<ApproveAtTarget>(kTarget);
  EXPECT_EQ(text(completed.body, "state"), "completed");
  EXPECT_EQ(text(completed.body, "step"), "finished");
  EXPECT_EQ(world().balance(person_, kHangzhou), kBalance);

  const auto shown = world().ask(&answer_case, kTarget, {{"case", case_}});
  ASSERT_TRUE(shown.ok());
  EXPECT_EQ(text(*shown->find("money"), "amount"), "12,345.67");
  const auto why = world().ask(&answer_explanation, kTarget, {{"case", case_}});
  ASSERT_TRUE(why.ok());
  EXPECT_GE(why->find("decisions")->list()->size(), 3U);
}

// The shipped policy, with 东莞 paying interest to date.
const policy::PolicySet& with_interest_at_clearing() {
  static const policy::PolicySet policies = [] {
    const test::TemporaryFolder folder;
    const std::string place = folder.file("policy");
    std::filesystem::copy(std::string(YIBAO_SOURCE_DIR) + "/policy", place,
                          std::filesystem::copy_options::recursive);
    std::filesystem::create_directories(place + "/441900");
    std::ofstream(place + "/441900/account.toml")
        << "[[interest_at_clearing]]\nvalue = true\nfrom = 2020-01-01\n"
           "source = \"project_default\"\nchecked_on = 2026-11-22\nstatus = \"default\"\n";
    return files::load_policy(place).value();
  }();
  return policies;
}

// the whole balance including interest to date. 12 345.67 for the 18 days up to the day
// before at 0.35 %: 1 234 567 × 18 × 35 / 3 600 000 = 216.05 fen.
TEST_P(Transfers, clears_the_account_with_the_interest_up_to_the_day_before) {
  world().set_policies(with_interest_at_clearing());
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
  world().set_today(Date::of(2025, 5, 13));
  const Answer uploaded = step<UploadSheet>(kOrigin);
  ASSERT_EQ(uploaded.status, 200);
  const Money with_interest = kBalance + Money::fen(216);
  EXPECT_EQ(number(uploaded.body, "amount_fen"), with_interest.fen());
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
  EXPECT_EQ(text(arrive(with_interest).body, "remittance_state"), "matched");
  ASSERT_EQ(step<ApproveAtTarget>(kTarget).status, 200);
  EXPECT_EQ(world().balance(person_, kHangzhou), with_interest);
}

// what an earlier year has earned leaves as well, where its yearly run has not come.
// 12 345.67 from 25 April 2025: 251 days to the interest day, 12 345.67 × 251 × 0.35 % / 360 =
// 30.13; then 12 375.80 for the days of 2026.
TEST_P(Transfers, clears_the_account_with_the_interest_of_a_year_whose_run_has_not_come) {
  world().set_policies(with_interest_at_clearing());
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
  world().set_today(Date::of(2026, 1, 6));
  const Answer uploaded = step<UploadSheet>(kOrigin);
  ASSERT_EQ(uploaded.status, 200);
  const std::int64_t days = Date::of(2025, 12, 31) - Date::of(2025, 4, 25) + 1;
  const std::int64_t of_2025 = (kBalance.fen() * days * 35 + 1'800'000) / 3'600'000;
  const std::int64_t of_2026 = ((kBalance.fen() + of_2025) * 5 * 35 + 1'800'000) / 3'600'000;
  EXPECT_EQ(number(uploaded.body, "amount_fen"), kBalance.fen() + of_2025 + of_2026);
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
}

// four eyes. R-017: not completed while the money is on the road.
TEST_P(Transfers, waits_for_the_money_and_completes_when_it_arrives) {
  go_to_target_review();
  const business::Actor everywhere = officer({}, 1);
  EXPECT_EQ(step<ApproveAtTarget>(everywhere).code(), "same_officer_for_both_sides");
  EXPECT_EQ(step<ApproveAtTarget>(kOrigin).code(), "other_agency");
  const Answer waiting = step<ApproveAtTarget>(kTarget);
  EXPECT_EQ(text(waiting.body, "state"), "awaiting_money");
  EXPECT_EQ(world().balance(person_, kHangzhou), Money());
  EXPECT_EQ(text(arrive(kBalance).body, "state"), "completed");
  EXPECT_EQ(world().balance(person_, kHangzhou), kBalance);
}

// Story 2; R-027.
TEST_P(Transfers, inside_guangdong_the_money_stays_and_the_months_move) {
  go_to_target_review(test::kShantou);
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  const Answer completed = step<ApproveAtTarget>(officer(test::kShantou, 3));
  EXPECT_EQ(text(completed.body, "state"), "completed");
  EXPECT_EQ(text(completed.body, "money"), "none");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

// Story 3: three obstacles at once, then a case declined for them.
TEST_P(Transfers, declines_with_every_reason_and_opens_nothing_before) {
  at_origin_.state = enrolment::EnrolmentState::active;
  at_origin_.suspended_on.reset();
  world().change_enrolment(at_origin_);
  const auto precheck = world().ask(&answer_precheck, kOrigin, {{"person", world().id_of(person_)}},
                                    {{"origin", "441900"}, {"target", "330100"}});
  ASSERT_TRUE(precheck.ok());
  const Tree::List& reasons = *precheck->find("reasons")->list();
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(text(reasons[0], "rule"), "origin_still_active");
  EXPECT_EQ(text(reasons[1], "rule"), "target_not_enrolled");
  const Answer declined = confirm(draft());
  EXPECT_EQ(text(declined.body, "state"), "declined");
  EXPECT_EQ(declined.body.find("reasons")->list()->size(), 3U);  // and the remedies
}

// what is confirmed is what was summed up, once.
TEST_P(Transfers, is_confirmed_by_the_digest_of_its_form) {
  enrol_at_target();
  const Answer drafted = draft();
  case_ = text(drafted.body, "case");
  EXPECT_EQ(step<ConfirmTransfer>(kOrigin, {{"form_digest", "something else"}}).code(),
            "form_not_as_confirmed");
  EXPECT_EQ(confirm(drafted).status, 200);
  EXPECT_EQ(confirm(drafted).code(), "step_not_possible");
  // One running transfer per person.
  EXPECT_EQ(text(confirm(draft()).body, "state"), "declined");
}

// ruling 10: all at once, and the clock stands still meanwhile.
TEST_P(Transfers, stops_its_clock_while_materials_are_completed) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  world().set_today(Date::of(2025, 4, 28));
  EXPECT_EQ(
      step<ReturnForCorrection>(kOrigin, {{"items", Tree(Tree::List{"identity_document"})}}).status,
      200);
  EXPECT_EQ(step<CompleteMaterials>(kOrigin).code(), "materials_missing");
  world().set_today(Date::of(2025, 4, 30));
  EXPECT_EQ(step<FillSlot>(kOrigin, {{"slot", "identity_document"}, {"sighted", true}}).status,
            200);
  EXPECT_EQ(step<FillSlot>(kOrigin, {{"slot", "identity_document"}, {"content", "AAAA"}}).code(),
            "material_media");
  EXPECT_EQ(
      step<FillSlot>(kOrigin, {{"slot", "residence_proof"}, {"content", "iVBORw0KGgo="}}).status,
      200);
  EXPECT_EQ(step<FillSlot>(kOrigin, {{"slot", "selfie"}, {"content", "iVBORw0KGgo="}}).code(),
            "material_slot_unknown");
  const Answer completed = step<CompleteMaterials>(kOrigin);
  EXPECT_EQ(text(completed.body, "state"), "origin_review");
  EXPECT_EQ(text(completed.body, "origin_due_on"), "2025-05-15");  // two working days later
  EXPECT_EQ(text(completed.body, "total_due_on"), "2025-05-22");
}

// Story 6; N-10: one fen short is not matched; the missing fen makes it whole.
TEST_P(Transfers, amount_one_fen_short_is_seen_and_resolved_in_parts) {
  go_to_target_review();
  const Answer shortfall = arrive(kBalance - Money::fen(1));
  EXPECT_EQ(text(shortfall.body, "remittance_state"), "unmatched");
  EXPECT_EQ(text(shortfall.body, "note"), "amount_differs");
  EXPECT_EQ(arrive(kBalance - Money::fen(1)).code(), "arrival_entered_already");
  const Answer fen = arrive(Money::fen(1), "B2", "unknown");
  EXPECT_EQ(text(fen.body, "note"), "case_unknown");
  const auto list = world().ask(&answer_unmatched, kTarget, {{"region", "330100"}});
  EXPECT_EQ(list->find("remittances")->list()->size(), 2U);
  const auto match = [&](const Answer& arrival) {
    return world().run(&ResolveArrival::parse_match, kTarget,
                       {{"remittance", text(arrival.body, "remittance")}},
                       {{"case", case_}, {"note", "电话核实"}});
  };
  EXPECT_EQ(match(shortfall).status, 200);
  EXPECT_EQ(text(match(fen).body, "money"), "arrived");
  EXPECT_EQ(text(step<ApproveAtTarget>(kTarget).body, "state"), "completed");
  EXPECT_EQ(world().balance(person_, kHangzhou), kBalance);
}

// N-10: with the right number and amount, and from somewhere else: seen, not credited; the origin's
// own remittance is.
TEST_P(Transfers, money_of_another_region_is_not_the_cases) {
  go_to_target_review();
  from_ = "440100";
  const Answer other = arrive(kBalance);
  EXPECT_EQ(text(other.body, "remittance_state"), "unmatched");
  EXPECT_EQ(text(other.body, "note"), "other_payer");
  const auto list = world().ask(&answer_unmatched, kTarget, {{"region", "330100"}});
  EXPECT_EQ(text(list->find("remittances")->list()->front(), "why"), "other_payer");
  from_ = "441900";
  const Answer own = arrive(kBalance, "B2");
  EXPECT_EQ(text(own.body, "remittance_state"), "matched");
  EXPECT_EQ(text(step<ApproveAtTarget>(kTarget).body, "state"), "completed");
}

// N-10: money of another payer is matched by two officers; one of them alone credits nothing.
TEST_P(Transfers, money_of_another_region_is_matched_by_two_officers) {
  go_to_target_review();
  from_ = "440100";
  const Answer other = arrive(kBalance);
  const auto match = [&](const business::Actor& officer) {
    return world().run(&ResolveArrival::parse_match, officer,
                       {{"remittance", text(other.body, "remittance")}},
                       {{"case", case_}, {"note", "省级财政代汇,电话核实"}});
  };
  business::Actor second = kTarget;
  second.id += 1;
  const Answer proposed = match(kTarget);
  EXPECT_EQ(text(proposed.body, "remittance_state"), "unmatched");
  EXPECT_EQ(match(kTarget).code(), "second_officer_needed");
  const auto list = world().ask(&answer_unmatched, kTarget, {{"region", "330100"}});
  EXPECT_EQ(text(list->find("remittances")->list()->front(), "proposed_by"),
            kTarget.journal_name());
  EXPECT_EQ(text(match(second).body, "money"), "arrived");
  EXPECT_EQ(text(step<ApproveAtTarget>(kTarget).body, "state"), "completed");
  EXPECT_EQ(world().balance(person_, kHangzhou), kBalance);
}

// N-10, N-22: what comes home is what left, to the fen, and each line of the statement once.
TEST_P(Transfers, returned_money_is_as_on_the_statement) {
  go_to_target_review();
  EXPECT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  const auto back = [&](Money amount, const char* day, const char* serial) {
    return step<RecordReturn>(
        kOrigin, {{"amount_fen", amount.fen()}, {"arrived_on", day}, {"bank_serial", serial}});
  };
  EXPECT_EQ(step<RecordReturn>(kOrigin).status, 400) << "no amount, no day, no line";
  EXPECT_EQ(step<RecordReturn>(kOrigin, {{"amount_fen", kBalance.fen()}}).status, 400);
  EXPECT_EQ(back(kBalance - Money::fen(1), "2025-05-13", "R1").code(), "returned_amount_differs");
  EXPECT_EQ(back(kBalance + Money::fen(1), "2025-05-13", "R1").code(), "returned_amount_differs");
  EXPECT_EQ(back(kBalance, "2025-05-12", "R1").code(), "returned_before_it_left");
  EXPECT_EQ(back(kBalance, "2025-05-14", "R1").status, 400);  // a day that lies ahead
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
  EXPECT_EQ(text(back(kBalance, "2025-05-13", "R1").body, "state"), "money_returned");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  // The same line again, as the money of another case.
  const Answer again = world().run(&RecordArrival::parse, kOrigin, {{"region", "441900"}},
                                   {{"from_region", "330100"},
                                    {"amount_fen", kBalance.fen()},
                                    {"arrived_on", "2025-05-13"},
                                    {"bank_serial", "R1"}});
  EXPECT_EQ(again.code(), "arrival_entered_already");
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
  ASSERT_EQ(step<UploadSheet>(kOrigin).status, 200);
  EXPECT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  EXPECT_EQ(back(kBalance, "2025-05-13", "R1").code(), "arrival_entered_already");
  EXPECT_EQ(text(back(kBalance, "2025-05-13", "R2").body, "state"), "money_returned");
}

// Story 6; N-22, R-025: refused after the money left: paid out where 广东 says so …
TEST_P(Transfers, money_of_a_refused_relation_is_paid_to_the_person) {
  go_to_target_review(kHangzhou,
                      {{"bank_account", "6222020000000000123"}, {"bank_holder", "张三"}});
  const Answer refused = step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}});
  EXPECT_EQ(text(refused.body, "state"), "returning_money");
  EXPECT_EQ(text(come_back().body, "money"), "paying_out");
  EXPECT_EQ(text(step<RecordPayoutResult>(kBank, {{"result", "paid"}}).body, "state"), "paid_out");
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
}

// … and kept on the account where no bank account is known, or the bank sends it back.
TEST_P(Transfers, money_of_a_refused_relation_returns_to_the_account) {
  go_to_target_review();
  arrive(kBalance);
  EXPECT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  EXPECT_EQ(text(come_back().body, "state"), "money_returned");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

// R-066, C-10: 东莞 clears on the upload; where it is cleared later, story 36.
TEST_P(Transfers, withdraws_until_the_money_has_left) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
  const Answer withdrawn = step<WithdrawTransfer>(kOrigin);
  EXPECT_EQ(text(withdrawn.body, "state"), "withdrawn");
  EXPECT_EQ(text(withdrawn.body, "money"), "voided");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
  ASSERT_EQ(step<UploadSheet>(kOrigin).status, 200);
  EXPECT_EQ(step<WithdrawTransfer>(kOrigin).code(), "money_has_left");
}

// N-09: a disputed sheet gets a next version; the money is not touched.
TEST_P(Transfers, corrects_a_disputed_sheet) {
  go_to_target_review();
  EXPECT_EQ(step<DisputeSheet>(kTarget, {{"why", "月份有误"}}).status, 200);
  const Answer corrected = step<CorrectSheet>(kOrigin, {{"why", "漏列 2024-05"}});
  EXPECT_EQ(text(corrected.body, "state"), "target_review");
  EXPECT_EQ(text(corrected.body, "money"), "in_transit");
  const auto sheet = world().ask(&answer_sheet, kTarget, {{"case", case_}});
  EXPECT_EQ(sheet->find("versions")->list()->size(), 2U);
  arrive(kBalance);
  EXPECT_EQ(text(step<ApproveAtTarget>(kTarget).body, "state"), "completed");
}

// N-22: the timer finds it, ends the case and sends the money home.
TEST_P(Transfers, ends_by_death_and_by_suspension_at_the_target) {
  go_to_target_review();
  EXPECT_EQ(step<EndTransfer>(kOrigin).code(), "no_reason_to_end");
  world().change_person(person_,
                        [](person::Person& person) { person.died_on = Date::of(2025, 5, 12); });
  auto due = due_on(Date::of(2025, 5, 13));
  ASSERT_EQ(due.size(), 1U);
  const Answer ended = world().run(std::move(due.front()), kSystem);
  EXPECT_EQ(text(ended.body, "relation"), "ended");
  EXPECT_EQ(text(ended.body, "money"), "returning");
  EXPECT_EQ(text(come_back().body, "state"), "money_returned");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  // What ended it is kept, and looked at.
  const auto set_reason = [&](const char* reason) {
    world().change_transfer(person_, [&](Transfer& transfer) { transfer.end_reason = reason; });
    return world().verify();
  };
  EXPECT_EQ(set_reason("").size(), 1U);
  EXPECT_EQ(set_reason("why not").size(), 1U);
  EXPECT_EQ(set_reason("death").size(), 0U);
}

// N-15: a year without a notice is computed on weekends and told as provisional; the notice moves
// the day, and what was told stays in the time line.
TEST_P(Transfers, deadline_in_a_year_without_a_notice_is_computed_again) {
  enrol_at_target();
  world().set_today(Date::of(2025, 12, 22));
  const calendar::Calendar& noticed = test::transfer_data().calendar;
  const calendar::Calendar before = noticed.at("2025.1+2026.0").value();
  world().set_calendar(before);
  const Answer accepted = confirm(draft());
  EXPECT_EQ(text(accepted.body, "origin_due_on"), "2026-01-05");
  EXPECT_EQ(*accepted.body.find("provisional")->boolean(), true);
  EXPECT_TRUE(commands_to_recompute(*world().reader(), before, 10).empty());
  world().set_today(Date::of(2025, 12, 24));
  world().set_calendar(noticed);
  auto waiting = commands_to_recompute(*world().reader(), noticed, 10);
  ASSERT_EQ(waiting.size(), 1U);
  const Answer computed = world().run(std::move(waiting.front()), kSystem);
  EXPECT_EQ(text(computed.body, "origin_due_on"), "2026-01-06");
  EXPECT_EQ(computed.body.find("provisional"), nullptr);
  EXPECT_TRUE(commands_to_recompute(*world().reader(), noticed, 10).empty());
  const auto shown = world().ask(&answer_case, kTarget, {{"case", case_}});
  const auto& line = *shown->find("steps")->list();
  EXPECT_EQ(text(line.back(), "happened_on"), "2025-12-24");  // not the day of acceptance
}

// A calendar for the year, with one more day off than the shipped one in its second version.
calendar::Calendar amended(int year, Date day_off) {
  std::vector<calendar::CalendarFile> plans;
  for (const int version : {1, 2}) {
    Tree days = Tree(Tree::List{});
    if (version == 2) {
      days.push(Tree::object(
          {{"name", "休"}, {"from", day_off.to_string()}, {"to", day_off.to_string()}}));
    }
    plans.push_back({"calendar", Tree::object({{"year", year},
                                               {"version", version},
                                               {"source", "通知"},
                                               {"checked_on", "2025-01-01"},
                                               {"days_off", std::move(days)},
                                               {"make_up_days", Tree(Tree::List{})}})});
  }
  return calendar::Calendar::from(plans).value();
}

// N-15, domain 3.5: an amended notice moves the days of open cases too, though they were final.
TEST_P(Transfers, deadline_follows_an_amended_notice) {
  const calendar::Calendar two = amended(2025, Date::of(2025, 4, 28));
  const calendar::Calendar first = two.at("2025.1").value();
  enrol_at_target();
  world().set_calendar(first);
  const Answer accepted = confirm(draft());
  ASSERT_EQ(accepted.body.find("provisional"), nullptr);
  EXPECT_EQ(text(accepted.body, "origin_due_on"), "2025-05-09");
  EXPECT_TRUE(commands_to_recompute(*world().reader(), first, 10).empty());
  world().set_calendar(two);
  auto waiting = commands_to_recompute(*world().reader(), two, 10);
  ASSERT_EQ(waiting.size(), 1U);
  const Answer computed = world().run(std::move(waiting.front()), kSystem);
  EXPECT_EQ(text(computed.body, "origin_due_on"), "2025-05-12");
  EXPECT_TRUE(commands_to_recompute(*world().reader(), two, 10).empty());
  const auto shown = world().ask(&answer_case, kTarget, {{"case", case_}});
  const auto& line = *shown->find("steps")->list();
  EXPECT_EQ(text(line.back(), "event"), "deadline_recomputed");
  ASSERT_EQ(step<WithdrawTransfer>(kOrigin).status, 200);
  EXPECT_TRUE(
      commands_to_recompute(*world().reader(), first, 10).empty());  // over: stays as it was
  calendar_ = two;
}

// N-22: another employer of the same place is no reason to end; having none is.
TEST_P(Transfers, goes_on_under_another_employer_of_the_target) {
  go_to_target_review();
  at_target_.state = enrolment::EnrolmentState::suspended;
  at_target_.suspended_on = Date::of(2025, 5, 13);
  world().change_enrolment(at_target_);
  EXPECT_EQ(step<ApproveAtTarget>(kTarget).code(), "case_must_end");
  EXPECT_EQ(due_on(Date::of(2025, 5, 13)).size(), 1U);
  world().enrol(person_, 3, kHangzhou, Date::of(2025, 6, 1));
  EXPECT_TRUE(due_on(Date::of(2025, 5, 13)).empty());
  EXPECT_EQ(step<ApproveAtTarget>(kTarget).status, 200);
}

// N-22, day-exact: what is reported in advance ends nothing before its day; R-022.
TEST_P(Transfers, leaving_that_lies_ahead_ends_nothing_before_its_day) {
  go_to_target_review();
  at_target_.state = enrolment::EnrolmentState::suspended;
  at_target_.suspended_on = Date::of(2025, 5, 15);
  world().change_enrolment(at_target_);
  EXPECT_EQ(step<EndTransfer>(kOrigin).code(), "no_reason_to_end");
  EXPECT_TRUE(due_on(Date::of(2025, 5, 14)).empty());
  ASSERT_EQ(due_on(Date::of(2025, 5, 15)).size(), 1U);
  world().set_today(Date::of(2025, 5, 14));
  EXPECT_EQ(step<EndTransfer>(kOrigin).code(), "no_reason_to_end");
  world().set_today(Date::of(2025, 5, 15));
  auto due = due_on(Date::of(2025, 5, 15));
  const Answer ended = world().run(std::move(due.front()), kSystem);
  EXPECT_EQ(text(ended.body, "relation"), "ended");
}

// The same, approved on the last day.
TEST_P(Transfers, completes_on_the_last_day_at_the_target) {
  go_to_target_review();
  at_target_.state = enrolment::EnrolmentState::suspended;
  at_target_.suspended_on = Date::of(2025, 5, 14);
  world().change_enrolment(at_target_);
  arrive(kBalance);
  EXPECT_EQ(text(step<ApproveAtTarget>(kTarget).body, "state"), "completed");
}

// An enrolment at the origin that begins later has not happened yet either.
TEST_P(Transfers, enrolment_that_begins_later_at_the_origin_ends_nothing_before_its_day) {
  go_to_target_review();
  const Date begins = Date::of(2025, 5, 20);
  at_target_.state = enrolment::EnrolmentState::suspended;
  at_target_.suspended_on = begins;
  world().change_enrolment(at_target_);
  world().enrol(person_, 3, kDongguan, begins);
  EXPECT_EQ(step<EndTransfer>(kOrigin).code(), "no_reason_to_end");
  EXPECT_TRUE(due_on(begins - 1).empty());
  ASSERT_EQ(due_on(begins).size(), 1U);
  world().set_today(begins);
  EXPECT_EQ(text(step<EndTransfer>(kOrigin).body, "relation"), "ended");
}

// R-018, N-17: overdue is told, escalated, and changes nothing.
TEST_P(Transfers, overdue_is_marked_and_later_escalated) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  const auto tick = [&](Date day) {
    world().set_today(day);
    auto due = due_on(day);
    int done = 0;
    for (auto& command : due) done += world().run(std::move(command), kSystem).status == 200;
    return done;
  };
  EXPECT_EQ(tick(Date::of(2025, 5, 13)), 0);
  EXPECT_EQ(tick(Date::of(2025, 5, 14)), 1);
  EXPECT_EQ(tick(Date::of(2025, 5, 15)), 0);
  EXPECT_EQ(tick(Date::of(2025, 5, 16)), 1);
  const auto shown = world().ask(&answer_case, kOrigin, {{"case", case_}});
  EXPECT_EQ(text(*shown, "state"), "origin_review");
  EXPECT_EQ(*shown->find("waiting")->find("escalated")->boolean(), true);
  EXPECT_EQ(step<UrgeCase>(kOrigin).status, 200);
}

// a certificate, its check, and the one before it void.
TEST_P(Transfers, certificate_is_issued_checked_and_voided_by_the_next) {
  const auto issue = [&] {
    return world().run(&IssueCertificate::parse, kOrigin, {{"person", world().id_of(person_)}},
                       {{"region", "441900"}});
  };
  const Answer first = issue();
  ASSERT_EQ(first.status, 200);
  EXPECT_EQ(text(first.body, "last_day"), "2025-07-25");
  enrol_at_target();
  const Answer second = issue();
  EXPECT_NE(text(first.body, "number"), text(second.body, "number"));
  const auto file_with = [&](const Answer& certificate) {
    Body body = {{"name", "张三"},
                 {"identity_number", test::kNumber},
                 {"origin", "441900"},
                 {"target", "330100"},
                 {"certificate_number", text(certificate.body, "number")},
                 {"sighted", Tree(Tree::List{"identity_document", "social_security_card"})}};
    return confirm(world().run(&DraftTransfer::parse, kTarget, {{"person", world().id_of(person_)}},
                               std::move(body)));
  };
  EXPECT_EQ(text(file_with(first).body, "state"), "declined");
  world().set_today(Date::of(2025, 7, 26));
  EXPECT_EQ(text(file_with(second).body, "state"), "declined");
  world().set_today(Date::of(2025, 7, 25));
  EXPECT_EQ(text(file_with(second).body, "state"), "origin_review");
}

// R-015, domain 1.1.2: the balance is that of the day before; what a counter has seen of the
// household stands on it, what somebody says of their own at home does not.
TEST_P(Transfers, certificate_shows_yesterdays_balance_and_what_the_counter_saw) {
  const Body household = {{"region", "441900"},
                          {"household_address", "东莞市南城街道 1 号"},
                          {"household_kind", "resident"},
                          {"householder_name", "张父"},
                          {"householder_number", "440106196503150010"}};
  const auto content_for = [&](const business::Actor& actor, const Body& body) {
    const Answer issued =
        world().run(&IssueCertificate::parse, actor, {{"person", world().id_of(person_)}}, body);
    EXPECT_EQ(issued.status, 200);
    const Tree* content = issued.body.find("content");
    return content == nullptr ? Tree() : *content;
  };
  EXPECT_EQ(number(content_for(kOrigin, household), "balance_fen"), 0);  // credited today
  world().set_today(Date::of(2025, 4, 26));
  const Tree content = content_for(kOrigin, household);
  EXPECT_EQ(number(content, "balance_fen"), kBalance.fen());
  EXPECT_EQ(text(content, "balance_on"), "2025-04-25");
  EXPECT_EQ(text(content, "identity_number"), "4419**********001X");
  EXPECT_EQ(text(content, "insurance_number").size(), 26U);
  EXPECT_EQ(text(content, "benefits_since"), "2023-01-01");
  EXPECT_EQ(text(content, "benefits_last_day"), "2025-04-30");
  EXPECT_EQ(text(content, "household_address"), "东莞市南城街道 1 号");
  EXPECT_EQ(text(content, "householder_number").find("19650315"), std::string::npos);
  business::Actor self{business::Role::participant, person_.value(), {}, "app", "张三"};
  EXPECT_EQ(text(content_for(self, {{"region", "441900"}}), "household_address"), "");
}

// Domain 1.1.1: the sheet carries who it is, the relation, the bases, of which years the money is,
// and both agencies with their banks.
TEST_P(Transfers, sheet_carries_the_fields_of_the_official_one) {
  world().put_agency(kDongguan, true);
  go_to_target_review();
  const Decision<Tree> shown = world().ask(&answer_sheet, kOrigin, {{"case", case_}});
  ASSERT_TRUE(shown.ok());
  const std::string all = shown.value().to_json();
  for (const char* field : {"\"sex\":\"male\"", "\"insurance_number\":", "\"account_type\":1",
                            "\"bases\":[{\"first\":\"2023-01\"", "\"base_fen\":500000",
                            "\"periods\":[{\"scheme\":\"employee\"", "\"last_day\":\"2025-03-31\"",
                            "\"benefits_since\":\"2023-01-01\"",
                            "\"balance_this_year_fen\":1234567", "\"balance_last_year_fen\":0",
                            "\"origin_agency\":{\"name\":\"经办机构\"", "\"case_number\":"}) {
    EXPECT_NE(all.find(field), std::string::npos) << field << " in " << all;
  }
}

// an order that comes between two steps keeps the money where it is, whenever it would
// leave.
TEST_P(Transfers, money_does_not_leave_an_account_frozen_meanwhile) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
  hold::NewHold order;
  order.person = person_;
  order.cause = hold::HoldCause::admin;
  world().put_hold(order);
  EXPECT_EQ(step<UploadSheet>(kOrigin).code(), "spending_held");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

// Story 5; R-029: money to the bank, relation unmoved, account open.
TEST_P(Transfers, retiree_settled_elsewhere_is_paid_out) {
  const Body body = {
      {"region", "441900"}, {"bank_account", "6222020000000000123"}, {"bank_holder", "张三"}};
  const auto request = [&] {
    return world().run(&RequestRetireePayout::parse, kOrigin, {{"person", world().id_of(person_)}},
                       body);
  };
  EXPECT_EQ(request().code(), "no_retirement_decision");
  at_origin_.state = enrolment::EnrolmentState::active;
  at_origin_.suspended_on.reset();
  world().change_enrolment(at_origin_);
  world().change_person(person_, [](person::Person& person) {
    person.retired_on = Date::of(2024, 1, 1);
    person.retired_at = kDongguan;
    person.settled_region = kHangzhou;
  });
  const Answer requested = request();
  ASSERT_EQ(requested.status, 200);
  case_ = text(requested.body, "case");
  EXPECT_EQ(text(requested.body, "state"), "payout_review");
  EXPECT_EQ(step<ApproveRetireePayout>(kOrigin).code(), "second_officer_needed");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  const business::Actor second = officer(kDongguan, 3);
  EXPECT_EQ(text(step<ApproveRetireePayout>(second).body, "money"), "paying_out");
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
  EXPECT_EQ(text(step<RecordPayoutResult>(kBank, {{"result", "returned"}}).body, "state"),
            "payout_ended");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

// N-24: the target is on no system; its letters are entered by the origin, by the days on them.
TEST_P(Transfers, target_on_paper_is_entered_from_its_letters) {
  world().put_agency(kHangzhou, false);
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(step<ApproveAtOrigin>(kOrigin).status, 200);
  EXPECT_EQ(text(step<UploadSheet>(kOrigin).body, "state"), "sheet_in_post");
  world().set_today(Date::of(2025, 5, 20));
  EXPECT_EQ(step<ReceiveSheet>(kOrigin).code(), "paper_dates_missing");
  const Answer received = step<ReceiveSheet>(
      kOrigin, {{"letter_sent_on", "2025-05-06"}, {"letter_received_on", "2025-05-09"}});
  EXPECT_EQ(text(received.body, "target_due_on"), "2025-05-13");
  const Answer completed = step<ApproveAtTarget>(
      kOrigin, {{"letter_sent_on", "2025-05-12"}, {"letter_received_on", "2025-05-16"}});
  EXPECT_EQ(text(completed.body, "state"), "completed");
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
}

YB_ON_BOTH_ENGINES(Transfers);

}  // namespace
}  // namespace yibao::transfer
