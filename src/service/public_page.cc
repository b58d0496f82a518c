#include "service/public_page.h"

namespace yibao::service {

namespace {

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

}  // namespace

std::string Speaker::day(const Date& date) const {
  return with_days_in_words(date.to_string(), language_);
}

Html begin_public_page(const Speaker& speaker, std::string_view title) {
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

PublicPage finish_public_page(const Speaker& speaker, Html& html, int status) {
  html.close();
  html.open("footer")
      .element("p", speaker.say("本页不使用脚本,不保存您输入的内容。",
                                "This page uses no script and keeps nothing that you type."))
      .close();
  return {status, "text/html; charset=utf-8", end_page(html)};
}

PublicPage public_style() {
  return {200, "text/css; charset=utf-8", std::string(kStyle)};
}

}  // namespace yibao::service
