// One policy file: what one region says about one topic, as dated values.
//
//   [[origin_working_days]]
//   value = 10
//   from = 2021-12-01          # until = …, exclusive, where it has ended
//   source = "nhsa_2021_43"    # an id of sources.toml
//   checked_on = 2026-11-22    # when a person last compared it with the source
//   status = "verified"        # or "default": no official text was read
//   note = "…"                 # optional
//
// The file's place says which region and topic: policy/<region>/<topic>.toml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/region_code.h"
#include "base/tree.h"
#include "policy/parameter_table.h"
#include "policy/sources.h"

namespace yibao::policy {

// A policy file as it was read: its path for messages, and its content.
struct PolicyFile {
  std::string name;  // "441900/transfer.toml"
  Tree tree;
};

struct DatedValue {
  Tree value;
  Date from;
  std::optional<Date> until;  // exclusive
  std::string source;
  Date checked_on;
  bool verified = false;
  std::string note;

  bool holds_on(Date day) const { return from <= day && (!until || day < *until); }
};

struct ParameterValues {
  std::size_t index = 0;           // in parameters()
  std::vector<DatedValue> values;  // by `from`, not overlapping
};

struct ReadFile {
  RegionCode region;
  std::string topic;
  std::vector<ParameterValues> parameters;
};

// Every mistake is added to `problems`, with the file and the key; nothing if the file's place
// does not say a region and a topic.
std::optional<ReadFile> read_policy_file(const PolicyFile& file, const Sources& sources,
                                         std::vector<Reason>& problems);

}  // namespace yibao::policy
