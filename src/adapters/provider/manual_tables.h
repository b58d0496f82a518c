// Tables of fields, as several parts of the manual show them.
#pragma once

#include <string>
#include <vector>

#include "adapters/provider/manual_parts.h"

namespace yibao::adapters::provider {

enum class Side { request, answer };
Manual::Grid fields_grid(const Teller& teller, const std::vector<yibao::provider::Field>& fields,
                         Side side);
// What becomes of the same message when it comes again.
std::string repeat_of(const Teller& teller, const std::string& transaction);
// The rulings that apply to a transaction, or to what has a name of its own ("envelope").
void tell_rulings_of(Manual& manual, const Teller& teller, const std::string& where,
                     const yibao::provider::Transaction* transaction);

}  // namespace yibao::adapters::provider
