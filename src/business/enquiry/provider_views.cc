#include "business/enquiry/provider_views.h"

namespace yibao::enquiry {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer}, {"view_id", ColumnType::integer},
    {"region", ColumnType::integer},    {"actor_id", ColumnType::integer},
    {"actor_name", ColumnType::text},   {"endpoint", ColumnType::text},
    {"what", ColumnType::text},         {"present", ColumnType::integer},
    {"viewed_at", ColumnType::integer}};

class RecordProviderViews : public business::Command {
 public:
  RecordProviderViews(RegionCode region, std::shared_ptr<const ProviderViews> views)
      : region_(region), views_(std::move(views)) {}

  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::region(region_)};
  }
  void need(storage::Needs&) const override {}
  Verdict authorise(const business::Actor& actor, const storage::Facts&) const override {
    YB_CHECK(actor.is(business::Role::system), "views that somebody writes down of themselves");
    return Nothing{};
  }
  Decision<storage::Plan> decide(const storage::Facts&,
                                 const business::Context& context) const override {
    storage::Plan plan;
    plan.event = "provider_views";
    for (const ProviderView& view : *views_) {
      plan.insert(kProviderView, {view.person.value(), context.ids->next(), region_.value(),
                                  view.actor, view.actor_name, view.endpoint, view.what,
                                  view.present ? 1 : 0, view.viewed_at.milliseconds()});
    }
    return plan;
  }

  bool is_followed() const override { return false; }

 private:
  RegionCode region_;
  std::shared_ptr<const ProviderViews> views_;
};

}  // namespace

const storage::Table kProviderView{
    213, "provider_view", kColumns, 2, storage::Owner::region, 2, storage::Mutability::append_only};

std::unique_ptr<business::Command> record_provider_views(
    RegionCode region, std::shared_ptr<const ProviderViews> views) {
  return std::make_unique<RecordProviderViews>(region, std::move(views));
}

}  // namespace yibao::enquiry
