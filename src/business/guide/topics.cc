#include "business/guide/topics.h"

#include <array>

namespace yibao::guide {

namespace {

constexpr std::array<Topic, 20> kTopics{{
    {"transfer", "guide_to_transfer", &write_transfer},
    {"coverage", "guide_to_coverage", &write_coverage_guide},
    {"arrears", "guide_to_arrears", &write_arrears},
    {"resident", "guide_to_resident", &write_resident},
    {"card", "guide_to_card", &write_card},
    {"release", "guide_to_release", &write_release},
    {"place_change", "guide_to_place_change", &write_place_change},
    {"enquiry", "guide_to_enquiry", &write_enquiry},
    {"loss", "guide_to_loss", &write_loss},
    {"certificate", "guide_to_certificate", &write_certificate},
    {"suspension", "guide_to_suspension", &write_suspension},
    {"newborn", "guide_to_newborn", &write_newborn},
    {"cash_out", "guide_to_cash_out", &write_cash_out},
    {"inheritance", "guide_to_inheritance", &write_inheritance},
    {"family_aid", "guide_to_family_aid", &write_family_aid},
    {"refund", "guide_to_refund", &write_refund},
    {"record", "guide_to_record", &write_record},
    {"retirement", "guide_to_retirement", &write_retirement},
    {"company", "guide_to_company", &write_company},
    {"appeal", "guide_to_appeal", &write_appeal},
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
