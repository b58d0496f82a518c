#include <iostream>

#include "business/channel.h"
#include "main/command_line.h"
#include "main/keys.h"
#include "main/sign_ins.h"
#include "main/signing.h"

namespace yibao::main {

void CommandLine::add_calendar() {
  CLI::App* calendar = app_.add_subcommand("calendar", "工作日历");
  calendar->require_subcommand(1);
  CLI::App* add = calendar->add_subcommand("add", "从某日起数若干工作日(当日不计)");
  add->add_option("from", from_, "起算日")->required();
  add->add_option("days", days_, "工作日数")->required();
  on(add, [this] { return calendar_add(settings(), from_, days_, output()); });
  CLI::App* list = calendar->add_subcommand("list", "列出一年的工作日");
  list->add_option("--year", year_, "年份")->required();
  on(list, [this] { return calendar_list(settings(), year_, output()); });
  on(calendar->add_subcommand("recompute", "放假通知发布或者修改后,重新计算在办件的期限"),
     [this] { return operate(settings(), "calendar-recompute", {}, output()); });
}

void CommandLine::add_policy() {
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
  on(diff,
     [this] { return policy_diff(settings(), region_, on_, other_region_, other_day_, output()); });
}

void CommandLine::add_access() {
  CLI::App* command = app_.add_subcommand("access", "谁可以问什么");
  command->require_subcommand(1);
  CLI::App* table = command->add_subcommand("table", "权限表:角色 × 归属 × 统筹区");
  on(table, [this] { return access_rows(settings(), output()); });
  nouns_["access"] = command;
}

void CommandLine::add_guide() {
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

void CommandLine::add_token() {
  CLI::App* token = app_.add_subcommand("token", "访问令牌");
  token->require_subcommand(1);
  CLI::App* issue = token->add_subcommand("issue", "签发令牌(只显示一次)");
  issue->add_option("--role", token_.role, "角色")->required();
  issue->add_option("--region", token_.region, "经办机构或机构所在地");
  issue->add_option("--id", token_.id, "工号,工作人员的角色必填;银行为行别代码");
  issue->add_option("--person", token_.person, "参保人编号,参保人的令牌必填");
  issue->add_option("--employer", token_.employer, "用人单位编号");
  issue->add_option("--institution", token_.institution, "收费员所属的定点医药机构编码");
  issue->add_option("--name", token_.name, "姓名");
  std::string channels;
  for (const std::string_view each : business::kChannels) channels += " " + std::string(each);
  issue->add_option("--channel", token_.channel,
                    "渠道代码,默认参保人为 app,其他为 counter:" + channels);
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
  CLI::App* revoke = token->add_subcommand("revoke", "吊销一个令牌,或者某人某角色的全部令牌");
  revoke->add_option("token", token_.token, "要吊销的令牌");
  revoke->add_option("--role", token_.role, "角色");
  revoke->add_option("--id", token_.id, "工号;银行为行别代码");
  revoke->add_option("--person", token_.person, "参保人编号");
  revoke->add_option("--employer", token_.employer, "用人单位编号");
  revoke->add_option("--institution", token_.institution, "收费员所属的定点医药机构编码");
  on(revoke, [this] {
    Tree arguments = Tree::object({{"token", token_.token},
                                   {"role", token_.role},
                                   {"person", token_.person},
                                   {"employer", token_.employer},
                                   {"institution", token_.institution}});
    if (token_.id != 0) arguments.set("id", token_.id);
    return operate(settings(), "token-revoke", std::move(arguments), output());
  });
}

void CommandLine::add_sign_ins() {
  CLI::App* staff = app_.add_subcommand("staff-account", "工作人员的登录账号");
  staff->require_subcommand(1);
  CLI::App* give = staff->add_subcommand("give", "一次性初始密码和动态口令密钥(只显示一次)");
  give->add_option("--account", account_, "账号")->required();
  give->add_option("--role", token_.role, "角色")->required();
  give->add_option("--region", token_.region, "经办机构所在地;不填为全国");
  give->add_option("--id", token_.id, "工号,收费员以外必填");
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
  import->add_option("--report", import_.report, "初始密码写入此 CSV 文件,仅本人可读")->required();
  on(import, [this] {
    return operate(
        settings(), "insurance-accounts",
        Tree::object({{"file", absolute(import_.file)}, {"report", absolute(import_.report)}}),
        output());
  });
}

void CommandLine::add_checks() {
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
  CLI::App* keys = app_.add_subcommand("keys", "数据库旁的密钥");
  keys->require_subcommand(1);
  on(keys->add_subcommand("accept-document",
                          "文书改用 document.key 中的另一把密钥签名(服务须先停止)"),
     [this] { return accept_document_key(settings()); });
  CLI::App* play = app_.add_subcommand("demo", "在全新的内嵌数据库上演示各个场景");
  play->add_option("files", files_, "场景文件,默认全部;给出 --state 时数据留在该目录");
  on(play, [this] { return demo(settings(), files_, !flags_.state.empty(), output()); });
}

}  // namespace yibao::main
