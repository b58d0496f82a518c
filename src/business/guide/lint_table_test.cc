// Goal: the lint judges a sentence by the policy in force at the place: what is right there is left
// alone, what is wrong there is told with the row that says so; one sentence can be both, in two
// places (R-058, R-059, C-03). And the sentences of public texts that the rulings C-01 to C-29 are
// about are found at their lines.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "adapters/files/data.h"
#include "adapters/files/read.h"
#include "business/guide/lint.h"

namespace yibao::guide {
namespace {

constexpr RegionCode kNation{100000};
constexpr RegionCode kShuozhou{140600};
constexpr RegionCode kDongguan{441900};
constexpr RegionCode kHangzhou{330100};
constexpr RegionCode kQuanzhou{350500};
constexpr RegionCode kYueyang{430600};
constexpr RegionCode kQingdao{370200};
constexpr RegionCode kShenzhen{440300};
constexpr RegionCode kWuhan{420100};
constexpr RegionCode kNanjing{320100};
constexpr RegionCode kShantou{440500};
constexpr RegionCode kZhongshan{442000};
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

class LintTable : public testing::Test {
 protected:
  std::vector<LintFinding> read(const std::string& text, RegionCode region = kNation) const {
    return linter_.read(text, region);
  }
  const std::vector<LintRule> rules_ =
      read_lint_rules(files::read_toml_file(kHome + "/data/lint.toml").value(), policies()).value();
  const Linter linter_{rules_, policies(), regions(), kDay};
};

struct Told {
  const char* sentence;
  std::vector<RegionCode> right;  // nothing is found
  std::vector<RegionCode> wrong;  // it contradicts
  const char* row;                // the row that says so
};

const std::vector<Told> kTold{
    {"职工断缴两个月,补缴以后没有等待期,这在断缴3个月以内都一样。",
     {kDongguan, kShuozhou, kHangzhou},
     {},
     ""},
    {"职工断缴6个月以内补缴的,没有等待期。", {}, {kDongguan, kShuozhou, kNation}, "R-037"},
    {"断缴超过三个月的职工才有等待期。", {kDongguan, kShuozhou, kShenzhen}, {}, ""},
    {"断缴超过5个月的职工才设等待期。", {}, {kDongguan, kShenzhen}, "R-038"},
    {"断缴超过三个月以后重新参保缴费,要等6个月才享受待遇。",
     {kDongguan, kShuozhou},
     {kShenzhen},
     "R-038"},
    {"断缴超过三个月的,等待期3个月。", {kShenzhen, kQuanzhou}, {kDongguan, kHangzhou}, "R-038"},
    {"断缴半年以上,补缴的等待3个月,不补缴的等待6个月。", {kQuanzhou}, {kDongguan}, "R-038"},
    {"断缴太久的职工,补缴的等待6个月。", {kDongguan}, {kQuanzhou, kShenzhen}, "R-038"},
    {"断缴一年的职工,重新参保以后等待期为8个月。", {}, {kDongguan, kShuozhou, kQuanzhou}, "R-038"},
    {"断缴超过三个月的,要连续缴费6个月才享受待遇。", {kShuozhou, kHangzhou}, {kDongguan}, "C-02"},
    {"断缴超过三个月,以后由用人单位参保缴费的,不设等待期。",
     {kShenzhen},
     {kDongguan, kShuozhou},
     "R-038"},
    {"首次参加职工医保的,要等待3个月。", {kQuanzhou}, {kDongguan}, "R-038"},
    {"首次参加职工医保的没有等待期。", {kDongguan, kShuozhou}, {kQuanzhou}, "R-038"},
    {"等待期内医保待遇按50%支付。", {kQuanzhou}, {kDongguan, kHangzhou}, "R-118"},
    {"等待期内不能享受统筹待遇。", {kDongguan, kShuozhou}, {kQuanzhou}, "R-118"},
    {"办了转移接续、断缴三个月内补缴的,缴费当月起享受待遇。",
     {kDongguan, kShuozhou, kHangzhou},
     {},
     ""},
    {"办了转移接续、断缴三个月内补缴的,缴费次月起享受待遇。",
     {},
     {kDongguan, kShuozhou, kHangzhou},
     "C-03"},
    {"没有转移、在本地断缴两个月的,补缴当月起享受待遇。",
     {kDongguan},
     {kShuozhou, kHangzhou, kShenzhen},
     "C-03"},
    {"没有转移、在本地断缴两个月的,补缴次月起享受待遇。",
     {kShuozhou, kHangzhou, kShenzhen},
     {kDongguan},
     "C-03"},
    {"没有转移、在本地断缴后补缴的,断缴期间的待遇可以追溯。",
     {kYueyang},
     {kDongguan, kShuozhou},
     "R-037"},
    {"单位欠费缴清以后,次月1日起恢复统筹待遇。", {kDongguan, kShuozhou}, {kYueyang}, "C-03"},
    {"单位欠费一到账,当天就恢复统筹待遇。", {kYueyang}, {kDongguan, kShuozhou}, "C-03"},
    {"欠费超过宽限期才缴清的,补缴30日后恢复待遇。", {kYueyang}, {kDongguan, kShuozhou}, "C-03"},
    {"断缴期间个人账户的余额照常可以买药。", {kDongguan, kShuozhou, kYueyang}, {}, ""},
    {"断缴以后个人账户被冻结,里的钱用不了。", {}, {kDongguan, kShuozhou}, "R-082"},
    {"省内转移医保的,个人账户余额随关系划转。", {kHangzhou, kNation}, {kDongguan}, "R-027"},
    {"省内转移医保的,个人账户余额不划转,留在原账户使用。",
     {kDongguan, kShenzhen},
     {kHangzhou, kShuozhou},
     "R-028"},
    {"跨省转移时个人账户余额随关系划转到转入地。",
     {kDongguan, kShuozhou, kHangzhou},
     {kQingdao},
     "R-025"},
    {"跨省转移时,账户余额一次性退还本人。", {kQingdao}, {kDongguan, kHangzhou}, "R-025"},
    {"转出地自受理起8个工作日内办结转出。", {kQuanzhou}, {kDongguan, kHangzhou}, "R-018"},
    {"转入地自收到信息表起5个工作日内办结转入。", {kDongguan, kShuozhou}, {kQuanzhou}, "R-035"},
    {"省内转移的,转出3个工作日,转入2个工作日。", {kHangzhou}, {kDongguan, kShuozhou}, "R-036"},
    {"转移接续全程自受理起20个工作日。", {}, {kDongguan, kShuozhou, kNation}, "R-019"},
    {"办理转入的,当月费用足额到账以后才受理。", {kNanjing}, {kDongguan, kHangzhou}, "R-004"},
    {"灵活就业人员断缴的月份是欠费,不能转移。", {}, {kDongguan, kShuozhou}, "R-005"},
    {"灵活就业人员没有缴的月份是断缴,不影响转移。", {kDongguan, kShuozhou}, {}, ""},
    {"挂失以后电子凭证照常使用。", {kDongguan, kHangzhou}, {kShuozhou}, "R-068"},
    {"挂失以后电子凭证也停用。", {kShuozhou}, {kDongguan, kHangzhou}, "R-068"},
    {"补换社保卡要30个工作日。", {kShuozhou}, {kDongguan, kHangzhou}, "R-070"},
    {"卡找到了可以在网上解挂。", {kDongguan, kShuozhou, kHangzhou}, {kQuanzhou}, "R-070"},
    {"解挂必须到窗口办理。", {kQuanzhou, kNation}, {kDongguan}, "R-070"},
    {"社保卡可以打电话激活。", {kShantou, kNanjing}, {kDongguan, kShuozhou}, "R-135"},
    {"社保卡可以在手机上激活。", {kDongguan, kHangzhou}, {kShuozhou, kNation}, "R-130"},
    {"本地没有开通线上激活社保卡。", {kShuozhou, kNation}, {kDongguan}, "R-130"},
    {"成年人可以委托他人激活社保卡。", {kDongguan, kShuozhou}, {kQuanzhou}, "R-145"},
    {"社保卡领取后60天内激活。", {kNanjing}, {kQuanzhou, kDongguan}, "R-146"},
    {"就医地的医院也可以激活社保卡。", {kHangzhou}, {kDongguan, kShuozhou}, "R-152"},
    {"参保地变更全程网办,不用去窗口。", {kHangzhou, kQuanzhou}, {kDongguan, kShuozhou}, "R-111"},
    {"参保地变更没有开通线上办理,请到窗口。", {kShuozhou}, {kDongguan, kHangzhou}, "R-121"},
    {"男性退休累计缴满25年。", {kDongguan, kShenzhen}, {kHangzhou, kShuozhou}, "N-08"},
    {"受理之后核定退休的,转移终止。", {kZhongshan}, {kDongguan, kShuozhou}, "N-26"},
    {"居民医保在集中参保期缴费的,等待期自缴费到账之日起算。", {kDongguan}, {kQingdao}, "N-02"},
    {"居民医保的等待期自次年1月1日起算。", {kQingdao}, {kDongguan}, "N-02"},
    {"离开职工医保三个月内参加居民医保的,待遇从职工医保停保次月1日算起。",
     {kQuanzhou},
     {kDongguan},
     "N-02"},
    {"停保当天就可以申请支取个人账户。", {kDongguan}, {kWuhan, kQuanzhou}, "R-029"},
    {"停保满两个月才可以申请支取个人账户。", {kWuhan}, {kDongguan}, "R-029"},
    {"居民医保固定等待期2个月。", {}, {kDongguan, kQingdao}, "N-02"},
    {"单位欠费按日加收0.05%的滞纳金,不计入个人账户。", {kDongguan, kShuozhou}, {}, ""},
    {"单位欠费按日加收0.2%的滞纳金。", {}, {kDongguan, kShuozhou}, "N-18"},
    {"在职职工个人缴费的2%划入个人账户。", {kDongguan, kShuozhou, kQuanzhou}, {}, ""},
    {"在职职工按缴费基数的3%划入个人账户。", {}, {kDongguan, kQuanzhou}, "R-039"},
    {"新生儿出生90日内参保缴费的,从出生起享受待遇。", {kDongguan, kShuozhou}, {}, ""},
    {"新生儿出生30天内参保缴费的,从出生起享受待遇。", {}, {kDongguan, kShuozhou}, "N-04"},
    {"家庭共济可以给兄弟姐妹用。", {kDongguan, kShuozhou}, {}, ""},
    {"家庭共济跨省也可以绑定。", {}, {kDongguan, kHangzhou}, "N-05"},
    {"居民医保的集中参保期是每年九月到十二月。", {kDongguan, kShuozhou}, {}, ""},
    {"居民医保的集中参保期是每年2月到6月。", {}, {kDongguan, kShuozhou}, "N-02"},
    {"医保问题打12393,社保卡问题打12333。", {kDongguan, kShuozhou}, {}, ""},
    {"本系统没有统一的初始密码。", {kDongguan, kShuozhou}, {}, ""},
    {"所有账户的初始密码都一样。", {}, {kDongguan}, "C-29"},
    {"换了参保地,原来的关系终止,不会两地同时参保。", {kDongguan, kShuozhou}, {}, ""},
    {"年底个人账户清零,当年不用就作废。", {}, {kDongguan}, ""},
    {"个人账户跨年结转,不会清零。", {kDongguan, kShuozhou}, {}, ""},
    {"参保凭证3个月内有效。", {kDongguan, kShuozhou}, {}, ""},
    {"参保凭证一年内有效,过期作废。", {}, {kDongguan}, ""},
};

TEST_F(LintTable, what_is_right_at_the_place_is_left_alone) {
  for (const Told& each : kTold) {
    for (const RegionCode region : each.right) {
      for (const LintFinding& found : read(each.sentence, region)) {
        ADD_FAILURE() << region.to_string() << " " << each.sentence << ": " << found.rule->id;
      }
    }
  }
}

TEST_F(LintTable, what_is_wrong_at_the_place_is_told_with_its_row) {
  for (const Told& each : kTold) {
    for (const RegionCode region : each.wrong) {
      const auto findings = read(each.sentence, region);
      EXPECT_TRUE(std::ranges::any_of(
          findings,
          [&](const LintFinding& found) {
            const bool hard =
                found.rule->kind == LintKind::contradicts || found.rule->kind == LintKind::unsafe;
            return hard && (std::string_view(each.row).empty() || found.rule->row == each.row);
          }))
          << region.to_string() << " " << each.sentence;
    }
  }
}

TEST_F(LintTable, one_sentence_is_right_here_and_wrong_there) {
  const auto both = std::ranges::count_if(
      kTold, [](const Told& each) { return !each.right.empty() && !each.wrong.empty(); });
  EXPECT_GE(both, 30);
  EXPECT_GE(kTold.size(), 70U);
}

// 缴费当月即可享受 (C-03): right of who transfers, in 东莞 as everywhere, and so no contradiction;
// it leaves open that others are restored when the place says.
TEST_F(LintTable, payment_month_is_no_contradiction_where_the_national_rule_says_it) {
  const auto findings =
      read("东莞:转移接续前中断缴费3个月(含)以内的,可按转入地规定补缴,缴费当月即可享受待遇。");
  const auto found = std::ranges::find(findings, std::string("C-03"),
                                       [](const LintFinding& each) { return each.rule->row; });
  ASSERT_NE(found, findings.end());
  EXPECT_EQ(found->rule->kind, LintKind::unclear);
  EXPECT_TRUE(std::ranges::none_of(
      findings, [](const LintFinding& each) { return each.rule->kind == LintKind::contradicts; }));
}

// What a text names as its source is nobody's sentence, and no place of which it speaks.
TEST_F(LintTable, sources_in_brackets_are_not_read) {
  EXPECT_TRUE(read("省内转移的,个人账户余额随关系划转。  [去向 广东省 广东医保卡余额怎么转移]\n"
                   "省内转移的,个人账户余额随关系划转。",
                   kHangzhou)
                  .empty());
  EXPECT_EQ(read("年末余额清零,年末清零。 [第 1 条]\n\n断缴后余额不能使用。").back().line, 3);
  EXPECT_FALSE(read("断缴后 [见下文 余额不能使用。").empty()) << "no bracket is closed";
}

TEST_F(LintTable, heading_of_the_nation_leaves_the_place) {
  EXPECT_FALSE(read("广东省 · 转移\n省内转移的,个人账户余额随关系划转。").empty());
  EXPECT_TRUE(read("广东省 · 转移\n全国 · 转移\n省内转移的,个人账户余额随关系划转。").empty());
}

struct Said {
  int line;
  const char* row;
  const char* sentence;
};

// The sentences of the three texts about 东莞, 朔州 and 汕头 that the rulings name, at their lines.
void expect_found(const std::vector<LintFinding>& findings, const std::vector<Said>& said) {
  for (const Said& each : said) {
    EXPECT_TRUE(std::ranges::any_of(findings,
                                    [&](const LintFinding& found) {
                                      return found.line == each.line && found.rule->row == each.row;
                                    }))
        << each.line << " " << each.row << " " << each.sentence;
  }
}

std::string text_of(const std::string& place, const std::vector<Said>& said) {
  std::string text = place;
  int line = 1;
  for (const Said& each : said) {
    for (; line < each.line; ++line) text += "\n";
    text += std::string(each.sentence) + "。";
  }
  return text;
}

const std::vector<std::pair<const char*, std::vector<Said>>> kTexts{
    {"广东东莞。",
     {
         {6, "C-09", "个人账户需为正常状态,无欠费或冻结"},
         {12, "C-06", "上传必要材料(如身份证正反面照片)"},
         {16, "C-06", "携带身份证、社保卡等材料"},
         {18, "C-07", "申请医保关系转入,完成个人账户余额转移"},
         {20, "C-05", "转出地处理:一般不超过10个工作日"},
         {21, "C-05", "跨省转移接续全流程不超过15个工作日"},
         {30, "C-07", "医保个人账户余额将自动转移至新参保地"},
         {32, "C-06", "可携带身份证原件到原参保地"},
         {39, "C-20", "个人账户资金不划转、不提现,仅限跨市使用"},
         {42, "C-20", "可将个人账户资金划入本人银行账户"},
         {44, "C-06", "上传身份证、参保凭证等材料"},
         {49, "C-08", "将参保人个人账户清0,并将余额划转至转入地"},
         {53, "C-03", "转移接续前中断缴费3个月(含)以内的,可按转入地法规补缴,缴费当月即可享受待遇"},
         {53, "C-21", "中断3个月以上的,待遇享受等待期原则上不超过6个月"},
         {62, "C-15", "初始密码一般为123456"},
         {62, "C-29", "密码(初始密码一般为123456)"},
         {67, "C-14", "拨打12333人社服务热线"},
         {70, "C-23", "社区服务中心:"},
         {77, "C-08", "钱属于个人所有,不会清0,可以结转使用"},
     }},
    {"山西朔州。",
     {
         {4, "C-11", "导致社保断缴,社保卡进入封存状态"},
         {5, "C-12", "社保地转移"},
         {6, "C-10", "社保卡会自动解封"},
         {10, "R-074", "欠缴费用需在当月内补缴,次月才能恢复医保功能"},
         {10, "C-02", "超过3个月可能需要重新缴纳半年后才能使用"},
         {13, "C-03", "一般情况下,补缴后即可解封"},
         {29, "C-10", "只有在完成社保转移后,才能重新使用"},
         {31, "C-27", "需向社保局申报账户封存"},
         {31, "C-13", "需向社保局申报"},
         {55, "C-13", "前往当地社保局或医保中心咨询"},
     }},
    {"汕头。",
     {
         {5, "C-16", "医疗保险参保地变更指新生儿、外籍人士等特殊群体"},
         {21, "C-17", "选择“参保地”,切换至目标参保地"},
         {23, "R-108", "需先通过APP或联系原参保地医疗保险部门办理停保手续"},
         {27, "C-17", "“参保地”,选择目标参保地"},
         {55, "C-26", "可能存在等待期(如中断缴费3个月以上)"},
         {59, "C-07", "个人账户余额可随医疗保险关系转移,转入地会同步接收"},
         {71, "C-04", "线上办理:一般即时生效或1-3个工作日内完成"},
         {73, "C-05", "审核通过后,15个工作日内完成转移接续"},
         {93, "C-18", "首次使用医疗保险卡时,系统自动激活医疗保险账户"},
         {125, "C-28", "输入身份证号、医保卡号等信息,完成激活"},
         {137, "C-14", "如拨打12333或银行客服热线"},
         {153, "C-22", "如为代办(部分地区允许)"},
         {165, "C-22", "监护人携带出生证明"},
         {175, "C-19", "需提前在参保地完成社保卡激活"},
         {179, "C-19", "支持就医地医院直接激活异地医疗保险功能"},
         {219, "C-01", "虽然养老金每年都会进行调整"},
         {225, "C-14", "拨打当地医保服务热线(如12393等)"},
         {231, "C-25", "社保网声明:资讯来源于网络"},
     }},
};

TEST_F(LintTable, rulings_are_found_at_the_lines_of_their_sentences) {
  for (const auto& [place, said] : kTexts) {
    expect_found(read(text_of(place, said)), said);
  }
}

}  // namespace
}  // namespace yibao::guide
