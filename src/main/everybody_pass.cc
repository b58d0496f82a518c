#include "main/everybody_pass.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace yibao::main {

namespace {

using entitlement::PersonStanding;

// Pages are handed out in order and told of in order; between the two they are judged side by side.
class Pages {
 public:
  explicit Pages(const std::function<void(const PersonStanding&)>& told) : told_(told) {}

  // The next page and its number; empty: there are no more, or somebody failed.
  std::pair<storage::Rows, std::int64_t> take(storage::Session& reader) {
    const std::lock_guard lock(mutex_);
    if (failure_) return {};
    storage::Rows page = entitlement::people_behind(behind_, reader);
    if (!page.empty()) behind_ = entitlement::last_of_page(page);
    return {std::move(page), taken_++};
  }

  void tell(const std::vector<PersonStanding>& standings, std::int64_t number) {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return failure_ || told_of_ == number; });
    if (failure_) return;
    lock.unlock();  // it is this page's turn, and nobody else's
    for (const PersonStanding& each : standings) told_(each);
    lock.lock();
    ++told_of_;
    turn_.notify_all();
  }

  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    turn_.notify_all();
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  const std::function<void(const PersonStanding&)>& told_;
  std::mutex mutex_;
  std::condition_variable turn_;
  PersonId behind_;
  std::int64_t taken_ = 0;
  std::int64_t told_of_ = 0;
  std::exception_ptr failure_;
};

void work(Pages& pages, storage::Session& reader, Date day, const business::Context& context) {
  try {
    reader.begin();
    for (;;) {
      const auto [page, number] = pages.take(reader);
      if (page.empty()) break;
      pages.tell(entitlement::judge_page(page, day, context, reader), number);
    }
    reader.rollback();
  } catch (...) {
    pages.fail(std::current_exception());
  }
}

}  // namespace

void judge_everybody(const std::vector<std::unique_ptr<storage::Session>>& readers, Date day,
                     const business::Context& context,
                     const std::function<void(const PersonStanding&)>& told) {
  Pages pages(told);
  {
    std::vector<std::jthread> threads;
    for (const auto& reader : readers) {
      threads.emplace_back([&] { work(pages, *reader, day, context); });
    }
  }
  pages.rethrow();
}

}  // namespace yibao::main
