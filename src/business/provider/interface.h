// The national interface for designated providers (定点医药机构接口), as data: which transactions
// there are, which fields each takes and gives, their lengths, codes and conditions.
//
// data/provider_interface.json holds the facts; parser, validation, answers and documentation are
// all made from it, so that none of them knows a field that the others do not. Names of fields are
// those of the interface, as printed there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "base/tree.h"

namespace yibao::provider {

enum class FieldType { string, digits, number, integer, date, datetime, bytes, array, object };

// How two names are one: most are printed in lower case, and clients follow it or not (R17).
bool same_name(std::string_view a, std::string_view b);

struct Field {
  std::string name;
  std::string label;
  FieldType type = FieldType::string;
  int length = 0;         // characters, or digits of a number; 0: none printed
  int printed = 0;        // the same as it is printed, where more is taken
  int scale = 0;          // decimals of a number
  bool has_time = false;  // a day and a time, whatever its type is called (R18)
  bool required = false;
  std::string required_if;               // the field that makes this one required; empty: none does
  std::string required_for;              // the value that it then has
  std::string required_when;             // a condition that nobody can compute: words
  std::string dictionary;                // of its codes; empty: not coded
  std::string format;                    // "yyyy-MM-dd"; empty: none printed
  std::string note;                      // what else there is to know, in English
  std::vector<Field> fields;             // of the rows nested in it
  std::vector<std::string> other_names;  // that it may be sent under (R13)
  bool rounded = false;  // a quotient, as senders compute it: rounded to its scale, not refused
};

// One object, or a list of objects, of an input or an output. Without a name, it stands directly
// where nodes would stand (R16).
struct Node {
  std::string name;
  bool repeated = false;
  std::vector<Field> fields;

  const Field* find(std::string_view field) const;
};

struct Transaction {
  std::string number;  // infno: "2102", "2203A"
  std::string name;
  std::string sender;     // any, hospital, pharmacy
  std::string also_from;  // the kind of institution it is taken from besides; empty: none
  std::vector<Node> input;
  std::vector<Node> output;
  std::vector<Node> files;  // that go up or down beside it: a line each, in this order of fields
  std::string note;         // of its output, in English

  bool may_come_from(std::string_view kind) const;      // hospital, pharmacy
  const Node* input_node(std::string_view node) const;  // whatever its case (R17)
  const Node* output_node(std::string_view node) const;
};

struct Code {
  std::string value;
  std::string label;
};

struct Dictionary {
  std::string label;
  std::string note;  // in English
  std::vector<Code> codes;

  bool has(std::string_view value) const;
  // As the list prints it, of a value that a client writes with a zero more or less before it
  // ("1" for "01", "01" for the "1" of 民族: R23); none where it is in no form there.
  std::optional<std::string> canonical(std::string_view value) const;
  std::string label_of(std::string_view value) const;  // empty: the list does not have it
};

class Interface {
 public:
  // Every mistake of the file is named.
  static Decision<Interface> load(const Tree& file);

  const Transaction* find(std::string_view number) const;
  const std::map<std::string, Transaction, std::less<>>& transactions() const {
    return transactions_;
  }
  const Dictionary* dictionary(std::string_view name) const;
  const std::map<std::string, Dictionary, std::less<>>& dictionaries() const {
    return dictionaries_;
  }
  // Of the envelope of a request, in the order in which they are printed.
  const std::vector<Field>& envelope() const { return envelope_; }
  // The same as they are read: without the input, with the numbers that exist (R03).
  const std::vector<Field>& head() const { return head_; }
  // Of the envelope of an answer.
  const std::vector<Field>& answer() const { return answer_; }

 private:
  std::map<std::string, Transaction, std::less<>> transactions_;
  std::map<std::string, Dictionary, std::less<>> dictionaries_;
  std::vector<Field> envelope_;
  std::vector<Field> head_;
  std::vector<Field> answer_;
};

}  // namespace yibao::provider
