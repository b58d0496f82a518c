#include "main/cli.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "business/horizon.h"
#include "main/command_line.h"
#include "main/doctor.h"
#include "main/early_words.h"
#include "main/help_examples.h"
#include "main/said_in.h"
#include "main/wrong_usage.h"
#include "service/nouns.h"

namespace yibao::main {

namespace {

// A setting that cannot be: told in words, as wrong usage.
class WrongSetting : public std::runtime_error {
 public:
  explicit WrongSetting(Refusal refusal)
      : std::runtime_error(refusal.code()), refusal_(std::move(refusal)) {}
  const Refusal& refusal() const { return refusal_; }

 private:
  Refusal refusal_;
};

// Where the words are, as far as that is known without the settings.
std::string home_before_settings(const Flags& flags) {
  if (!flags.home.empty()) return flags.home;
  const char* home = std::getenv("YIBAO_HOME");
  return home != nullptr ? home : YIBAO_HOME_DEFAULT;
}

Settings settings_of(const Flags& flags) {
  Decision<Settings> loaded =
      load_settings(flags.config.empty() ? "yibao.toml" : flags.config, !flags.config.empty());
  if (!loaded) throw WrongSetting(loaded.refusal());
  Settings settings = std::move(loaded).value();
  if (!flags.home.empty()) settings.home = flags.home;
  if (!flags.state.empty()) settings.state = flags.state;
  if (!flags.database.empty()) settings.database = flags.database;
  if (!flags.address.empty()) settings.address = flags.address;
  if (!flags.today.empty()) {
    if (!business::day_within_horizon(flags.today)) {
      throw WrongSetting(refuse(RefusalKind::malformed, "setting_not_day",
                                {{"key", "today"}, {"value", flags.today}, {"where", "--today"}}));
    }
    settings.today = flags.today;
  }
  if (!flags.language.empty()) settings.language = *language_of(flags.language);
  if (flags.port >= 0) settings.port = flags.port;
  return settings;
}

// "到账日期 [日期,例如 2025-04-25]"
std::string help_of(const business::Field& field) {
  std::string help(field.summary);
  if (field.kind == business::FieldKind::list) return help + " [逗号分隔,或者 JSON 列表]";
  if (field.kind == business::FieldKind::object) return help + " [JSON 对象]";
  if (field.kind == business::FieldKind::text) return help;
  return help + " [" + std::string(service::kind_words(field.kind)) + "]";
}

// "report_loss" → "report-loss"
std::string hyphened(std::string_view name) {
  std::string word(name);
  std::replace(word.begin(), word.end(), '_', '-');
  return word;
}

}  // namespace

std::string absolute(const std::string& path) {
  return path.empty() ? path : std::filesystem::absolute(path).string();
}

CommandLine::CommandLine() : app_("易保 Yibao: 医疗保险服务平台", "yibao") {
  app_.require_subcommand(1);
  app_.fallthrough();
  app_.add_option("--config", flags_.config, "设置文件,默认 yibao.toml");
  app_.add_option("--db", flags_.database, "postgresql://… 或数据库文件");
  app_.add_option("--state", flags_.state, "数据目录,默认 var");
  app_.add_option("--home", flags_.home, "程序数据所在目录(policy、calendar …)");
  app_.add_option("--today", flags_.today, "模拟的今天,例如 2025-04-25");
  app_.add_option("--language", flags_.language, "理由、说明和帮助的语言: zh-CN(默认)或者 en")
      ->check(CLI::IsMember({"zh-CN", "en"}));
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
  add_examples();
}

// Below what a command's help says already.
void CommandLine::add_examples() {
  for (const HelpExample& each : help_examples()) {
    std::string line(each.command);
    CLI::App* command = &app_;
    for (std::size_t at = 0; at <= each.command.size();) {
      const std::size_t end = std::min(each.command.find(' ', at), each.command.size());
      command = command->get_subcommand(std::string(each.command.substr(at, end - at)));
      at = end + 1;
    }
    if (!each.words.empty()) line += " " + std::string(each.words);
    const std::string before = command->get_footer();
    command->footer(before + (before.empty() ? "" : "\n") + example_line(line));
  }
}

namespace {

void translate(CLI::App& app, const HelpWords& words) {
  app.description(words.english(app.get_description()));
  app.group(words.english(app.get_group()));
  app.footer(words.english_within(app.get_footer()));
  for (CLI::Option* option : app.get_options()) {
    option->description(words.english(option->get_description()));
  }
  for (CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
    translate(*each, words);
  }
}

// Before anything is parsed: the settings file that stands here, and none where it cannot be read.
Settings settings_that_stand_here() {
  Decision<Settings> loaded = load_settings("yibao.toml", false);
  return loaded ? std::move(loaded).value() : Settings();
}

}  // namespace

void CommandLine::speak_english(const HelpWords& words) {
  help_language_ = Language::english;
  translate(app_, words);
}

int CommandLine::run(int argc, char** argv) {
  const Settings here = settings_that_stand_here();
  const Language asked = asked_language(argc, argv, here.language);
  try {
    if (help_language(argc, argv, here.language) == Language::english) {
      speak_english(HelpWords::load(here.home));
    }
    app_.parse(argc, argv);
    return action_ ? action_() : kUsage;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app_.exit(error), kDone;  // help
    std::cerr << wrong_usage(app_, error, asked);
    return kUsage;
  } catch (const WrongSetting& wrong) {
    std::cerr << said_in(asked, "设置有误: ", "A setting is wrong: ")
              << explain_early(wrong.refusal(), home_before_settings(flags_), asked) << "\n";
    return kUsage;
  } catch (const Fault& fault) {
    std::cerr << "yibao: " << fault.what() << "\n";
    return kFault;
  } catch (const std::exception& bug) {
    std::cerr << "yibao: 程序错误: " << bug.what() << "\n";
    return kFault;
  }
}

Settings CommandLine::settings() const {
  return settings_of(flags_);
}

void CommandLine::on(CLI::App* command, Action action) {
  command->callback([this, action = std::move(action)] { action_ = action; });
}

void CommandLine::add_serve() {
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

void CommandLine::add_call() {
  CLI::App* command = app_.add_subcommand("call", "调用一个接口");
  command->add_option("method", call_.method, "GET 或 POST")->required();
  command->add_option("target", call_.target, "路径")->required();
  command->add_option("--body", call_.body, "JSON 内容");
  command->add_option("--as", call_.token, "令牌,或演示登录名");
  command->add_option("--key", call_.idempotency_key, "Idempotency-Key");
  on(command, [this] { return call(settings(), call_, output()); });
}

void CommandLine::add_why() {
  CLI::App* command = app_.add_subcommand("why", "决定的理由、依据和下一步");
  auto* application = command->add_option("--case", why_.application, "办件编号");
  auto* person =
      command->add_option("--person", why_.person, "参保人编号:某日的封存、解封步骤和待遇");
  application->excludes(person);
  command->add_option("--on", why_.on, "日期,默认今天");
  command->add_option("--as", why_.token, "令牌,或演示登录名");
  on(command, [this] {
    if (why_.application.empty() == why_.person.empty()) {
      std::cerr << said_in(
          settings().language,
          "用法: yibao why --case 办件编号,或者 --person 参保人编号 [--on 2025-04-27]\n",
          "Usage: yibao why --case CASE, or --person PERSON [--on 2025-04-27]\n");
      return kUsage;
    }
    return why(settings(), why_, output());
  });
  on(app_.add_subcommand("tick", "到点处理:超期、升级、应终止的办件"),
     [this] { return operate(settings(), "tick", {}, output()); });
}

void CommandLine::add_endpoints() {
  for (const business::Endpoint& endpoint : endpoints_) {
    const std::string noun(service::noun_of(endpoint.name));
    CLI::App*& group = nouns_[noun];
    if (group == nullptr) {
      group = app_.add_subcommand(hyphened(noun), std::string(service::noun_title(noun)));
      group->group("接口")->require_subcommand(1);
      if (hyphened(noun) != noun) group->alias(noun);  // as the endpoint is called
    }
    const std::string verb = hyphened(endpoint.name.substr(noun.size() + 1));
    CLI::App* command = group->add_subcommand(verb, std::string(endpoint.summary));
    EndpointWords& words = words_.emplace_back();
    for (const std::string& name : path_names(endpoint)) {
      command
          ->add_option(option_of(name), words.values[name], std::string(service::path_words(name)))
          ->required();
    }
    for (const business::Field& field : endpoint.fields) {
      const std::string name(field.name);
      if (words.values.contains(name)) continue;
      command->add_option(option_of(name), words.values[name], help_of(field))
          ->required(field.required);
    }
    command->footer(example_line(example_of(endpoint, group->get_name() + " " + verb)));
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

void CommandLine::add_pages() {
  on(app_.add_subcommand("doctor", "检查安装:数据、目录、密钥、数据库、服务"),
     [this] { return doctor(settings(), output()); });
  on(app_.add_subcommand("man", "输出 man 手册页"), [this] {
    std::cout << man_page(word_of(app_), help_language_);
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

CommandWord CommandLine::word_of(const CLI::App& app) {
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

int run(int argc, char** argv) {
  return CommandLine().run(argc, argv);
}

}  // namespace yibao::main
