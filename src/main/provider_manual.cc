#include "main/provider_manual.h"

#include <iostream>

#include "adapters/files/read.h"
#include "adapters/provider/manual.h"
#include "main/provider_door.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

Tree read_tree(const std::string& file) {
  Decision<Tree> tree = storage::parse_json(files::read_file(file));
  if (!tree) throw Fault(file + ": " + tree.refusal().code());
  return std::move(tree).value();
}

class Sources {
 public:
  explicit Sources(const Settings& settings)
      : settings_(settings),
        tables_(load_tables(settings.home)),
        file_(read_tree(settings.home + "/data/provider_interface.json")),
        prose_(read_tree(settings.home + "/data/provider_manual.json")) {}

  Manual manual(const service::Catalogue& words) const {
    return adapters::provider::provider_manual(
        {tables_, file_, prose_, words, kProviderMessageBytesMax, settings_.provider_rate});
  }

 private:
  const Settings& settings_;
  provider::Interface tables_;
  Tree file_;
  Tree prose_;
};

}  // namespace

service::ProviderManual make_provider_manual(const Settings& settings, const Data& data) {
  const Sources sources(settings);
  const Manual chinese = sources.manual(data.catalogue);
  const Manual english = sources.manual(data.english);
  return {service::manual_page(chinese, Language::chinese),
          service::manual_page(english, Language::english), to_markdown(chinese),
          to_markdown(english)};
}

int print_provider_manual(const Settings& settings) {
  const Data data = load_data(settings.home);
  std::cout << to_markdown(Sources(settings).manual(data.words_in(settings.language)));
  return kDone;
}

}  // namespace yibao::main
