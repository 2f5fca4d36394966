#include "tests/i18n/pseudo/pseudo.hpp"

#include <filesystem>
#include <fstream>

#include "base/overloaded.hpp"
#include "i18n/text.hpp"

namespace bianmin::tests {
namespace {

constexpr double kMore = 0.4;
constexpr std::string_view kFiller = " éxtra wórds thát máke it lónger ";

std::string po_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "\"";
}

void change(ui::Text& text) {
  text.shown = pseudo(text.shown);
  text.spoken = pseudo(text.spoken);
}
void change(ui::Action& action) { change(action.label); }
template <class T>
void change(std::optional<T>& some) {
  if (some) change(*some);
}
template <class T>
void change(std::vector<T>& all) {
  for (T& one : all) change(one);
}

void change_block(ui::Block& block) {
  std::visit(base::Overloaded{
                 [](ui::Tiles& b) {
                   change(b.heading);
                   for (auto& t : b.tiles) {
                     change(t.title);
                     change(t.note);
                   }
                 },
                 [](ui::Choices& b) {
                   for (auto& c : b.choices) {
                     change(c.label);
                     change(c.note);
                   }
                 },
                 [](ui::Paragraph& b) { change(b.text); },
                 [](ui::Callout& b) {
                   change(b.title);
                   change(b.text);
                 },
                 [](ui::Facts& b) {
                   for (auto& f : b.facts) {
                     change(f.label);
                     change(f.value);
                     change(f.change_label);
                   }
                 },
                 [](ui::Table& b) {
                   change(b.heads);
                   for (auto& row : b.rows) change(row);
                 },
                 [](ui::Field& b) {
                   change(b.label);
                   change(b.hint);
                   change(b.counter);
                   change(b.error);
                   change(b.phrases);
                   if (b.memo) {
                     change(b.memo->status);
                     change(b.memo->actions);
                   }
                 },
                 [](ui::Illustration& b) { change(b.caption); },
                 [](ui::Timeline& b) {
                   for (auto& i : b.items) {
                     change(i.title);
                     change(i.note);
                   }
                 },
                 [](ui::CodeView& b) { change(b.caption); },
                 [](ui::Mark&) {},
                 [](ui::Picker& b) {
                   change(b.label);
                   change(b.error);
                   for (auto& part : b.parts) {
                     change(part.label);
                     change(part.less_label);
                     change(part.more_label);
                   }
                 },
                 [](ui::Amount& b) {
                   change(b.label);
                   change(b.limits);
                   change(b.error);
                   for (auto& fact : b.beside) change(fact.label);
                   change(b.less_label);
                   change(b.more_label);
                   change(b.keys);
                   change(b.other);
                 },
                 [](ui::Photo& b) { change(b.caption); },
                 [](ui::SignaturePad& b) {
                   change(b.label);
                   change(b.hint);
                   change(b.error);
                 },
                 [](ui::Buttons& b) { change(b.actions); },
             },
             block);
}

}  // namespace

std::string pseudo(std::string_view english) {
  if (english.empty()) return {};
  std::string out = "[" + std::string(english);
  auto more = static_cast<std::size_t>(static_cast<double>(i18n::length(english)) * kMore + 0.999);
  for (std::size_t at = 0; more > 0; --more) {
    if (at >= kFiller.size()) at = 0;
    i18n::append_utf8(out, i18n::next_code_point(kFiller, at));
  }
  while (out.back() == ' ') out.pop_back();
  return out + "]";
}

void write_pseudo_catalogues(const i18n::Catalogue& texts, const std::filesystem::path& source,
                             const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const char* name : {"zh_CN.po", "en.po"})
    std::filesystem::copy_file(source / name, folder / name, std::filesystem::copy_options::overwrite_existing);
  std::ofstream out(folder / "qps.po");
  out << "msgid \"\"\nmsgstr \"Language: qps\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n\"\n";
  for (const std::string& key : texts.keys())
    for (const bool spoken : {false, true}) {
      const std::size_t forms = texts.forms(i18n::kEnglish, key);
      const auto text = [&](std::size_t form) {
        const auto raw = texts.raw(i18n::kEnglish, key, form);
        return po_string(pseudo(spoken ? raw.spoken : raw.shown));
      };
      out << (spoken ? "\nmsgctxt \"spoken\"\nmsgid " : "\nmsgid ") << po_string(key) << "\n";
      if (forms == 1) {
        out << "msgstr " << text(0) << "\n";
      } else {
        out << "msgid_plural " << po_string(key) << "\n";
        for (std::size_t form = 0; form < forms; ++form) out << "msgstr[" << form << "] " << text(form) << "\n";
      }
    }
}

void add_pseudo_texts(boost::json::value& document) {
  if (auto* list = document.if_array())
    for (auto& entry : *list) add_pseudo_texts(entry);
  auto* object = document.if_object();
  if (object == nullptr) return;
  if (const auto* english = object->if_contains("en"); english != nullptr && english->is_string()) {
    object->emplace(kPseudo.tag(), pseudo(english->get_string()));
  } else if (english != nullptr && english->is_object()) {  // said otherwise than it is shown
    boost::json::object both;
    for (const auto& [form, words] : english->get_object()) both.emplace(form, pseudo(words.as_string()));
    object->emplace(kPseudo.tag(), std::move(both));
  } else
    for (auto& member : *object) add_pseudo_texts(member.value());
}

ui::Page pseudo_page(ui::Page page) {
  page.language = kPseudo;
  for (ui::Text* text :
       {&page.header.place, &page.header.subtitle, &page.ribbon, &page.title, &page.lead, &page.status})
    change(*text);
  change(page.tools);
  if (page.progress) change(page.progress->steps);
  for (auto& block : page.blocks) change_block(block);
  for (auto* action :
       {&page.back, &page.home, &page.repeat, &page.help, &page.undo, &page.park, &page.secondary, &page.primary})
    change(*action);
  if (page.dialog) {
    change(page.dialog->title);
    change(page.dialog->text);
    change(page.dialog->actions);
  }
  return page;
}

std::string literal_in(std::string_view text, const std::vector<std::string>& data) {
  std::string outside;
  int depth = 0;
  for (const char c : text) {
    if (c == '[') ++depth;
    if (depth == 0) outside += c;
    if (c != ']') continue;
    // A clause whose value is missing is left out, and the bracket before it: what is there still was inside.
    if (depth == 0) outside.clear();
    depth = std::max(0, depth - 1);
  }
  for (const std::string& known : data)
    for (std::size_t at; !known.empty() && (at = outside.find(known)) != std::string::npos;)
      outside.erase(at, known.size());
  for (std::size_t at = 0; at < outside.size();) {
    const char32_t c = i18n::next_code_point(outside, at);
    if (i18n::is_ascii_letter(c) || i18n::is_han(c) || (c >= 0xC0 && c < 0x2000) || (c >= 0xAC00 && c <= 0xD7A3))
      return outside;
  }
  return {};
}

}  // namespace bianmin::tests
