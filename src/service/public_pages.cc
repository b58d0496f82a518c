#include "service/public_pages.h"

#include "base/region_table.h"
#include "calendar/calendar.h"
#include "service/help_page.h"
#include "service/lost_page.h"
#include "service/router.h"

namespace yibao::service {

namespace {

constexpr std::string_view kOfNumber = "/verify/";

PublicPage status_page(const Speaker& speaker, const business::Context& context,
                       const PublicState& state) {
  const bool good = state.reads && state.stopped.empty();
  Html html = begin_public_page(speaker, speaker.say("服务状态", "State of the service"));
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
  return finish_public_page(speaker, html, state.reads ? 200 : 503);
}

std::string_view value_of(const std::vector<std::pair<std::string, std::string>>& parameters,
                          std::string_view name) {
  for (const auto& [known, value] : parameters) {
    if (known == name) return value;
  }
  return {};
}

}  // namespace

bool PublicPages::has(std::string_view path) {
  return path == "/verify" || path.starts_with(kOfNumber) || path == "/status" || path == "/help" ||
         path == "/public.css";
}

PublicPage PublicPages::answer(std::string_view target, const business::Context& context,
                               const PublicState& state, storage::Session& session) {
  const std::size_t question = target.find('?');
  const std::string_view path = target.substr(0, question);
  if (path == "/public.css") return public_style();
  std::vector<std::pair<std::string, std::string>> parameters;
  if (question != std::string_view::npos) {
    auto read = parse_parameters(target.substr(question + 1));
    if (!read) return lost_page(state.language);
    parameters = std::move(read).value();
  }
  if (path == "/status") return status_page(Speaker(state.language), context, state);
  if (path == "/help")
    return help_page(value_of(parameters, "region"), state.language, context, session);
  if (!path.starts_with(kOfNumber)) {
    return check_.answer(value_of(parameters, "number"), value_of(parameters, "code"), state,
                         context, session);
  }
  // Written in an address, the character of a province is escaped.
  const auto in_path = parse_parameters("number=" + std::string(path.substr(kOfNumber.size())));
  if (!in_path) return lost_page(state.language);
  return check_.answer(value_of(*in_path, "number"), value_of(parameters, "code"), state, context,
                       session);
}

}  // namespace yibao::service
