#include "main/test_institutions.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/files/read.h"
#include "base/region_table.h"
#include "business/provider/commands.h"
#include "main/scenario/scenario.h"
#include "main/scenario/world.h"
#include "main/signing.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

constexpr int kRegion = 441900;

struct Made {
  const char* code;
  const char* name;
  const char* profile;
  const char* level;
};

constexpr Made kInstitutions[] = {
    {"P44190090001", "测试药店一", "csb", "none"},
    {"H44190090002", "测试社区医院", "csb", "primary"},
    {"H44190090003", "测试人民医院", "tif", "tertiary"},
    {"P44190090004", "测试药店二", "tif", "none"},
    {"P44190090005", "测试药店三", "web", "none"},
    {"H44190090006", "测试中心医院", "number", "secondary"},
};

struct Tested {
  const char* name;
  const char* what;  // to try with them
  bool settles = true;
};
constexpr Tested kPeople[] = {
    {"测试甲", "职工医保,在职,账户有余额"},
    {"测试乙", "职工医保,退休,账户有余额"},
    {"测试丙", "居民医保,没有个人账户"},
    {"测试丁", "职工医保,账户只有 10.00 元"},
    {"测试戊", "职工医保,账户已冻结:不能结算", false},
    {"测试己", "未参保:不能结算", false},
    {"测试庚", "职工医保,欠缴多月,账户有余额"},
};

constexpr int kMonths = 12;
constexpr int kTogether = 120;  // months that one command receives
constexpr int kEarlierMonths =
    3 * kTogether;           // of the one who retires: more years than are asked for
constexpr int kPayDay = 20;  // of each month: before its end, so that the fund pays

// What came with the year, on the day before the testing begins: what makes each of them different.
void add_last_day(std::ostringstream& story, Month first) {
  story << "测试丁 在 东莞 的药店从个人账户支付 " << kMonths * 120 << ".00 元\n"  // 2 % of the base
        << "东莞 申请为 测试乙 补录 " << (first - kEarlierMonths).first_day().to_string() << " 至 "
        << (first.first_day() - 1).to_string() << " 的参保经历,依据 接口测试\n"
        << "东莞 由另一人同意为 测试乙 补录\n";
  for (Month month = first - kEarlierMonths; month < first; month = month + kTogether) {
    story << "东莞 收到 测试乙 第 2 段参保 " << month.to_string() << " 至 "
          << (month + (kTogether - 1)).to_string() << " 的缴费\n";
  }
  story << "东莞 核定 测试乙 退休\n"
        << "东莞 冻结 测试戊 的账户,依据 接口测试\n";
}

// 测试丙: two years, each in the window before it, so that the present one is covered to its end.
void add_resident_year(std::ostringstream& story, int year) {
  story << Date::of(year - 1, 12, 5).to_string() << "\n"
        << "东莞 收到 测试丙 " << year << " 年度的居民缴费\n";
}

void add_enrolments(std::ostringstream& story, Month first) {
  story << first.first_day().to_string() << "\n"
        << "接口测试单位 在 东莞 登记为用人单位\n"
        << "测试甲(男,1985-03-07生)在 东莞 登记\n"
        << "测试乙(女,1966-05-12生)在 东莞 登记\n"
        << "测试丁(男,1990-01-20生)在 东莞 登记\n"
        << "测试戊(女,1979-11-30生)在 东莞 登记\n"
        << "测试己(男,1995-07-15生)在 东莞 登记\n"
        << "测试庚(男,1988-02-02生)在 东莞 登记\n";
  for (const char* name : {"测试甲", "测试乙", "测试丁", "测试戊", "测试庚"}) {
    story << "接口测试单位 为 " << name << " 参保,缴费基数 6000.00 元\n";
  }
  story << "东莞 为 测试甲 补录账户余额 20000.00 元\n"
        << "东莞 为 测试乙 补录账户余额 8000.00 元\n"
        << "东莞 为 测试丁 补录账户余额 10.00 元\n"
        << "东莞 为 测试戊 补录账户余额 600.00 元\n"
        << "东莞 为 测试庚 补录账户余额 300.00 元\n";
}

// A year of contributions, each month received in it: months entered afterwards would be late ones,
// and the fund would pay for nobody.
std::string story_until(Date today) {
  const Date last = today - 1;
  const Month now = Month::containing(last);
  const Month end = last >= now.first_day() + (kPayDay - 1) ? now : now - 1;
  const Month first = end - (kMonths - 1);
  std::ostringstream story;
  const int year = today.year();
  story << "场景: 医药机构接口的测试机构与测试人员\n"
        << Date::of(year - 2, 12, 1).to_string() << "\n"
        << "测试丙(女,2001-09-01生)在 东莞 登记\n"
        << "测试丙 在 东莞 参加居民医保\n";
  add_resident_year(story, year - 1);
  const Month window = Month::of(year - 1, 12);
  if (window < first) add_resident_year(story, year);
  for (Month month = first; month <= end; month = month + 1) {
    if (month == first) add_enrolments(story, first);
    if (month == window) add_resident_year(story, year);
    story << (month.first_day() + (kPayDay - 1)).to_string() << "\n";
    for (const char* name : {"测试甲", "测试乙", "测试丁", "测试戊", "测试庚"}) {
      if (month > first && name == std::string_view("测试庚")) continue;
      story << "东莞 收到 " << name << " " << month.to_string() << " 的缴费\n";
    }
  }
  story << last.to_string() << "\n";
  add_last_day(story, first);
  return story.str();
}

void write(const Settings& settings, const Tree& told) {
  const mode_t before = umask(0077);
  std::ofstream(test_institutions_file(settings)) << told.to_json() << "\n";
  umask(before);
}

Tree register_institutions(World& world) {
  const RegionCode region(kRegion);
  Tree list = Tree(Tree::List{});
  for (const Made& each : kInstitutions) {
    const Told& told = world.post(world.senior_officer(region), "/v1/institutions",
                                  Tree::object({{"code", each.code},
                                                {"name", each.name},
                                                {"level", each.level},
                                                {"credit_code", world.new_employer_code(region)},
                                                {"profile", each.profile}}));
    if (!told.done()) throw Fault("a test institution was refused: " + told.body.to_json());
    list.push(Tree::object({{"code", each.code},
                            {"name", each.name},
                            {"kind", each.code[0] == 'P' ? "pharmacy" : "hospital"},
                            {"profile", each.profile},
                            {"access_key", told.text("access_key")},
                            {"secret", told.text("secret")}}));
  }
  return list;
}

// Far behind those of the stories, which have been played on the same database.
constexpr int kFirstNumber = 1'000'000;

}  // namespace

void register_unless_there(Installation& installation, const ExampleInstitution& example) {
  const auto reader = installation.database().reader();
  if (provider::find_institution(*reader, provider::kInstitutionOfCode, example.code)) return;
  provider::Institution institution;
  institution.code = example.code;
  institution.region = *provider::region_of_code(example.code, installation.data().regions);
  institution.name = example.name;
  institution.credit_code = example.credit_code;
  const bool pharmacy = example.code.starts_with('P');
  institution.kind = pharmacy ? provider::Kind::pharmacy : provider::Kind::hospital;
  institution.level = pharmacy ? provider::Level::none : provider::Level::tertiary;
  institution.profile = "web";
  installation.run_system(std::make_unique<provider::RegisterInstitution>(std::move(institution)));
}

std::string test_institutions_file(const Settings& settings) {
  return settings.state + "/provider-test.json";
}

void make_test_institutions(const Settings& settings) {
  const Date today = Date::parse(settings.today).value_or(adapters::SystemClock().now().date());
  Settings past = settings;
  past.today = "2000-01-03";  // until the story names its first day
  Installation installation(past);
  World world(installation);
  world.number_from(kFirstNumber);
  std::ostringstream untold;
  const ScenarioResult result = play_scenario(world, story_until(today), untold);
  if (!result.held()) throw Fault("test people: " + result.failure);
  Tree people = Tree(Tree::List{});
  for (const Tested& each : kPeople) {
    people.push(Tree::object({{"name", each.name},
                              {"number", world.identity_number(each.name)},
                              {"what", each.what},
                              {"settles", each.settles}}));
  }
  sign_at_end(installation);
  write(settings, Tree::object({{"region", std::to_string(kRegion)},
                                {"institutions", register_institutions(world)},
                                {"people", std::move(people)}}));
}

void note_provider_address(const Settings& settings, const std::string& address) {
  Tree told = test_institutions(settings);
  if (told.is_null()) return;
  told.set("address", address);
  write(settings, told);
}

Tree test_institutions(const Settings& settings) {
  const std::string file = test_institutions_file(settings);
  if (!std::filesystem::exists(file)) return {};
  Decision<Tree> told = storage::parse_json(files::read_file(file));
  if (!told) throw Fault("cannot read " + file);
  return std::move(told).value();
}

}  // namespace yibao::main
