// Goal: guides say what the policy decides, place by place, and the lint
// finds the sentences that it does not bear out (C-01 to C-29).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "adapters/files/data.h"
#include "adapters/files/read.h"
#include "business/guide/lint.h"
#include "business/guide/lint_text.h"
#include "business/guide/topics.h"

namespace yibao::guide {
namespace {

constexpr RegionCode kNation{100000};
constexpr RegionCode kShuozhou{140600};
constexpr RegionCode kNanjing{320100};
constexpr RegionCode kHangzhou{330100};
constexpr RegionCode kQuanzhou{350500};
constexpr RegionCode kDongguan{441900};
const Date kDay = Date::of(2025, 4, 27);
const std::string kHome(YIBAO_SOURCE_DIR);

const policy::PolicySet& policies() {
  static const policy::PolicySet set = files::load_policy(kHome + "/policy").value();
  return set;
}

const RegionTable& regions() {
  static const RegionTable table =
      RegionTable::parse(files::read_file(kHome + "/data/regions.csv")).value();
  return table;
}

std::set<std::string> codes_of(std::string_view service, RegionCode region) {
  std::set<std::string> codes;
  for (const Line& line : write_guide(*find_topic(service), policies().on(region, kDay)).lines) {
    codes.insert(line.reason.code);
  }
  return codes;
}

TEST(Guide, numbers_are_the_parameters_that_decide) {
  const policy::RegionPolicy& policy = policies().on(kQuanzhou, kDay);
  int seen = 0;
  for (const Line& line : write_guide(*find_topic("transfer"), policy).lines) {
    for (const Citation& cited : line.reason.citations) {
      EXPECT_FALSE(cited.source.empty()) << cited.parameter;
      ++seen;
    }
    if (line.reason.code != "guide_transfer_origin_days") continue;
    ASSERT_EQ(line.reason.facts.size(), 1U);
    EXPECT_EQ(line.reason.facts[0].name, "origin_working_days");
    EXPECT_EQ(line.reason.facts[0].value,
              std::to_string(policy.transfer.origin_working_days.value));
  }
  EXPECT_GT(seen, 15);
}

struct Says {
  std::string_view service;
  RegionCode region;
  std::string code;
};

TEST(Guide, says_what_is_so_at_the_place_and_not_what_is_so_elsewhere) {
  const Says there[] = {
      {"transfer", kDongguan, "guide_money_within_province_stays"},
      {"transfer", kHangzhou, "guide_money_within_province_moves"},
      {"transfer", kNanjing, "guide_transfer_current_month_paid"},
      {"coverage", kHangzhou, "guide_gap_local_from_next_month"},
      {"coverage", kQuanzhou, "guide_gap_percent"},
      {"arrears", kShuozhou, "guide_restore_next_month"},
      {"arrears", kShuozhou, "guide_gap_paid_months"},     // C-02
  };
  // What a guide promises the rules give: 追溯 only with a transfer, a bank account where the money
  // is paid out, no waiting for money that does not come.
  const Says kept[] = {
      {"coverage", kQuanzhou, "guide_gap_local_not_retroactive"},
      {"coverage", kQuanzhou, "guide_gap_retroactive"},
      {"transfer", RegionCode(370200), "guide_transfer_bank_account"},
      {"transfer", RegionCode(370200), "guide_transfer_step_paid_out"},
      {"transfer", kDongguan, "guide_transfer_step_money_stays"},
  };
  for (const Says& each : kept) {
    EXPECT_TRUE(codes_of(each.service, each.region).contains(each.code)) << each.code;
  }
  EXPECT_FALSE(codes_of("transfer", kHangzhou).contains("guide_transfer_bank_account"));
  for (const Says& each : there) {
    EXPECT_TRUE(codes_of(each.service, each.region).contains(each.code)) << each.code;
  }
  const Says elsewhere[] = {
      {"transfer", kDongguan, "guide_money_within_province_moves"},
      {"transfer", kHangzhou, "guide_transfer_current_month_paid"},
      {"coverage", kHangzhou, "guide_gap_percent"},
  };
  for (const Says& each : elsewhere) {
    EXPECT_FALSE(codes_of(each.service, each.region).contains(each.code)) << each.code;
  }
}

// What no page does, a guide does not promise (N-04, N-08).
TEST(Guide, promises_no_way_that_no_page_has) {
  for (const std::string_view service : {"newborn", "retirement"}) {
    const std::set<std::string> codes = codes_of(service, kDongguan);
    EXPECT_FALSE(codes.contains("guide_channel_online")) << service;
    EXPECT_FALSE(codes.contains("guide_step_draft")) << service;
    EXPECT_TRUE(codes.contains("guide_channel_counter")) << service;
  }
  EXPECT_TRUE(codes_of("newborn", kDongguan).contains("guide_newborn_at_counter"));
  EXPECT_TRUE(codes_of("family_aid", kDongguan).contains("guide_channel_online"));
}

TEST(Guide, every_topic_has_something_to_say_in_every_region_with_values_of_its_own) {
  for (const RegionCode region : policies().regions()) {
    for (const Topic& topic : topics()) {
      EXPECT_GE(write_guide(topic, policies().on(region, kDay)).lines.size(), 6U)
          << topic.service << " " << region.to_string();
    }
  }
  EXPECT_EQ(find_topic("pension"), nullptr);
}

// Whoever sets out reads: may I, with what, where, how, by when (issue 3, R-002, R-093, R-100).
TEST(Guide, every_topic_says_who_with_what_where_how_and_by_when) {
  constexpr Section kAll[] = {Section::conditions, Section::materials, Section::channels,
                              Section::steps, Section::deadlines};
  for (const RegionCode region : {kNation, kShuozhou, kDongguan, kQuanzhou}) {
    for (const Topic& topic : topics()) {
      std::set<Section> said;
      for (const Line& line : write_guide(topic, policies().on(region, kDay)).lines) {
        said.insert(line.section);
      }
      for (const Section section : kAll) {
        EXPECT_TRUE(said.contains(section))
            << topic.service << " says nothing of " << to_text(section);
      }
    }
  }
}

// What differs from place to place is told of each as it is there.
TEST(Guide, services_are_told_as_the_region_handles_them) {
  const Says there[] = {
      {"loss", kShuozhou, "guide_loss_cancelled_online"},
      {"loss", kQuanzhou, "guide_loss_cancelled_in_person"},
      {"cash_out", kQuanzhou, "guide_cash_out_from_next_month"},
      {"cash_out", RegionCode(420100), "guide_cash_out_after_months"},
      {"cash_out", kDongguan, "guide_cash_out_from_the_end"},
      {"family_aid", kDongguan, "guide_aid_relations_widened"},
      {"newborn", kDongguan, "guide_newborn_both_years"},
  };
  for (const Says& each : there) {
    EXPECT_TRUE(codes_of(each.service, each.region).contains(each.code)) << each.code;
  }
  EXPECT_FALSE(codes_of("loss", kShuozhou).contains("guide_loss_cancelled_in_person"));
}

// What is closed at the place is not told of as a way or a deadline, and what
// counts otherwise there is told as it counts (1.8, 1.10).
TEST(Guide, tells_no_way_that_is_closed_and_no_rule_of_elsewhere) {
  constexpr RegionCode kYueyang{430600};
  const Says closed[] = {
      {"place_change", kShuozhou, "guide_materials_online"},
      {"place_change", kShuozhou, "guide_place_days_online"},
      {"place_change", kShuozhou, "guide_place_step_form"},
      {"place_change", kQuanzhou, "guide_place_days_online"},
      {"card", kShuozhou, "guide_card_real_name"},
      {"card", kShuozhou, "guide_card_guardian_online"},
      {"transfer", kQuanzhou, "guide_transfer_days_within_province"},
      {"arrears", kYueyang, "guide_gap_waits"},
      {"newborn", kDongguan, "guide_card_guardian"},
  };
  for (const Says& each : closed) {
    EXPECT_FALSE(codes_of(each.service, each.region).contains(each.code))
        << each.service << " " << each.code;
  }
  const Says told[] = {
      {"place_change", kShuozhou, "guide_place_step_form_on_paper"},
      {"place_change", kQuanzhou, "guide_place_days_online_at_once"},
      {"place_change", kDongguan, "guide_place_days_online"},
      {"card", kDongguan, "guide_card_real_name"},
      {"card", kDongguan, "guide_card_no_window"},
      {"card", kNanjing, "guide_card_window"},
      {"transfer", kQuanzhou, "guide_transfer_days_within_province_at_once"},
      {"coverage", kYueyang, "guide_beyond_grace_after_30_days"},
      {"arrears", kYueyang, "guide_arrears_beyond_grace_after_30_days"},
      {"arrears", kDongguan, "guide_gap_waits"},
      {"coverage", kDongguan, "guide_due_day_month_end"},
      {"newborn", kDongguan, "guide_newborn_card_activation"},
  };
  for (const Says& each : told) {
    EXPECT_TRUE(codes_of(each.service, each.region).contains(each.code))
        << each.service << " " << each.code;
  }
}

class Lint : public testing::Test {
 protected:
  std::vector<std::string> rows(const std::string& text, RegionCode region = kNation) {
    std::vector<std::string> found;
    for (const LintFinding& each : linter_.read(text, region)) found.push_back(each.rule->row);
    return found;
  }
  const std::vector<LintRule> rules_ =
      read_lint_rules(files::read_toml_file(kHome + "/data/lint.toml").value(), policies()).value();
  const Linter linter_{rules_, policies(), regions(), kDay};
};

using Rows = std::vector<std::string>;

TEST_F(Lint, text_that_the_policy_bears_out_is_left_alone) {
  EXPECT_EQ(rows("东莞:转出地自受理起10个工作日内完成转出。广东省内转移的,余额不划转。"), Rows());
}

TEST_F(Lint, what_holds_elsewhere_is_found_only_where_it_does_not_hold) {
  const std::string text = "转移成功后,余额将自动转移至新参保地。";
  EXPECT_EQ(rows("东莞怎么转。\n" + text), Rows({"C-07"}));
  EXPECT_EQ(rows("杭州怎么转。\n" + text), Rows());
}

TEST_F(Lint, number_that_is_not_the_parameters_is_named_with_its_line) {
  const auto findings = linter_.read("东莞\n\n受理后转出地须在12个工作日内办结。", kNation);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].line, 3);
  EXPECT_EQ(findings[0].found, "12");
  EXPECT_EQ(findings[0].region, kDongguan);
  ASSERT_EQ(findings[0].citations.size(), 1U);
  EXPECT_EQ(findings[0].citations[0].value, "10");
}

struct Sample {
  const char* row;
  const char* text;
};

// 十, 十五, 20, 半年, with a blank: people write numbers in many ways.
TEST_F(Lint, reads_numbers_as_people_write_them) {
  const Sample numbers[] = {
      {"", "东莞:转出地自受理起 10 个工作日内办结转出。"},
      {"", "东莞:转出地自受理起10个工作日内办结转出。"},
      {"", "东莞:转出地自受理起十个工作日内办结转出。"},
      {"20", "东莞:转出地应当在受理后 20 个工作日内办结转出手续。"},
      {"20", "东莞:转出地应当在受理后20个工作日内办结转出手续。"},
      {"15", "东莞:转出地应当在受理后十五个工作日内办结转出手续。"},
      {"20", "东莞:转出地应当在受理后二十个工作日内办结转出手续。"},
      {"25", "东莞:转出地应当在受理后二十五个工作日内办结转出手续。"},
  };
  for (const Sample& each : numbers) {
    const auto findings = linter_.read(each.text, kNation);
    const std::string found = findings.empty() ? "" : findings.front().found;
    EXPECT_EQ(found, each.row) << each.text;
  }
}

// Chinese texts are typed with full-width signs; sentences and clauses end with them as well.
TEST_F(Lint, reads_full_width_signs_as_they_are_meant) {
  const auto wide = [](std::string text) {
    constexpr std::array<std::pair<char, std::string_view>, 7> kWide{{{',', "\xEF\xBC\x8C"},
                                                                      {';', "\xEF\xBC\x9B"},
                                                                      {'!', "\xEF\xBC\x81"},
                                                                      {'?', "\xEF\xBC\x9F"},
                                                                      {'1', "\xEF\xBC\x91"},
                                                                      {'(', "\xEF\xBC\x88"},
                                                                      {')', "\xEF\xBC\x89"}}};
    std::string out;
    for (const char each : text) {
      const auto found = std::ranges::find(kWide, each, &std::pair<char, std::string_view>::first);
      found == kWide.end() ? out += each : out += found->second;
    }
    return out;
  };
  for (const std::string text : {"转出地应在10个工作日内办结,转入地在10个工作日内办结。",
                                 "东莞的账户余额年底清零;缴费年限累计计算!",
                                 "转出地须在12个工作日内办结?是的(12个工作日)"}) {
    const auto plain = linter_.read("东莞\n" + text, kNation);
    const auto typed = linter_.read("东莞\n" + wide(text), kNation);
    ASSERT_EQ(plain.size(), typed.size()) << text;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_EQ(plain[i].rule, typed[i].rule) << text;
      EXPECT_EQ(plain[i].found, typed[i].found) << text;
      EXPECT_EQ(wide(plain[i].sentence), typed[i].sentence) << "shown as it was typed";
    }
  }
  EXPECT_FALSE(
      linter_
          .read("东莞\n" + wide("转出地应在10个工作日内办结,转入地在10个工作日内办结。"), kNation)
          .empty());
  EXPECT_EQ(narrowed("\xEF\xBC\x81\xEF\xBD\x9E\xE3\x80\x80医"), "!~ 医");
}

TEST_F(Lint, compares_every_number_of_a_sentence_with_what_is_said_of_it) {
  EXPECT_EQ(quantities_in("转出地在10个工作日内办结,转入地在5个工作日内办结", "个工作日").size(),
            2U);
  const auto both = quantities_in("断缴超过3个月的,等待半年,不是12个月", "个月");
  ASSERT_EQ(both.size(), 3U);
  EXPECT_EQ(both[1].value, "6");
  EXPECT_EQ(both[2].value, "12");
  const auto findings =
      linter_.read("东莞:转入地先登记,转出地在8个工作日内办结,再过5个工作日入账。", kNation);
  EXPECT_EQ(std::ranges::count(findings, "8", &LintFinding::found), 1);
  EXPECT_EQ(std::ranges::count(findings, "5", &LintFinding::found), 0);
}

// A province speaks for itself, and leaves the text at the city of it that was named before.
TEST_F(Lint, knows_provinces) {
  const std::string text = "转移成功后,余额将自动转移至新参保地。";
  const auto region_of = [&](const std::string& before) {
    const auto findings = linter_.read(before + text, kNation);
    return findings.empty() ? RegionCode() : findings.front().region;
  };
  EXPECT_EQ(region_of("广东怎么转。"), RegionCode(440000));
  EXPECT_EQ(region_of("广东东莞怎么转。"), kDongguan);
  EXPECT_EQ(region_of("东莞怎么转。广东省内也可以办。"), kDongguan);
}

TEST_F(Lint, sentences_end_where_people_end_them) {
  const auto sentences = sentences_of("第一句; 第二句!\r\n第三句?第四句\r\n");
  ASSERT_EQ(sentences.size(), 4U);
  EXPECT_EQ(sentences[1].text, " 第二句");
  EXPECT_EQ(sentences[2].line, 2);
  EXPECT_EQ(sentences[3].text, "第四句");
}

TEST_F(Lint, moment_of_restoration_is_judged_by_the_region) {
  const std::string text = "一般补缴后即可解封。";
  EXPECT_EQ(rows(text, kShuozhou), Rows({"C-03"}));
}

TEST_F(Lint, every_ruling_finds_its_sentence) {
  const Sample samples[] = {
      {"C-01", "养老金每年都会调整。"},
      {"C-02", "断了就要重新缴纳半年。"},
      {"C-04", "线上变更即时生效。"},
      {"C-05", "全流程最多15个工作日。"},
      {"C-06", "携带身份证、社保卡到窗口即可。"},
      {"C-08", "账户会被清0。"},
      {"C-09", "账户须为正常状态,没有冻结。"},
      {"C-10", "手续办完后卡会自动解封。"},
      {"C-11", "断缴后医保卡会进入封存状态。"},
      {"C-12", "社保地转移要多久。"},
      {"C-13", "到社保局或医保中心咨询。"},
      {"C-14", "拨打12333查询。"},
      {"C-15", "密码是123456。"},
      {"C-16", "参保地变更只为特殊群体。"},
      {"C-17", "在凭证里切换至目标参保地。"},
      {"C-18", "第一次看病时系统自动激活。"},
      {"C-19", "可由就医地医院直接激活。"},
      {"C-20", "可划入本人银行账户。"},
      {"C-21", "断缴3个月以上的要等待。"},
      {"C-22", "未成年人由监护人携带证件办理。"},
      {"C-23", "社区服务中心:找工作人员。"},
      {"C-24", "附医保服务平台截图。"},
      {"C-25", "社保网声明如下。"},
      {"C-26", "中断缴费的有等待期。"},
      {"C-27", "丢卡后申报账户封存。"},
      {"C-29", "初始密码由社保局统一设置。"},
      {"C-28", "电话里输入身份证号、卡号,完成激活。"},
  };
  for (const Sample& sample : samples) {
    const Rows found = rows(sample.text, kDongguan);
    EXPECT_NE(std::find(found.begin(), found.end(), sample.row), found.end()) << sample.text;
  }
}

// Every number of a rule is a parameter: a text that says another one is told.
TEST_F(Lint, numbers_of_deadlines_years_and_rates_are_compared) {
  const Sample wrong[] = {
      {"R-039", "职工医保个人缴费按4%计入个人账户。"},
      {"R-039", "个人账户按本人缴费基数的百分之四划入。"},
      {"R-122", "参保地变更线上办理5个工作日内完成。"},
      {"C-11", "封存期间,个人账户余额不能使用。"},
      {"R-070", "补换社保卡7个工作日内完成。"},
      {"N-25", "不服决定的,可在30日内申请行政复议。"},
      {"N-25", "不服决定的,可在3个月内提起行政诉讼。"},
      {"R-037", "连续缴费1年以上在职工与居民间切换的不设等待期。"},
      {"N-02", "居民医保集中参保期为每年1月至3月。"},
      {"N-02", "居民医保集中参保期为每年9月至11月。"},
      {"N-08", "退休须缴满15年。"},
      {"R-038", "断缴超过3个月的,等待期为9个月。"},
      {"C-28", "拨打12333输入身份证号和卡号即可激活医保卡。"},
      {"N-18", "欠费的滞纳金按日加收万分之三。"},
      {"R-066", "任何人都可以随时撤销申请。"},
  };
  for (const Sample& each : wrong) {
    const Rows found = rows(each.text, kDongguan);
    EXPECT_NE(std::find(found.begin(), found.end(), each.row), found.end()) << each.text;
  }
  for (const char* right :
       {"个人账户按本人缴费基数的2%划入。", "个人账户按本人缴费基数的2.0%划入。",
        "补换社保卡15个工作日内完成。", "不服决定的,可在60日内申请行政复议。",
        "不服决定的,可在6个月内提起行政诉讼。", "参保地变更线上提交3个工作日内完成,由当地受理。",
        "连续参保2年以上,在职工医保与居民医保之间切换的,断缴3个月内不设等待期。",
        "2025年起,居民医保集中参保期为每年9月至12月。", "男性退休须累计缴满25年,女性20年。",
        "断缴期间,个人账户余额仍可使用。"}) {
    EXPECT_EQ(rows(right, kDongguan), Rows()) << right;
  }
}

TEST_F(Lint, rule_about_an_unknown_parameter_is_a_mistake_of_the_file) {
  const Tree rule = Tree::object({{"id", "x"},
                                  {"kind", "unclear"},
                                  {"any", Tree(Tree::List{"词"})},
                                  {"says", "说"},
                                  {"parameters", Tree(Tree::List{"transfer.no_such"})}});
  const auto read = read_lint_rules(Tree::object({{"rule", Tree(Tree::List{rule})}}), policies());
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.refusal().code(), "lint_rule");
}

}  // namespace
}  // namespace yibao::guide
