#include "service/kept_answers.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace yibao::service {

namespace {

struct OfPerson {
  std::string_view endpoint;
  std::string_view path_end;
};
constexpr std::array<OfPerson, 2> kKept{{{"enquiry.summary", "/summary"}, {"seal.list", "/seals"}}};

}  // namespace

bool may_be_kept(const business::Endpoint& endpoint) {
  return std::ranges::find(kKept, endpoint.name, &OfPerson::endpoint) != kKept.end();
}

bool may_be_kept(std::string_view path) {
  return path.starts_with("/v1/people/") && std::ranges::any_of(kKept, [&](const OfPerson& each) {
           return path.ends_with(each.path_end);
         });
}

KeptAnswers::KeptAnswers(std::size_t answers_max, const Stamps& stamps)
    : stamps_(stamps), shelves_((answers_max + kPlaces - 1) / kPlaces) {
  YB_CHECK(answers_max > 0, "room for no answer");
}

KeptAnswers::Question KeptAnswers::ask(PersonId person, std::string path, Date day,
                                       Language language) const {
  return {person, std::move(path), day, language, stamps_.of_person(person), stamps_.of_regions()};
}

std::size_t KeptAnswers::shelf_of(const Question& question) const {
  return std::hash<std::string>()(question.path) % shelves_.size();
}

std::optional<std::string> KeptAnswers::find(const Question& question) const {
  const std::size_t shelf = shelf_of(question);
  const std::lock_guard lock(lock_of(shelf));
  for (const Kept& kept : shelves_[shelf].places) {
    if (kept.question == question) return kept.body;
  }
  return std::nullopt;
}

void KeptAnswers::keep(Question question, const std::string& body) {
  if (body.size() > kBodyMax) return;
  const std::size_t at = shelf_of(question);
  const std::lock_guard lock(lock_of(at));
  Shelf& shelf = shelves_[at];
  // What is known of the same page to the same person is outdated.
  const auto same = std::ranges::find_if(shelf.places, [&](const Kept& kept) {
    return kept.question.path == question.path && kept.question.person == question.person &&
           kept.question.language == question.language;
  });
  Kept& kept = same != shelf.places.end() ? *same : shelf.places[shelf.next++ % kPlaces];
  kept = {std::move(question), body};
}

}  // namespace yibao::service
