#include "service/router.h"

#include "base/text.h"

namespace yibao::service {

namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    if (path.front() == '/') path.remove_prefix(1);
    const std::size_t end = path.find('/');
    segments.push_back(path.substr(0, end));
    path = end == std::string_view::npos ? std::string_view() : path.substr(end);
  }
  return segments;
}

bool is_variable(std::string_view segment) {
  return segment.starts_with('{');
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

}  // namespace

Router::Router(const std::vector<business::Endpoint>& endpoints) {
  for (const business::Endpoint& endpoint : endpoints) {
    const std::vector<std::string_view> segments = split(endpoint.path);
    const std::string_view last = is_variable(segments.back()) ? "" : segments.back();
    by_shape_[{segments.size(), last}].push_back({segments, &endpoint});
  }
}

bool Router::find_among(const std::vector<Route>& routes, std::string_view method,
                        const std::vector<std::string_view>& segments, Match& match) const {
  for (const Route& route : routes) {
    bool same = true;
    for (std::size_t i = segments.size(); same && i-- > 0;) {
      same =
          is_variable(route.segments[i]) ? !segments[i].empty() : segments[i] == route.segments[i];
    }
    if (!same) continue;
    if (route.endpoint->method != method) {
      match.other_method = true;
      continue;
    }
    match.endpoint = route.endpoint;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (!is_variable(route.segments[i])) continue;
      match.path_values.emplace_back(route.segments[i].substr(1, route.segments[i].size() - 2),
                                     segments[i]);
    }
    return true;
  }
  return false;
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  const std::vector<std::string_view> segments = split(path);
  if (segments.empty()) return match;
  for (const std::string_view last : {segments.back(), std::string_view()}) {
    const auto routes = by_shape_.find({segments.size(), last});
    if (routes == by_shape_.end()) continue;
    if (find_among(routes->second, method, segments, match)) return match;
    if (last.empty()) break;
  }
  return match;
}

Decision<std::vector<std::pair<std::string, std::string>>> parse_parameters(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = unescape(pair.substr(0, equals));
    const auto value =
        equals == std::string_view::npos ? std::string() : unescape(pair.substr(equals + 1));
    if (!name || !value) return refuse(RefusalKind::malformed, "parameter_escape");
    for (const auto& [known, other] : parameters) {
      if (known == *name) {
        return refuse(RefusalKind::malformed, "parameter_twice", {{"member", *name}});
      }
    }
    parameters.emplace_back(*name, *value);
  }
  return parameters;
}

}  // namespace yibao::service
