#include "i18n/po.hpp"

#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

struct Rule {
  PluralRule rule;
  std::size_t forms;
  std::string_view header;  // without blanks and brackets
};
constexpr std::array kRules{
    Rule{PluralRule::One, 1, "nplurals=1;plural=0;"},
    Rule{PluralRule::OneOrMany, 2, "nplurals=2;plural=n!=1;"},
    Rule{PluralRule::UpToOneOrMany, 2, "nplurals=2;plural=n>1;"},
};

std::size_t forms_of(PluralRule rule) { return kRules[static_cast<std::size_t>(rule)].forms; }

// One entry while its lines are read.
struct Entry {
  std::size_t line = 0;
  bool fuzzy = false;
  bool has_context = false, has_id = false, has_plural = false;
  std::string context, id, plural;
  std::vector<std::string> texts;
};

class Parser {
 public:
  Parser(std::string_view text, std::string_view name, const PoLimits& limits)
      : text_(text), name_(name), limits_(limits) {}

  base::Result<PoFile> run() {
    if (text_.size() > limits_.bytes) return refuse("larger than " + std::to_string(limits_.bytes) + " bytes");
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    while (ok() && next_line()) read_line();
    if (ok()) finish_entry();
    for (const auto& [key, line] : spoken_lines_)
      if (ok() && out_.messages.at(key).shown.empty()) {
        line_ = line;
        set_error("\"" + key + "\" has a spoken form but no text");
      }
    if (!ok()) return refuse(error_);
    return std::move(out_);
  }

 private:
  bool ok() const { return error_.empty(); }
  void set_error(std::string reason) {
    if (ok()) error_ = std::move(reason);
  }
  tl::unexpected<base::Failure> refuse(const std::string& reason) const {
    return base::fail(base::FailureCode::CatalogueInvalid,
                      std::string(name_) + ":" + std::to_string(line_) + ": " + reason);
  }

  bool next_line() {
    if (at_ >= text_.size()) return false;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    current_ = text_.substr(at_, end - at_);
    at_ = end + 1;
    ++line_;
    if (current_.ends_with('\r')) current_.remove_suffix(1);
    while (!current_.empty() && (current_.front() == ' ' || current_.front() == '\t')) current_.remove_prefix(1);
    while (!current_.empty() && (current_.back() == ' ' || current_.back() == '\t')) current_.remove_suffix(1);
    if (!is_utf8(current_)) set_error("is not UTF-8");
    return true;
  }

  void read_line() {
    if (!ok()) return;
    if (current_.empty()) return finish_entry();
    if (current_.front() == '#') return read_comment();
    if (current_.front() == '"') {
      if (target_ == nullptr) return set_error("a text that belongs to no keyword");
      return append_quoted(current_);
    }
    read_keyword();
  }

  void read_comment() {
    if (current_.starts_with("#~")) return finish_entry();
    if (!entry_.texts.empty()) finish_entry();
    if (current_.starts_with("#,") && current_.find("fuzzy") != std::string_view::npos) entry_.fuzzy = true;
    target_ = nullptr;
  }

  void read_keyword() {
    const std::size_t end = std::min(current_.find_first_of(" \t\""), current_.size());
    const std::string_view keyword = current_.substr(0, end);
    std::string_view rest = current_.substr(end);
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
    if ((keyword == "msgctxt" || keyword == "msgid") && !entry_.texts.empty()) finish_entry();
    if (!ok()) return;
    if (keyword == "msgctxt") {
      open(entry_.context, entry_.has_context, !entry_.has_id, keyword);
    } else if (keyword == "msgid") {
      open(entry_.id, entry_.has_id, true, keyword);
      entry_.line = line_;
    } else if (keyword == "msgid_plural") {
      open(entry_.plural, entry_.has_plural, entry_.has_id && entry_.texts.empty(), keyword);
    } else if (keyword == "msgstr") {
      open_text(entry_.has_id && !entry_.has_plural && entry_.texts.empty(), keyword);
    } else if (keyword.starts_with("msgstr[") && keyword.size() == 9 && keyword[8] == ']') {
      const bool next = is_ascii_digit(keyword[7]) && static_cast<std::size_t>(keyword[7] - '0') == entry_.texts.size();
      open_text(entry_.has_plural && next, keyword);
    } else {
      return set_error("unknown keyword \"" + std::string(keyword.substr(0, 24)) + "\"");
    }
    if (ok()) append_quoted(rest);
  }

  void open(std::string& target, bool& seen, bool allowed, std::string_view keyword) {
    if (seen || !allowed) return set_error(std::string(keyword) + " is out of place");
    seen = true;
    target_ = &target;
  }
  void open_text(bool allowed, std::string_view keyword) {
    if (!allowed) return set_error(std::string(keyword) + " is out of place");
    target_ = &entry_.texts.emplace_back();
  }

  void append_quoted(std::string_view quoted) {
    if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"')
      return set_error("a text must stand between quotation marks");
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
      char c = quoted[i];
      if (c == '"') return set_error("a quotation mark inside a text must be written \\\"");
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return set_error("a control character");
      if (c == '\\') {
        if (i + 2 >= quoted.size()) return set_error("the text ends in the middle of an escape");
        c = quoted[++i];
        if (c == 'n')
          c = '\n';
        else if (c == 't')
          c = '\t';
        else if (c != '"' && c != '\\')
          return set_error(std::string("unknown escape \\") + c);
      }
      target_->push_back(c);
    }
    if (target_->size() > limits_.text_bytes)
      set_error("a text longer than " + std::to_string(limits_.text_bytes) + " bytes");
  }

  void finish_entry() {
    if (!ok()) return;
    Entry entry = std::exchange(entry_, {});
    target_ = nullptr;
    if (!entry.has_id) {
      if (entry.has_context) set_error("msgctxt without msgid");
      return;
    }
    if (entry.texts.empty()) return set_error("\"" + entry.id + "\" has no msgstr");
    if (entry.id.empty()) return read_header(entry);
    if (entry.fuzzy) return;
    if (entry.has_context && entry.context != "spoken")
      return set_error("the context \"" + entry.context + "\" is not \"spoken\"");
    const std::size_t empty = static_cast<std::size_t>(std::count(entry.texts.begin(), entry.texts.end(), ""));
    if (empty == entry.texts.size()) return;
    if (empty != 0) return set_error("\"" + entry.id + "\" has some plural forms only");
    if (entry.has_plural && entry.texts.size() != forms_of(out_.plural))
      return set_error("\"" + entry.id + "\" needs " + std::to_string(forms_of(out_.plural)) + " plural forms");
    PoMessage& message = out_.messages[entry.id];
    auto& forms = entry.has_context ? message.spoken : message.shown;
    if (!forms.empty()) return set_error("\"" + entry.id + "\" stands here a second time");
    forms = std::move(entry.texts);
    if (entry.has_context) spoken_lines_.emplace(entry.id, entry.line);
    if (!message.spoken.empty() && !message.shown.empty() && message.spoken.size() != message.shown.size())
      return set_error("\"" + entry.id + "\" is said in other plural forms than it is shown");
    if (out_.messages.size() > limits_.entries) set_error("more than " + std::to_string(limits_.entries) + " entries");
  }

  void read_header(const Entry& entry) {
    if (header_seen_ || !out_.messages.empty()) return set_error("the header stands not at the beginning");
    header_seen_ = true;
    const std::string& header = entry.texts.front();
    const std::size_t charset = header.find("charset=");
    if (charset != std::string::npos && !ascii_lower(header.substr(charset + 8, 5)).starts_with("utf-8"))
      return set_error("the charset is not UTF-8");
    constexpr std::string_view kField = "Plural-Forms:";
    const std::size_t field = header.find(kField);
    if (field == std::string::npos) return;
    std::string rule;
    for (std::size_t i = field + kField.size(); i < header.size() && header[i] != '\n'; ++i)
      if (header[i] != ' ' && header[i] != '(' && header[i] != ')') rule += header[i];
    for (const Rule& known : kRules)
      if (known.header == rule) {
        out_.plural = known.rule;
        return;
      }
    set_error("the plural rule is none of the three we know");
  }

  std::string_view text_;
  std::string_view name_;
  PoLimits limits_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::string_view current_;
  Entry entry_;
  std::string* target_ = nullptr;  // the text that a quoted line goes on with; inside entry_
  bool header_seen_ = false;
  std::map<std::string, std::size_t> spoken_lines_;
  PoFile out_;
  std::string error_;
};

}  // namespace

base::Result<PoFile> parse_po(std::string_view text, std::string_view name, const PoLimits& limits) {
  return Parser(text, name, limits).run();
}

std::size_t plural_form(PluralRule rule, long long n) {
  switch (rule) {
    case PluralRule::One: return 0;
    case PluralRule::OneOrMany: return n != 1 ? 1 : 0;
    case PluralRule::UpToOneOrMany: return n > 1 ? 1 : 0;
  }
  return 0;
}

}  // namespace bianmin::i18n
