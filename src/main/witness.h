// The witness (见证) of the signed heads: the last signature that this machine made, in the file
// last_signature beside the keys.
//
// Whoever can write the database can also take its last signatures out, and sign nothing in their
// place: what is left fits together. It does not fit what stands here. A database that was put back
// from an older backup does not either, and rightly: until the file is removed, `verify` says so.
#pragma once

#include <string>

#include "business/checks.h"

namespace yibao::main {

// None where this machine has signed nothing yet. Throws Fault where the file cannot be read.
std::optional<business::WitnessedSignature> read_witness(const std::string& state);
// Never moved back: of an older signature nothing is written.
void write_witness(const std::string& state, const business::WitnessedSignature& last);
void forget_witness(const std::string& state);

}  // namespace yibao::main
