#include "business/guide/writer.h"

#include "business/casework/rules.h"

namespace yibao::guide {

void Writer::add(Reason& reason, const Citation& citation) {
  const std::size_t dot = citation.parameter.find('.');
  reason.facts.push_back({citation.parameter.substr(dot + 1), citation.value});
  reason.citations.push_back(citation);
}

void Writer::list(std::string code, const policy::Cited<std::vector<std::string>>& materials) {
  if (materials.value.empty()) return;
  guide_.lines.push_back(
      {section_,
       {std::move(code), {{"items", casework::join(materials.value)}}, {materials.citation}}});
}

}  // namespace yibao::guide
