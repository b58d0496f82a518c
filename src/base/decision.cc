#include "base/decision.h"

namespace yibao {

Refusal refuse(std::string code, std::vector<Fact> facts, std::vector<Citation> citations) {
  return {RefusalKind::refused, {{std::move(code), std::move(facts), std::move(citations)}}};
}

Refusal refuse(RefusalKind kind, std::string code, std::vector<Fact> facts) {
  return {kind, {{std::move(code), std::move(facts), {}}}};
}

}  // namespace yibao
