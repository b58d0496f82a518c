// demo: plays the stories of tests/scenarios, each on a fresh embedded database, and shows what
// came of them: the time line, the ledgers, the reasons, and what verify says.
#include <stdlib.h>

#include <filesystem>
#include <iostream>
#include <span>
#include <sstream>

#include "adapters/files/read.h"
#include "main/commands.h"
#include "main/scenario/scenario.h"
#include "main/signing.h"

namespace yibao::main {

namespace {

namespace fs = std::filesystem;

// A folder that goes away with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "yibao-demo-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw Fault("cannot make a folder for the demo");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::vector<std::string> story_files(const Settings& settings,
                                     const std::vector<std::string>& named) {
  if (!named.empty()) return named;
  const std::string folder = settings.home + "/tests/scenarios";
  std::vector<std::string> files;
  for (const std::string& name : files::list_files_below(folder, ".txt")) {
    files.push_back(folder + "/" + name);
  }
  return files;
}

constexpr storage::Statement kLedger{
    "demo_ledger",
    "SELECT p.name, o.region, o.direction, o.code, o.amount_fen, o.balance_after_fen, o.other, "
    "o.happened_on FROM posting AS o JOIN person AS p ON p.person_id = o.person_id "
    "WHERE o.code <> 101 ORDER BY o.person_id, o.posting_id"};

void print_ledgers(Installation& installation, std::ostream& story) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  story << "\n   账户明细(每月划入从略)\n";
  for (const storage::Row& row : reader->select(kLedger, {})) {
    const RegionCode region(static_cast<std::int32_t>(row[1].integer()));
    story << "   " << Date::from_days(static_cast<std::int32_t>(row[7].integer())).to_string()
          << "  " << row[0].text() << "  " << installation.data().regions.name(region) << "  "
          << row[3].integer() << (row[2].text() == "credit" ? "  +" : "  -")
          << Money::fen(row[4].integer()).to_display() << "  余额 "
          << Money::fen(row[5].integer()).to_display() << "  " << row[6].text() << "\n";
  }
}

constexpr storage::Statement kAnyPerson{"demo_any_person",
                                        "SELECT person_id FROM person ORDER BY person_id LIMIT 1"};

bool is_empty(Installation& installation) {
  return installation.database().reader()->select(kAnyPerson, {}).empty();
}

}  // namespace

std::map<std::string, std::string> make_demo_data(const Settings& settings) {
  Settings past = settings;
  past.today = "2000-01-03";  // each story begins on its own first day
  Installation installation(past);
  if (!is_empty(installation)) return {};
  World world(installation);
  std::ostringstream untold;
  const Date today = adapters::SystemClock().now().date();
  for (const std::string& file : story_files(settings, {})) {
    const std::string text = files::read_file(file);
    if (last_day_of(text) >= today) continue;  // what has not happened yet is no record
    const ScenarioResult result = play_scenario(world, text, untold);
    if (!result.held()) throw Fault("demo data: " + file + ": " + result.failure);
  }
  sign_at_end(installation, Look::all);
  return world.people();
}

namespace {

bool play_file(World& world, const std::string& file) {
  const ScenarioResult result = play_scenario(world, files::read_file(file), std::cout);
  world.read_everything();
  return result.held();
}

// Whether the stories held, and what they left is in order.
bool play_all(const Settings& settings, std::span<const std::string> files) {
  Settings fresh = settings;
  fresh.today = "2000-01-03";  // until the story names its first day
  Installation installation(fresh);
  if (!is_empty(installation))
    throw Fault("这个数据目录已有数据,演示要一个新的目录: " + fresh.state);
  World world(installation);
  bool held = true;
  for (const std::string& file : files) held = play_file(world, file) && held;
  sign_at_end(installation, Look::all);
  print_ledgers(installation, std::cout);
  return print_verification(installation, std::cout) && held;
}

}  // namespace

int demo(const Settings& settings, const std::vector<std::string>& named, bool kept, Output) {
  const std::vector<std::string> files = story_files(settings, named);
  int failed = 0;
  if (kept || settings.is_postgres()) {
    failed = play_all(settings, files) ? 0 : 1;
    std::cout << "\n数据留在 " << settings.state << ",可以 yibao verify --state、serve --state\n";
  } else {
    for (const std::string& file : files) {
      const TemporaryFolder folder;
      Settings fresh = settings;
      fresh.state = folder.path();
      fresh.database.clear();
      if (!play_all(fresh, {&file, 1})) ++failed;
    }
  }
  std::cout << (failed == 0 ? "\n全部场景成立。\n"
                            : "\n" + std::to_string(failed) + " 个场景不成立。\n");
  return failed == 0 ? kDone : kRefused;
}

}  // namespace yibao::main
