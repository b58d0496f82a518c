#include <iostream>

#include "business/reconciliation/book_file.h"
#include "main/card_maker.h"
#include "main/command_line.h"
#include "main/import/contribution_row.h"
#include "main/import/employer_receipts.h"
#include "main/provider_manual.h"
#include "main/reconcile.h"
#include "main/reconcile_file.h"
#include "main/said_in.h"

namespace yibao::main {

void CommandLine::add_hotline() {
  CLI::App* command = app_.add_subcommand("hotline", "服务热线 12393、12333 的语音导航");
  using Driver = int (*)(const Settings&, const HotlineRequest&);
  const auto driver = [&](const char* name, const char* summary, Driver chosen) {
    command->add_flag_callback(
        name, [this, chosen] { hotline_driver_ = chosen; }, summary);
  };
  driver("--console", "在终端上打一通电话", &hotline_at_console);
  driver("--fastagi", "接听 Asterisk 转来的电话(FastAGI)", &hotline_for_asterisk);
  driver("--sip-line", "接听 SIP 线路,一次一通(baresip)", &hotline_on_sip);
  driver("--diagram", "以 Mermaid 画出对话",
         [](const Settings&, const HotlineRequest&) { return hotline_diagram(); });
  command->add_option("--dialled", hotline_.dialled, "被叫号码,默认 12393,可带区号");
  command->add_option("--caller", hotline_.caller, "主叫号码");
  command->add_option("--region", hotline_.region, "线路所属统筹区");
  command->add_option("--script", hotline_.script, "按键文件,每行一次输入;默认从键盘或管道");
  command->add_option("--listen", hotline_.address, "FastAGI 监听地址,默认 127.0.0.1");
  command->add_option("--agi-port", hotline_.port, "FastAGI 端口,默认 4573;0 为任意空闲端口");
  command->add_option("--sip", hotline_.sip, "SIP 监听地址,默认 127.0.0.1:5060");
  command->add_option("--sip-account", hotline_.sip_account, "文件:运营商处的 SIP 账号");
  command->add_option("--sip-staff", hotline_.sip_staff, "人工坐席的 SIP 地址");
  command->add_option("--recordings", hotline_.recordings, "录音目录,<代码>.wav 代替合成语音");
  command->add_option("--as", hotline_.token, "令牌,或演示登录名");
  command->callback([this, command] {
    if (!command->get_subcommands().empty()) return;
    if (hotline_driver_ == nullptr) throw CLI::CallForHelp();
    action_ = [this] { return hotline_driver_(settings(), hotline_); };
  });
  nouns_["hotline"] = command;
}

void CommandLine::add_provider() {
  CLI::App* command = app_.add_subcommand("provider", "定点医药机构接口:手册、模拟与测试");
  command->require_subcommand(1);
  CLI::App* play = command->add_subcommand("simulate", "向任一地址模拟医药机构的一天,逐条核对应答");
  play->add_option("--url", simulate_.url, "接口地址,默认本机测试服务");
  play->add_option("--profile", simulate_.profile, "传输方式:csb、tif、web 或 number");
  play->add_option("--institution", simulate_.institution, "定点医药机构编号,默认全部测试机构");
  play->add_option("--access-key", simulate_.access_key, "接口密钥");
  play->add_option("--secret", simulate_.secret, "密钥的密文");
  play->add_option("--region", simulate_.region, "就医地与参保地区划,默认取自机构编号");
  play->add_option("--person", simulate_.number, "测试人员的身份证号码");
  play->add_option("--script", simulate_.script, "脚本文件,默认 data/provider_day.json");
  play->add_option("--pause", simulate_.pause, "断线之后等待的毫秒数,默认 1000")
      ->check(CLI::Range(0, 60'000));
  play->add_flag("--brief", simulate_.brief, "只显示不符之处的报文");
  on(play, [this] { return provider_simulate(settings(), simulate_, output()); });
  CLI::App* server =
      command->add_subcommand("serve-test", "在全新的数据上启动服务,带测试机构和测试人员");
  server->add_option("--address", flags_.address, "监听地址,默认 127.0.0.1");
  server->add_option("--port", flags_.port, "监听端口,接口为其后一个;0 为任意空闲端口");
  on(server, [this] { return provider_serve_test(settings()); });
  CLI::App* document =
      command->add_subcommand("document", "接口手册(Markdown):字段、字典、签名、限制、拒绝代码");
  on(document, [this] { return print_provider_manual(settings()); });
  nouns_["provider"] = command;
}

void CommandLine::add_generate() {
  CLI::App* command = app_.add_subcommand("generate", "按种子生成任意规模的模拟参保人口(空库)");
  command->add_option("--people", generate_.people, "人数");
  command->add_option("--months", generate_.months, "月数");
  command->add_option("--seed", generate_.seed, "种子");
  command->add_option("--people-file", generate_.people_file,
                      "另写出:参保人编号 地区 余额(分) 证件号码 参保地");
  command->add_option("--tokens", generate_.tokens, "其中多少人另有登录令牌,写在其后");
  on(command, [this] { return generate(settings(), generate_, output()); });
}

void CommandLine::add_import() {
  CLI::App* command = app_.add_subcommand("import", "导入缴费文件(CSV,UTF-8 或 GB18030)");
  command->add_option("file", import_.file, "文件")->required();
  command->footer(
      "文件的列(首行为列名,中文或者英文,次序不限): " + csv::told(contribution_columns()) +
      "\n加 --employers 时: " + csv::told(employer_receipt_columns()));
  command->add_option("--region", import_.region, "统筹区的行政区划代码")->required();
  command->add_option("--report", import_.report, "逐行结果,写入此 CSV 文件");
  command->add_option("--officer", import_.officer, "工号")->check(kStaffNumbers);
  command->add_flag("--employers", import_.employers, "文件是征收机构按单位转来的到账");
  on(command, [this] {
    return operate(settings(), "import",
                   Tree::object({{"file", absolute(import_.file)},
                                 {"region", import_.region},
                                 {"report", absolute(import_.report)},
                                 {"officer", import_.officer},
                                 {"employers", import_.employers}}),
                   output());
  });
}

void CommandLine::add_everybody() {
  CLI::App* command =
      nouns_.at("entitlement")->add_subcommand("everybody", "某日全体参保人的待遇,按原因计数");
  command->add_option("--on", everybody_.on, "日期,默认今天");
  command->add_option("--region", everybody_.region, "只看一个统筹区");
  command->add_option("--out", everybody_.out, "逐人写入此 CSV 文件");
  on(command, [this] { return entitlement_of_everybody(settings(), everybody_, output()); });
}

void CommandLine::add_runs() {
  CLI::App* runs = app_.add_subcommand("run", "批量办理(中断后重复同一命令即继续)");
  runs->require_subcommand(1);
  const auto add = [&](const char* kind, const char* summary) {
    CLI::App* command = runs->add_subcommand(kind, summary);
    command->add_option("--region", run_.region, "统筹区的行政区划代码,多个以逗号分隔")->required();
    command->add_flag("--dry-run", run_.dry_run, "只试算,不办理");
    on(command, [this, kind] {
      run_.kind = kind;
      return run_in_bulk(settings(), run_, output());
    });
    return command;
  };
  CLI::App* credits = add("monthly-credits", "一个月的缴费到账与个人账户划入");
  credits->add_option("--month", run_.month, "费款所属期")->required();
  credits->add_option("--received-on", run_.received_on, "到账日期,默认今天");
  credits->add_flag("--everybody", run_.everybody, "全统筹区足额到账;不填则只办理已登记到账的单位");
  add("interest", "个人账户年度结息")->add_option("--year", run_.year, "年度")->required();
  add("carry-forward", "个人账户年度结转,余额不变")
      ->add_option("--year", run_.year, "年度")
      ->required();
  add("retiree-payouts", "异地安置退休人员到期的账户资金划入本人银行账户")
      ->add_option("--month", run_.month, "月份,必须是本月")
      ->required();
  CLI::App* arrears = add("arrears", "截止日之后,核定一个月的单位欠费并通知");
  arrears->add_option("--month", run_.month, "费款所属期")->required();
}

void CommandLine::add_bank() {
  CLI::App* bank = app_.add_subcommand("bank", "银行付款指令与回盘");
  bank->require_subcommand(1);
  CLI::App* send = bank->add_subcommand("send", "把待发送的付款指令写入文件");
  send->add_option("--out", bank_folder_, "与银行交换文件的目录,始终用同一个")->required();
  send->add_flag(
      "--again", bank_again_,
      "文件丢失时:不发送新的指令,只把已发送、银行未答复的指令按原文件名和原业务编号再次写出。"
      "目录中还在的文件不重写。银行须按业务编号识别,不重复付款");
  on(send, [this] {
    return operate(settings(), "bank-send",
                   Tree::object({{"folder", absolute(bank_folder_)}, {"again", bank_again_}}),
                   output());
  });
  CLI::App* receive = bank->add_subcommand("receive", "登记银行回盘结果");
  receive->add_option("file", bank_results_.file, "文件")->required();
  receive->footer("文件的列: " + csv::told(bank_result_columns()));
  receive->add_option("--report", bank_results_.report, "逐行结果,写入此 CSV 文件");
  on(receive, [this] {
    return operate(settings(), "bank-receive",
                   Tree::object({{"file", absolute(bank_results_.file)},
                                 {"report", absolute(bank_results_.report)}}),
                   output());
  });
}

void CommandLine::add_reconcile() {
  CLI::App* command =
      app_.add_subcommand("reconcile", "与医药机构的结算文件对账,找出说明差额的每一笔");
  command->add_option("file", reconcile_.file, "机构的结算文件(CSV,UTF-8 或 GB18030)")->required();
  command->footer(
      "文件的列(首行为列名,中文或者英文,次序不限): " + reconciliation::told_book_columns() +
      "\n其他列不理会。金额以元为单位,退费的金额前加负号;日期写作 2025-04-25 或者 "
      "2025-04-25 09:30:00;退费结算标志 0 或 1。--against 的文件同样,可以没有结算时间。");
  auto* institution =
      command->add_option("--institution", reconcile_.institution, "定点医药机构编码");
  auto* against =
      command->add_option("--against", reconcile_.against, "以此文件代替数据库中的结算");
  institution->excludes(against);
  command->add_option("--from", reconcile_.from, "第一天,默认为文件中最早的一天");
  command->add_option("--to", reconcile_.to, "最后一天,默认为文件中最晚的一天");
  command->add_option("--report", reconcile_.report, "逐笔结果,写入此 CSV 文件");
  on(command, [this] {
    if (reconcile_.institution.empty() == reconcile_.against.empty()) {
      std::cerr << said_in(
          settings().language,
          "还须写明 --institution(定点医药机构编码)或者 --against(另一份文件)。\n",
          "Still missing: --institution (its code) or --against (another file).\n");
      return kUsage;
    }
    Tree asked = Tree::object({{"file", absolute(reconcile_.file)},
                               {"institution", reconcile_.institution},
                               {"against", absolute(reconcile_.against)},
                               {"from", reconcile_.from},
                               {"to", reconcile_.to},
                               {"report", absolute(reconcile_.report)},
                               {"language", to_text(settings().language)}});
    if (!reconcile_.against.empty()) return reconcile_files(settings(), asked, output());
    return operate(settings(), "reconcile", std::move(asked), output());
  });
}

void CommandLine::add_clearing_month() {
  CLI::App* command =
      nouns_.at("clearing")->add_subcommand("draw-all", "编制一个统筹区全部医药机构的月度清算单");
  command->add_option("--region", run_.region, "统筹区的行政区划代码")->required();
  command->add_option("--month", run_.month, "清算月份")->required();
  on(command, [this] {
    return operate(settings(), "clearing-draw-all",
                   Tree::object({{"region", run_.region}, {"month", run_.month}}), output());
  });
}

void CommandLine::add_card_orders() {
  CLI::App* orders = nouns_.at("card")->add_subcommand("orders", "送制文件与制卡结果");
  orders->require_subcommand(1);
  CLI::App* send = orders->add_subcommand("send", "把待制作的卡写入送制文件");
  send->add_option("--out", bank_folder_, "与制卡厂商交换文件的目录,始终用同一个")->required();
  on(send, [this] {
    return operate(settings(), "card-orders-send",
                   Tree::object({{"folder", absolute(bank_folder_)}}), output());
  });
  CLI::App* receive = orders->add_subcommand("receive", "登记制卡结果");
  receive->add_option("file", bank_results_.file, "文件")->required();
  receive->footer("文件的列: " + csv::told(card_result_columns()));
  receive->add_option("--report", bank_results_.report, "逐行结果,写入此 CSV 文件");
  on(receive, [this] {
    return operate(settings(), "card-orders-receive",
                   Tree::object({{"file", absolute(bank_results_.file)},
                                 {"report", absolute(bank_results_.report)}}),
                   output());
  });
}

void CommandLine::add_notices() {
  CLI::App* notices = app_.add_subcommand("notices", "发给参保人的消息");
  notices->require_subcommand(1);
  CLI::App* send = notices->add_subcommand("send", "把待发送的消息写入文件");
  send->add_option("--out", notices_folder_, "消息文件的目录,始终用同一个")->required();
  on(send, [this] {
    return operate(settings(), "notices-send",
                   Tree::object({{"folder", absolute(notices_folder_)}}), output());
  });
}

}  // namespace yibao::main
