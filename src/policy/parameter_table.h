// Every parameter that a policy file may set: its name, its kind, its range, and where its value
// goes in RegionPolicy. A new parameter is a member in parameters.h, a line in the table of
// parameter_table.cc and a value in policy/100000/: the loader refuses to start without the last.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/tree.h"
#include "policy/parameters.h"

namespace yibao::policy {

// How a value is written in a file. A rate is basis points (200 is 2 %), an amount is fen
// (400_00 is 400 yuan), a word is one of a closed list, words are snake_case codes of one's own.
enum class ValueKind { boolean, integer, rate, money, word, words };

struct Parameter {
  std::string_view topic;  // the name of the file: "transfer"
  std::string_view key;    // "origin_working_days"
  ValueKind kind;
  std::int64_t minimum;  // of an integer, rate or amount
  std::int64_t maximum;
  std::span<const std::string_view> choices;  // of a word
  void (*assign)(RegionPolicy&, const Tree& value, const Citation& citation);

  std::string id() const { return std::string(topic) + "." + std::string(key); }
  bool is_numeric() const;
  bool accepts_type(const Tree& value) const;   // the right type, and a known word
  bool accepts_range(const Tree& value) const;  // of a value whose type is right
  std::string expected() const;                 // "integer 0 to 6", "one of wait, paid_months"
  std::string show(const Tree& value) const;    // "10", "2%", "400.00", "wait"
};

// 200 basis points are "2%", 650 are "6.5%".
std::string show_percent(Rate rate);

// In the order of parameters.h; a parameter's place in the table is its index everywhere.
std::span<const Parameter> parameters();
const Parameter* find_parameter(std::string_view id);
std::vector<std::string> topics();

}  // namespace yibao::policy
