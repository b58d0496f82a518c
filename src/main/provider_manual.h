// provider document: the manual of the provider interface as Markdown; the server shows the same as
// a page.
#pragma once

#include "main/command_line.h"
#include "main/installation.h"
#include "service/provider_manual.h"

namespace yibao::main {

// Throws Fault where a data file is not as it should be.
service::ProviderManual make_provider_manual(const Settings& settings, const Data& data);
int print_provider_manual(const Settings& settings);

}  // namespace yibao::main
