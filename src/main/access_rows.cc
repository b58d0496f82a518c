// access table: who may ask what of whom, as it is built in.
#include <iomanip>
#include <iostream>

#include "business/access_table.h"
#include "main/commands.h"
#include "main/installation.h"

namespace yibao::main {

int access_rows(const Settings&, Output output) {
  const std::vector<business::Endpoint>& endpoints = all_endpoints();
  const std::vector<business::AccessRow> rows = business::access_table(endpoints);
  if (!output.json) {
    const business::Endpoint* last = nullptr;
    for (const business::AccessRow& row : rows) {
      if (row.endpoint != last) {
        std::cout << row.endpoint->method << " " << row.endpoint->path << "  " << row.owner << "\n";
        last = row.endpoint;
      }
      std::cout << "    " << std::left << std::setw(18) << business::role_code(row.role)
                << row.scope << "\n";
    }
    std::cout << rows.size() << " rows, " << endpoints.size() << " endpoints\n";
    return kDone;
  }
  Tree list = Tree(Tree::List{});
  for (const business::AccessRow& row : rows) {
    list.push(Tree::object({{"endpoint", row.endpoint->name},
                            {"method", row.endpoint->method},
                            {"path", row.endpoint->path},
                            {"role", std::string(business::role_code(row.role))},
                            {"owner", row.owner},
                            {"scope", row.scope}}));
  }
  std::cout << Tree::object({{"rows", std::move(list)}}).to_json() << "\n";
  return kDone;
}

}  // namespace yibao::main
