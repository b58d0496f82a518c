#include "service/help_page.h"

#include "base/region_table.h"
#include "business/agency/store.h"
#include "policy/policy_set.h"

namespace yibao::service {

namespace {

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

PublicPage help_page(std::string_view region, Language language, const business::Context& context,
                     storage::Session& session) {
  const Speaker speaker(language);
  Html html = begin_public_page(speaker, speaker.say("不用网页怎样办", "Without these pages"));
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
  return finish_public_page(speaker, html);
}

}  // namespace yibao::service
