#include "main/doctor.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>

#include "adapters/files/checked.h"
#include "adapters/http/client.h"
#include "adapters/pages/stamp.h"
#include "main/early_words.h"
#include "main/operations.h"
#include "main/schema_look.h"
#include "main/verify.h"
#include "service/newest_record.h"
#include "service/policy_hashes.h"

namespace yibao::main {

namespace {

namespace fs = std::filesystem;

struct Look {
  std::string what;
  bool well = true;
  std::string told;
};

constexpr std::uintmax_t kFreeBytesMin = std::uintmax_t{1} << 30;

// One look; what it throws is what is wrong.
Look look_at(std::string what, const std::function<std::string()>& look) {
  try {
    std::string told = look();
    return {std::move(what), true, std::move(told)};
  } catch (const std::exception& error) {
    return {std::move(what), false, error.what()};
  }
}

std::string look_at_data(const Settings& settings) {
  const Data data = load_data(settings.home, settings.language);
  const std::vector<Reason> ahead =
      files::checked_after(settings.home + "/policy", adapters::SystemClock().now().date());
  if (!ahead.empty()) {
    throw Fault(explain(Refusal{RefusalKind::malformed, ahead}, &data.words_in(settings.language)));
  }
  return std::to_string(data.policies.regions().size()) + " 个地区的政策," +
         std::to_string(data.regions.size()) + " 个行政区划";
}

std::string look_at_calendar(const Settings& settings) {
  const Data data = load_data(settings.home, settings.language);
  const int year = adapters::SystemClock().now().date().year();
  std::string missing;
  for (const int each : {year, year + 1}) {
    if (!data.calendar.has_year(each)) missing += " " + std::to_string(each);
  }
  if (missing.empty()) return std::to_string(year) + " 年起都有放假通知";
  if (missing.find(std::to_string(year)) == std::string::npos) {
    return "尚无" + missing + " 年的放假通知,跨年的期限为暂定";
  }
  throw Fault("缺少" + missing +
              " 年的放假通知:请在 calendar/ 中补充,再运行 yibao calendar recompute");
}

std::string look_at_folder(const Settings& settings) {
  if (!fs::exists(settings.state)) return "尚未建立,首次运行时建立: " + settings.state;
  if (access(settings.state.c_str(), W_OK) != 0) {
    throw Fault("不可写: " + settings.state + ":请改正目录的属主或者权限");
  }
  const std::uintmax_t free = fs::space(settings.state).available;
  const std::string text = std::to_string(free >> 20) + " MB 可用";
  if (free < kFreeBytesMin) throw Fault("磁盘将满," + text + ":请清理或者扩容");
  return settings.state + "," + text;
}

// Keys, and the database with what people have trusted it with, are for whoever runs the service.
void require_private(const std::string& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) != 0 || (facts.st_mode & 077) == 0) return;
  throw Fault("其他用户可以读取 " + path + ":请运行 chmod 600 " + path);
}

std::string look_at_key_files(const Settings& settings, const RunningServer& server) {
  std::string found;
  for (const char* name : {"master.key", "signing.key", "document.key"}) {
    const std::string path = settings.state + "/" + name;
    if (!fs::exists(path)) continue;
    require_private(path);
    found += (found.empty() ? "" : "、") + std::string(name);
  }
  if (!server.address.empty()) {
    require_key_files(settings);
  } else if (settings.is_postgres() || fs::exists(settings.database_file())) {
    const std::unique_ptr<storage::Database> database = open_database(settings);
    const std::unique_ptr<storage::Session> reader = database->reader();
    look_at_keys(settings, *database, *reader);
  }
  return found.empty() ? "首次运行时生成" : found + " 只有属主可读";
}

std::string look_at_database(const Settings& settings, const RunningServer& server) {
  if (!settings.is_postgres()) {
    for (const char* end : {"", "-wal", "-shm"}) require_private(settings.database_file() + end);
  }
  if (!server.address.empty()) return "由正在运行的服务使用";
  if (!settings.is_postgres() && !fs::exists(settings.database_file())) return "首次运行时建立";
  const std::unique_ptr<storage::Database> database = open_database(settings);
  const std::unique_ptr<storage::Session> reader = database->reader();
  reader->begin();
  const bool made = database->has_table(*reader, "schema_migration");
  reader->rollback();
  return database->engine() + (made ? "" : ",还没有表,首次运行时建立");
}

// Money and deadlines are dated by the clock: one that stands behind would date them before what
// is there already.
std::string look_at_clock(const Settings& settings, const RunningServer& server) {
  const Instant now = adapters::SystemClock().now();
  const std::string shown = "现在 " + now.date().to_string();
  if (!server.address.empty()) return shown + ",由正在运行的服务核对";
  if (!settings.is_postgres() && !fs::exists(settings.database_file())) return shown;
  const std::unique_ptr<storage::Database> database = open_database(settings);
  const std::unique_ptr<storage::Session> reader = database->reader();
  if (storage::newest_applied(*database, *reader) == 0) return shown;
  const service::NewestRecord newest = service::newest_record(*reader);
  if (service::stands_behind(now, newest)) throw Fault(service::tell_clock_behind(now, newest));
  const std::string ids = service::tell_ids_behind(service::IdPool::next_free(*reader), newest);
  if (!ids.empty()) throw Fault(ids);
  return shown + ",在最新的记录之后";
}

// Of an older database, what the newer files will make is to be missing; whether that is all.
bool drop_what_comes(std::vector<storage::SchemaDifference>& differences) {
  const auto is_missing = [](const storage::SchemaDifference& each) {
    return each.what == "is missing";
  };
  // Nothing but the record of a file: its tables are there, and to make them again would fail.
  const bool comes = std::ranges::any_of(differences, [&](const auto& each) {
    return each.kind != "schema_migration" && is_missing(each);
  });
  if (comes) std::erase_if(differences, is_missing);
  return comes && differences.empty();
}

// Named as verify names them; all of them where there are few.
std::string look_at_schema(const Settings& settings, const RunningServer& server) {
  if (!server.address.empty()) return "由正在运行的服务核验: yibao verify";
  if (!settings.is_postgres() && !fs::exists(settings.database_file())) return "首次运行时建立";
  const std::unique_ptr<storage::Database> database = open_database(settings);
  const std::unique_ptr<storage::Session> reader = database->reader();
  if (storage::newest_applied(*database, *reader) == 0) return "首次运行时建立";
  const bool behind =
      storage::newest_applied(*database, *reader) < std::ssize(migrations(settings.home));
  reader->begin();
  std::vector<storage::SchemaDifference> differences =
      schema_differences(*database, *reader, settings.home);
  reader->rollback();
  if (behind && drop_what_comes(differences)) return "下次启动时升级";
  if (differences.empty()) return "和 schema/ 中的一致";
  constexpr std::size_t kTold = 5;
  std::string told;
  for (std::size_t i = 0; i < differences.size() && i < kTold; ++i) {
    told += (told.empty() ? "" : "、") + differences[i].kind + " " + differences[i].name;
  }
  throw Fault("有 " + std::to_string(differences.size()) + " 处和 schema/ 中的不一致: " + told +
              (differences.size() > kTold ? " 等" : "") +
              ":数据可能未受保护,请运行 yibao verify 查看,从备份恢复或者由数据库管理员补上");
}

// A case goes on by the rules of the day of its acceptance (N-14): no value that has begun may be
// altered in place.
std::string look_at_policy_texts(const Settings& settings, const RunningServer& server) {
  if (!server.address.empty()) return "由正在运行的服务核验: yibao verify";
  if (!settings.is_postgres() && !fs::exists(settings.database_file())) return "还没有办件";
  const std::unique_ptr<storage::Database> database = open_database(settings);
  const std::unique_ptr<storage::Session> reader = database->reader();
  if (storage::newest_applied(*database, *reader) == 0) return "还没有办件";
  const std::string loaded =
      service::policy_hashes(load_data(settings.home, settings.language).policies);
  reader->begin();
  std::int64_t open = 0;
  for (const casework::PolicyText& text : other_policy_texts(*reader, loaded)) open += text.open;
  reader->rollback();
  if (open == 0) return "在办的办件都按受理时的政策办理";
  throw Fault("有 " + std::to_string(open) +
              " 个在办的办件按另一版政策文本受理,已施行的参数此后被改动:"
              "请在 policy/ 中恢复原值,新值另写施行日期,再运行 yibao verify");
}

std::string look_at_pages(const Settings& settings) {
  if (!fs::is_directory(settings.home + "/build/web")) return "没有生成,只提供接口";
  const std::string behind = adapters::pages_behind(settings.home);
  if (!behind.empty()) throw Fault(behind);
  return "由现在的 web/ 生成";
}

std::string look_at_server(const RunningServer& server) {
  if (server.address.empty()) return "没有运行";
  service::Call call;
  call.method = "GET";
  call.target = "/readyz";
  const service::Answer answer = adapters::send_http(server.address, call);
  if (answer.status == 200) return server.address + " 可读可写";
  throw Fault(server.address + " 已停止写入: " + answer.body + ":请检查磁盘后重新启动服务");
}

}  // namespace

int doctor(const Settings& settings, Output output) {
  const RunningServer server = running_server(settings);
  const Look looks[] = {
      look_at("数据文件", [&] { return look_at_data(settings); }),
      look_at("工作日历", [&] { return look_at_calendar(settings); }),
      look_at("数据目录", [&] { return look_at_folder(settings); }),
      look_at("密钥", [&] { return look_at_key_files(settings, server); }),
      look_at("数据库", [&] { return look_at_database(settings, server); }),
      look_at("时钟和编号", [&] { return look_at_clock(settings, server); }),
      look_at("表与约束", [&] { return look_at_schema(settings, server); }),
      look_at("办件的政策", [&] { return look_at_policy_texts(settings, server); }),
      look_at("网页", [&] { return look_at_pages(settings); }),
      look_at("服务", [&] { return look_at_server(server); })};
  bool well = true;
  Tree list = Tree(Tree::List{});
  for (const Look& look : looks) {
    well = well && look.well;
    list.push(Tree::object({{"what", look.what}, {"ok", look.well}, {"told", look.told}}));
    if (!output.json) {
      std::cout << (look.well ? "✓ " : "✗ ") << look.what << ": " << look.told << "\n";
    }
  }
  if (output.json) {
    std::cout << Tree::object({{"ok", well}, {"looks", std::move(list)}}).to_json() << "\n";
  }
  return well ? kDone : kRefused;
}

}  // namespace yibao::main
