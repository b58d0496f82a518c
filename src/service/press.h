// The press: makes the bytes of a paper. It works behind the answers, on a thread of its own
// (adapters/paper), so that nobody who pays at a till waits for a font.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/tree.h"

namespace yibao::service {

struct PrintJob {
  Tree print;  // as business/document/queries.h hands it over
  // Called once: the bytes, or none and what went wrong.
  std::function<void(std::optional<std::string> bytes, const std::string& failure)> done;
};

class Press {
 public:
  virtual ~Press() = default;
  virtual bool submit(PrintJob job) = 0;  // false: too much waits already; done is not called
  virtual std::string certificate() = 0;  // PEM: with it anybody checks the signature in a PDF
};

}  // namespace yibao::service
