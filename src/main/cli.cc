#include "main/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <list>
#include <map>

#include "main/bank.h"
#include "main/command_pages.h"
#include "main/commands.h"
#include "main/doctor.h"
#include "main/endpoint_call.h"
#include "main/generate/generate.h"
#include "main/guide_commands.h"
#include "main/hotline.h"
#include "main/import/import.h"
#include "main/installation.h"
#include "main/operations.h"
#include "main/provider_simulate.h"
#include "main/runs.h"
#include "main/signing.h"

namespace yibao::main {

namespace {

// The settings that flags may override; empty or zero means "not given".
struct Flags {
  std::string config;
  std::string database;
  std::string state;
  std::string home;
  std::string address;
  std::string today;
  int port = -1;
  bool json = false;
};

Settings settings_of(const Flags& flags) {
  Decision<Settings> loaded =
      load_settings(flags.config.empty() ? "yibao.toml" : flags.config, !flags.config.empty());
  if (!loaded) {
    const Refusal& refusal = loaded.refusal();
    std::string text = refusal.code();
    for (const Fact& fact : refusal.reasons.front().facts) {
      text += " " + fact.name + "=" + fact.value;
    }
    throw CLI::ValidationError(text);
  }
  Settings settings = std::move(loaded).value();
  if (!flags.home.empty()) settings.home = flags.home;
  if (!flags.state.empty()) settings.state = flags.state;
  if (!flags.database.empty()) settings.database = flags.database;
  if (!flags.address.empty()) settings.address = flags.address;
  if (!flags.today.empty()) settings.today = flags.today;
  if (flags.port >= 0) settings.port = flags.port;
  return settings;
}

using Action = std::function<int()>;

// The server may have been started elsewhere.
std::string absolute(const std::string& path) {
  return path.empty() ? path : std::filesystem::absolute(path).string();
}

struct ReconcileRequest {
  std::string file;
  std::string institution;
  std::string against;
  std::string from;
  std::string to;
  std::string report;
};

struct TokenRequest {
  std::string role;
  std::string region;
  std::int64_t id = 0;
  std::string person;       // the outside id of a participant
  std::string employer;     // the outside id of the employer that somebody acts for
  std::string institution;  // the code of the institution that a cashier works for
  std::string name;
  std::string channel = "counter";
  int days = 365;
};

class CommandLine {
 public:
  CommandLine() : app_("易保 Yibao: 医疗保险服务平台", "yibao") {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.add_option("--config", flags_.config, "设置文件,默认 yibao.toml");
    app_.add_option("--db", flags_.database, "postgresql://… 或数据库文件");
    app_.add_option("--state", flags_.state, "数据目录,默认 var");
    app_.add_option("--home", flags_.home, "程序数据所在目录(policy、calendar …)");
    app_.add_option("--today", flags_.today, "模拟的今天,例如 2025-04-25");
    app_.add_flag("--json", flags_.json, "以 JSON 输出");
    add_serve();
    add_calendar();
    add_policy();
    add_access();
    add_token();
    add_sign_ins();
    add_call();
    add_why();
    add_guide();
    add_hotline();
    add_provider();
    add_generate();
    add_import();
    add_bank();
    add_reconcile();
    add_notices();
    add_runs();
    add_checks();
    add_pages();
    add_endpoints();
    add_everybody();
    add_card_orders();
    add_clearing_month();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
      return action_ ? action_() : kUsage;
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? kDone : kUsage;
    } catch (const Fault& fault) {
      std::cerr << "yibao: " << fault.what() << "\n";
      return kFault;
    } catch (const std::exception& bug) {
      std::cerr << "yibao: 程序错误: " << bug.what() << "\n";
      return kFault;
    }
  }

 private:
  Settings settings() const { return settings_of(flags_); }
  Output output() const { return {flags_.json}; }
  void on(CLI::App* command, Action action) {
    command->callback([this, action = std::move(action)] { action_ = action; });
  }

  void add_serve() {
    CLI::App* command = app_.add_subcommand("serve", "启动服务");
    command->add_option("--address", flags_.address, "监听地址,默认 127.0.0.1");
    command->add_option("--port", flags_.port, "监听端口,默认 8080;0 为任意空闲端口")
        ->check(CLI::Range(0, 65'535));
    command->add_flag("--demo", with_demo_, "第一次启动时写入演示数据和登录令牌");
    command->add_flag("--sign-ins", with_sign_ins_, "第一次启动时只准备登录令牌,不写演示数据");
    on(command, [this] {
      return serve(settings(), with_demo_       ? Demo::data_and_sign_ins
                               : with_sign_ins_ ? Demo::sign_ins
                                                : Demo::nothing);
    });
  }

  void add_calendar() {
    CLI::App* calendar = app_.add_subcommand("calendar", "工作日历");
    calendar->require_subcommand(1);
    CLI::App* add = calendar->add_subcommand("add", "从某日起数若干工作日(当日不计)");
    add->add_option("from", from_, "起算日")->required();
    add->add_option("days", days_, "工作日数")->required();
    on(add, [this] { return calendar_add(settings(), from_, days_, output()); });
    CLI::App* list = calendar->add_subcommand("list", "列出一年的工作日");
    list->add_option("--year", year_, "年份")->required();
    on(list, [this] { return calendar_list(settings(), year_, output()); });
    on(calendar->add_subcommand("recompute", "放假通知发布后,重新计算暂定的办理期限"),
       [this] { return operate(settings(), "calendar-recompute", {}, output()); });
  }

  void add_policy() {
    CLI::App* policy = app_.add_subcommand("policy", "政策参数");
    policy->require_subcommand(1);
    on(policy->add_subcommand("check", "检查全部政策文件"),
       [this] { return policy_check(settings(), output()); });
    CLI::App* show = policy->add_subcommand("show", "某地某日的全部参数及来源");
    show->add_option("--region", region_, "行政区划代码")->required();
    show->add_option("--on", on_, "日期")->required();
    on(show, [this] { return policy_show(settings(), region_, on_, output()); });
    CLI::App* diff = policy->add_subcommand("diff", "两地或两日之间的不同");
    diff->add_option("--region", region_, "行政区划代码")->required();
    diff->add_option("--on", on_, "日期")->required();
    diff->add_option("--to-region", other_region_, "另一地");
    diff->add_option("--to-day", other_day_, "另一日");
    on(diff, [this] {
      return policy_diff(settings(), region_, on_, other_region_, other_day_, output());
    });
  }

  void add_token() {
    CLI::App* token = app_.add_subcommand("token", "访问令牌");
    token->require_subcommand(1);
    CLI::App* issue = token->add_subcommand("issue", "签发令牌(只显示一次)");
    issue->add_option("--role", token_.role, "角色")->required();
    issue->add_option("--region", token_.region, "经办机构或机构所在地");
    issue->add_option("--id", token_.id, "工号");
    issue->add_option("--person", token_.person, "参保人编号");
    issue->add_option("--employer", token_.employer, "用人单位编号");
    issue->add_option("--institution", token_.institution, "收费员所属的定点医药机构编码");
    issue->add_option("--name", token_.name, "姓名");
    issue->add_option("--channel", token_.channel, "渠道代码");
    issue->add_option("--days", token_.days, "有效天数");
    on(issue, [this] {
      return operate(settings(), "token-issue",
                     Tree::object({{"role", token_.role},
                                   {"region", token_.region},
                                   {"id", token_.id},
                                   {"person", token_.person},
                                   {"employer", token_.employer},
                                   {"institution", token_.institution},
                                   {"name", token_.name},
                                   {"channel", token_.channel},
                                   {"days", token_.days}}),
                     output());
    });
  }

  void add_sign_ins() {
    CLI::App* staff = app_.add_subcommand("staff-account", "工作人员的登录账号");
    staff->require_subcommand(1);
    CLI::App* give = staff->add_subcommand("give", "一次性初始密码和动态口令密钥(只显示一次)");
    give->add_option("--account", account_, "账号")->required();
    give->add_option("--role", token_.role, "角色")->required();
    give->add_option("--region", token_.region, "经办机构所在地;不填为全国");
    give->add_option("--id", token_.id, "工号");
    give->add_option("--institution", token_.institution, "收费员所属的定点医药机构编码");
    give->add_option("--name", token_.name, "姓名")->required();
    on(give, [this] {
      return operate(settings(), "staff-account",
                     Tree::object({{"account", account_},
                                   {"role", token_.role},
                                   {"region", token_.region},
                                   {"id", token_.id},
                                   {"institution", token_.institution},
                                   {"name", token_.name}}),
                     output());
    });
    CLI::App* insurance = app_.add_subcommand("insurance-accounts", "原社保网站的账号");
    insurance->require_subcommand(1);
    CLI::App* import = insurance->add_subcommand(
        "give", "每个账号生成一个随机的一次性初始密码(CSV: 证件号码,社保编号)");
    import->add_option("file", import_.file, "文件")->required();
    import->add_option("--report", import_.report, "初始密码写入此 CSV 文件,仅本人可读")
        ->required();
    on(import, [this] {
      return operate(
          settings(), "insurance-accounts",
          Tree::object({{"file", absolute(import_.file)}, {"report", absolute(import_.report)}}),
          output());
    });
  }

  void add_call() {
    CLI::App* command = app_.add_subcommand("call", "调用一个接口");
    command->add_option("method", call_.method, "GET 或 POST")->required();
    command->add_option("target", call_.target, "路径")->required();
    command->add_option("--body", call_.body, "JSON 内容");
    command->add_option("--as", call_.token, "令牌,或演示登录名");
    command->add_option("--key", call_.idempotency_key, "Idempotency-Key");
    on(command, [this] { return call(settings(), call_, output()); });
  }

  void add_why() {
    CLI::App* command = app_.add_subcommand("why", "决定的理由、依据和下一步");
    auto* application = command->add_option("--case", why_.application, "办件编号");
    auto* person =
        command->add_option("--person", why_.person, "参保人编号:某日的封存、解封步骤和待遇");
    application->excludes(person);
    command->add_option("--on", why_.on, "日期,默认今天");
    command->add_option("--as", why_.token, "令牌,或演示登录名");
    on(command, [this] {
      if (why_.application.empty() == why_.person.empty()) {
        std::cerr << "用法: yibao why --case 办件编号,或者 --person 参保人编号 [--on 2025-04-27]\n";
        return kUsage;
      }
      return why(settings(), why_, output());
    });
    on(app_.add_subcommand("tick", "到点处理:超期、升级、应终止的办件"),
       [this] { return operate(settings(), "tick", {}, output()); });
  }

  // `yibao guide --service …`, beside the nouns that the endpoints make.
  void add_access() {
    CLI::App* command = app_.add_subcommand("access", "谁可以问什么");
    command->require_subcommand(1);
    CLI::App* table = command->add_subcommand("table", "权限表:角色 × 归属 × 统筹区");
    on(table, [this] { return access_rows(settings(), output()); });
    nouns_["access"] = command;
  }

  void add_guide() {
    CLI::App* command = app_.add_subcommand("guide", "办事指南,由政策参数生成");
    command->add_option("--service", guide_.service, "事项,例如 transfer");
    command->add_option("--region", guide_.region, "行政区划代码");
    command->add_option("--on", guide_.on, "日期,默认今天");
    command->add_option("--as", guide_.token, "令牌,或演示登录名:同时显示经办机构的联系方式");
    command->callback([this, command] {
      if (command->get_subcommands().empty()) {
        action_ = [this] { return guide(settings(), guide_, output()); };
      }
    });
    CLI::App* lint = command->add_subcommand("lint", "找出公开文章中与政策不符的句子");
    lint->add_option("file", lint_.file, "文件")->required();
    lint->add_option("--region", lint_.region, "文章所说的地区,默认全国");
    lint->add_option("--on", lint_.on, "日期,默认今天");
    on(lint, [this] { return guide_lint(settings(), lint_, output()); });
    nouns_["guide"] = command;
  }

  // `yibao hotline --console`, beside the verbs that the endpoints make.
  void add_hotline() {
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

  // For makers of hospital and pharmacy systems.
  void add_provider() {
    CLI::App* command = app_.add_subcommand("provider", "定点医药机构接口:模拟与测试");
    command->require_subcommand(1);
    CLI::App* play =
        command->add_subcommand("simulate", "向任一地址模拟医药机构的一天,逐条核对应答");
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
    nouns_["provider"] = command;
  }

  void add_generate() {
    CLI::App* command = app_.add_subcommand("generate", "按种子生成任意规模的模拟参保人口(空库)");
    command->add_option("--people", generate_.people, "人数");
    command->add_option("--months", generate_.months, "月数");
    command->add_option("--seed", generate_.seed, "种子");
    command->add_option("--people-file", generate_.people_file,
                        "另写出:参保人编号 地区 余额(分) 证件号码 参保地");
    command->add_option("--tokens", generate_.tokens, "其中多少人另有登录令牌,写在其后");
    on(command, [this] { return generate(settings(), generate_, output()); });
  }

  // `yibao account pay …`: a noun and a verb for every endpoint.
  void add_endpoints() {
    for (const business::Endpoint& endpoint : endpoints_) {
      const std::size_t dot = endpoint.name.find('.');
      const std::string noun(endpoint.name.substr(0, dot));
      std::string verb(endpoint.name.substr(dot + 1));
      std::replace(verb.begin(), verb.end(), '_', '-');
      CLI::App*& group = nouns_[noun];
      if (group == nullptr) {
        group = app_.add_subcommand(noun, "接口 " + noun)->group("接口");
        group->require_subcommand(1);
      }
      CLI::App* command = group->add_subcommand(verb, std::string(endpoint.summary));
      EndpointWords& words = words_.emplace_back();
      for (const std::string& name : path_names(endpoint)) {
        command->add_option(option_of(name), words.values[name], "路径中的编号")->required();
      }
      for (const business::Field& field : endpoint.fields) {
        const std::string name(field.name);
        if (words.values.contains(name)) continue;
        command->add_option(option_of(name), words.values[name], std::string(field.summary))
            ->required(field.required);
      }
      command->add_option("--as", call_.token, "令牌,或演示登录名");
      command->add_option("--key", call_.idempotency_key, "Idempotency-Key");
      if (endpoint.download) command->add_option("--out", call_.out, "写入此文件");
      if (endpoint.command != nullptr) {
        command->add_flag("--dry-run", words.dry_run, "只试算,不办理");
      }
      on(command, [this, &endpoint, &words] {
        CallRequest request = request_of(endpoint, words);
        request.token = call_.token;
        request.idempotency_key = call_.idempotency_key;
        request.out = call_.out;
        return call(settings(), request, output());
      });
    }
  }

  void add_import() {
    CLI::App* command = app_.add_subcommand("import", "导入缴费文件(CSV,UTF-8 或 GB18030)");
    command->add_option("file", import_.file, "文件")->required();
    command->add_option("--region", import_.region, "统筹区的行政区划代码")->required();
    command->add_option("--report", import_.report, "逐行结果,写入此 CSV 文件");
    command->add_option("--officer", import_.officer, "工号");
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

  void add_everybody() {
    CLI::App* command =
        nouns_.at("entitlement")->add_subcommand("everybody", "某日全体参保人的待遇,按原因计数");
    command->add_option("--on", everybody_.on, "日期,默认今天");
    command->add_option("--region", everybody_.region, "只看一个统筹区");
    command->add_option("--out", everybody_.out, "逐人写入此 CSV 文件");
    on(command, [this] { return entitlement_of_everybody(settings(), everybody_, output()); });
  }

  // Bulk work over a region, in this process.
  void add_runs() {
    CLI::App* runs = app_.add_subcommand("run", "批量办理(中断后重复同一命令即继续)");
    runs->require_subcommand(1);
    const auto add = [&](const char* kind, const char* summary) {
      CLI::App* command = runs->add_subcommand(kind, summary);
      command->add_option("--region", run_.region, "统筹区的行政区划代码,多个以逗号分隔")
          ->required();
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
    credits->add_flag("--everybody", run_.everybody,
                      "全统筹区足额到账;不填则只办理已登记到账的单位");
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

  void add_bank() {
    CLI::App* bank = app_.add_subcommand("bank", "银行付款指令与回盘");
    bank->require_subcommand(1);
    CLI::App* send = bank->add_subcommand("send", "把待发送的付款指令写入文件");
    send->add_option("--out", bank_folder_, "与银行交换文件的目录,始终用同一个")->required();
    on(send, [this] {
      return operate(settings(), "bank-send", Tree::object({{"folder", absolute(bank_folder_)}}),
                     output());
    });
    CLI::App* receive = bank->add_subcommand("receive", "登记银行回盘结果");
    receive->add_option("file", bank_results_.file, "文件")->required();
    receive->add_option("--report", bank_results_.report, "逐行结果,写入此 CSV 文件");
    on(receive, [this] {
      return operate(settings(), "bank-receive",
                     Tree::object({{"file", absolute(bank_results_.file)},
                                   {"report", absolute(bank_results_.report)}}),
                     output());
    });
  }

  void add_reconcile() {
    CLI::App* command =
        app_.add_subcommand("reconcile", "与医药机构的结算文件对账,找出说明差额的每一笔");
    command->add_option("file", reconcile_.file, "机构的结算文件(CSV,UTF-8 或 GB18030)")
        ->required();
    auto* institution =
        command->add_option("--institution", reconcile_.institution, "定点医药机构编码");
    auto* against =
        command->add_option("--against", reconcile_.against, "以此文件代替数据库中的结算");
    institution->excludes(against);
    command->add_option("--from", reconcile_.from, "第一天,默认为文件中最早的一天");
    command->add_option("--to", reconcile_.to, "最后一天,默认为文件中最晚的一天");
    command->add_option("--report", reconcile_.report, "逐笔结果,写入此 CSV 文件");
    on(command, [this] {
      if (reconcile_.institution.empty() == reconcile_.against.empty()) return kUsage;
      return operate(settings(), "reconcile",
                     Tree::object({{"file", absolute(reconcile_.file)},
                                   {"institution", reconcile_.institution},
                                   {"against", absolute(reconcile_.against)},
                                   {"from", reconcile_.from},
                                   {"to", reconcile_.to},
                                   {"report", absolute(reconcile_.report)}}),
                     output());
    });
  }

  // `yibao clearing draw-all`, beside the verbs that the endpoints make.
  void add_clearing_month() {
    CLI::App* command =
        nouns_.at("clearing")->add_subcommand("draw-all", "编制一个统筹区全部医药机构的月度清算单");
    command->add_option("--region", run_.region, "统筹区的行政区划代码")->required();
    command->add_option("--month", run_.month, "清算月份")->required();
    on(command, [this] {
      return operate(settings(), "clearing-draw-all",
                     Tree::object({{"region", run_.region}, {"month", run_.month}}), output());
    });
  }

  // `yibao card orders send|receive`, beside the verbs that the endpoints make.
  void add_card_orders() {
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
    receive->add_option("--report", bank_results_.report, "逐行结果,写入此 CSV 文件");
    on(receive, [this] {
      return operate(settings(), "card-orders-receive",
                     Tree::object({{"file", absolute(bank_results_.file)},
                                   {"report", absolute(bank_results_.report)}}),
                     output());
    });
  }

  void add_notices() {
    CLI::App* notices = app_.add_subcommand("notices", "发给参保人的消息");
    notices->require_subcommand(1);
    CLI::App* send = notices->add_subcommand("send", "把待发送的消息写入文件");
    send->add_option("--out", notices_folder_, "消息文件的目录,始终用同一个")->required();
    on(send, [this] {
      return operate(settings(), "notices-send",
                     Tree::object({{"folder", absolute(notices_folder_)}}), output());
    });
  }

  void add_pages() {
    on(app_.add_subcommand("doctor", "检查安装:数据、目录、密钥、数据库、服务"),
       [this] { return doctor(settings(), output()); });
    on(app_.add_subcommand("man", "输出 man 手册页"), [this] {
      std::cout << man_page(word_of(app_));
      return kDone;
    });
    CLI::App* completion = app_.add_subcommand("completion", "命令行补全: bash、zsh 或者 fish");
    completion->require_subcommand(1);
    for (const char* shell : {"bash", "zsh", "fish"}) {
      on(completion->add_subcommand(shell, std::string(shell) + " 的补全脚本"), [shell] {
        std::cout << completion_script(shell);
        return kDone;
      });
    }
    CLI::App* words = completion->add_subcommand("words", "可以接在其后的词(供脚本使用)");
    words->set_help_flag();
    words->fallthrough(false);
    words->prefix_command();
    on(words, [this, words] {
      for (const std::string& word : completions(word_of(app_), words->remaining())) {
        std::cout << word << "\n";
      }
      return kDone;
    });
  }

  static CommandWord word_of(const CLI::App& app) {
    CommandWord word{app.get_name(), app.get_description(), {}, {}};
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_name().starts_with("--")) {
        word.options.push_back({option->get_name(), option->get_description()});
      }
    }
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
      word.words.push_back(word_of(*each));
    }
    return word;
  }

  void add_checks() {
    on(app_.add_subcommand("verify", "从数据行重新计算全部不变量"),
       [this] { return operate(settings(), "verify", {}, output()); });
    CLI::App* backup = app_.add_subcommand("backup", "一致的数据备份,服务运行时也可以");
    backup->add_option("file", backup_file_, "备份文件,不得已存在")->required();
    on(backup, [this] {
      return operate(settings(), "backup", Tree::object({{"file", absolute(backup_file_)}}),
                     output());
    });
    CLI::App* signature = app_.add_subcommand("signature", "日志链的签名");
    signature->require_subcommand(1);
    on(signature->add_subcommand("key", "显示公钥,交给外部核验者保存"),
       [this] { return print_signing_key(settings(), output()); });
    on(signature->add_subcommand("make", "签署有变动的日志链"),
       [this] { return operate(settings(), "sign", {}, output()); });
    CLI::App* play = app_.add_subcommand("demo", "在全新的内嵌数据库上演示各个场景");
    play->add_option("files", files_, "场景文件,默认全部");
    on(play, [this] { return demo(settings(), files_, output()); });
  }

  CLI::App app_;
  Flags flags_;
  Action action_;
  bool with_demo_ = false;
  bool with_sign_ins_ = false;
  std::string from_;
  std::string region_;
  std::string on_;
  std::string other_region_;
  std::string other_day_;
  int days_ = 0;
  int year_ = 0;
  TokenRequest token_;
  ReconcileRequest reconcile_;
  std::string account_;
  CallRequest call_;
  WhyRequest why_;
  const std::vector<business::Endpoint> endpoints_ = all_endpoints();
  std::list<EndpointWords> words_;
  std::map<std::string, CLI::App*> nouns_;
  GuideRequest guide_;
  LintRequest lint_;
  HotlineRequest hotline_;
  int (*hotline_driver_)(const Settings&, const HotlineRequest&) = nullptr;
  GenerateRequest generate_;
  ImportRequest import_;
  RunRequest run_;
  SimulateRequest simulate_;
  EverybodyRequest everybody_;
  std::string bank_folder_;
  std::string notices_folder_;
  BankResults bank_results_;
  std::vector<std::string> files_;
  std::string backup_file_;
};

}  // namespace

int run(int argc, char** argv) {
  return CommandLine().run(argc, argv);
}

}  // namespace yibao::main
