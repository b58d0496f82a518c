#include "main/import/contribution_row.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/employer_code.h"
#include "base/text.h"
#include "business/person/name.h"
#include "main/import/values.h"

namespace yibao::main {

namespace {

using enrolment::EnrolmentKind;
using enrolment::Scheme;

enum Place : std::size_t {
  kIdentityKind,
  kIdentityNumber,
  kName,
  kEmployerCode,
  kKind,
  kPeriod,
  kBase,
  kPersonal,
  kEmployer,
  kReceivedOn,
};

constexpr std::array<csv::Column, 10> kColumns{{
    {"identity_kind", "证件类型", false, {}},
    {"identity_number", "证件号码", true, {"身份证号码", "身份证号"}},
    {"name", "姓名", true, {}},
    {"employer_code", "单位代码", false, {"统一社会信用代码"}},
    {"kind", "参保身份", false, {"险种", "险种/参保身份"}},
    {"period", "费款所属期", true, {}},
    {"base", "缴费基数", false, {}},
    {"personal", "个人缴费", false, {}},
    {"employer", "单位缴费", false, {}},
    {"received_on", "到账日期", true, {}},
}};

struct IdentityWord {
  std::string_view word;
  IdentityKind kind;
};
constexpr IdentityWord kIdentityWords[] = {
    {"居民身份证", IdentityKind::citizen_identity_card},
    {"身份证", IdentityKind::citizen_identity_card},
    {"居民身份证\xEF\xBC\x88户口簿\xEF\xBC\x89", IdentityKind::citizen_identity_card},
    {"港澳台居民居住证", IdentityKind::residence_permit},
    {"外国人永久居留证", IdentityKind::foreign_permanent_residence_card},
    {"外国人永久居留身份证", IdentityKind::foreign_permanent_residence_card},
    {"台湾居民来往大陆通行证", IdentityKind::taiwan_permit},
    {"外国人护照", IdentityKind::foreign_passport},
    {"中国护照", IdentityKind::chinese_passport},
    {"其他身份证件", IdentityKind::other_document},
};

struct KindWord {
  std::string_view word;
  Scheme scheme;
  std::optional<EnrolmentKind> kind;
};
constexpr KindWord kKindWords[] = {
    {"职工医保", Scheme::employee, std::nullopt},
    {"职工基本医疗保险", Scheme::employee, std::nullopt},
    {"居民医保", Scheme::resident, std::nullopt},
    {"城乡居民基本医疗保险", Scheme::resident, std::nullopt},
    {"在职职工", Scheme::employee, EnrolmentKind::employee},
    {"职工", Scheme::employee, EnrolmentKind::employee},
    {"灵活就业人员", Scheme::employee, EnrolmentKind::flexible},
    {"灵活就业", Scheme::employee, EnrolmentKind::flexible},
    {"领取失业保险金人员", Scheme::employee, EnrolmentKind::unemployed_fund},
    {"退休人员", Scheme::employee, EnrolmentKind::retiree},
    {"居民", Scheme::resident, std::nullopt},
    {"成年居民", Scheme::resident, EnrolmentKind::resident_adult},
    {"老年居民", Scheme::resident, EnrolmentKind::resident_elder},
    {"学龄前儿童", Scheme::resident, EnrolmentKind::preschool_child},
    {"学生", Scheme::resident, EnrolmentKind::student},
    {"新生儿", Scheme::resident, EnrolmentKind::newborn},
};

std::optional<IdentityKind> identity_kind(std::string_view text) {
  for (const IdentityWord& each : kIdentityWords) {
    if (each.word == text) return each.kind;
  }
  if (const auto kind = identity_kind_of_national_code(text)) return kind;
  return parse_identity_kind(text);
}

std::optional<KindWord> kind_word(std::string_view text) {
  for (const KindWord& each : kKindWords) {
    if (each.word == text) return each;
  }
  if (text == "resident") return KindWord{text, Scheme::resident, std::nullopt};
  const auto kind = enrolment::parse_enrolment_kind(text);
  if (!kind) return std::nullopt;
  return KindWord{text, enrolment::scheme_of(*kind), kind};
}

std::optional<Month> parse_period(const std::string& text) {
  if (const auto month = Month::parse_compact(text)) return month;
  return Month::parse(with_dashes(text));
}

std::optional<int> parse_year(const std::string& text) {
  const std::optional<std::int64_t> year = text.size() == 4 ? parse_integer(text) : std::nullopt;
  return year && *year >= 1998 && *year <= 2100 ? std::optional(static_cast<int>(*year))
                                                : std::nullopt;
}

class RowReader {
 public:
  RowReader(const csv::Columns& columns, const csv::Record& record, Date today)
      : columns_(columns), record_(record), today_(today) {}

  Decision<ContributionRow> read() {
    read_person();
    read_enrolment();
    read_money();
    if (const std::string& text = required(kReceivedOn); !text.empty()) {
      const std::optional<Date> day = parse_day(text);
      if (day) row_.received_on = *day;
      if (!day) wrong(kReceivedOn, "2025-04-25");
    }
    if (!refusal_.reasons.empty()) {
      refusal_.kind = RefusalKind::malformed;
      return refusal_;
    }
    return std::move(row_);
  }

 private:
  const std::string& value(Place place) const { return columns_.value(record_, place); }
  const std::string& required(Place place) {
    if (value(place).empty()) add(refuse("import_value_missing", {{"column", column(place)}}));
    return value(place);
  }
  static std::string column(Place place) { return std::string(kColumns[place].chinese); }
  void add(const Refusal& one) { refusal_.reasons.push_back(one.reasons.front()); }
  void wrong(Place place, std::string expected) {
    add(refuse("import_value_wrong",
               {{"column", column(place)}, {"expected", std::move(expected)}}));
  }

  void read_person() {
    if (const std::string& text = required(kName); !text.empty()) {
      Decision<std::string> name = person::check_name(text);
      if (!name) wrong(kName, "与身份证件上的姓名相同,最多 60 个字,没有不可见字符");
      if (name) row_.name = std::move(name).value();
    }
    if (const std::string& text = value(kIdentityKind); !text.empty()) {
      const std::optional<IdentityKind> kind = identity_kind(text);
      if (kind) row_.identity_kind = *kind;
      if (!kind) return wrong(kIdentityKind, "居民身份证、港澳台居民居住证等,或国家代码 01 至 99");
    }
    const std::string& number = required(kIdentityNumber);
    if (number.empty()) return;
    const Decision<IdentityFacts> facts = check_identity(row_.identity_kind, number, today_);
    if (facts) row_.identity_number = facts->number;
    if (!facts) add(facts.refusal());
  }

  void read_enrolment() {
    if (const std::string& text = value(kEmployerCode); !text.empty()) {
      const Decision<std::string> code = check_employer_code(text);
      if (code) row_.employer_code = *code;
      if (!code) add(code.refusal());
    }
    const std::string& period = required(kPeriod);
    row_.month = parse_period(period);
    row_.year = parse_year(period);
    if (!period.empty() && !row_.month && !row_.year) wrong(kPeriod, "2025-04,居民为 2025");
    row_.scheme = row_.year ? Scheme::resident : Scheme::employee;
    const std::string& text = value(kKind);
    if (text.empty()) return;
    const std::optional<KindWord> word = kind_word(text);
    if (!word) return wrong(kKind, "在职职工、灵活就业人员、居民等");
    row_.kind = word->kind;
    if ((row_.month || row_.year) && word->scheme != row_.scheme) {
      add(refuse("import_period_of_other_scheme"));
    }
  }

  void read_money() {
    const auto amount = [&](Place place) -> std::optional<Money> {
      const std::string& text = value(place);
      if (text.empty()) return std::nullopt;
      const std::optional<Money> money = Money::parse_yuan(text);
      if (!money) wrong(place, "以元为单位,最多两位小数,例如 1234.56");
      return money;
    };
    row_.base = amount(kBase);
    row_.personal = amount(kPersonal);
    row_.employer = amount(kEmployer);
  }

  const csv::Columns& columns_;
  const csv::Record& record_;
  Date today_;
  ContributionRow row_;
  Refusal refusal_;
};

}  // namespace

std::span<const csv::Column> contribution_columns() {
  return kColumns;
}

Decision<ContributionRow> read_contribution_row(const csv::Columns& columns,
                                                const csv::Record& record, Date today) {
  if (const Verdict whole = columns.check(record); !whole) return whole.refusal();
  return RowReader(columns, record, today).read();
}

}  // namespace yibao::main
