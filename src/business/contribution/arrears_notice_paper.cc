#include "business/contribution/arrears_notice_paper.h"

#include <charconv>

#include "business/access.h"
#include "business/document/issue.h"
#include "business/document/queries.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/reader.h"
#include "storage/digest.h"

namespace yibao::contribution {

namespace {

constexpr std::string_view kTitle = "社会保险费(基本医疗保险)限期缴纳通知书";
constexpr std::int64_t kSerialMax = 9'999;

// Where the parts of a number stand; the employer's is the rest.
constexpr std::size_t kRegionDigits = 6;
constexpr std::size_t kYearDigits = 4;
constexpr std::size_t kMonthDigits = 2;
constexpr std::size_t kSerialDigits = 4;
constexpr std::size_t kEmployerAt = kRegionDigits + kYearDigits + kMonthDigits + kSerialDigits;
constexpr std::size_t kEmployerDigitsMax = 18;

std::string padded(std::int64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

// Whose notice a number names; none where it is no such number.
EmployerId employer_in(std::string_view number) {
  const bool digits = number.find_first_not_of("0123456789") == std::string_view::npos;
  const bool fits =
      number.size() > kEmployerAt && number.size() <= kEmployerAt + kEmployerDigitsMax;
  if (!digits || !fits) return {};
  const std::string_view rest = number.substr(kEmployerAt);
  std::int64_t id = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), id);
  return EmployerId(id);
}

// What the check code and the digest are over: the row, in one way of writing it.
std::string content_of(const ArrearsNotice& notice) {
  return Tree::object({{"region", notice.region.to_string()},
                       {"employer", notice.employer.value()},
                       {"month", notice.month.to_string()},
                       {"serial", notice.serial},
                       {"months", notice.months},
                       {"people", notice.people},
                       {"amount_fen", notice.amount.fen()},
                       {"late_fee_fen", notice.late_fee.fen()},
                       {"noticed_on", notice.noticed_on.to_string()},
                       {"pay_by", notice.pay_by.to_string()}})
      .to_json();
}

std::string code_of(const ArrearsNotice& notice, const storage::Vault& vault) {
  return document::check_code_of(vault, notice_number(notice), content_of(notice));
}

std::string digest_of(const ArrearsNotice& notice) {
  return storage::to_hex(storage::sha256(content_of(notice)));
}

// 社会保险法第六十三条、第八十六条。
document::Paper printed(const ArrearsNotice& notice, const enrolment::Employer& employer,
                        std::string issuer) {
  document::Paper paper{std::string(kTitle), std::move(issuer), {}};
  paper.lines({{"用人单位", employer.name},
               {"统一社会信用代码", employer.code},
               {"通知日期", notice.noticed_on.to_string()},
               {"欠缴月份", notice.months},
               {"涉及职工(人)", std::to_string(notice.people)},
               {"应补缴费款(元)", notice.amount.to_display()},
               {"截至通知日的滞纳金(元)", notice.late_fee.to_display()},
               {"合计(元)", (notice.amount + notice.late_fee).to_display()},
               {"合计大写", (notice.amount + notice.late_fee).to_chinese_capitals()},
               {"缴费期限", notice.pay_by.to_string()}});
  paper.paragraph(
      "你单位未按时足额缴纳基本医疗保险费。请于上述期限前缴清或者补足;"
      "滞纳金自欠缴之日起按日加收,计算至实际缴纳之日。");
  paper.paragraph(
      "逾期仍未缴纳的,由社会保险费征收机构依照《中华人民共和国社会保险法》"
      "第六十三条、第八十六条处理。欠费期间职工的待遇自欠费次月起受影响。");
  return paper;
}

// The one that is named by its month and serial, or the latest.
const ArrearsNotice* named_among(const std::vector<ArrearsNotice>& notices,
                                 const std::optional<Month>& month, std::int64_t serial) {
  const ArrearsNotice* found = nullptr;
  for (const ArrearsNotice& each : notices) {
    if (month && each.month != *month) continue;
    if (serial != 0 && each.serial != serial) continue;
    found = &each;
  }
  return found;
}

// An employer and what it was told.
struct OfEmployer {
  enrolment::Employer employer;
  std::vector<ArrearsNotice> notices;
  std::string issuer;
};

std::optional<OfEmployer> find_notices(EmployerId id, const business::Context& context,
                                       storage::Session& session) {
  storage::Needs needs;
  const storage::Value key(id.value());
  needs.add(enrolment::kEmployerById, key);
  needs.add(kArrearsNoticesOf, key);
  storage::Facts facts;
  storage::ask(session, needs, facts);
  const storage::Rows& employers = facts.rows(enrolment::kEmployerById, key);
  if (employers.empty()) return std::nullopt;
  OfEmployer found;
  found.employer = enrolment::read_employer(employers.front());
  found.notices = read_notices(facts.rows(kArrearsNoticesOf, key));
  storage::Needs of_issuer;
  document::need_issuer(of_issuer, found.employer.region);
  storage::Facts issuer;
  storage::ask(session, of_issuer, issuer);
  found.issuer = document::issuer_name(issuer, found.employer.region, context);
  return found;
}

}  // namespace

std::string notice_number(const ArrearsNotice& notice) {
  YB_CHECK(notice.serial <= kSerialMax, "more notices of a month than a number has digits for");
  return notice.region.to_string() + padded(notice.month.year(), kYearDigits) +
         padded(notice.month.month(), kMonthDigits) + padded(notice.serial, kSerialDigits) +
         std::to_string(notice.employer.value());
}

Tree notice_marks(const ArrearsNotice& notice, const storage::Vault& vault) {
  const std::string number = notice_number(notice);
  const std::string code = code_of(notice, vault);
  return Tree::object({{"number", number},
                       {"check_code", code},
                       {"verify", "/verify/" + number + "?code=" + code},
                       {"digest", digest_of(notice)}});
}

Decision<Tree> answer_printed_notice(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::int64_t id = reader.path_id("employer", storage::IdKind::employer);
  const std::optional<Month> month = reader.optional_month("month");
  const std::int64_t serial = reader.integer_or("serial", 0, kSerialMax, 0);
  const std::string format = reader.code_or("format", {"pdf", "xlsx"}, "pdf");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Refusal not_found = refuse(RefusalKind::not_found, "not_found", {{"member", "notice"}});
  if (context.actor->is(business::Role::employer_officer) && context.actor->id != id) {
    return not_found;
  }
  const std::optional<OfEmployer> found = find_notices(EmployerId(id), context, session);
  const ArrearsNotice* notice = found ? named_among(found->notices, month, serial) : nullptr;
  if (notice == nullptr) return not_found;
  if (context.actor->is_officer()) {
    const Verdict may = business::may_act_at(*context.actor, found->employer.region);
    if (!may) return may.refusal();
  }
  Tree print = notice_marks(*notice, *context.vault);
  print.set("format", format);
  print.set("paper", document::to_tree(printed(*notice, found->employer, found->issuer)));
  print.set("printed_on", notice->noticed_on.to_string());
  const std::string name =
      "notice-" + notice->month.to_string() + "-" + std::to_string(notice->serial);
  return Tree::object({{"name", name + "." + format}, {"print", std::move(print)}});
}

std::optional<document::Checked> check_notice(std::string_view number, std::string_view code,
                                              const business::Context& context,
                                              storage::Session& session) {
  const std::string typed = document::as_typed(number);
  const EmployerId employer = employer_in(typed);
  if (employer.is_none()) return std::nullopt;
  const std::optional<OfEmployer> found = find_notices(employer, context, session);
  if (!found) return std::nullopt;
  for (const ArrearsNotice& notice : found->notices) {
    if (notice_number(notice) != typed) continue;
    if (!document::is_same_code(code, code_of(notice, *context.vault))) return std::nullopt;
    document::Checked checked;
    checked.number = typed;
    checked.title = kTitle;
    checked.issuer = found->issuer;
    checked.name = enrolment::mask_employer(found->employer.name);
    checked.of_employer = true;
    checked.issued_on = notice.noticed_on;
    checked.digest = digest_of(notice);
    return checked;
  }
  return std::nullopt;
}

}  // namespace yibao::contribution
