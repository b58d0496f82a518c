#include "base/html.h"

#include <gtest/gtest.h>

#include "base/check.h"

namespace yibao {
namespace {

TEST(Html, NoTextBecomesMarkup) {
  Html html;
  html.element("p", "<script>alert('1')</script> & \"x\"", {{"title", "\"><b>"}});
  EXPECT_EQ(html.take(),
            "<p title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; "
            "&amp; &quot;x&quot;</p>");
}

TEST(Html, APageIsClosedAndNamesItsLanguage) {
  Html html = begin_page({"核验", "/public.css"});
  html.open("main").element("h1", "核验").close();
  const std::string page = end_page(html);
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html><html lang=\"zh-CN\">"));
  EXPECT_NE(page.find("<link rel=\"stylesheet\" href=\"/public.css\">"), std::string::npos);
  EXPECT_TRUE(page.ends_with("</main>\n</body>\n</html>\n"));
}

TEST(Html, WhatIsLeftOpenIsABug) {
  Html html;
  html.open("table");
  EXPECT_THROW(html.take(), Bug);
}

}  // namespace
}  // namespace yibao
