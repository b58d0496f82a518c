#include "main/backup.h"

#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

extern char** environ;

namespace yibao::main {

namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) {
  std::string sql = "'";
  for (const char c : text) sql += c == '\'' ? std::string("''") : std::string(1, c);
  return sql + "'";
}

// Returns the exit code of the program; 127 where it could not be started.
int run_program(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) {
    return 127;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

}  // namespace

int backup_installation(Installation& installation, const Tree& arguments, Console& console) {
  const std::string file = text_argument(arguments, "file");
  if (fs::exists(file)) {
    console.err << "备份文件已存在,没有覆盖: " << file << "\n";
    return kRefused;
  }
  console.progress("正在备份到 " + file);
  if (installation.database().engine() == "sqlite") {
    installation.database().reader()->execute("VACUUM INTO " + quoted(file));
  } else {
    const int code = run_program({"pg_dump", "--format=custom", "--no-password", "--file=" + file,
                                  "--dbname=" + installation.settings().database});
    if (code != 0) {
      console.err << "pg_dump 没有成功(退出码 " << code << "):请安装 postgresql-client 后重试。\n";
      return kFault;
    }
  }
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  const auto size = static_cast<std::int64_t>(fs::file_size(file));
  if (flag_argument(arguments, "json")) {
    console.out << Tree::object({{"file", file}, {"bytes", size}}).to_json() << "\n";
  } else {
    console.out << "已备份到 " << file << "(" << size << " 字节)。密钥 "
                << installation.settings().state
                << "/master.key、signing.key 和 document.key 不在备份中,须另行保管:没有它们,"
                   "备份无法使用,服务也不会启动。\n";
  }
  return kDone;
}

}  // namespace yibao::main
