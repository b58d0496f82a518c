// Writes the lines of a guide: a code, and the parameters that its sentence speaks of.
#pragma once

#include <string>
#include <utility>

#include "business/guide/types.h"
#include "policy/parameters.h"

namespace yibao::guide {

class Writer {
 public:
  explicit Writer(std::string_view service) { guide_.service = service; }

  Writer& in(Section section) {
    section_ = section;
    return *this;
  }
  // A sentence about these parameters: each is a fact, named as the parameter is behind its topic,
  // and a citation.
  template<class... T>
  Writer& say(std::string code, const policy::Cited<T>&... parameters) {
    Reason reason{std::move(code), {}, {}};
    (add(reason, parameters.citation), ...);
    guide_.lines.push_back({section_, std::move(reason)});
    return *this;
  }
  // What must be handed in, by policy.
  void list(std::string code, const policy::Cited<std::vector<std::string>>& materials);

  Guide take() { return std::move(guide_); }

 private:
  static void add(Reason& reason, const Citation& citation);

  Guide guide_;
  Section section_ = Section::conditions;
};

}  // namespace yibao::guide
