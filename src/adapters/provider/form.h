// A message as a form (multipart/form-data): so clients of the national interface send a file
// (9101). One part holds the envelope, another the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/tree.h"

namespace yibao::adapters::provider {

// Some write a mark before their UTF-8.
std::string_view without_mark(std::string_view text);

struct SentForm {
  std::string_view envelope;  // JSON
  std::string_view file;      // its bytes; empty: none came
  std::string file_name;
};

// Views into `body`. None where it is no such form, or no part of it is an envelope.
std::optional<SentForm> read_form(std::string_view content_type, std::string_view body);

// The file where the table has it, as it would stand in a message without a form: `in` of the first
// node of the input, and its name, where the envelope gives none.
void put_file(Tree& envelope, const SentForm& form);

}  // namespace yibao::adapters::provider
