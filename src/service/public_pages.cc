#include "service/public_pages.h"

#include <algorithm>

#include "base/html.h"
#include "base/region_table.h"
#include "business/agency/store.h"
#include "business/contribution/arrears_notice_paper.h"
#include "business/document/public_check.h"
#include "calendar/calendar.h"
#include "policy/policy_set.h"
#include "service/lost_page.h"
#include "service/router.h"

namespace yibao::service {

namespace {

using document::Checked;
using document::Standing;

constexpr std::string_view kOfNumber = "/verify/";

// Dark on white, nothing that only a colour says, and everything in a column that grows with the
// letters: it reads at 200 % and on a phone.
constexpr std::string_view kStyle =
    "body{font:1.125rem/1.7 \"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif;"
    "color:#1f2328;background:#fff;max-width:44rem;margin:0 auto;padding:1rem;"
    "overflow-wrap:anywhere}\n"
    "h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.25rem;margin-top:2rem}\n"
    "nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem}\n"
    "a{color:#0550ae}a:focus,input:focus,button:focus{outline:3px solid #0550ae;"
    "outline-offset:2px}\n"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #6e7781;padding:.4rem .6rem;"
    "text-align:left;vertical-align:top}th{background:#f6f8fa;font-weight:600}\n"
    "label{display:block;margin-top:1rem;font-weight:600}\n"
    "input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:2px solid #57606a}\n"
    "button{font:inherit;margin-top:1rem;padding:.6rem 1.6rem;min-height:3rem;color:#fff;"
    "background:#0550ae;border:0}\n"
    ".standing{font-size:1.3rem;font-weight:700;border-left:.5rem solid;padding:.6rem 1rem;"
    "background:#f6f8fa}.valid{border-color:#116329;color:#116329}"
    ".not-valid{border-color:#a40e26;color:#a40e26}\n"
    "dt{font-weight:600;margin-top:.6rem}dd{margin:0}code{overflow-wrap:anywhere}\n";

// What a page says, in Chinese or in English: the words stand together, so that neither is
// forgotten.
class Speaker {
 public:
  explicit Speaker(Language language) : language_(language) {}

  Language language() const { return language_; }
  std::string_view say(std::string_view chinese, std::string_view english) const {
    return language_ == Language::english ? english : chinese;
  }
  std::string day(const Date& date) const {
    return with_days_in_words(date.to_string(), language_);
  }

 private:
  Language language_;
};

Html begin(const Speaker& speaker, std::string_view title) {
  const std::string whole = std::string(title).append(speaker.say(" - 易保", " - Yibao"));
  Html html = begin_page({whole, "/public.css", to_text(speaker.language())});
  html.open("header").open("nav", {{"aria-label", speaker.say("页面", "Pages")}}).open("ul");
  html.open("li").link("/verify", speaker.say("文书核验", "Check a document")).close();
  html.open("li").link("/status", speaker.say("服务状态", "State of the service")).close();
  html.open("li").link("/help", speaker.say("不用网页怎样办", "Without these pages")).close();
  html.close().close().close();
  html.open("main").element("h1", title);
  return html;
}

PublicPage finish(const Speaker& speaker, Html& html, int status = 200) {
  html.close();
  html.open("footer")
      .element("p", speaker.say("本页不使用脚本,不保存您输入的内容。",
                                "This page uses no script and keeps nothing that you type."))
      .close();
  return {status, "text/html; charset=utf-8", end_page(html)};
}

void form(const Speaker& speaker, Html& html, std::string_view number) {
  html.element("p", speaker.say("输入文书上的编号和校验码,或者扫描文书上的二维码。",
                                "Type the number and the check code that stand on the document, "
                                "or scan its QR code."));
  html.open("form", {{"method", "get"}, {"action", "/verify"}});
  html.element("label", speaker.say("文书编号", "Number of the document"), {{"for", "number"}});
  html.empty("input", {{"id", "number"},
                       {"name", "number"},
                       {"value", number},
                       {"inputmode", "numeric"},
                       {"maxlength", "60"},
                       {"required", ""},
                       {"autocomplete", "off"}});
  html.element("label",
               speaker.say("校验码(十二位字母和数字)", "Check code (twelve letters and digits)"),
               {{"for", "code"}});
  html.empty("input", {{"id", "code"},
                       {"name", "code"},
                       {"maxlength", "60"},
                       {"required", ""},
                       {"autocomplete", "off"},
                       {"autocapitalize", "off"},
                       {"spellcheck", "false"}});
  html.element("button", speaker.say("核验", "Check"), {{"type", "submit"}}).close();
}

std::string_view standing_words(const Speaker& speaker, const Checked& checked) {
  switch (checked.standing) {
    case Standing::valid:
      return speaker.say("真实,现在有效", "Genuine, and valid now");
    case Standing::expired:
      return speaker.say("真实,但已过有效期", "Genuine, but no longer valid: it has expired");
    case Standing::void_:
      if (checked.void_reason == document::VoidReason::used) {
        return speaker.say("真实,但已使用:凭它办理了一次转移接续,不能再用",
                           "Genuine, but used: a transfer was made with it, and it serves once");
      }
      if (checked.void_reason == document::VoidReason::taken_back) {
        return speaker.say("真实,但已作废:这笔支付已经退回",
                           "Genuine, but void: the payment was taken back");
      }
      return checked.void_reason == document::VoidReason::reissued
                 ? speaker.say("真实,但已作废:已重新出具,以新的一份为准",
                               "Genuine, but void: a new one was issued in its place")
                 : speaker.say("真实,但已作废", "Genuine, but void");
  }
  return {};
}

void tell_grid(Html& html, const document::Grid& grid) {
  html.open("table").open("thead").open("tr");
  for (const std::string& column : grid.columns) html.element("th", column);
  html.close().close().open("tbody");
  for (const std::vector<std::string>& row : grid.rows) {
    html.open("tr");
    for (const std::string& cell : row) html.element("td", cell);
    html.close();
  }
  html.close().close();
}

// What stands on the paper, in its own words: the language of the paper is Chinese.
void tell_paper(Html& html, const document::Paper& paper) {
  html.open("div", {{"lang", "zh-CN"}});
  for (const document::Block& block : paper.blocks) {
    if (const auto* heading = std::get_if<document::Heading>(&block)) {
      html.element("h3", heading->text);
    } else if (const auto* paragraph = std::get_if<document::Paragraph>(&block)) {
      html.element("p", paragraph->text);
    } else if (const auto* lines = std::get_if<document::Lines>(&block)) {
      html.open("table").open("tbody");
      for (const document::Line& line : lines->lines) html.row(line.label, line.value);
      html.close().close();
    } else if (const auto* grid = std::get_if<document::Grid>(&block)) {
      tell_grid(html, *grid);
    }
  }
  html.close();
}

void tell_content(const Speaker& speaker, Html& html, const Checked& checked) {
  if (!checked.paper) return;
  html.element("h2", speaker.say("文书上应有的内容", "What the paper has to say"));
  html.element("p", speaker.say("请与纸面逐项比对:有一项不同,纸面就被改动过。姓名在这里隐去部分。",
                                "Please compare each line with the paper: where one differs, the "
                                "paper was altered. The name is shown in part here."));
  tell_paper(html, *checked.paper);
}

PublicPage checked_page(const Speaker& speaker, const Checked& checked) {
  Html html = begin(speaker, speaker.say("文书核验结果", "What the check has found"));
  const bool valid = checked.standing == Standing::valid;
  html.element("p", standing_words(speaker, checked),
               {{"class", valid ? "standing valid" : "standing not-valid"}, {"role", "status"}});
  html.open("table").open("tbody");
  html.row(speaker.say("文书", "Document"), checked.title);
  html.row(speaker.say("编号", "Number"), checked.number);
  html.row(speaker.say("出具机构", "Issued by"), checked.issuer);
  html.row(checked.of_employer ? speaker.say("用人单位(隐去部分)", "Employer (in part)")
                               : speaker.say("姓名(隐去部分)", "Name (in part)"),
           checked.name);
  html.row(speaker.say("出具日期", "Issued on"), speaker.day(checked.issued_on));
  if (checked.last_day) {
    html.row(speaker.say("有效期至", "Valid until"), speaker.day(*checked.last_day));
  }
  if (checked.voided_on) {
    html.row(speaker.say("作废日期", "Void since"), speaker.day(*checked.voided_on));
  }
  html.row(speaker.say("内容摘要(SHA-256)", "Digest of the content (SHA-256)"), checked.digest);
  html.close().close();
  tell_content(speaker, html, checked);
  html.element(
      "p", speaker.say("核验只说明该机构出具过这样一份文书:纸面内容与上面所列一致的才是它,摘要一致"
                       "不能代替比对内容。也不说明持有人就是本人,请另行核对身份证件。",
                       "The check says that this agency issued a document like this one: the paper "
                       "is that one where its content is as listed above, whatever digest is "
                       "printed on it. It does not say that whoever holds it is the person named: "
                       "please look at an identity document as well."));
  html.open("p").text(speaker.say("PDF 文件里有电子签名,可以用 ",
                                  "The PDF file carries an electronic signature; with the "));
  html.link("/document-certificate.pem", speaker.say("签名证书", "signing certificate"));
  html.text(speaker.say("检查文件有没有改动。", " you can find out whether the file was altered."))
      .close();
  html.open("p").link("/verify", speaker.say("核验另一份", "Check another one")).close();
  return finish(speaker, html);
}

PublicPage unknown_page(const Speaker& speaker, std::string_view number) {
  Html html = begin(speaker, speaker.say("文书核验结果", "What the check has found"));
  html.element("p",
               speaker.say("没有这份文书,或者校验码不对",
                           "There is no such document, or the check code is wrong"),
               {{"class", "standing not-valid"}, {"role", "status"}});
  html.element("p",
               speaker.say("请对照纸面再输入一次。仍然不符的,不要采信这份文书,请向出具机构询问。",
                           "Please type it once more from the paper. Where it is still refused, do "
                           "not rely on the document, and ask the agency that is said to have "
                           "issued it."));
  form(speaker, html, number);
  return finish(speaker, html, 404);
}

PublicPage limited_page(const Speaker& speaker) {
  Html html = begin(speaker, speaker.say("请稍后再试", "Please try again later"));
  html.element("p", speaker.say("核验的次数过多,请十五分钟后再试,或者拨打 12393 询问。",
                                "Too many checks. Please try again in fifteen minutes, or ask at "
                                "12393."));
  return finish(speaker, html, 429);
}

PublicPage status_page(const Speaker& speaker, const business::Context& context,
                       const PublicState& state) {
  const bool good = state.reads && state.stopped.empty();
  Html html = begin(speaker, speaker.say("服务状态", "State of the service"));
  html.element("p",
               good ? speaker.say("可以查询,可以办理", "Enquiries and applications are possible")
               : state.reads
                   ? speaker.say("可以查询,暂时不能办理",
                                 "Enquiries are possible; applications are not, for the moment")
                   : speaker.say("暂时不能查询和办理",
                                 "Neither enquiries nor applications are possible for the moment"),
               {{"class", good ? "standing valid" : "standing not-valid"}, {"role", "status"}});
  html.open("table").open("tbody");
  html.row(speaker.say("查询", "Enquiries"),
           state.reads ? speaker.say("正常", "as usual") : speaker.say("停止", "stopped"));
  html.row(speaker.say("办理", "Applications"),
           state.stopped.empty()
               ? speaker.say("正常", "as usual")
               : speaker.say("停止,已经办成的不受影响", "stopped; what was done stands"));
  html.row(speaker.say("今天", "Today"), speaker.day(context.today));
  html.row(speaker.say("今天是否工作日", "A working day"),
           context.calendar->is_working_day(context.today) ? speaker.say("是", "yes")
                                                           : speaker.say("否", "no"));
  html.row(speaker.say("版本", "Version"), state.version).close().close();
  if (!good) {
    html.open("p").text(
        speaker.say("急事请到窗口办理或者拨打 12393。",
                    "What is urgent can be done at a counter or by calling 12393. "));
    html.link("/help", speaker.say("各地窗口和电话", "Counters and telephone numbers")).close();
  }
  return finish(speaker, html, state.reads ? 200 : 503);
}

void agency_section(const Speaker& speaker, Html& html, const agency::Agency& agency,
                    const business::Context& context) {
  html.open("section", {{"id", agency.region.to_string()}});
  html.element("h2", context.regions->full_name(agency.region));
  html.open("dl").element("dt", speaker.say("经办机构", "Agency")).element("dd", agency.name);
  if (!agency.address.empty()) {
    html.element("dt", speaker.say("地址", "Address")).element("dd", agency.address);
  }
  if (!agency.hours.empty()) {
    html.element("dt", speaker.say("办公时间", "Open")).element("dd", agency.hours);
  }
  html.element("dt", speaker.say("电话", "Telephone")).open("dd");
  std::vector<std::string> numbers = agency.hotlines;
  if (!agency.phone.empty()) numbers.insert(numbers.begin(), agency.phone);
  for (const std::string& number : numbers) {
    html.open("a", {{"href", "tel:" + number}}).text(number).close().text(" ");
  }
  html.close().close().close();
}

std::string_view value_of(const std::vector<std::pair<std::string, std::string>>& parameters,
                          std::string_view name) {
  for (const auto& [known, value] : parameters) {
    if (known == name) return value;
  }
  return {};
}

}  // namespace

bool CheckLimits::Bucket::take(double burst, double per_second, std::int64_t at) {
  const double passed = static_cast<double>(std::max<std::int64_t>(at - filled_at, 0)) / 1'000;
  tokens = std::min(burst, tokens + passed * per_second);
  filled_at = at;
  if (tokens < 1) return false;
  tokens -= 1;
  return true;
}

namespace {

std::string wrong_key(std::string_view number, std::string_view source) {
  return std::string(source).append(" ").append(number);
}

}  // namespace

bool CheckLimits::may_ask(std::string_view number, std::string_view source, Instant now) {
  const std::lock_guard lock(mutex_);
  const std::int64_t at = now.milliseconds();
  if (!source.empty()) {
    if (sources_.size() >= kKeptMax) sources_.clear();
    Bucket& own =
        sources_.try_emplace(std::string(source), Bucket{kBurstOfSource, at}).first->second;
    if (!own.take(kBurstOfSource, kPerSecondOfSource, at)) return false;
  }
  if (!everybody_.take(kBurst, kPerSecond, at)) return false;
  const auto found = wrong_.find(wrong_key(number, source));
  if (found == wrong_.end()) return true;
  if (at - found->second.since < kWrongWithin) return found->second.times < kWrongMax;
  wrong_.erase(found);
  return true;
}

void CheckLimits::count_wrong(std::string_view number, std::string_view source, Instant now) {
  const std::lock_guard lock(mutex_);
  if (wrong_.size() >= kKeptMax) wrong_.clear();
  Wrong& wrong = wrong_[wrong_key(number, source)];
  if (wrong.times++ == 0) wrong.since = now.milliseconds();
}

PublicPage PublicPages::verify(std::string_view number, std::string_view code,
                               const PublicState& state, const business::Context& context,
                               storage::Session& session) {
  const Speaker speaker(state.language);
  if (number.empty()) {
    Html html = begin(speaker, speaker.say("文书核验", "Check a document"));
    form(speaker, html, "");
    return finish(speaker, html);
  }
  const std::string typed = document::as_typed(number);
  if (!limits_.may_ask(typed, state.source, context.now)) return limited_page(speaker);
  std::optional<Checked> checked = document::check(typed, code, context, session);
  if (!checked) checked = contribution::check_notice(typed, code, context, session);
  if (checked) return checked_page(speaker, *checked);
  limits_.count_wrong(typed, state.source, context.now);
  return unknown_page(speaker, typed);
}

namespace {

// What the number alone does not open, and when somebody answers.
std::string telephone(const Speaker& speaker, const business::Context& context) {
  const policy::HotlinePolicy& hotline =
      context.policies->on(RegionCode::nation(), context.today).hotline;
  const auto hours = [](int from, int until) {
    return std::to_string(from) + ":00-" + std::to_string(until) + ":00";
  };
  const std::string morning =
      hours(hotline.staff_morning_from.value, hotline.staff_morning_until.value);
  const std::string afternoon =
      hours(hotline.staff_afternoon_from.value, hotline.staff_afternoon_until.value);
  std::string text(speaker.say(
      "打电话: 全国医保服务热线 12393,社会保障卡服务热线 12333,全天可用。按语音提示"
      "输入证件号码,再输入六位查询密码,可以查询余额、缴费和办理进度;没有查询密码的,"
      "可以查参保状态、听办事指南、挂失。工作日 ",
      "By telephone: 12393 for medical insurance, 12333 for the social security card, "
      "day and night. Type an identity number and then the six-digit enquiry password "
      "to hear the balance, contributions and how a case stands; without a password, "
      "whether one is insured, guides, and the report of a lost card. On working days "));
  text.append(morning).append(speaker.say("、", " and ")).append(afternoon);
  return text.append(speaker.say(" 按 0 转人工。", " 0 leads to somebody to talk to."));
}

}  // namespace

PublicPage PublicPages::help(std::string_view region, const PublicState& state,
                             const business::Context& context, storage::Session& session) const {
  const Speaker speaker(state.language);
  Html html = begin(speaker, speaker.say("不用网页怎样办", "Without these pages"));
  html.element(
      "p", speaker.say("浏览器不能运行脚本,或者不方便用手机的,下面的办法都能办理同样的事项,"
                       "不需要另外证明为什么不用网页。",
                       "Where a browser runs no script, or a telephone is of no use, the same can "
                       "be done in each of these ways. Nobody has to say why."));
  html.open("ul");
  html.element("li", telephone(speaker, context));
  html.element("li",
               speaker.say("到窗口: 携带身份证件到参保地经办机构,工作人员代为填报并打印申请表。",
                           "At a counter: bring an identity document to the agency where you are "
                           "insured. Staff fill in the application with you and print it."));
  html.element("li", speaker.say("请人代办: 持授权委托书和双方身份证件;未满十六周岁的由监护人"
                                 "办理。",
                                 "By somebody else: with a written authorisation and the identity "
                                 "documents of both. For those under sixteen, a guardian."));
  html.element(
      "li",
      speaker.say("自助机: 查询余额、每月返钱和缴费,打印查询单;查询单只供本人查阅,对外"
                  "出具的缴费证明、参保凭证到窗口办理,打印后不用盖章。",
                  "At a kiosk: balance, monthly credits and contributions, and a printed sheet "
                  "for oneself; statements and certificates to be shown to others are had at a "
                  "counter, and need no stamp."));
  html.close();
  std::optional<RegionCode> wanted;
  if (!region.empty()) {
    wanted = RegionCode::parse(region);
    if (wanted) wanted = context.regions->pooling_region(*wanted);
  }
  html.element("h2", speaker.say("各地经办机构", "Agencies"));
  for (const agency::Agency& each : agency::read_agencies(session)) {
    if (!wanted || each.region == *wanted) agency_section(speaker, html, each, context);
  }
  return finish(speaker, html);
}

PublicPage lost_page(Language language) {
  const Speaker speaker(language);
  Html html = begin(speaker, speaker.say("没有这个页面", "There is no such page"));
  html.element("p", speaker.say("地址可能输错了。可以从下面进入:",
                                "The address may have been mistyped. These lead on:"));
  html.open("ul");
  const auto way = [&](const char* to, const char* chinese, const char* in_english) {
    html.open("li").element("a", speaker.say(chinese, in_english), {{"href", to}}).close();
  };
  way("/app/", "参保人: 查询和办理", "For the insured: enquiries and applications");
  way("/verify", "核验文书的真伪", "Check a document");
  way("/help", "不用网页怎样办", "Without these pages");
  way("/status", "服务状态", "State of the service");
  html.close();
  html.element("p", speaker.say("也可以拨打医保热线 12393。", "Or call 12393."));
  return finish(speaker, html, 404);
}

bool PublicPages::has(std::string_view path) {
  return path == "/verify" || path.starts_with(kOfNumber) || path == "/status" || path == "/help" ||
         path == "/public.css";
}

PublicPage PublicPages::answer(std::string_view target, const business::Context& context,
                               const PublicState& state, storage::Session& session) {
  const std::size_t question = target.find('?');
  const std::string_view path = target.substr(0, question);
  if (path == "/public.css") return {200, "text/css; charset=utf-8", std::string(kStyle)};
  std::vector<std::pair<std::string, std::string>> parameters;
  if (question != std::string_view::npos) {
    auto read = parse_parameters(target.substr(question + 1));
    if (!read) return unknown_page(Speaker(state.language), "");
    parameters = std::move(read).value();
  }
  if (path == "/status") return status_page(Speaker(state.language), context, state);
  if (path == "/help") return help(value_of(parameters, "region"), state, context, session);
  const std::string_view number =
      path.starts_with(kOfNumber) ? path.substr(kOfNumber.size()) : value_of(parameters, "number");
  return verify(number, value_of(parameters, "code"), state, context, session);
}

}  // namespace yibao::service
