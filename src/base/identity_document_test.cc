// Goal: every valid number of every kind passes with what it tells, and each fault is refused by
// its own code without repeating the number.
#include "base/identity_document.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace yibao {
namespace {

using enum IdentityKind;

const Date kToday = Date::of(2025, 4, 25);

// The refusal code, with the problem where there is one; or nothing.
std::string fault(IdentityKind kind, std::string_view number, Date today = kToday) {
  const auto decision = check_identity(kind, number, today);
  if (decision) return "";
  EXPECT_EQ(decision.refusal().kind, RefusalKind::malformed);
  std::string text = decision.refusal().code();
  for (const Fact& fact : decision.refusal().reasons.front().facts) {
    if (fact.name == "problem") text += " " + fact.value;
  }
  return text;
}

std::string complete(const std::string& first17) {
  return first17 + citizen_check_digit(first17);
}

const std::vector<std::string>& samples() {
  static const std::vector<std::string> list = {
      "44190019900101001X",          "140602198511021026",          complete("11010119491001001"),
      complete("65900120000229998"), complete("44052419800101009"), complete("31011519991231000"),
      complete("51022319650630123"), complete("15040220240229777")};
  return list;
}

TEST(IdentityKind, has_one_name_and_one_national_code_each_way) {
  int count = 0;
  for (const char* code : {"01", "02", "03", "04", "05", "06", "07", "08", "09",     "10",    "11",
                           "12", "13", "14", "15", "16", "17", "90", "99", "990102", "990201"}) {
    const auto kind = identity_kind_of_national_code(code);
    ASSERT_TRUE(kind) << code;
    EXPECT_EQ(static_cast<int>(*kind), count++) << code;
    EXPECT_EQ(national_code(*kind), code);
    EXPECT_EQ(parse_identity_kind(to_string(*kind)), *kind);
  }
  EXPECT_EQ(to_string(residence_permit), "residence_permit");
  EXPECT_EQ(national_code(residence_permit), "17");
  EXPECT_FALSE(identity_kind_of_national_code("1"));
  EXPECT_FALSE(identity_kind_of_national_code("91"));
  EXPECT_FALSE(parse_identity_kind(""));
  EXPECT_FALSE(parse_identity_kind("01"));
}

TEST(CitizenNumber, tells_birth_sex_and_province) {
  const auto man = check_identity(citizen_identity_card, "44190019900101001x", kToday);
  ASSERT_TRUE(man);
  EXPECT_EQ(man->number.reveal(), "44190019900101001X");
  EXPECT_EQ(man->birth, Date::of(1990, 1, 1));
  EXPECT_EQ(man->sex, Sex::male);
  EXPECT_EQ(man->province, RegionCode(440000));
  const auto woman = check_identity(citizen_identity_card, "140602198511021026", kToday);
  ASSERT_TRUE(woman);
  EXPECT_EQ(woman->sex, Sex::female);
  EXPECT_EQ(woman->province, RegionCode(140000));
}

TEST(CitizenNumber, refuses_another_shape) {
  for (const char* number : {"", "441900900101001", "44190019900101001", "44190019900101001XX",
                             " 44190019900101001X", "44190019900101001X ", "4419001990010100 X",
                             "44190019900101001Y", "X4190019900101001X", "４４190019900101001X",
                             "44190019900101001Ⅹ", "44190019900101001Ｘ", "441900-9900101001X"}) {
    EXPECT_EQ(fault(citizen_identity_card, number), "identity_number_shape") << number;
  }
  EXPECT_EQ(fault(citizen_identity_card, std::string("44190019900101001\0", 18)),
            "identity_number_shape");
}

TEST(CitizenNumber, needs_a_province_but_no_county_of_today) {
  for (const char* province :
       {"00", "10", "16", "20", "38", "47", "55", "66", "71", "81", "82", "83", "91", "99"}) {
    EXPECT_EQ(fault(citizen_identity_card, complete(province + std::string("010119900101001"))),
              "identity_number_region");
  }
  // 崇文区 until 2010, 万县市 until 1997, and a county that never was.
  for (const char* region : {"110103", "512201", "449999"}) {
    EXPECT_EQ(fault(citizen_identity_card, complete(region + std::string("19900101001"))), "");
  }
}

TEST(CitizenNumber, needs_a_birth_date_that_was) {
  const std::pair<const char*, const char*> cases[] = {
      {"18991231", "before_1900"},   {"00000101", "before_1900"}, {"19000101", nullptr},
      {"19000229", "impossible"},    {"20000229", nullptr},       {"19900431", "impossible"},
      {"19901301", "impossible"},    {"19900001", "impossible"},  {"19900100", "impossible"},
      {"20250424", nullptr},         {"20250425", nullptr},       {"20250426", "in_the_future"},
      {"29991231", "in_the_future"},
  };
  for (const auto& [birth, problem] : cases) {
    const std::string number = complete("441900" + std::string(birth) + "001");
    EXPECT_EQ(fault(citizen_identity_card, number),
              problem == nullptr ? "" : std::string("identity_number_birth_date ") + problem)
        << birth;
  }
}

TEST(CitizenNumber, is_checked_in_a_fixed_order) {
  EXPECT_EQ(fault(citizen_identity_card, "9919001890010100"), "identity_number_shape");
  EXPECT_EQ(fault(citizen_identity_card, "991900189001010010"), "identity_number_region");
  EXPECT_EQ(fault(citizen_identity_card, "441900189001010010"),
            "identity_number_birth_date before_1900");
  EXPECT_EQ(fault(citizen_identity_card, "441900199001010010"), "identity_number_check_digit");
}

// Also by the check digit alone: the other checks must not be what catches it.
TEST(CitizenNumber, catches_every_changed_digit) {
  for (const std::string& sample : samples()) {
    ASSERT_EQ(fault(citizen_identity_card, sample), "") << sample;
    for (std::size_t i = 0; i < sample.size(); ++i) {
      for (const char c : std::string_view("0123456789X")) {
        if (c == sample[i] || (c == 'X' && i < 17)) continue;
        std::string changed = sample;
        changed[i] = c;
        EXPECT_NE(fault(citizen_identity_card, changed), "") << sample << " " << changed;
        EXPECT_NE(citizen_check_digit(changed.substr(0, 17)), changed.back()) << changed;
      }
    }
  }
}

TEST(CitizenNumber, catches_every_swap_of_neighbours) {
  for (const std::string& sample : samples()) {
    for (std::size_t i = 1; i < sample.size(); ++i) {
      if (sample[i] == sample[i - 1]) continue;
      std::string swapped = sample;
      std::swap(swapped[i], swapped[i - 1]);
      EXPECT_NE(fault(citizen_identity_card, swapped), "") << sample << " " << swapped;
      if (swapped[16] == 'X') continue;
      EXPECT_NE(citizen_check_digit(swapped.substr(0, 17)), swapped.back()) << swapped;
    }
  }
}

TEST(CitizenNumber, has_one_check_digit_for_every_sequence) {
  std::string seen;
  for (int sequence = 100; sequence < 1000; ++sequence) {
    const std::string first17 = "44190019900101" + std::to_string(sequence);
    int valid = 0;
    for (const char c : std::string_view("0123456789X")) {
      if (fault(citizen_identity_card, first17 + c).empty()) ++valid;
    }
    EXPECT_EQ(valid, 1) << first17;
    seen += citizen_check_digit(first17);
  }
  for (const char c : std::string_view("0123456789X")) EXPECT_NE(seen.find(c), std::string::npos);
}

TEST(ResidencePermit, has_the_form_of_a_citizen_number_and_three_regions) {
  for (const char* number : {"810000199408230021", "820000199001010010", "830000200101040011"}) {
    const auto permit = check_identity(residence_permit, number, kToday);
    ASSERT_TRUE(permit) << number;
    EXPECT_EQ(permit->province->to_string(), std::string(number).substr(0, 6));
    EXPECT_TRUE(permit->birth && permit->sex);
    EXPECT_EQ(fault(citizen_identity_card, number), "identity_number_region");
  }
  EXPECT_EQ(fault(residence_permit, "44190019900101001X"), "identity_number_region");
  EXPECT_EQ(fault(residence_permit, complete("81010119940823002")), "identity_number_region");
  EXPECT_EQ(fault(residence_permit, "810000199408230022"), "identity_number_check_digit");
  EXPECT_EQ(fault(residence_permit, complete("81000020250426001")),
            "identity_number_birth_date in_the_future");
}

TEST(ForeignCard, has_two_forms) {
  EXPECT_EQ(fault(foreign_permanent_residence_card, "CAN110081080310"), "");
  const auto card = check_identity(foreign_permanent_residence_card, "901440199001010014", kToday);
  ASSERT_TRUE(card);
  EXPECT_EQ(card->birth, Date::of(1990, 1, 1));
  EXPECT_FALSE(card->sex);
  EXPECT_FALSE(card->province);
  EXPECT_EQ(fault(foreign_permanent_residence_card, "901440199001010015"),
            "identity_number_check_digit");
  EXPECT_EQ(fault(foreign_permanent_residence_card, complete("90144019900230001")),
            "identity_number_birth_date impossible");
  for (const char* number : {"CA1110081080310", "CAN11008108031", "44190019900101001X", ""}) {
    EXPECT_EQ(fault(foreign_permanent_residence_card, number), "identity_number_shape") << number;
  }
}

TEST(OtherDocuments, pass_by_their_shape) {
  const std::pair<IdentityKind, const char*> valid[] = {{hong_kong_permit, "H12345678"},
                                                        {hong_kong_permit, "h1234567801"},
                                                        {hong_kong_permit, "K12345678"},
                                                        {hong_kong_permit, "HJ1234567"},
                                                        {macau_permit, "M12345678"},
                                                        {macau_permit, "M1234567801"},
                                                        {macau_permit, "MA1234567"},
                                                        {taiwan_permit, "12345678"},
                                                        {foreign_passport, "A1234"},
                                                        {foreign_passport, "ABCDEFGH123456789"},
                                                        {chinese_passport, "E12345678"},
                                                        {birth_certificate, "U440123456"},
                                                        {military_officer_card, "军字第2012345号"},
                                                        {other_document, "A-1"}};
  for (const auto& [kind, number] : valid) {
    const auto decision = check_identity(kind, number, kToday);
    ASSERT_TRUE(decision) << to_string(kind) << " " << number;
    EXPECT_FALSE(decision->birth || decision->sex || decision->province);
  }
  EXPECT_EQ(check_identity(foreign_passport, "e1234567", kToday)->number.reveal(), "E1234567");
}

TEST(OtherDocuments, are_refused_in_another_shape) {
  const std::pair<IdentityKind, std::string> wrong[] = {{hong_kong_permit, "M12345678"},
                                                        {hong_kong_permit, "H1234567"},
                                                        {hong_kong_permit, "H123456789"},
                                                        {hong_kong_permit, "H1234567A"},
                                                        {hong_kong_permit, "HJ123456789"},
                                                        {hong_kong_permit, "H"},
                                                        {hong_kong_permit, ""},
                                                        {macau_permit, "H12345678"},
                                                        {taiwan_permit, "1234567"},
                                                        {taiwan_permit, "1234567A"},
                                                        {foreign_passport, "A123"},
                                                        {foreign_passport, "ABCDEFGH1234567890"},
                                                        {foreign_passport, "E 123456"},
                                                        {foreign_passport, "Ｅ12345678"},
                                                        {birth_certificate, "4401234567"},
                                                        {birth_certificate, "U44012345"},
                                                        {other_document, ""},
                                                        {other_document, std::string(51, '1')},
                                                        {other_document, "12 3"},
                                                        {other_document, "１２３"},
                                                        {other_document, "军字第\xE5\x8F"},
                                                        {other_document, "军字第\xE5 12"}};
  for (const auto& [kind, number] : wrong) {
    EXPECT_EQ(fault(kind, number), "identity_number_shape") << to_string(kind) << " " << number;
  }
}

TEST(Refusals, never_repeat_the_number) {
  const std::pair<IdentityKind, const char*> wrong[] = {
      {citizen_identity_card, "99190019900101001X"}, {citizen_identity_card, "441900199001010010"},
      {citizen_identity_card, "44190018900101001X"}, {citizen_identity_card, "4419001990010100"},
      {residence_permit, "810000199408230022"},      {foreign_passport, "E 123456"}};
  for (const auto& [kind, number] : wrong) {
    const auto decision = check_identity(kind, number, kToday);
    ASSERT_FALSE(decision);
    for (const Fact& fact : decision.refusal().reasons.front().facts) {
      EXPECT_TRUE(fact.name == "identity_kind" || fact.name == "expected_length" ||
                  fact.name == "problem");
      EXPECT_EQ(std::string(number).find(fact.value), std::string::npos) << fact.value;
    }
  }
}

}  // namespace
}  // namespace yibao
