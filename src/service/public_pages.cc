#include "service/public_pages.h"

#include <algorithm>

#include "base/html.h"
#include "base/region_table.h"
#include "business/agency/store.h"
#include "business/contribution/arrears_notice_paper.h"
#include "business/document/public_check.h"
#include "calendar/calendar.h"
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

Html begin(std::string_view title) {
  Html html = begin_page({std::string(title) + " - 易保", "/public.css"});
  html.open("header").open("nav", {{"aria-label", "页面"}}).open("ul");
  html.open("li").link("/verify", "文书核验").close();
  html.open("li").link("/status", "服务状态").close();
  html.open("li").link("/help", "不用网页怎样办").close();
  html.close().close().close();
  html.open("main").element("h1", title);
  return html;
}

PublicPage finish(Html& html, int status = 200) {
  html.close();
  html.open("footer").element("p", "本页不使用脚本,不保存您输入的内容。").close();
  return {status, "text/html; charset=utf-8", end_page(html)};
}

void form(Html& html, std::string_view number) {
  html.element("p", "输入文书上的编号和校验码,或者扫描文书上的二维码。");
  html.open("form", {{"method", "get"}, {"action", "/verify"}});
  html.element("label", "文书编号", {{"for", "number"}});
  html.empty("input", {{"id", "number"},
                       {"name", "number"},
                       {"value", number},
                       {"inputmode", "numeric"},
                       {"maxlength", "60"},
                       {"required", ""},
                       {"autocomplete", "off"}});
  html.element("label", "校验码(十二位字母和数字)", {{"for", "code"}});
  html.empty("input", {{"id", "code"},
                       {"name", "code"},
                       {"maxlength", "60"},
                       {"required", ""},
                       {"autocomplete", "off"},
                       {"autocapitalize", "off"},
                       {"spellcheck", "false"}});
  html.element("button", "核验", {{"type", "submit"}}).close();
}

std::string day(const Date& date) {
  return with_chinese_days(date.to_string());
}

std::string standing_words(const Checked& checked) {
  switch (checked.standing) {
    case Standing::valid:
      return "真实,现在有效";
    case Standing::expired:
      return "真实,但已过有效期";
    case Standing::void_:
      if (checked.void_reason == document::VoidReason::used) {
        return "真实,但已使用:凭它办理了一次转移接续,不能再用";
      }
      return checked.void_reason == document::VoidReason::reissued
                 ? "真实,但已作废:已重新出具,以新的一份为准"
                 : "真实,但已作废";
  }
  return {};
}

PublicPage checked_page(const Checked& checked) {
  Html html = begin("文书核验结果");
  const bool valid = checked.standing == Standing::valid;
  html.element("p", standing_words(checked),
               {{"class", valid ? "standing valid" : "standing not-valid"}, {"role", "status"}});
  html.open("table").open("tbody");
  html.row("文书", checked.title).row("编号", checked.number).row("出具机构", checked.issuer);
  html.row(checked.of_employer ? "用人单位(隐去部分)" : "姓名(隐去部分)", checked.name);
  html.row("出具日期", day(checked.issued_on));
  if (checked.last_day) html.row("有效期至", day(*checked.last_day));
  if (checked.voided_on) html.row("作废日期", day(*checked.voided_on));
  html.row("内容摘要(SHA-256)", checked.digest);
  html.close().close();
  html.element("p",
               "请把摘要与纸面上印的摘要比对;不一致的,纸面内容被改动过。核验只说明文书由该机构出具,"
               "不说明持有人就是本人,请另行核对身份证件。");
  html.open("p").text("PDF 文件里有电子签名,可以用 ");
  html.link("/document-certificate.pem", "签名证书").text("检查文件有没有改动。").close();
  html.open("p").link("/verify", "核验另一份").close();
  return finish(html);
}

PublicPage unknown_page(std::string_view number) {
  Html html = begin("文书核验结果");
  html.element("p", "没有这份文书,或者校验码不对",
               {{"class", "standing not-valid"}, {"role", "status"}});
  html.element("p", "请对照纸面再输入一次。仍然不符的,不要采信这份文书,请向出具机构询问。");
  form(html, number);
  return finish(html, 404);
}

PublicPage limited_page() {
  Html html = begin("请稍后再试");
  html.element("p", "核验的次数过多,请十五分钟后再试,或者拨打 12393 询问。");
  return finish(html, 429);
}

PublicPage status_page(const business::Context& context, const PublicState& state) {
  const bool good = state.reads && state.stopped.empty();
  Html html = begin("服务状态");
  html.element("p",
               good          ? "可以查询,可以办理"
               : state.reads ? "可以查询,暂时不能办理"
                             : "暂时不能查询和办理",
               {{"class", good ? "standing valid" : "standing not-valid"}, {"role", "status"}});
  html.open("table").open("tbody");
  html.row("查询", state.reads ? "正常" : "停止");
  html.row("办理", state.stopped.empty() ? "正常" : "停止,已经办成的不受影响");
  html.row("今天", day(context.today));
  html.row("今天是否工作日", context.calendar->is_working_day(context.today) ? "是" : "否");
  html.row("版本", state.version).close().close();
  if (!good) {
    html.open("p").text("急事请到窗口办理或者拨打 12393。");
    html.link("/help", "各地窗口和电话").close();
  }
  return finish(html, state.reads ? 200 : 503);
}

void agency_section(Html& html, const agency::Agency& agency, const business::Context& context) {
  html.open("section", {{"id", agency.region.to_string()}});
  html.element("h2", context.regions->full_name(agency.region));
  html.open("dl").element("dt", "经办机构").element("dd", agency.name);
  if (!agency.address.empty()) html.element("dt", "地址").element("dd", agency.address);
  if (!agency.hours.empty()) html.element("dt", "办公时间").element("dd", agency.hours);
  html.element("dt", "电话").open("dd");
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
  const auto found = wrong_.find(number);
  if (found == wrong_.end()) return true;
  if (at - found->second.since < kWrongWithin) return found->second.times < kWrongMax;
  wrong_.erase(found);
  return true;
}

void CheckLimits::count_wrong(std::string_view number, Instant now) {
  const std::lock_guard lock(mutex_);
  if (wrong_.size() >= kKeptMax) wrong_.clear();
  Wrong& wrong = wrong_[std::string(number)];
  if (wrong.times++ == 0) wrong.since = now.milliseconds();
}

PublicPage PublicPages::verify(std::string_view number, std::string_view code,
                               std::string_view source, const business::Context& context,
                               storage::Session& session) {
  if (number.empty()) {
    Html html = begin("文书核验");
    form(html, "");
    return finish(html);
  }
  const std::string typed = document::as_typed(number);
  if (!limits_.may_ask(typed, source, context.now)) return limited_page();
  std::optional<Checked> checked = document::check(typed, code, context, session);
  if (!checked) checked = contribution::check_notice(typed, code, context, session);
  if (checked) return checked_page(*checked);
  limits_.count_wrong(typed, context.now);
  return unknown_page(typed);
}

PublicPage PublicPages::help(std::string_view region, const business::Context& context,
                             storage::Session& session) const {
  Html html = begin("不用网页怎样办");
  html.element("p",
               "浏览器不能运行脚本,或者不方便用手机的,下面的办法都能办理同样的事项,不需要另外"
               "证明为什么不用网页。");
  html.open("ul");
  html.element("li",
               "打电话: 全国医保服务热线 12393,社会保障卡服务热线 12333,按语音提示输入"
               "证件号码即可查询余额、缴费和办理进度,按 0 转人工。");
  html.element("li", "到窗口: 携带身份证件到参保地经办机构,工作人员代为填报并打印申请表。");
  html.element("li", "请人代办: 持授权委托书和双方身份证件;未满十六周岁的由监护人办理。");
  html.element("li", "自助机和社区便民点: 查询、打印缴费证明和参保凭证。");
  html.close();
  std::optional<RegionCode> wanted;
  if (!region.empty()) {
    wanted = RegionCode::parse(region);
    if (wanted) wanted = context.regions->pooling_region(*wanted);
  }
  html.element("h2", "各地经办机构");
  for (const agency::Agency& each : agency::read_agencies(session)) {
    if (!wanted || each.region == *wanted) agency_section(html, each, context);
  }
  return finish(html);
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
    if (!read) return unknown_page("");
    parameters = std::move(read).value();
  }
  if (path == "/status") return status_page(context, state);
  if (path == "/help") return help(value_of(parameters, "region"), context, session);
  const std::string_view number =
      path.starts_with(kOfNumber) ? path.substr(kOfNumber.size()) : value_of(parameters, "number");
  return verify(number, value_of(parameters, "code"), state.source, context, session);
}

}  // namespace yibao::service
