#include "adapters/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/tree.h"

namespace yibao::adapters {

namespace {

spdlog::logger& json_lines() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = spdlog::stderr_logger_mt("yibao");
    made->set_pattern("{\"at\":\"%Y-%m-%dT%H:%M:%S.%e%z\",\"level\":\"%l\",%v}");
    made->flush_on(spdlog::level::err);
    return made;
  }();
  return *logger;
}

}  // namespace

void log_incident(const std::string& trace_id, const std::string& what) {
  const std::string members =
      Tree::object({{"event", "incident"}, {"trace_id", trace_id}, {"what", what}}).to_json();
  json_lines().error("{}", members.substr(1, members.size() - 2));
}

}  // namespace yibao::adapters
