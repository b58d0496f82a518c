// Goal: the papers of a case, on both databases: the certificate, the information sheet, and
// letters of an agency that is on no system (R-015, R-016, N-09, N-24).
#include "business/transfer/test_transfers.h"

namespace yibao::transfer {
namespace {

using test::Answer;
using test::Body;
using test::number;
using test::text;

class TransferPapers : public Transfers {};

// N-09: a disputed sheet gets a next version; the money is not touched.
TEST_P(TransferPapers, corrects_a_disputed_sheet) {
  go_to_target_review();
  EXPECT_EQ(step<DisputeSheet>(kTarget, {{"why", "月份有误"}}).status, 200);
  const Answer corrected = step<CorrectSheet>(kOrigin, {{"why", "漏列 2024-05"}});
  EXPECT_EQ(text(corrected.body, "state"), "target_review");
  EXPECT_EQ(text(corrected.body, "money"), "in_transit");
  const auto sheet = world().ask(&answer_sheet, kTarget, {{"case", case_}});
  EXPECT_EQ(sheet->find("versions")->list()->size(), 2U);
  arrive(kBalance);
  EXPECT_EQ(text(approve<ApproveAtTarget>(kTarget).body, "state"), "completed");
}

// a certificate, its check, and the one before it void.
TEST_P(TransferPapers, certificate_is_issued_checked_and_voided_by_the_next) {
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
  const auto draft_with = [&](const std::string& certificate) {
    Body body = {{"name", "张三"},
                 {"identity_number", test::kNumber},
                 {"origin", "441900"},
                 {"target", "330100"},
                 {"certificate_number", certificate},
                 {"sighted", Tree(Tree::List{"identity_document", "social_security_card"})}};
    return world().run(&DraftTransfer::parse, kTarget, {{"person", world().id_of(person_)}},
                       std::move(body));
  };
  EXPECT_EQ(draft_with(text(first.body, "number")).code(), "certificate_void");
  EXPECT_EQ(draft_with("粤202500009999").code(), "certificate_unknown");
  world().set_today(Date::of(2025, 7, 26));
  EXPECT_EQ(draft_with(text(second.body, "number")).code(), "certificate_expired");
  world().set_today(Date::of(2025, 7, 25));
  EXPECT_EQ(text(confirm(draft_with(text(second.body, "number"))).body, "state"), "origin_review");
}

// the number of a certificate fills in where its bearer comes from; one that does not hold,
// or is somebody else's, is refused, and of somebody else's nothing is told.
TEST_P(TransferPapers, certificate_fills_in_the_origin) {
  enrol_at_target();
  const std::string number =
      text(world()
               .run(&IssueCertificate::parse, kOrigin, {{"person", world().id_of(person_)}},
                    {{"region", "441900"}})
               .body,
           "number");
  const business::Actor self{business::Role::participant, person_.value(), {}, "app", "张三"};
  for (const business::Actor& actor : {kTarget, self}) {
    const Decision<Tree> told =
        world().ask(&answer_presented_certificate, actor, {{"person", world().id_of(person_)}}, {},
                    {{"number", number}});
    ASSERT_TRUE(told.ok());
    EXPECT_EQ(text(*told, "origin"), "441900");
    EXPECT_EQ(text(*told, "scheme"), "employee");
    EXPECT_EQ(text(*told, "suspended_on"), "2025-04-01");
    EXPECT_EQ(text(*told, "identity_number"), "4419**********001X");
  }
  const auto refused = [&](PersonId person, const std::string& presented) {
    const Decision<Tree> told =
        world().ask(&answer_presented_certificate, kTarget, {{"person", world().id_of(person)}}, {},
                    {{"number", presented}});
    return told ? std::string() : told.refusal().reasons.front().code;
  };
  EXPECT_EQ(refused(person_, "粤202500009999"), "certificate_unknown");
  const PersonId other = world().add_person();
  EXPECT_EQ(refused(other, number), "certificate_unknown");
  const Body body = {{"name", "张三"},
                     {"identity_number", test::kNumber},
                     {"target", "330100"},
                     {"certificate_number", number},
                     {"sighted", Tree(Tree::List{"identity_document", "social_security_card"})}};
  const auto without_origin = [&](PersonId person) {
    return world().run(&DraftTransfer::parse, kTarget, {{"person", world().id_of(person)}}, body);
  };
  EXPECT_EQ(without_origin(other).code(), "certificate_unknown");
  const Answer drafted = without_origin(person_);
  ASSERT_EQ(drafted.status, 200);
  EXPECT_EQ(text(*drafted.body.find("form"), "origin"), "441900");
  EXPECT_EQ(text(confirm(drafted).body, "state"), "origin_review");
  world().set_today(Date::of(2025, 7, 26));
  EXPECT_EQ(refused(person_, number), "certificate_void") << "it was used";
}

// The effect matrix, DEATH: nobody is given a paper to move with after their death.
TEST_P(TransferPapers, certificate_is_not_issued_for_somebody_dead) {
  world().change_person(person_,
                        [](person::Person& person) { person.died_on = Date::of(2025, 4, 20); });
  const Answer refused = world().run(&IssueCertificate::parse, kOrigin,
                                     {{"person", world().id_of(person_)}}, {{"region", "441900"}});
  EXPECT_EQ(refused.code(), "person_died");
}

// R-015, domain 1.1.2: the balance is that of the day before; what a counter has seen of the
// household stands on it, what somebody says of their own at home does not.
TEST_P(TransferPapers, certificate_shows_yesterdays_balance_and_what_the_counter_saw) {
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
TEST_P(TransferPapers, sheet_carries_the_fields_of_the_official_one) {
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

// N-24: the target is on no system; its letters are entered by the origin, by the days on them.
TEST_P(TransferPapers, target_on_paper_is_entered_from_its_letters) {
  world().put_agency(kHangzhou, false);
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  EXPECT_EQ(text(step<UploadSheet>(kOrigin).body, "state"), "sheet_in_post");
  world().set_today(Date::of(2025, 5, 20));
  EXPECT_EQ(step<ReceiveSheet>(kOrigin).code(), "paper_dates_missing");
  const Answer received = step<ReceiveSheet>(
      kOrigin, {{"letter_sent_on", "2025-05-06"}, {"letter_received_on", "2025-05-09"}});
  EXPECT_EQ(text(received.body, "target_due_on"), "2025-05-13");
  const Answer completed = approve<ApproveAtTarget>(
      kOrigin, {{"letter_sent_on", "2025-05-12"}, {"letter_received_on", "2025-05-16"}});
  EXPECT_EQ(text(completed.body, "state"), "completed");
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
}

YB_ON_BOTH_ENGINES(TransferPapers);

}  // namespace
}  // namespace yibao::transfer
