#include "main/guide_text.h"

#include <sstream>

#include "base/tree_text.h"
#include "main/said_in.h"

namespace yibao::main {

namespace {

void write_sources(std::ostream& out, const Tree& line, Language language) {
  const Tree* cited = line.find("parameters");
  if (cited == nullptr || cited->list() == nullptr || cited->list()->empty()) return;
  const auto no_text = said_in(language, ",默认值", ", a default");
  out << "  [";
  bool first = true;
  for (const Tree& each : *cited->list()) {
    const Tree* verified = each.find("verified");
    const bool read = verified != nullptr && verified->boolean() && *verified->boolean();
    out << (first ? "" : "; ") << text_of(each, "parameter") << " " << text_of(each, "region_name")
        << " " << text_of(each, "source_title");
    if (!read) out << no_text;
    first = false;
  }
  out << "]";
}

void write_contacts(std::ostream& out, const Tree& guide, const std::string& hotline,
                    Language language) {
  out << said_in(language, "\n联系方式\n", "\nContacts\n");
  if (const Tree* contacts = guide.find("contacts")) {
    out << "  " << text_of(*contacts, "name") << " " << text_of(*contacts, "phone") << "\n  "
        << text_of(*contacts, "address") << "\n  " << text_of(*contacts, "hours") << "\n";
    return;
  }
  out << said_in(language,
                 "  加 "
                 "--as(令牌或者演示登录名),这里就列出当地经办机构的名称、电话、地址和办公时间;"
                 "也可以拨打 ",
                 "  With --as (a token or a demo sign-in) the name, telephone, address and hours "
                 "of the "
                 "local agency are listed here; or call ")
      << hotline << said_in(language, " 询问。\n", ".\n");
}

}  // namespace

std::string guide_text(const Tree& guide, const std::string& hotline, Language language) {
  std::ostringstream out;
  const Tree& heading = *guide.find("heading");
  out << text_of(guide, "region_name") << " · " << text_of(heading, "title") << " ("
      << text_of(guide, "on") << ")\n"
      << text_of(heading, "detail") << "\n";
  for (const Tree& section : *guide.find("sections")->list()) {
    out << "\n" << text_of(*section.find("heading"), "title") << "\n";
    for (const Tree& line : *section.find("lines")->list()) {
      out << "  · " << text_of(line, "title") << ": " << text_of(line, "detail");
      write_sources(out, line, language);
      out << "\n";
    }
  }
  write_contacts(out, guide, hotline, language);
  out << "\n" << text_of(*guide.find("disclaimer"), "detail") << "\n";
  return out.str();
}

}  // namespace yibao::main
