#include "business/visit/details.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/region_table.h"
#include "base/text.h"
#include "business/provider/numbers.h"
#include "business/reconciliation/present.h"
#include "business/reconciliation/rules.h"
#include "business/visit/books.h"
#include "business/visit/files.h"
#include "business/visit/message.h"
#include "business/visit/present.h"

namespace yibao::visit {

namespace {

using reconciliation::Amounts;
using reconciliation::Break;
using reconciliation::Entry;
using reconciliation::Number;
using storage::Value;

constexpr std::size_t kRowsMax = 100'000;
constexpr std::size_t kColumns = 7;
constexpr int kDaysMax = 366;
constexpr std::size_t kMemo = 500;  // characters

// With what a line of the answer tells besides: whose it is, of which visit, and what has taken it
// back, on whatever day.
constexpr storage::Statement kDetailsBetween{
    "settlement_details_of_institution",
    "SELECT s.settlement_id, s.recorded_at, s.msgid, s.happened_on, s.total_fen, s.fund_fen, "
    "s.account_fen, s.reverses, o.recorded_at, s.kind, s.person_id, p.recorded_at, s.visit_id, "
    "v.recorded_at, s.place_of_care, r.settlement_id, r.recorded_at, r.msgid, r.happened_on, "
    "k.person_id, k.recorded_at "
    "FROM settlement AS s "
    "JOIN person AS p ON p.person_id = s.person_id "
    "LEFT JOIN person AS k ON k.person_id = p.merged_into "
    "JOIN visit AS v ON v.person_id = s.person_id AND v.visit_id = s.visit_id "
    "LEFT JOIN settlement AS o ON o.person_id = s.person_id AND o.settlement_id = s.reverses "
    "LEFT JOIN settlement AS r ON r.person_id = s.person_id AND r.reverses = s.settlement_id "
    "WHERE s.institution = $1 AND s.happened_on >= $2 AND s.happened_on <= $3 "
    "ORDER BY s.happened_on, s.settlement_id"};

// A line as it came, for the answer.
struct Sent {
  std::string settlement;
  std::string visit;
  std::string person;
  bool refunded = false;    // refd_setl_flag: as it came; of ours as 5203 has it
  std::string former = {};  // of ours: the number that it was settled under, where that was merged
};

struct Statement {
  provider::Institution institution;
  reconciliation::Span span;
  std::string kind;              // clr_type; empty: all of them (R35)
  RegionCode agency;             // setl_optins
  bool without_refunds = false;  // R36
  std::vector<Entry> theirs;
  std::vector<Sent> sent;
  std::vector<Entry> elsewhere;  // what they name and stands here on days outside the span
  const provider::Archiver* archiver = nullptr;
};

std::vector<std::string_view> parts_of(std::string_view text, char between) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(between);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string plain(std::string_view field) {
  return field == "null" || field == "NULL" ? std::string() : std::string(field);
}

std::optional<Money> amount_of(std::string_view text) {
  if (text.empty() || text == "null") return Money();
  const bool below = text.front() == '-';
  const std::optional<Money> money = Money::parse_yuan(text.substr(below ? 1 : 0));
  if (!money) return std::nullopt;
  return below ? Money() - *money : *money;
}

// setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag.
Verdict read_line(std::string_view text, std::int64_t line, Statement& statement) {
  const auto wrong = [&](const char* column) {
    return refuse(RefusalKind::malformed, "file_row_shape",
                  {{"line", std::to_string(line)}, {"column", column}});
  };
  std::vector<std::string_view> fields = parts_of(text, '\t');
  // Some write a TAB behind every field.
  if (fields.size() == kColumns + 1 && fields.back().empty()) fields.pop_back();
  if (fields.size() != kColumns) return wrong("字段数");
  for (const std::string_view field : fields) {
    if (field.size() > Number::kCharactersMax - 1 || has_control_characters(field)) {
      return wrong("长度");
    }
  }
  Entry entry;
  entry.settlement = Number(plain(fields[0]));
  if (entry.settlement.is_none()) return wrong("结算ID");
  const auto total = amount_of(fields[3]);
  const auto fund = amount_of(fields[4]);
  const auto account = amount_of(fields[5]);
  if (!total || !fund || !account) return wrong("金额");
  if (fields[6] != "0" && fields[6] != "1") return wrong("退费结算标志");
  entry.amounts = {*total, *fund, *account};
  const bool refunded = fields[6] == "1";
  entry.takes_back = refunded || *total < Money();
  entry.line = line;
  statement.theirs.push_back(entry);
  statement.sent.push_back({plain(fields[0]), plain(fields[1]), plain(fields[2]), refunded});
  return Nothing{};
}

Verdict read_lines(std::string_view text, Statement& statement) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!is_utf8(text)) return refuse(RefusalKind::malformed, "file_not_utf8");
  std::int64_t line = 0;
  for (std::string_view each : parts_of(text, '\n')) {
    ++line;
    if (each.ends_with('\r')) each.remove_suffix(1);
    if (each.empty()) continue;
    if (statement.theirs.size() == kRowsMax) {
      return refuse(RefusalKind::too_large, "file_too_many_rows",
                    {{"most", std::to_string(kRowsMax)}});
    }
    if (const Verdict read = read_line(each, line, statement); !read) return read.refusal();
  }
  return Nothing{};
}

// What the message says of its file must be what the file says.
Verdict check_totals(const provider::Message& message, const Statement& statement) {
  Amounts sum;
  for (const Entry& each : statement.theirs) sum = sum + each.amounts;
  const auto said = [&](const char* field) {
    return provider::money_of(message.text("data", field));
  };
  const bool same =
      said("medfee_sumamt") == sum.total && said("fund_pay_sumamt") == sum.fund &&
      said("cash_payamt") == sum.total - sum.fund - sum.account &&
      message.text("data", "fixmedins_setl_cnt") == std::to_string(statement.theirs.size());
  if (same) return Nothing{};
  return refuse("file_totals_differ",
                {{"lines", std::to_string(statement.theirs.size())},
                 {"total", sum.total.to_display()},
                 {"fund", sum.fund.to_display()},
                 {"cash", (sum.total - sum.fund - sum.account).to_display()}});
}

// Ours, with what the answer says of them.
struct Ours {
  std::vector<Entry> entries;
  std::map<std::string, Sent> sent;  // by settlement
  // Those of another clr_type, or that another agency clears, are not compared: one that is named
  // is here all the same, and this is why it is not level.
  struct NotCompared {
    Entry entry;
    Reason why;
  };
  std::map<Number, NotCompared> not_compared;
};

// None: it is compared.
std::optional<Reason> why_not_compared(const Entry& entry, const std::string& kind,
                                       RegionCode place, const Statement& asked,
                                       const RegionTable& regions) {
  std::vector<Fact> facts{{"number", std::string(entry.settlement.text())},
                          {"our_total", entry.amounts.total.to_display()}};
  if (const RegionCode agency = regions.pooling_region(place); agency != asked.agency) {
    facts.push_back({"region", agency.to_string()});
    return Reason{"settled_by_other_agency", std::move(facts), {}};
  }
  const std::string type(clearing_type(kind));
  if (!asked.kind.empty() && type != asked.kind) {
    facts.push_back({"type", type});
    return Reason{"settled_under_other_type", std::move(facts), {}};
  }
  return std::nullopt;
}

Number number_of(const Value& id, const Value& recorded_at, const business::Context& context) {
  return Number(settlement_number(SettlementId(id.integer()),
                                  Instant::from_milliseconds(recorded_at.integer()), context));
}

Entry entry_of(const storage::Row& row, const business::Context& context) {
  Entry entry;
  entry.settlement = number_of(row[0], row[1], context);
  entry.message = Number(row[2].text());
  entry.day = Date::from_days(static_cast<std::int32_t>(row[3].integer()));
  entry.amounts = {Money::fen(row[4].integer()), Money::fen(row[5].integer()),
                   Money::fen(row[6].integer())};
  entry.takes_back = !row[7].is_null();
  if (entry.takes_back) entry.reverses = number_of(row[7], row[8], context);
  return entry;
}

bool is_taken_back(const storage::Row& row) {
  return !row[15].is_null();
}

// What has taken it back.
Entry reversal_of(const Entry& taken_back, const storage::Row& row,
                  const business::Context& context) {
  Entry entry;
  entry.settlement = number_of(row[15], row[16], context);
  entry.message = Number(row[17].text());
  entry.reverses = taken_back.settlement;
  entry.day = Date::from_days(static_cast<std::int32_t>(row[18].integer()));
  entry.amounts = Amounts() - taken_back.amounts;
  entry.takes_back = true;
  return entry;
}

Sent told_of(const storage::Row& row, const Entry& entry, const business::Context& context) {
  const auto moment = [](const Value& value) {
    return Instant::from_milliseconds(value.integer());
  };
  const auto number = [&](std::size_t at) {
    return psn_no(PersonId(row[at].integer()), moment(row[at + 1]), context);
  };
  // 合并后的人员编号 (N-12): our own answers give it since, and who kept the other one is right
  // too.
  constexpr std::size_t kSettledUnder = 10;
  constexpr std::size_t kKept = 19;
  const bool merged = !row[kKept].is_null();
  return {std::string(entry.settlement.text()),
          visit_number(VisitId(row[12].integer()), moment(row[13]), context),
          number(merged ? kKept : kSettledUnder), entry.takes_back || is_taken_back(row),
          merged ? number(kSettledUnder) : ""};
}

Reason taken_back(const Entry& entry) {
  return {"settled_and_taken_back",
          {{"number", std::string(entry.settlement.text())},
           {"our_total", entry.amounts.total.to_display()}},
          {}};
}

// What they name and stands here outside the span. Where refunds are left out, so is what of it was
// taken back.
void add_elsewhere(const std::vector<Entry>& elsewhere, const Statement& asked, Ours& ours) {
  std::set<Number> ended;
  for (const Entry& each : elsewhere) {
    if (each.takes_back) ended.insert({each.settlement, each.reverses});
  }
  std::set<Number> known;
  for (const Entry& each : ours.entries) known.insert(each.settlement);
  for (const Entry& each : elsewhere) {
    if (asked.span.has(each.day) || known.contains(each.settlement)) continue;
    if (asked.without_refunds && ended.contains(each.settlement)) {
      ours.not_compared[each.settlement] = {each, taken_back(each)};
    } else {
      ours.entries.push_back(each);
    }
  }
}

Ours read_ours(const storage::Rows& rows, const Statement& asked,
               const business::Context& context) {
  Ours ours;
  for (const storage::Row& row : rows) {
    const Entry entry = entry_of(row, context);
    const RegionCode place(static_cast<std::int32_t>(row[14].integer()));
    auto why = why_not_compared(entry, row[9].text(), place, asked, *context.regions);
    const bool is_refund = entry.takes_back || is_taken_back(row);
    if (!why && asked.without_refunds && is_refund) why = taken_back(entry);
    if (why) {
      ours.not_compared[entry.settlement] = {entry, *std::move(why)};
      continue;
    }
    ours.entries.push_back(entry);
    ours.sent[std::string(entry.settlement.text())] = told_of(row, entry, context);
    if (!is_taken_back(row)) continue;
    const Entry reversal = reversal_of(entry, row, context);
    if (!asked.span.has(reversal.day)) ours.entries.push_back(reversal);
  }
  add_elsewhere(asked.elsewhere, asked, ours);
  return ours;
}

std::string written(const std::string& text) {
  return text.empty() ? "null" : text;
}

// psn_no, mdtrt_id, setl_id, msgid, stmt_rslt, refd_setl_flag, memo, and the amounts that we have.
std::string line_of(const Sent& sent, const std::string& message, bool level,
                    const std::string& memo, const Amounts& amounts) {
  std::string line;
  for (const std::string& field :
       {written(sent.person), written(sent.visit), written(sent.settlement), written(message),
        std::string(level ? "0" : "1"), std::string(sent.refunded ? "1" : "0"), written(memo),
        amounts.total.to_yuan(), amounts.fund.to_yuan()}) {
    line += field + "\t";
  }
  return line + amounts.account.to_yuan() + "\n";
}

class CompareDetails : public business::Command {
 public:
  explicit CompareDetails(Statement statement) : asked_(std::move(statement)) {}

  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::region(asked_.institution.region)};
  }
  void need(storage::Needs& needs) const override {
    needs.add(provider::kInstitutionOfCode, Value(asked_.institution.code));
    needs.add(kDetailsBetween,
              {asked_.institution.code, asked_.span.from.days(), asked_.span.to.days()});
  }
  Verdict authorise(const business::Actor&, const storage::Facts& facts) const override {
    const auto institution = provider::require_institution(facts, asked_.institution.code);
    if (!institution) return institution.refusal();
    return Nothing{};
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    const Ours ours = read_ours(facts.rows(kDetailsBetween), asked_, context);
    const reconciliation::Reading reading{{}, reconciliation::MarkedLine::settlement};
    const reconciliation::Result result =
        reconciliation::find_breaks(asked_.theirs, ours.entries, asked_.span, reading);
    const std::string name = "stmt_" + asked_.institution.code + "_" +
                             asked_.span.from.to_string() + "_" + asked_.span.to.to_string();
    storage::Plan plan;
    plan.event = "details_compared";
    const ExchangeFile file = keep_file(
        plan, asked_.institution, name + ".zip",
        asked_.archiver->archive_of(name + ".txt", content(ours, result, context)), context);
    plan.answer =
        Tree::object({{"fileinfo", Tree::object({{"file_qury_no", file.number},
                                                 {"filename", file.name},
                                                 {"dld_endtime", clock_text(file.until)}})}});
    return plan;
  }

 private:
  std::string content(const Ours& ours, const reconciliation::Result& result,
                      const business::Context& context) const {
    std::map<const Entry*, const Break*> of_theirs;
    std::string text;
    std::map<Number, const Entry*> known;
    for (const Entry& each : ours.entries) known[each.settlement] = &each;
    for (const auto& [number, other] : ours.not_compared) known[number] = &other.entry;
    for (const Break& each : result.breaks) {
      if (each.theirs != nullptr) of_theirs[each.theirs] = &each;
    }
    for (std::size_t i = 0; i < asked_.theirs.size(); ++i) {
      const Entry& theirs = asked_.theirs[i];
      const auto found = of_theirs.find(&theirs);
      const auto mine = known.find(theirs.settlement);
      std::string why = found == of_theirs.end() ? belongs_elsewhere(asked_.sent[i], ours, context)
                                                 : memo(*found->second, ours, context);
      text += line_of(asked_.sent[i],
                      mine == known.end() ? "" : std::string(mine->second->message.text()),
                      why.empty(), why, mine == known.end() ? Amounts() : mine->second->amounts);
    }
    for (const Break& each : result.breaks) {
      if (each.theirs != nullptr || each.ours == nullptr) continue;
      text += line_of(ours.sent.at(std::string(each.ours->settlement.text())),
                      std::string(each.ours->message.text()), false, memo(each, ours, context),
                      each.ours->amounts);
    }
    return text;
  }
  // A line of the right amounts that is somebody else's, or of another visit, is not level: empty
  // where it is whose it says.
  static std::string belongs_elsewhere(const Sent& sent, const Ours& ours,
                                       const business::Context& context) {
    const auto mine = ours.sent.find(sent.settlement);
    if (mine == ours.sent.end()) return "";
    const auto differs = [](const std::string& said, const std::string& stands) {
      return !said.empty() && said != stands;
    };
    std::vector<Reason> reasons;
    const bool is_former = !mine->second.former.empty() && sent.person == mine->second.former;
    if (differs(sent.person, mine->second.person) && !is_former) {
      reasons.push_back({"line_of_other_person",
                         {{"number", sent.settlement}, {"psn_no", mine->second.person}},
                         {}});
    }
    if (differs(sent.visit, mine->second.visit)) {
      reasons.push_back({"line_of_other_visit",
                         {{"number", sent.settlement}, {"mdtrt_id", mine->second.visit}},
                         {}});
    }
    return reasons.empty() ? "" : words_of(reasons, context, kMemo);
  }
  // Who is told that a settlement is missing here settles it again: one that is here and not
  // compared is not.
  static std::string memo(const Break& each, const Ours& ours, const business::Context& context) {
    const auto other = each.theirs == nullptr ? ours.not_compared.end()
                                              : ours.not_compared.find(each.theirs->settlement);
    const bool missing = other == ours.not_compared.end();
    return words_of({missing ? reconciliation::reason_of(each) : other->second.why}, context,
                    kMemo);
  }

  Statement asked_;
};

// A line of theirs that is ours of another day is not missing here: who settled it again would pay
// it twice. Its number tells the day.
std::vector<Entry> standing_elsewhere(const Statement& statement, const Asked& asked) {
  std::vector<const Entry*> lines;
  for (const Entry& each : statement.theirs) {
    const auto day = day_of_number(each.settlement, *asked.context.vault);
    if (day && !statement.span.has(day)) lines.push_back(&each);
  }
  return books_named(asked.session, *asked.context.vault, statement.institution.code, lines);
}

}  // namespace

business::CommandOrRefusal compare_details(const Asked& asked) {
  const provider::Message& message = asked.message;
  Statement statement;
  statement.institution = asked.institution;
  statement.archiver = asked.archiver;
  statement.kind = message.text("data", "clr_type");
  statement.agency = clearing_agency(message.text("data", "setl_optins"), *asked.context.regions);
  const auto from = Date::parse(message.text("data", "stmt_begndate"));
  const auto to = Date::parse(message.text("data", "stmt_enddate"));
  if (!from || !to || *to < *from || *to - *from > kDaysMax) {
    return refuse(RefusalKind::malformed, "statement_days_out_of_range");
  }
  statement.span = {*from, *to};
  const Decision<ExchangeFile> file =
      find_file(message.text("data", "file_qury_no"), asked.institution.code, asked.context.now,
                asked.session);
  if (!file) return file.refusal();
  const Decision<std::string> text = asked.archiver->text_in(file->content);
  if (!text) return text.refusal();
  if (const Verdict read = read_lines(*text, statement); !read) return read.refusal();
  if (const Verdict same = check_totals(message, statement); !same) return same.refusal();
  statement.elsewhere = standing_elsewhere(statement, asked);
  statement.without_refunds = message.text("data", "refd_setl_flag") == "0" &&
                              std::ranges::none_of(statement.theirs, &Entry::takes_back);
  return business::CommandOrRefusal(std::make_unique<CompareDetails>(std::move(statement)));
}

}  // namespace yibao::visit
