#include "main/command_pages.h"

#include <algorithm>

namespace yibao::main {

namespace {

const CommandWord* word_below(const CommandWord& word, const std::string& name) {
  const auto found = std::ranges::find(word.words, name, &CommandWord::name);
  return found == word.words.end() ? nullptr : &*found;
}

// What roff would read as a command or an escape.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

void add_section(std::string& page, const CommandWord& word, const std::string& path) {
  if (word.words.empty()) {
    page += ".TP\n.B " + roff(path) + "\n" + roff(word.summary) + "\n";
    for (const CommandWord::Option& option : word.options) {
      page += ".RS\n.IP \"" + roff(option.name) + "\" 4\n" + roff(option.summary) + "\n.RE\n";
    }
  }
  for (const CommandWord& each : word.words) add_section(page, each, path + " " + each.name);
}

}  // namespace

std::vector<std::string> completions(const CommandWord& root,
                                     const std::vector<std::string>& typed) {
  const CommandWord* at = &root;
  for (std::size_t i = 0; i + 1 < typed.size(); ++i) {
    if (const CommandWord* below = word_below(*at, typed[i])) at = below;
  }
  const std::string begun = typed.empty() ? "" : typed.back();
  std::vector<std::string> fitting;
  const auto offer = [&](const std::string& word) {
    if (word.starts_with(begun)) fitting.push_back(word);
  };
  for (const CommandWord& each : at->words) offer(each.name);
  if (begun.starts_with("-") || at->words.empty()) {
    for (const CommandWord::Option& option : at->options) offer(option.name);
    if (at != &root && begun.starts_with("-")) {
      for (const CommandWord::Option& option : root.options) offer(option.name);
    }
  }
  return fitting;
}

std::string completion_script(std::string_view shell) {
  if (shell == "bash") {
    return "_yibao() {\n"
           "  local words=(\"${COMP_WORDS[@]:1:COMP_CWORD}\")\n"
           "  mapfile -t COMPREPLY < <(yibao completion words \"${words[@]}\")\n"
           "}\n"
           "complete -o default -F _yibao yibao\n";
  }
  if (shell == "zsh") {
    return "#compdef yibao\n"
           "_yibao() {\n"
           "  compadd -- ${(f)\"$(yibao completion words ${words[2,CURRENT]})\"} || _files\n"
           "}\n"
           "compdef _yibao yibao\n";
  }
  if (shell == "fish") {
    return "complete -c yibao -f -a '(yibao completion words (commandline -opc)[2..-1] "
           "(commandline -ct))'\n";
  }
  return "";
}

namespace {

// What stands around the words.
struct PageWords {
  const char* synopsis;
  const char* options;
  const char* commands;
  const char* end;
};
constexpr PageWords kChinese{"[\\fI选项\\fR] \\fI命令\\fR …", "通用选项", "命令",
                             ".SH 退出码\n0 已办理,1 不予办理,2 用法有误,3 故障\n"
                             ".SH 环境\n设置依次取自 yibao.toml、YIBAO_* 环境变量、命令行选项。\n"};
constexpr PageWords kEnglish{"[\\fIoptions\\fR] \\fIcommand\\fR …", "OPTIONS", "COMMANDS",
                             ".SH EXIT STATUS\n0 done, 1 refused, 2 wrong usage, 3 fault\n"
                             ".SH ENVIRONMENT\nSettings come from yibao.toml, from the variables "
                             "YIBAO_* and from options, in this order.\n"};

}  // namespace

std::string man_page(const CommandWord& root, Language language) {
  const PageWords& words = language == Language::english ? kEnglish : kChinese;
  std::string page = ".TH YIBAO 1\n.SH NAME\nyibao \\- " + roff(root.summary) +
                     "\n.SH SYNOPSIS\n.B yibao\n" + words.synopsis + "\n.SH " + words.options +
                     "\n";
  for (const CommandWord::Option& option : root.options) {
    page += ".TP\n.B " + roff(option.name) + "\n" + roff(option.summary) + "\n";
  }
  page += std::string(".SH ") + words.commands + "\n";
  for (const CommandWord& each : root.words) add_section(page, each, "yibao " + each.name);
  return page + words.end;
}

}  // namespace yibao::main
