#include "service/check_page.h"

#include <algorithm>

#include "business/contribution/arrears_notice_paper.h"
#include "business/document/public_check.h"

namespace yibao::service {

namespace {

using document::Checked;
using document::Standing;

void form(const Speaker& speaker, Html& html, std::string_view number) {
  html.element("p", speaker.say("输入文书上的编号和校验码,或者扫描文书上的二维码。",
                                "Type the number and the check code that stand on the document, "
                                "or scan its QR code."));
  html.open("form", {{"method", "get"}, {"action", "/verify"}});
  html.element("label", speaker.say("文书编号", "Number of the document"), {{"for", "number"}});
  html.empty("input", {{"id", "number"},
                       {"name", "number"},
                       {"value", number},
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
  if (!checked.lifted_by.empty()) {
    return speaker.say("真实,但不再生效:它所作的决定已经解除",
                       "Genuine, but no longer in force: what it decided has been lifted");
  }
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
        return speaker.say("真实,但已作废:这笔支付已经退回,或者这次结算已经撤销",
                           "Genuine, but void: the payment or settlement was taken back");
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
  Html html = begin_public_page(speaker, speaker.say("文书核验结果", "What the check has found"));
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
  if (!checked.lifted_by.empty()) {
    html.row(speaker.say("解除它的文书", "Lifted by the document"), checked.lifted_by);
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
  return finish_public_page(speaker, html);
}

PublicPage unknown_page(const Speaker& speaker, std::string_view number) {
  Html html = begin_public_page(speaker, speaker.say("文书核验结果", "What the check has found"));
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
  return finish_public_page(speaker, html, 404);
}

PublicPage limited_page(const Speaker& speaker) {
  Html html = begin_public_page(speaker, speaker.say("请稍后再试", "Please try again later"));
  html.element("p",
               speaker.say("核验的次数过多,请过一分钟再试;同一份文书多次输错校验码的,请十五分钟后"
                           "再试,或者拨打 12393 询问。",
                           "Too many checks. Please try again in a minute; where the code of "
                           "one document was wrong several times, in fifteen minutes, or ask "
                           "at 12393."));
  return finish_public_page(speaker, html, 429);
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

PublicPage CheckPage::answer(std::string_view number, std::string_view code,
                             const PublicState& state, const business::Context& context,
                             storage::Session& session) {
  const Speaker speaker(state.language);
  if (number.empty()) {
    Html html = begin_public_page(speaker, speaker.say("文书核验", "Check a document"));
    form(speaker, html, "");
    return finish_public_page(speaker, html);
  }
  const std::string typed = document::as_typed(number);
  if (!limits_.may_ask(typed, state.source, context.now)) return limited_page(speaker);
  std::optional<Checked> checked = document::check(typed, code, context, session);
  if (!checked) checked = contribution::check_notice(typed, code, context, session);
  if (checked) return checked_page(speaker, *checked);
  limits_.count_wrong(typed, state.source, context.now);
  return unknown_page(speaker, typed);
}

}  // namespace yibao::service
