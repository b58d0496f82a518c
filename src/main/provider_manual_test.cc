// The manual says what the tables say: every transaction, every field, every code, every ruling;
// every refusal that a provider can meet, with what it has left behind; and the signatures that it
// works out are those of the printed vectors.
#include "adapters/provider/manual.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/tree_text.h"
#include "business/provider/test_samples.h"
#include "main/installation.h"
#include "storage/json.h"

namespace yibao::adapters::provider {
namespace {

using yibao::provider::delivered_tables;
using yibao::provider::Field;

std::string read(const std::string& path) {
  std::ifstream file(std::string(YIBAO_SOURCE_DIR "/") + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Tree tree_of(const std::string& path) {
  Decision<Tree> tree = storage::parse_json(read(path));
  YB_CHECK(tree.ok(), path + " is no JSON");
  return std::move(tree).value();
}

struct Delivered {
  main::Data data = main::load_data(YIBAO_SOURCE_DIR);
  Tree file = tree_of("data/provider_interface.json");
  Tree prose = tree_of("data/provider_manual.json");

  Manual manual(Language language) const {
    return provider_manual(
        {delivered_tables(), file, prose, data.words_in(language), 4 << 20, 10'000});
  }
};

const Delivered& delivered() {
  static const Delivered all;
  return all;
}

// The rows of the table behind a heading, as texts.
using Rows = std::vector<std::vector<std::string>>;
std::string text_of_phrase(const Phrase& phrase) {
  std::string text;
  for (const Phrase::Span& span : phrase.spans()) text += span.text;
  return text;
}
Rows rows_behind(const Manual& manual, const std::string& id) {
  bool here = false;
  for (const Manual::Block& block : manual.blocks()) {
    if (const auto* heading = std::get_if<Manual::Heading>(&block)) here = heading->id == id;
    const auto* grid = std::get_if<Manual::Grid>(&block);
    if (!here || grid == nullptr) continue;
    Rows rows;
    for (const auto& row : grid->rows) {
      rows.emplace_back();
      for (const Phrase& cell : row) rows.back().push_back(text_of_phrase(cell));
    }
    return rows;
  }
  return {};
}

void expect_fields(const Rows& rows, const std::vector<Field>& fields, const std::string& within,
                   const std::string& where) {
  for (const Field& field : fields) {
    const auto row = std::ranges::find(rows, within + field.name,
                                       [](const auto& cells) { return cells.front(); });
    ASSERT_NE(row, rows.end()) << where << " " << within << field.name;
    EXPECT_EQ((*row)[1], field.label);
    if (field.length > 0) {
      EXPECT_NE((*row)[2].find(std::to_string(field.length)), std::string::npos) << field.name;
    }
    if (field.required) {
      EXPECT_TRUE((*row)[3] == "必填" || (*row)[3] == "必有") << field.name;
    }
    if (delivered_tables().dictionary(field.dictionary) != nullptr) {
      EXPECT_NE((*row)[4].find(field.dictionary), std::string::npos) << field.name;
    }
    expect_fields(rows, field.fields, within + field.name + ".", where);
  }
}

TEST(ProviderManual, EveryFieldOfEveryTransactionStandsInIt) {
  const Manual manual = delivered().manual(Language::chinese);
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    for (const auto& node : transaction.input) {
      const std::string id = "t" + number + "-in-" + node.name;
      expect_fields(rows_behind(manual, id), node.fields, "", id);
    }
    for (const auto& node : transaction.output) {
      const std::string id = "t" + number + "-out-" + node.name;
      expect_fields(rows_behind(manual, id), node.fields, "", id);
    }
    for (const auto& file : transaction.files) {
      const std::string id = "t" + number + "-" + file.name;
      expect_fields(rows_behind(manual, id), file.fields, "", id);
    }
  }
  expect_fields(rows_behind(manual, "envelope-request"), delivered_tables().envelope(), "",
                "envelope");
  expect_fields(rows_behind(manual, "envelope-response"), delivered_tables().answer(), "",
                "answer");
}

// The last cell of a field's row: codes and notes.
std::string note_on(const Rows& rows, const std::string& field) {
  const auto row = std::ranges::find(
      rows, field, [](const std::vector<std::string>& cells) { return cells[0]; });
  return row == rows.end() ? "" : row->back();
}

// Another name, a rounded number, another sender: what the tables do not have and we take in.
TEST(ProviderManual, WhatIsTakenInBesidesStandsInIt) {
  const Manual manual = delivered().manual(Language::english);
  std::set<std::string> named;
  std::set<std::string> rounded;
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    for (const auto& node : transaction.input) {
      const Rows rows = rows_behind(manual, "t" + number + "-in-" + node.name);
      for (const Field& field : node.fields) {
        const std::string note = note_on(rows, field.name);
        for (const std::string& name : field.other_names) {
          EXPECT_NE(note.find("also taken as " + name), std::string::npos) << note;
          named.insert(name);
        }
        if (!field.rounded) continue;
        const std::string told = "rounded to " + std::to_string(field.scale) + " decimals";
        EXPECT_NE(note.find(told), std::string::npos) << note;
        rounded.insert(field.name);
      }
    }
  }
  EXPECT_EQ(named, (std::set<std::string>{"drug_trac_info", "parentValue", "valiFlag"}));
  EXPECT_EQ(rounded, (std::set<std::string>{"cnt", "pric"}));
  const std::string text = to_markdown(manual);
  EXPECT_NE(text.find("Sent by pharmacies (taken from hospitals too)"), std::string::npos);
}

TEST(ProviderManual, EveryCodeOfEveryDictionaryStandsInIt) {
  const Manual manual = delivered().manual(Language::chinese);
  for (const auto& [name, dictionary] : delivered_tables().dictionaries()) {
    const Rows rows = rows_behind(manual, "d-" + name);
    ASSERT_EQ(rows.size(), dictionary.codes.size()) << name;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(rows[i][0], dictionary.codes[i].value);
      EXPECT_EQ(rows[i][1], dictionary.codes[i].label);
    }
  }
}

// What the tables say in English is told in Chinese; a ruling says where it applies.
TEST(ProviderManual, TheChineseOneIsChinese) {
  const std::string text = to_markdown(delivered().manual(Language::chinese));
  const std::regex english("[a-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}");
  std::istringstream lines(text);
  bool in_example = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) in_example = !in_example;
    if (in_example) continue;
    const std::string words = std::regex_replace(line, std::regex("`[^`]*`"), "");
    EXPECT_FALSE(std::regex_search(words, english)) << line;
  }
  for (const Tree& ruling : *delivered().file.find("rulings")->list()) {
    const Tree* places = delivered().prose.find("rulings")->find(text_of(ruling, "id"));
    ASSERT_NE(places, nullptr) << text_of(ruling, "id");
    EXPECT_FALSE(places->list()->empty());
  }
}

TEST(ProviderManual, TheSignaturesAreThoseOfThePrintedVectors) {
  for (const Language language : {Language::chinese, Language::english}) {
    const std::string text = to_markdown(delivered().manual(language));
    const Tree& profiles = *delivered().file.find("transport")->find("profiles");
    for (const char* way : {"A_csb", "B_tif"}) {
      const Tree& vector = *profiles.find(way)->find("test_vector");
      EXPECT_NE(text.find(text_of(vector, "signature")), std::string::npos) << way;
    }
    EXPECT_NE(text.find("±1800"), std::string::npos);
    EXPECT_NE(text.find("±300"), std::string::npos);
  }
}

// What the code of the interface refuses with, found in its sources.
std::set<std::string> codes_refused() {
  std::set<std::string> codes;
  const std::regex refusal(
      "(?:refuse\\(|mistake\\(|wrong\\()\\s*(?:RefusalKind::\\w+,\\s*)?\"([a-z_]+)\"");
  const auto take_file = [&](const std::string& path) {
    const std::string text = read(path);
    for (std::sregex_iterator it(text.begin(), text.end(), refusal), end; it != end; ++it) {
      codes.insert((*it)[1]);
    }
  };
  for (const char* folder : {"src/business/visit", "src/adapters/provider"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(YIBAO_SOURCE_DIR "/") + folder)) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with(".cc") || name.ends_with("_test.cc")) continue;
      take_file(std::string(folder) + "/" + name);
    }
  }
  take_file("src/business/card/e_certificate.cc");  // a code that is shown at the till
  return codes;
}

TEST(ProviderManual, EveryRefusalStandsInItOnceWithANextStep) {
  // Of pages and of files of this program, which no provider meets.
  const std::set<std::string> elsewhere{"file_not_as_expected", "other_place_of_care",
                                        "already_active"};
  const Tree& groups = *delivered().prose.find("refusals");
  std::set<std::string> told;
  for (const auto& [group, codes] : *groups.members()) {
    for (const Tree& code : *codes.list()) {
      EXPECT_TRUE(told.insert(*code.text()).second) << *code.text();
      EXPECT_TRUE(delivered().data.catalogue.has(*code.text())) << *code.text();
      if (group == "hints") continue;
      EXPECT_FALSE(delivered().data.catalogue.written(*code.text()).next.empty()) << *code.text();
    }
  }
  const std::set<std::string> refused = codes_refused();
  EXPECT_GT(refused.size(), 40U);
  for (const std::string& code : refused) {
    EXPECT_TRUE(told.contains(code) || elsewhere.contains(code)) << code;
  }
  const Manual manual = delivered().manual(Language::english);
  EXPECT_EQ(rows_behind(manual, "refusals-reused").front().front(), "idempotency_key_reused");
}

TEST(Manual, MarkdownTakesNothingForItsOwn) {
  Manual manual;
  manual.grid({{"a|b"}, {{Phrase("x*y|z <b>").code("k|l")}}});
  manual.paragraph(Phrase("see ").link("#here", "[here]"));
  EXPECT_EQ(to_markdown(manual),
            "| a\\|b |\n|---|\n| x\\*y\\|z \\<b\\>`k\\|l` |\n\nsee [\\[here\\]](#here)\n\n");
}

}  // namespace
}  // namespace yibao::adapters::provider
