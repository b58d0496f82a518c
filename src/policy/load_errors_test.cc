// Goal: every mistake that a policy file can hold is refused with the file, the key and the
// nearest known word, and all of them at once.
#include <gtest/gtest.h>

#include "policy/test_files.h"

namespace yibao::policy {
namespace {

using test::dated;
using test::Files;

Tree values(std::initializer_list<Tree> list) {
  return Tree(Tree::List(list));
}

std::string to_text(const Reason& reason) {
  std::string text = reason.code;
  for (const Fact& fact : reason.facts) text += " " + fact.name + "=" + fact.value;
  return text;
}

std::vector<std::string> problems_of(const Decision<PolicySet>& set) {
  std::vector<std::string> texts;
  if (set.ok()) return texts;
  EXPECT_EQ(set.refusal().kind, RefusalKind::malformed);
  for (const Reason& reason : set.refusal().reasons) texts.push_back(to_text(reason));
  return texts;
}

// One value of gap.grace_months for 441900 with one field changed; null takes it away.
Tree with_field(const std::string& field, const Tree& value) {
  Tree tree = dated(3, "2020-01-01");
  if (!value.is_null()) return values({tree.set(field, value)});
  std::erase_if(*tree.members(), [&](const Tree::Member& member) { return member.first == field; });
  return values({tree});
}

struct Mistake {
  const char* region;
  const char* id;
  Tree values;
  const char* problem;
};

TEST(PolicyLoad, the_fixture_is_without_mistakes) {
  EXPECT_TRUE(Files().load().ok());
}

TEST(PolicyLoad, names_file_key_and_nearest_word) {
  const char* const kGrace = "gap.grace_months";
  const std::vector<Mistake> mistakes = {
      {"441900", "gap.grace_month", values({dated(3, "2020-01-01")}),
       "policy_key_unknown file=441900/gap.toml key=grace_month perhaps=grace_months"},
      {"441900", "gap.zzzzzzzzzzzzzz", values({dated(3, "2020-01-01")}),
       "policy_key_unknown file=441900/gap.toml key=zzzzzzzzzzzzzz"},
      {"441900", "transfers.clear_on", values({}),
       "policy_topic_unknown file=441900/transfers.toml value=transfers perhaps=transfer"},
      {"44190", "gap.grace_months", values({}),
       "policy_region_malformed file=44190/gap.toml value=44190"},
      {"100000",
       "gap.grace_months",
       {},
       "policy_key_missing file=100000/gap.toml key=grace_months"},
      {"441900", kGrace, Tree(3),
       "policy_value_invalid file=441900/gap.toml key=grace_months value=3 "
       "must_be=entries"},
      {"441900", kGrace, values({3}),
       "policy_value_invalid file=441900/gap.toml key=grace_months[0] value=3 must_be=entry"},
      {"441900", kGrace, with_field("value", "3"),
       "policy_value_not_number file=441900/gap.toml key=grace_months[0] value=\"3\" "
       "must_be=whole_number minimum=0 maximum=12"},
      {"441900", "gap.retroactive", values({dated(1, "2020-01-01")}),
       "policy_value_invalid file=441900/gap.toml key=retroactive[0] value=1 "
       "must_be=true_or_false"},
      {"441900", "gap.wait_kind", values({dated("waits", "2020-01-01")}),
       "policy_value_not_choice file=441900/gap.toml key=wait_kind[0] value=\"waits\" "
       "choices=wait, paid_months"},
      {"441900", "transfer.materials_online", values({dated(values({"ID Card"}), "2020-01-01")}),
       "policy_value_invalid file=441900/transfer.toml key=materials_online[0] "
       "value=[\"ID Card\"] must_be=codes"},
      {"441900", "account.credit_rate", values({dated(2001, "2020-01-01")}),
       "policy_value_out_of_range file=441900/account.toml key=credit_rate[0] value=2001 "
       "minimum=0 maximum=2000"},
      {"441900", kGrace, with_field("value", {}),
       "policy_field_missing file=441900/gap.toml key=grace_months[0] field=value"},
      {"441900", kGrace, with_field("from", {}),
       "policy_field_missing file=441900/gap.toml key=grace_months[0] field=from"},
      {"441900", kGrace, with_field("checked_on", {}),
       "policy_field_missing file=441900/gap.toml key=grace_months[0] field=checked_on"},
      {"441900", kGrace, with_field("frm", "2020-01-01"),
       "policy_field_unknown file=441900/gap.toml key=grace_months[0] field=frm perhaps=from"},
      {"441900", kGrace, with_field("from", "2020-02-30"),
       "policy_field_invalid file=441900/gap.toml key=grace_months[0] field=from "
       "value=\"2020-02-30\" must_be=day"},
      {"441900", kGrace, with_field("until", "2020-01-01"),
       "policy_field_invalid file=441900/gap.toml key=grace_months[0] field=until "
       "value=2020-01-01 must_be=day_after_from"},
      {"441900", kGrace, with_field("status", "checked"),
       "policy_field_invalid file=441900/gap.toml key=grace_months[0] field=status "
       "value=checked must_be=status"},
      {"441900", kGrace, with_field("note", ""),
       "policy_field_invalid file=441900/gap.toml key=grace_months[0] field=note "
       "value=\"\" must_be=text"},
      {"441900", kGrace, with_field("source", "notices"),
       "policy_source_unknown file=441900/gap.toml key=grace_months[0] value=notices "
       "perhaps=notice"},
      {"441900", kGrace, with_field("source", "nowhere_at_all"),
       "policy_source_unknown file=441900/gap.toml key=grace_months[0] value=nowhere_at_all"},
      {"441900", kGrace, values({dated(3, "2020-01-01"), dated(4, "2021-01-01")}),
       "policy_dates_overlap file=441900/gap.toml key=grace_months from=2021-01-01 "
       "other_from=2020-01-01"},
      {"441900", kGrace, values({dated(4, "2020-12-31"), dated(3, "2020-01-01", "2021-01-01")}),
       "policy_dates_overlap file=441900/gap.toml key=grace_months from=2020-12-31 "
       "other_from=2020-01-01"},
      {"100000", kGrace, values({dated(3, "1998-01-02")}),
       "policy_dates_gap file=100000/gap.toml key=grace_months from=1998-01-01"},
      {"100000", kGrace, values({dated(3, "1998-01-01", "2020-01-01")}),
       "policy_dates_gap file=100000/gap.toml key=grace_months from=2020-01-01"},
      {"100000", kGrace, values({dated(3, "1998-01-01", "2020-01-01"), dated(3, "2020-01-02")}),
       "policy_dates_gap file=100000/gap.toml key=grace_months from=2020-01-01"},
      {"441900", "contribution.base_minimum", values({dated(1, "2020-01-01")}),
       "policy_values_contradict file=441900/contribution.toml key=base_minimum value=0.01 "
       "other_key=base_maximum other_value=0.00 from=2020-01-01"},
  };
  for (const Mistake& mistake : mistakes) {
    const auto set = Files().set(mistake.region, mistake.id, mistake.values).load();
    EXPECT_EQ(problems_of(set), std::vector<std::string>{mistake.problem});
  }
}

// a waiting period above six months is never loaded, whatever a region writes.
TEST(PolicyLoad, refuses_a_waiting_period_above_six_months) {
  for (const char* key : {"gap.wait_months_with_backpay", "gap.wait_months_without_backpay"}) {
    const auto wait = [key](int months) {
      return Files().set("441900", key, values({dated(months, "2020-01-01")})).load();
    };
    EXPECT_TRUE(wait(6).ok());
    ASSERT_EQ(problems_of(wait(7)).size(), 1U);
    EXPECT_EQ(wait(7).refusal().code(), "policy_value_out_of_range");
    EXPECT_EQ(wait(-1).refusal().code(), "policy_value_out_of_range");
  }
}

// 转出 and 转入 together end within 全程, which is fifteen working days at most.
TEST(PolicyLoad, refuses_working_days_that_exceed_the_whole) {
  const auto days = [](int origin, int target, int total) {
    return Files()
        .set("441900", "transfer.origin_working_days", values({dated(origin, "2020-01-01")}))
        .set("441900", "transfer.target_working_days", values({dated(target, "2020-01-01")}))
        .set("441900", "transfer.total_working_days", values({dated(total, "2020-01-01")}))
        .load();
  };
  EXPECT_TRUE(days(10, 5, 15).ok());
  EXPECT_EQ(problems_of(days(11, 5, 15)),
            std::vector<std::string>{"policy_days_exceed_total file=441900/transfer.toml "
                                     "origin_days=11 target_days=5 total_days=15 from=2020-01-01"});
  EXPECT_EQ(days(10, 5, 16).refusal().code(), "policy_value_out_of_range");
}

TEST(PolicyLoad, accepts_values_that_touch) {
  const Tree touching = values({dated(3, "2020-01-01", "2021-01-01"), dated(4, "2021-01-01")});
  EXPECT_TRUE(Files().set("441900", "gap.grace_months", touching).load().ok());
}

TEST(PolicyLoad, reports_all_mistakes_of_all_files_at_once) {
  Files files;
  files.set("441900", "gap.grace_month", values({}))
      .set("440000", "gap.grace_months", with_field("status", "x"))
      .set("100000", "gap.retroactive", {})
      .set("100000", "retirement.age_men", {});
  EXPECT_EQ(problems_of(files.load()).size(), 4U);
}

TEST(PolicyLoad, refuses_what_is_in_the_wrong_place) {
  Files stray;
  stray.file("gap.toml") = Tree(Tree::Members());
  EXPECT_EQ(problems_of(stray.load()).front(),
            "policy_region_malformed file=gap.toml value=policy");
  std::vector<PolicyFile> twice = Files().all();
  twice.push_back({"copy/100000/arrears.toml", twice.front().tree});
  twice.back().tree = Tree::object({{"restore", values({dated("same_day", "1998-01-01")})}});
  EXPECT_EQ(problems_of(PolicySet::load(twice, test::sources())),
            std::vector<std::string>{"policy_key_twice file=copy/100000/arrears.toml key=restore"});
  Files text;
  text.file("441900/gap.toml") = Tree("text");
  EXPECT_EQ(text.load().refusal().code(), "policy_value_invalid");
}

TEST(PolicyLoad, refuses_mistakes_in_the_sources) {
  const auto problems = [](const Tree& changed) {
    Tree tree = test::sources();
    return problems_of(PolicySet::load(Files().all(), tree.set("law", changed)));
  };
  const auto one = [](const std::string& problem) {
    return std::vector<std::string>{"policy_source_" + problem};
  };
  const auto invalid = [&](const std::string& field) {
    return one("invalid file=sources.toml key=law " + field);
  };
  EXPECT_EQ(problems(Tree(1)), one("not_table file=sources.toml key=law value=1"));
  EXPECT_EQ(problems(Tree::object({{"kind", "law"}})),
            one("field_missing file=sources.toml key=law field=title"));
  EXPECT_EQ(problems(Tree::object({{"title", "法"}, {"kind", "rumour"}})),
            invalid("field=kind value=rumour"));
  EXPECT_EQ(problems(Tree::object({{"title", "法"}, {"kind", "law"}, {"url", "x"}})),
            invalid("field=url value=\"x\""));
  EXPECT_EQ(problems(Tree::object({{"title", "法"}, {"kind", "law"}, {"date", "2020"}})),
            invalid("field=date value=2020"));
  EXPECT_EQ(problems_of(PolicySet::load(Files().all(), Tree())),
            std::vector<std::string>{"policy_sources_missing file=sources.toml"});
}

TEST(ParameterTable, has_each_name_once_and_its_words) {
  std::vector<std::string> ids;
  for (const Parameter& parameter : parameters()) {
    EXPECT_EQ(find_parameter(parameter.id()), &parameter);
    EXPECT_LE(parameter.minimum, parameter.maximum) << parameter.id();
    EXPECT_EQ(parameter.kind == ValueKind::word, !parameter.choices.empty()) << parameter.id();
    EXPECT_EQ(parameter.is_numeric(), parameter.maximum > 0) << parameter.id();
  }
  EXPECT_EQ(find_parameter("gap"), nullptr);
  EXPECT_EQ(topics(), (std::vector<std::string>{
                          "transfer",   "gap",         "arrears",    "contribution", "account",
                          "enrolment",  "resident",    "retirement", "activation",   "card",
                          "release",    "appeal",      "incentive",  "refund",       "reminder",
                          "cash_out",   "inheritance", "aid",        "record",       "place_change",
                          "settlement", "care",        "hotline",    "sign_in"}));
}

}  // namespace
}  // namespace yibao::policy
