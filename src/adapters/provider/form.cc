#include "adapters/provider/form.h"

#include <algorithm>

#include "business/provider/interface.h"
#include "storage/encoding.h"

namespace yibao::adapters::provider {

namespace {

using yibao::provider::same_name;

constexpr std::size_t kPartsMax = 20;
constexpr std::string_view kFormType = "multipart/form-data";

struct Part {
  std::string_view head;
  std::string_view content;
};

// name="jsonStr", or name=jsonStr; empty where there is none.
std::string_view parameter(std::string_view text, std::string_view name) {
  for (std::size_t at = 0; at < text.size();) {
    at = text.find(name, at);
    if (at == std::string_view::npos) return {};
    const bool whole = at == 0 || text[at - 1] == ' ' || text[at - 1] == ';';
    at += name.size();
    if (!whole || at >= text.size() || text[at] != '=') continue;
    std::string_view value = text.substr(at + 1);
    if (value.starts_with('"')) {
      value.remove_prefix(1);
      return value.substr(0, value.find('"'));
    }
    return value.substr(0, value.find_first_of("; \r\n"));
  }
  return {};
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

Tree* find_member(Tree& tree, std::string_view name) {
  Tree::Members* members = tree.members();
  if (members == nullptr) return nullptr;
  for (auto& [each, value] : *members) {
    if (same_name(each, name)) return &value;
  }
  return nullptr;
}

// Where the envelope says nothing of its own.
template<class Make>
void fill(Tree& node, std::string_view name, Make make) {
  Tree* known = find_member(node, name);
  if (known == nullptr) {
    node.set(std::string(name), make());
  } else if (known->is_null() || (known->text() != nullptr && known->text()->empty())) {
    *known = Tree(make());
  }
}

// One part behind the other: "--boundary", head, an empty line, content, "\r\n--boundary".
std::optional<Part> next_part(std::string_view& rest, const std::string& mark) {
  if (!rest.starts_with("\r\n")) return std::nullopt;  // "--": the end
  rest.remove_prefix(2);
  const std::size_t head = rest.find("\r\n\r\n");
  if (head == std::string_view::npos) return std::nullopt;
  const std::size_t end = rest.find("\r\n" + mark, head + 2);
  if (end == std::string_view::npos) return std::nullopt;
  const std::size_t begin = std::min(head + 4, end);
  const Part part{rest.substr(0, head), rest.substr(begin, end - begin)};
  rest.remove_prefix(end + 2 + mark.size());
  return part;
}

}  // namespace

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return text;
}

std::optional<SentForm> read_form(std::string_view content_type, std::string_view body) {
  if (!same_name(content_type.substr(0, kFormType.size()), kFormType)) return std::nullopt;
  const std::string_view boundary = parameter(content_type, "boundary");
  if (boundary.empty()) return std::nullopt;
  const std::string mark = "--" + std::string(boundary);
  const std::size_t first = body.find(mark);
  if (first == std::string_view::npos) return std::nullopt;
  std::string_view rest = body.substr(first + mark.size());
  SentForm form;
  for (std::size_t i = 0; i < kPartsMax; ++i) {
    const std::optional<Part> part = next_part(rest, mark);
    if (!part) break;
    const std::string_view name = parameter(part->head, "filename");
    if (!name.empty()) {
      form.file = part->content;
      form.file_name = std::string(name);
    } else if (form.envelope.empty() && trimmed(without_mark(part->content)).starts_with('{')) {
      form.envelope = part->content;
    }
  }
  if (form.envelope.empty()) return std::nullopt;
  return form;
}

void put_file(Tree& envelope, const SentForm& form) {
  if (form.file.empty()) return;
  Tree* input = find_member(envelope, "input");
  if (input == nullptr || input->members() == nullptr || input->members()->empty()) return;
  Tree& first = input->members()->front().second;
  Tree& node = first.members() != nullptr ? first : *input;  // its fields may come without the node
  fill(node, "in", [&] { return storage::encode_base64(form.file); });
  fill(node, "filename", [&] { return form.file_name; });
}

}  // namespace yibao::adapters::provider
