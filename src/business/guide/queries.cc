#include "business/guide/queries.h"

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/agency/present.h"
#include "business/agency/store.h"
#include "business/guide/articles.h"
#include "business/guide/policies.h"
#include "business/guide/present.h"
#include "business/guide/topics.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::guide {

namespace {

Tree contacts_tree(RegionCode region, const business::Context& context, storage::Session& session) {
  const storage::Value key[] = {storage::Value(region.value())};
  const storage::Rows rows = session.select_keyed(agency::kAgencyOf, key).front();
  if (rows.empty()) return {};
  return agency::present_agency(agency::read_agency(rows.front()), context);
}

// A district is told its city's; the nation and a province have rules of their own to tell.
RegionCode covering(business::Reader& reader, const business::Request& request,
                    const business::Context& context) {
  return context.regions->pooling_region(path_region(reader, request, context));
}

}  // namespace

Decision<Tree> answer_guides(const business::Request& request, const business::Context& context,
                             storage::Session&) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = covering(reader, request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  Tree list = Tree(Tree::List{});
  for (const Topic& topic : topics()) {
    list.push(
        Tree::object({{"service", std::string(topic.service)}, {"heading", heading(topic.title)}}));
  }
  return Tree::object({{"region", region.to_string()},
                       {"region_name", context.regions->full_name(region)},
                       {"guides", std::move(list)}});
}

Decision<Tree> answer_guide(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = covering(reader, request, context);
  const std::string* service = request.path_value("service");
  const Topic* topic = service == nullptr ? nullptr : find_topic(*service);
  if (topic == nullptr) {
    reader.add({"guide_unknown", {{"service", service == nullptr ? "" : *service}}, {}},
               RefusalKind::not_found);
  }
  const Date on = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Guide guide = write_guide(*topic, context.policies->on(region, on));
  Tree tree = present(guide, *topic, {region, context.regions->full_name(region), on});
  if (Tree contacts = contacts_tree(region, context, session); contacts.members() != nullptr) {
    tree.set("contacts", std::move(contacts));
  }
  return tree;
}

namespace {

Tree article_tree(const Article& article, RegionCode region, Date on,
                  const business::Context& context) {
  Writer writer(article.subject);
  article.write(writer, context.policies->on(region, on));
  Tree lines = Tree(Tree::List{});
  for (const Line& line : writer.take().lines) lines.push(to_tree(line.reason));
  Tree tree = Tree::object({{"subject", article.subject},
                            {"heading", heading(article.title)},
                            {"region", region.to_string()},
                            {"region_name", context.regions->full_name(region)},
                            {"on", on.to_string()},
                            {"lines", std::move(lines)},
                            {"disclaimer", heading("guide_disclaimer")}});
  if (!article.service.empty()) {
    tree.set("guide",
             "/v1/agencies/" + region.to_string() + "/guides/" + std::string(article.service));
  }
  return tree;
}

}  // namespace

Decision<Tree> answer_topics(const business::Request& request, const business::Context& context,
                             storage::Session&) {
  auto reader = business::Reader::parameters(request, context);
  const std::string words = reader.text_or("search", 60, "");
  const std::optional<RegionCode> asked = reader.optional_region("region");
  const Date on = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  RegionCode region =
      asked.value_or(named_city(words, *context.regions).value_or(RegionCode::nation()));
  if (!region.is_nation()) region = context.regions->pooling_region(region);
  Tree list = Tree(Tree::List{});
  Tree tree = Tree::object({{"search", words}, {"region", region.to_string()}});
  if (const std::string_view subject = elsewhere(words); !subject.empty()) {
    tree.set("not_covered",
             to_tree(Reason{"topic_not_covered", {{"subject", std::string(subject)}}, {}}));
  } else {
    for (const Article* article : find_articles(words)) {
      list.push(article_tree(*article, region, on, context));
    }
    if (list.list()->empty()) tree.set("nothing_found", heading("topic_nothing_found"));
  }
  tree.set("articles", std::move(list));
  return tree;
}

}  // namespace yibao::guide
