// Finds the endpoint of a path. Built once; segments in braces match anything.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "business/use_case.h"

namespace yibao::service {

class Router {
 public:
  explicit Router(const std::vector<business::Endpoint>& endpoints);

  struct Match {
    const business::Endpoint* endpoint = nullptr;  // none: no such path
    bool other_method = false;                     // the path exists under another method
    std::vector<std::pair<std::string, std::string>> path_values;
  };
  Match find(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::vector<std::string_view> segments;
    const business::Endpoint* endpoint;
  };
  // By their number of segments and the last of these, empty where that is a variable: one path is
  // compared with few.
  using Shape = std::pair<std::size_t, std::string_view>;
  bool find_among(const std::vector<Route>& routes, std::string_view method,
                  const std::vector<std::string_view>& segments, Match& match) const;
  std::map<Shape, std::vector<Route>> by_shape_;
};

// Splits "a=1&b=%E4%B8%9C" and undoes the escapes; refused where an escape is broken.
Decision<std::vector<std::pair<std::string, std::string>>> parse_parameters(std::string_view text);

}  // namespace yibao::service
