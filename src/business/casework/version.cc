#include "business/casework/version.h"

#include "base/text.h"

namespace yibao::casework {

std::optional<std::int64_t> read_seen_version(business::Reader& reader,
                                              const business::Request& request) {
  std::string_view tag = request.if_match;
  if (tag.empty() || tag == "*") return std::nullopt;
  if (tag.size() > 2 && tag.front() == '"' && tag.back() == '"') {
    tag = tag.substr(1, tag.size() - 2);
  }
  const std::optional<std::int64_t> seen = parse_integer(tag);
  if (!seen) reader.add({"if_match_shape", {}, {}});
  return seen;
}

Verdict check_seen_version(std::optional<std::int64_t> seen, const CaseFile& file) {
  if (!seen || *seen == file.version) return Nothing{};
  return refuse(RefusalKind::stale, "case_changed",
                {{"seen", std::to_string(*seen)}, {"version", std::to_string(file.version)}});
}

}  // namespace yibao::casework
