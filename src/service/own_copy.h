// 本人数据副本 (N-27, 个人信息保护法第四十五条): what every endpoint shows people of themselves,
// whole: all pages of a list, all years, and of each case the form and the materials that it names.
// An endpoint that is added later is in it by itself.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/decision.h"
#include "business/use_case.h"

namespace yibao::service {

class OwnCopy {
 public:
  using Ask = std::function<Decision<Tree>(const business::Endpoint&, const business::Request&)>;

  // `person`: as the paths name it.
  OwnCopy(const std::vector<business::Endpoint>& endpoints, std::string person, Ask ask);

  // What is not in it stands in `reasons`: the files of materials, and a list that has no end.
  void add_to(Tree& all);

 private:
  bool is_own(const business::Endpoint& endpoint) const;
  Decision<Tree> ask_whole(const business::Endpoint& endpoint);
  std::optional<Tree> ask_each_case(const business::Endpoint& listing, const Tree& listed) const;

  const std::vector<business::Endpoint>& endpoints_;
  std::string person_;
  Ask ask_;
  std::vector<Reason> left_out_;
};

}  // namespace yibao::service
