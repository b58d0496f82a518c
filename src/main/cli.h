// The command line: nouns, then verbs. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 fault.
#pragma once

namespace yibao::main {

int run(int argc, char** argv);

}  // namespace yibao::main
