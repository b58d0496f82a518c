// Goal: verify finds nothing in what commands have written, and names the row that somebody has
// changed by hand: for every check at least one planted violation.
#include "main/verify.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "adapters/test_databases.h"
#include "main/scenario/scenario.h"
#include "main/tables.h"
#include "main/test_plants.h"

namespace yibao::main {
namespace {

namespace fs = std::filesystem;

// 陈静 pays at home, 王强 waits at the origin, 张伟's money is under way, 李芳 has arrived, 赵敏 is
// paid out by a bank, 何平's employer pays in parts, 周洁 has a new document and was frozen for a
// while; 方伯 is inherited from, 韩婆 uses 方仲's account, two numbers of 许同 were merged and a
// month of his corrected. 陈静 and 王强 hold documents.
constexpr const char* kStory = R"(场景: 核验的底稿
2024-12-02
华联电子 在 东莞 登记为用人单位
西湖软件 在 杭州 登记为用人单位
泰安机电 在 东莞 登记为用人单位
陈静(女,1990-01-01生)在 东莞 登记
王强(男,1991-01-01生)在 东莞 登记
张伟(男,1992-01-01生)在 东莞 登记
李芳(女,1993-01-01生)在 东莞 登记
赵敏(女,1960-01-01生)在 东莞 登记
何平(男,1994-01-01生)在 东莞 登记
周洁(女,1994-01-01生)在 东莞 登记
高远(男,1995-01-01生)在 东莞 登记
方伯(男,1961-01-01生)在 东莞 登记
方仲(男,1985-01-01生)在 东莞 登记
韩婆(女,1940-01-01生)在 东莞 登记
许同(男,1990-02-02生)在 东莞 登记
许同旧(男,1990-02-02生)在 东莞 登记
华联电子 为 陈静 参保,缴费基数 6000.00 元
华联电子 为 王强 参保,缴费基数 7000.00 元
华联电子 为 张伟 参保,缴费基数 8000.00 元
华联电子 为 李芳 参保,缴费基数 9000.00 元
华联电子 为 方伯 参保,缴费基数 5000.00 元
华联电子 为 方仲 参保,缴费基数 5000.00 元
华联电子 为 许同 参保,缴费基数 5000.00 元
西湖软件 为 许同旧 参保,缴费基数 5000.00 元
韩婆 在 东莞 参加居民医保
史补(男,1970-01-01生)在 东莞 登记
东莞 申请为 史补 补录 2020-01-01 至 2021-01-01 的参保经历,依据 缴费手册 17
东莞 由另一人同意为 史补 补录
赵敏 在 东莞 以灵活就业身份参保,缴费基数 5000.00 元
泰安机电 为 何平 参保,缴费基数 5000.00 元
周洁 在 东莞 以灵活就业身份参保,缴费基数 5000.00 元
高远 在 东莞 以灵活就业身份参保,缴费基数 5000.00 元
东莞 核定 赵敏 退休
东莞 登记 赵敏 异地安置到 南京
2025-03-20
何平 登记 2025-02-10 在 东莞 的医院的费用 300.00 元,单据 M-1
东莞 收到 陈静 2024-12 至 2025-03 的缴费
东莞 收到 高远 2024-12 的缴费
东莞 收到 王强 2024-12 至 2025-03 的缴费
东莞 收到 张伟 2024-12 至 2025-03 的缴费
东莞 收到 李芳 2024-12 至 2025-03 的缴费
东莞 收到 方伯 2024-12 至 2025-03 的缴费
东莞 收到 方仲 2025-03 的缴费
东莞 收到 许同 2025-03 的缴费
杭州 收到 许同旧 2024-12 至 2025-02 的缴费
许同旧 申请认定慢特病 M03900 高血压,参保地 杭州
杭州 审核通过申请
则 已办理
西湖软件 申报减员 许同旧,自 2025-03-21 起
东莞 为 赵敏 补录账户余额 5000.00 元
东莞 收到征收机构转来的 泰安机电 费款 900.00 元、滞纳金 0.00 元,票据 DG-1
陈静 在 东莞 的药店从个人账户支付 60.00 元
陈静 在 汕头 的药店从个人账户支付 20.00 元
陈静 在 东莞 的药店从个人账户支付 99999.00 元
则 不予办理,理由 balance_too_low
陈静 已领取 东莞 的社保卡,卡面 中国银行,卡号 D90000001
东莞 窗口为 陈静 激活社保卡
陈静 激活电子凭证
陈静 挂失社保卡
李芳 授权 陈静 代办社保卡,至 2026-01-01 止
华联电子 申报减员 王强,自 2025-03-21 起
华联电子 申报减员 张伟,自 2025-03-21 起
华联电子 申报减员 李芳,自 2025-03-21 起
2025-04-07
西湖软件 为 王强 参保,缴费基数 7000.00 元
西湖软件 为 张伟 参保,缴费基数 8000.00 元
西湖软件 为 李芳 参保,缴费基数 9000.00 元
钱塘服装 在 杭州 登记为用人单位
孙丽(女,1994-01-01生)在 杭州 登记
钱塘服装 为 孙丽 参保,缴费基数 6000.00 元
杭州 收到 王强 2025-04 的缴费
东莞 收到 王强 2025-04 的缴费
杭州 收到 张伟 2025-04 的缴费
杭州 收到 李芳 2025-04 的缴费
2025-04-25
系统到点处理
赵敏 申请 东莞 账户余额付本人银行账户
则 已办理
东莞 同意支付
则 资金状态为 paying_out
东莞 为 王强 出具参保凭证
王强 在线申请从 东莞 转移到 杭州
则 办件状态为 origin_review
王强 下载办件的受理通知书
陈静 出具本人缴费证明
张伟 在线申请从 东莞 转移到 杭州
2025-04-27
东莞 转出审核通过
东莞 上传信息表
则 资金状态为 in_transit
2025-04-28
李芳 在线申请从 东莞 转移到 杭州
东莞 转出审核通过
东莞 上传信息表
2025-04-29
杭州 收到 东莞 汇来的 720.00 元
杭州 转入审核通过
则 办件状态为 completed
杭州 收到 东莞 汇来的 1.00 元,未注明办件
周洁 申报身份信息变更,说明 更换证件
东莞 为 周洁 更新身份证件
则 已办理
东莞 冻结 周洁 的账户,依据 涉嫌欺诈骗保的调查
周洁 在线申请解封 admin,办理地 东莞
东莞 上级第 8 人同意申请
东莞 上级第 7 人同意申请
则 申请状态为 completed
东莞 登记 方伯 于 2025-02-20 死亡
东莞 申报 史补 于 2025-02-20 死亡
方仲 申请继承 方伯 在 东莞 的账户,份额 方仲 1/3 个人账户、方叔 1/3 银行、方季 1/3 银行
东莞 初审通过申请
东莞 复核通过申请
则 已办理
银行退回付给 方季 的款
则 已办理
东莞 申请为 方仲 认定 2003-01 至 2003-02 视同缴费,依据 职工档案
则 已办理
东莞 由另一人同意为 方仲 认定视同缴费
则 已办理
方仲 申请在 东莞 与 韩婆 共济,关系 grandparent,年度限额 50.00 元
东莞 审核通过申请
则 已办理
韩婆 在 东莞 的药店使用共济支付 20.00 元
则 已办理
东莞 申请把 许同旧 的编号合并到 许同
东莞 初审通过申请
东莞 复核通过申请
则 已办理
东莞 申请更正 许同 第一段参保 2025-03 的缴费,应为 normal,基数 6000.00 元
东莞 初审通过申请
东莞 复核通过申请
则 已办理
杭州 登记 钱塘服装 2025-04 整单位到账
杭州 批量办理 2025-04 每月划入
则 批量办理 1 项,共 120.00 元
2025-06-02
杭州 批量核定 2025-05 欠费
则 钱塘服装 收到欠费通知:2025-05,1 人,510.00 元
2025-06-03
钱宝(男,2025-01-06生)在 东莞 登记
钱宝 在 东莞 以新生儿身份参加居民医保
汕头 窗口受理 钱宝 参保地变更,事由 新生儿、依据 户籍地,已核验 identity_document、social_security_card、household_book
汕头 参保地变更审核通过
则 参保地变更状态为 completed
孙悦(女,1994-01-01生)在 东莞 登记
孙悦 在 东莞 以灵活就业身份参保,缴费基数 5000.00 元
东莞 收到 孙悦 2025-06 的缴费
孙悦 自行停保,自 2025-06-03 起
启明电器 在 东莞 登记为用人单位
启明汕头 在 汕头 登记为用人单位
吴一(男,1995-01-01生)在 东莞 登记
启明电器 为 吴一 参保,缴费基数 6000.00 元
东莞 收到 吴一 2025-06 的缴费
启明电器 申请成建制转到 启明汕头,自 2025-06-03 起
东莞 受理成建制转出
汕头 审核通过成建制转入
2025-07-01
系统到点处理
则 成建制转移状态为 done,办成 1 人,未成 0 人
汕头 窗口受理 孙悦 参保地变更,事由 居住变动,已核验 identity_document、social_security_card、residence_proof
汕头 参保地变更审核通过
则 随后的转移为 opened
李明 到 东莞 任职,工号 2001
吴刚 到省级任职,工号 2003
授予工号 2001 经办人员
授予工号 2003 安全管理员
收回工号 2003 安全管理员
授予工号 2003 审计管理员
登记 东莞 的部门 APP
南京 应急查看 陈静,理由 车祸昏迷送医,医院请求核实参保情况
则 南京 能看到 陈静 的余额
审计管理员认为对 陈静 的应急查看 正当
秦舒(女,1996-01-01生,手机 19900000021)在 东莞 登记
秦舒 用手机 19900000021 注册
则 秦舒 已登录
东莞 发给经办人员 测试员 登录账号 officer-a
13900001111 拨打热线 076912393
按键 1
按 孙悦 的身份证号
按键 111222
挂机
则 通话停在 ended
卢药(男,1990-01-01生)在 东莞 登记
卢药 在 东莞 以灵活就业身份参保,缴费基数 5000.00 元
东莞 为 卢药 补录账户余额 300.00 元
东莞 登记一家以接口结算的药店
卢药 在 东莞 的药店以接口结算 100.00 元、自费 8.00 元,参保地 东莞
则 接口结算成功,个账 100.00,现金 8.00
东莞 的药店冲正 卢药 的上一笔
则 接口办理成功
卢药 在 东莞 的药店以接口结算 60.00 元、自费 0.00 元,参保地 东莞
则 接口结算成功,个账 60.00,现金 0.00
汕头 登记一家以接口结算的药店
卢药 在 汕头 的药店以接口结算 20.00 元、自费 0.00 元,参保地 东莞
则 接口结算成功,个账 20.00,现金 0.00
2025-08-04
东莞 登记药店的收款账户 6222020200001234567,户名 东莞示例药店
东莞 第 2 人复核药店的收款账户 6222020200001234567
东莞 编制药店 2025-07 的清算单
东莞 第 1 人审核清算单
东莞 第 2 人审核清算单
则 东莞 的清算单应付 60.00 元,状态 approved
汕头 登记药店的收款账户 6222020200007654321,户名 汕头示例药店
汕头 第 2 人复核药店的收款账户 6222020200007654321
汕头 编制药店 2025-07 的清算单
汕头 第 1 人审核清算单
汕头 第 2 人审核清算单
则 汕头 的清算单应付 20.00 元,状态 approved
汕头 与 东莞 编制 2025-07 的地区清算单
则 清算单由 东莞 付 20.00 元
韩婆 在 东莞 的药店以接口共济结算 10.00 元,参保地 东莞
则 接口结算成功,个账 10.00,现金 0.00
东莞 的药店冲正 韩婆 的上一笔
则 接口办理成功
东莞 登记一家以接口结算的医院
东莞 收到 卢药 2025-07 至 2025-08 的缴费
东莞 的医院为 卢药 申报慢特病 M03900 高血压,参保地 东莞
则 接口办理成功
卢药 申请认定慢特病 M01600 糖尿病,参保地 东莞
则 申请状态为 review
东莞 的医院登记 卢药 就诊,参保地 东莞
东莞 的医院上传 卢药 的诊断,医疗类别 14,病种 M03900
则 接口办理成功
东莞 的医院上传 卢药 的费用 500.00 元
东莞 的医院结算 卢药 的就诊 500.00 元,医疗类别 14,参保地 东莞
则 接口结算成功,统筹 400.00
)";

Settings settings_at(const std::string& state) {
  Settings settings;
  settings.home = YIBAO_SOURCE_DIR;
  settings.state = state;
  settings.today = "2024-12-02";
  return settings;
}

// What a test reads and writes behind the program's back, without its guards.
class RawDatabase {
 public:
  explicit RawDatabase(const std::string& file) {
    EXPECT_EQ(sqlite3_open(file.c_str(), &handle_), SQLITE_OK);
    run("PRAGMA ignore_check_constraints = ON");
    for (const char* kind : {"trigger", "index"}) {
      const std::string name =
          std::string("SELECT name FROM sqlite_schema WHERE sql IS NOT NULL AND type = '") + kind +
          "'";
      for (const std::string& each : column(name)) run("DROP " + std::string(kind) + " " + each);
    }
  }
  ~RawDatabase() { sqlite3_close(handle_); }
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;

  void run(const std::string& sql) {
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << sql << ": " << (message != nullptr ? message : "");
    sqlite3_free(message);
  }
  int changes() const { return sqlite3_changes(handle_); }

  std::vector<std::string> column(const std::string& sql) {
    std::vector<std::string> values;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      values.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    }
    sqlite3_finalize(statement);
    return values;
  }

 private:
  sqlite3* handle_ = nullptr;
};

Verification play_and_verify(Installation& installation) {
  World world(installation);
  std::ostringstream story;
  const ScenarioResult result = play_scenario(world, kStory, story);
  EXPECT_TRUE(result.held()) << result.failure;
  return run_checks(installation);
}

// The world of all tests, made once; each test changes a copy of its own.
class VerifyWorld {
 public:
  VerifyWorld() {
    Installation installation(settings_at(folder_.file("state")));
    first_report_ = play_and_verify(installation);
  }
  std::string state() const { return folder_.file("state"); }
  const Verification& first_report() const { return first_report_; }

 private:
  test::TemporaryFolder folder_;
  Verification first_report_;
};

VerifyWorld& world() {
  static VerifyWorld made;
  return made;
}

std::string all_of(const Verification& report) {
  std::string text;
  for (const business::Finding& each : report.findings) {
    text += each.check + ": " + each.table + "(" + each.row + "): " + each.what + "\n";
  }
  return text;
}

TEST(Verify, finds_nothing_in_what_commands_have_written) {
  const Verification& report = world().first_report();
  EXPECT_TRUE(report.ok()) << all_of(report);
  EXPECT_GT(report.rows_read, 0);
}

TEST(Verify, finds_nothing_on_postgres_either) {
  if (test::postgres_url().empty()) GTEST_SKIP() << "YIBAO_TEST_POSTGRES is not set";
  const test::FreshDatabase database(test::Engine::postgres);
  const test::TemporaryFolder folder;
  Settings settings = settings_at(folder.file("state"));
  settings.database = database.place();
  Installation installation(settings);
  const Verification report = play_and_verify(installation);
  EXPECT_TRUE(report.ok()) << all_of(report);
  EXPECT_EQ(report.rows_read, world().first_report().rows_read);
}

TEST(Verify, has_a_name_and_a_summary_for_every_check) {
  std::set<std::string_view> names;
  for (const business::Check& check : all_checks()) {
    EXPECT_TRUE(names.insert(check.name).second) << check.name;
    EXPECT_FALSE(check.summary.empty()) << check.name;
  }
}

class VerifyPlanted : public testing::TestWithParam<Plant> {};

// "person_id=1, posting_id=2" of the row that the plant is about.
std::string key_of(RawDatabase& raw, const Plant& plant) {
  for (const storage::Table* table : all_tables()) {
    if (table->name != plant.table) continue;
    std::string key;
    for (int i = 0; i < table->key_columns; ++i) {
      const std::string name(table->columns[static_cast<std::size_t>(i)].name);
      const bool bytes =
          table->columns[static_cast<std::size_t>(i)].type == storage::ColumnType::bytes;
      key += (key.empty() ? "'" : " || ', ") + name + "=' || " +
             (bytes ? "lower(hex(" + name + "))" : name);
    }
    const auto rows = raw.column("SELECT " + key + " FROM " + plant.table + " WHERE " + plant.row);
    EXPECT_LE(rows.size(), 1U) << plant.row;
    return rows.empty() ? "" : rows.front();
  }
  ADD_FAILURE() << "no such table: " << plant.table;
  return "";
}

TEST_P(VerifyPlanted, names_the_row) {
  const Plant& plant = GetParam();
  ASSERT_TRUE(world().first_report().ok());
  const test::TemporaryFolder folder;
  const std::string state = folder.file("state");
  fs::copy(world().state(), state, fs::copy_options::recursive);
  std::string key;
  {
    RawDatabase raw(state + "/yibao.db");
    key = key_of(raw, plant);
    raw.run(plant.sql);
    EXPECT_GT(raw.changes(), 0) << "nothing was planted";
    if (key.empty()) key = key_of(raw, plant);
  }
  Installation installation(settings_at(state).to_look());
  const Verification report = run_checks(installation);
  bool named = false;
  std::set<std::string> others;
  for (const business::Finding& each : report.findings) {
    const bool this_one = each.check == plant.check && each.table == plant.table &&
                          each.row == key && each.what.find(plant.what) != std::string::npos;
    named = named || this_one;
    if (each.check != plant.check) others.insert(each.check);
  }
  EXPECT_TRUE(named) << plant.table << "(" << key << ") was not named:\n" << all_of(report);
  // Every changed row differs from its journal as well, and was changed without its guards.
  std::set<std::string> expected = plant.as_well;
  EXPECT_EQ(others.erase("schema"), 1U);
  others.erase("journal_rows");
  expected.erase("journal_rows");
  EXPECT_EQ(others, expected) << all_of(report);
}

std::string name_of(const testing::TestParamInfo<Plant>& plant) {
  return plant.param.name;
}
INSTANTIATE_TEST_SUITE_P(Every, VerifyPlanted, testing::ValuesIn(plants()), name_of);

}  // namespace
}  // namespace yibao::main
