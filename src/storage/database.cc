#include "storage/database.h"

namespace yibao::storage {

void Session::visit(const Statement& statement, std::span<const Value> parameters,
                    const Visitor& visitor) {
  for (const Row& row : select(statement, parameters)) visitor(row);
}

std::vector<std::vector<Rows>> Session::select_keyed_all(std::span<const KeyedRequest> requests) {
  std::vector<std::vector<Rows>> answers;
  answers.reserve(requests.size());
  for (const KeyedRequest& request : requests) {
    answers.push_back(select_keyed(*request.select, request.keys));
  }
  return answers;
}

Session::Locked Session::lock_and_select(std::span<const std::int64_t> subjects,
                                         std::span<const KeyedRequest> requests) {
  Rows heads = lock_heads(subjects);
  return {std::move(heads), select_keyed_all(requests)};
}

}  // namespace yibao::storage
