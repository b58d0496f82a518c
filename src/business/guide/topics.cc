#include "business/guide/topics.h"

#include <array>

namespace yibao::guide {

namespace {

constexpr std::array<Topic, 8> kTopics{{
    {"transfer", "guide_to_transfer", &write_transfer},
    {"coverage", "guide_to_coverage", &write_coverage},
    {"arrears", "guide_to_arrears", &write_arrears},
    {"resident", "guide_to_resident", &write_resident},
    {"card", "guide_to_card", &write_card},
    {"release", "guide_to_release", &write_release},
    {"place_change", "guide_to_place_change", &write_place_change},
    {"enquiry", "guide_to_enquiry", &write_enquiry},
}};

}  // namespace

std::span<const Topic> topics() {
  return kTopics;
}

const Topic* find_topic(std::string_view service) {
  for (const Topic& topic : kTopics) {
    if (topic.service == service) return &topic;
  }
  return nullptr;
}

Guide write_guide(const Topic& topic, const policy::RegionPolicy& policy) {
  Writer writer(topic.service);
  topic.write(writer, policy);
  return writer.take();
}

}  // namespace yibao::guide
