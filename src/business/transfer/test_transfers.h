// 张三, who moves from 东莞 to 杭州: insured and with a balance at the origin, everything of his
// case one call away. What every suite of whole cases begins with.
#pragma once

#include "business/transfer/test_case_world.h"

namespace yibao::transfer {

class Transfers : public test::OnBothEngines {
 protected:
  static constexpr RegionCode kDongguan{441900};
  static constexpr RegionCode kHangzhou{330100};
  inline static const Money kBalance = Money::fen(1'234'567);
  static business::Actor officer(RegionCode region, std::int64_t id) {
    return {business::Role::agency_officer, id, region, "counter", "officer"};
  }
  inline static const business::Actor kOrigin = officer(kDongguan, 1);
  inline static const business::Actor kTarget = officer(kHangzhou, 2);
  inline static const business::Actor kBank{business::Role::bank, 104, {}, "bank", "bank"};
  inline static const business::Actor kSystem{business::Role::system, 0, {}, "timer", "system"};

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

  test::Answer draft(RegionCode target = kHangzhou, test::Body more = {}) {
    test::Body body = {{"name", "张三"},
                       {"identity_number", test::kNumber},
                       {"origin", "441900"},
                       {"target", target.to_string()},
                       {"certificate_on_paper", true},
                       {"sighted", Tree(Tree::List{"identity_document", "social_security_card"})}};
    body.insert(body.end(), more.begin(), more.end());
    return world().run(&DraftTransfer::parse, kOrigin, {{"person", world().id_of(person_)}},
                       std::move(body));
  }
  test::Answer confirm(const test::Answer& drafted) {
    case_ = test::text(drafted.body, "case");
    return step<ConfirmTransfer>(kOrigin,
                                 {{"form_digest", test::text(drafted.body, "form_digest")}});
  }
  template<class Command>
  test::Answer step(const business::Actor& actor, test::Body body = {}) {
    return world().run<Command>(actor, {{"case", case_}}, std::move(body));
  }
  // With whatever was shown at the counter ticked.
  template<class Command>
  test::Answer approve(const business::Actor& actor, test::Body body = {}) {
    body.emplace_back("checked", Tree(Tree::List{"identity_document", "social_security_card",
                                                 "identity_card_front", "identity_card_back"}));
    return step<Command>(actor, std::move(body));
  }
  // Accepted on 2025-04-25, approved, the sheet uploaded and the account cleared.
  void go_to_target_review(RegionCode target = kHangzhou, test::Body more = {}) {
    enrol_at_target(target);
    ASSERT_EQ(confirm(draft(target, std::move(more))).status, 200);
    ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
    world().set_today(Date::of(2025, 5, 13));
    ASSERT_EQ(step<UploadSheet>(kOrigin).status, 200);
  }
  test::Answer arrive(Money amount, const char* serial = "B1", std::string reference = "") {
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
  test::Answer come_back(Money amount = kBalance) {
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

}  // namespace yibao::transfer
