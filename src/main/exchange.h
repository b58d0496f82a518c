// Orders to another house in CSV files, and its results back (bank.h says why no order is in two
// files and none in no file). The bank and the card maker differ in what an order is: FileSender
// and RowReceiver are the rest.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "adapters/bank/folder.h"
#include "adapters/csv/columns.h"
#include "main/import/report.h"
#include "main/installation.h"
#include "main/operations.h"

namespace yibao::main {

class FileSender {
 public:
  FileSender(Installation& installation, const std::string& folder);
  virtual ~FileSender() = default;

  // What an earlier run has begun, then everything that is ordered.
  void run();
  // What an earlier run has begun, then the files that are sent and unanswered, under the names
  // that they had: for what was lost on its way. Marks nothing.
  void write_again();
  const Tree& files() const { return files_; }
  std::int64_t left_out() const { return left_out_; }  // somebody else was faster: still ordered

 protected:
  virtual std::string_view prefix() const = 0;  // of file names: "payouts"
  virtual std::size_t at_most() const = 0;      // orders in one file
  // Reads what is to be sent; how many.
  virtual std::size_t load() = 0;
  // Marks one of them as being in the file, once: its command, and its id.
  virtual std::unique_ptr<business::Command> mark(std::size_t order, const std::string& file) = 0;
  virtual std::int64_t id_of(std::size_t order) const = 0;
  // What the file says, from the rows marked as being in it; empty: nothing is.
  virtual std::string content_of(const std::string& file) = 0;
  // Those that hold orders that are sent and unanswered.
  virtual std::vector<std::string> unanswered_files() { return {}; }

  Installation& installation() { return installation_; }
  storage::Session& reader() { return *reader_; }

 private:
  void finish_begun();
  bool send_file();  // false when there is nothing more to send
  std::size_t mark_all(std::size_t orders, const std::string& file, Instant now);
  void finish(const std::string& file);

  Installation& installation_;
  bank::Folder folder_;
  std::unique_ptr<storage::Session> reader_;
  Tree files_ = Tree(Tree::List{});
  std::int64_t left_out_ = 0;
};

class RowReceiver {
 public:
  struct Source {
    std::string file;
    std::string report;     // empty: none
    std::string_view name;  // "bank": of keys and instances
    RowWords words;
    std::span<const csv::Column> columns;
  };
  RowReceiver(Installation& installation, const Source& source, business::Actor actor);
  virtual ~RowReceiver() = default;

  Verdict run();
  const Report& report() const { return report_; }

 protected:
  // The command that a row makes.
  virtual business::CommandOrRefusal command_of(const csv::Columns& columns,
                                                const csv::Record& record,
                                                const business::Context& context) = 0;

  Installation& installation() { return installation_; }
  storage::Session& reader() { return *reader_; }

 private:
  bool take_some(const csv::Columns& columns);
  Decision<service::Job> job_of(const csv::Columns& columns, const csv::Record& record);

  Installation& installation_;
  Source source_;
  csv::FileFacts facts_;
  csv::Reader csv_;
  Report report_;
  std::unique_ptr<storage::Session> reader_;
  std::string trace_;
  business::Actor actor_;
};

// Runs it, tells the console, and returns the exit code.
int receive_rows(RowReceiver& receiver, Installation& installation, const Tree& arguments,
                 Console& console);

}  // namespace yibao::main
