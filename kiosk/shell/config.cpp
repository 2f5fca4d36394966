#include "kiosk/shell/config.hpp"

#include <algorithm>
#include <set>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "base/file.hpp"

namespace bianmin::kiosk {
namespace {

// Reads settings and remembers which were asked for, so that a misspelt one is found.
class Settings {
 public:
  Settings(const toml::table& root, std::string file) : root_(root), file_(std::move(file)) {}

  template <class T>
  void read(const char* section, const char* name, T& into) {
    known_.insert(std::string(section) + "." + name);
    const auto node = root_[section][name];
    if (!node) return;
    if (const auto value = node.value_exact<T>())
      into = *value;
    else
      refuse(*node.node(), std::string(section) + "." + name + " has the wrong type");
  }
  void path(const char* section, const char* name, std::filesystem::path& into) {
    std::string text = into.string();
    read(section, name, text);
    into = text;
  }
  /// A whole or a decimal number, from 0.
  void number(const char* section, const char* name, double& into) {
    known_.insert(std::string(section) + "." + name);
    const auto node = root_[section][name];
    if (!node) return;
    const auto value = node.value<double>();
    if (!node.is_number() || !value || !(*value >= 0) || *value > 1e9)
      refuse(*node.node(), std::string(section) + "." + name + " must be a number from 0");
    else
      into = *value;
  }
  /// One of `names`, or for a name that ends in ':' that and something after it.
  void driver(const char* section, const char* name, std::initializer_list<std::string_view> names, std::string& into) {
    read(section, name, into);
    std::string known;
    for (const auto one : names) {
      if (one.ends_with(':') ? into.starts_with(one) && into.size() > one.size() : into == one) return;
      known.append(known.empty() ? "" : ", ").append(one);
    }
    refuse(*root_[section][name].node(), std::string(section) + "." + name + " must be one of " + known);
  }
  void seconds(const char* section, const char* name, base::Milliseconds& into, std::int64_t min, std::int64_t max) {
    std::int64_t value = into.count() / 1000;
    read(section, name, value);
    if (value < min || value > max)
      return refuse(*root_[section][name].node(), std::string(section) + "." + name + " must be from " +
                                                      std::to_string(min) + " to " + std::to_string(max) + " seconds");
    into = base::Milliseconds(value * 1000);
  }
  void finish() {
    for (const auto& [section, table] : root_) {
      if (!table.is_table()) {
        refuse(table, "\"" + std::string(section.str()) + "\" stands outside a section");
        continue;
      }
      for (const auto& [name, value] : *table.as_table()) {
        const std::string full = std::string(section.str()) + "." + std::string(name.str());
        if (!known_.contains(full)) refuse(value, full + " is no setting");
      }
    }
  }
  void refuse(const toml::node& node, const std::string& reason) {
    if (error_.empty()) error_ = file_ + ":" + std::to_string(node.source().begin.line) + ": " + reason;
  }
  const std::string& error() const { return error_; }
  const toml::table& root() const { return root_; }

 private:
  const toml::table& root_;
  std::string file_;
  std::string error_;
  std::set<std::string> known_;
};

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '"' || c == '\'';
}

bool is_header_without_name(std::string_view line) {
  const auto skip_blanks = [&line] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
  skip_blanks();
  if (!line.starts_with('[')) return false;
  line.remove_prefix(line.starts_with("[[") ? 2 : 1);
  skip_blanks();
  return line.empty() || !begins_name(line.front());
}

bool is_ascii_but_for_texts(std::string_view line) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != 0) {
      if (c == '\\' && quote == '"') ++i;
      if (c == quote) quote = 0;
    } else if (c == '#') {
      return true;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      return false;
    }
  }
  return true;
}

// What toml++ 3.3 takes for granted and does not look at: that a name follows "[", and that no letter beyond ASCII
// stands where none belongs. Without assertions what it then does is undefined. No setting's text is written over
// several lines.
std::string fault_before_parsing(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (is_header_without_name(line)) return std::to_string(number) + ": \"[\" without a name";
    if (!is_ascii_but_for_texts(line)) return std::to_string(number) + ": a letter beyond ASCII outside of quotes";
  }
  return {};
}

void read_languages(Settings& settings, const toml::table& root, Rules& rules) {
  std::string list;
  for (const auto& language : rules.languages) list += (list.empty() ? "" : " ") + language.tag();
  settings.read("rules", "languages", list);
  std::vector<i18n::Language> languages;
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(' ', at), list.size());
    if (auto language = i18n::Language::parse(list.substr(at, end - at)))
      languages.push_back(*language);
    else
      settings.refuse(*root["rules"]["languages"].node(), "rules.languages: " + language.error().detail);
    at = end + 1;
  }
  if (!languages.empty()) rules.languages = std::move(languages);
}

}  // namespace

base::Result<Config> load_config(const std::filesystem::path& file) {
  const auto text = base::read_file(file, 1U << 20);
  if (!text) return base::fail(base::FailureCode::ConfigInvalid, text.error().detail);
  return parse_config(*text, file.string());
}

base::Result<Config> parse_config(std::string_view text, const std::string& name) {
  if (const auto fault = fault_before_parsing(text); !fault.empty())
    return base::fail(base::FailureCode::ConfigInvalid, name + ":" + fault);
  const toml::parse_result parsed = toml::parse(text, name);
  if (!parsed)
    return base::fail(base::FailureCode::ConfigInvalid, name + ":" +
                                                            std::to_string(parsed.error().source().begin.line) + ": " +
                                                            std::string(parsed.error().description()));
  const toml::table& root = parsed.table();
  Settings settings(root, name);
  Config config;
  settings.path("terminal", "identity", config.identity);
  settings.path("terminal", "data", config.data);
  settings.path("terminal", "share", config.share);
  settings.read("terminal", "proxy", config.proxy);
  settings.read("terminal", "sample_data", config.rules.sample_data);
  settings.read("screen", "window", config.window);
  settings.read("card", "driver", config.card);
  settings.read("card", "reader", config.card_reader);
  settings.read("scanner", "driver", config.scanner);
  for (const char* printer : {"a4", "slip"}) {
    std::string uri;
    settings.read("printers", printer, uri);
    if (!uri.empty()) config.printers[printer] = uri;
  }
  settings.read("printers", "slip_width", config.slip_width);
  if (config.slip_width != 80 && config.slip_width != 58)
    settings.refuse(*root["printers"]["slip_width"].node(), "printers.slip_width must be 80 or 58");
  settings.read("sound", "device", config.sound);
  settings.path("sound", "file", config.sound_file);
  settings.read("keypad", "device", config.keypad);
  settings.path("keypad", "map", config.keypad_map);
  settings.driver("presence", "driver", {"none", "iio", "iio:", "switch:", "file:"}, config.presence);
  settings.number("presence", "near", config.presence_near);
  settings.number("presence", "away", config.presence_away);
  settings.read("presence", "key", config.presence_key);
  if (config.presence_key < 0 || config.presence_key > 767)
    settings.refuse(*root["presence"]["key"].node(), "presence.key must be from 0 to 767");
  settings.seconds("presence", "hold", config.presence_hold, 0, 60);
  if ((config.presence_near == 0) != (config.presence_away == 0) ||
      (config.presence_near != 0 && config.presence_near == config.presence_away))
    settings.refuse(*root["presence"].node(), "presence.near and presence.away belong together and must differ");
  settings.driver("photo", "driver", {"none", "v4l2:", "folder:"}, config.photo);
  settings.read("recorder", "device", config.recorder);
  settings.read("rules", "telephone", config.rules.telephone);
  settings.read("rules", "voice_on", config.rules.voice_on);
  settings.seconds("rules", "idle", config.rules.idle, 20, 600);
  settings.seconds("rules", "idle_elder", config.rules.idle_elder, 60, 3600);
  settings.seconds("rules", "left_after", config.rules.left_after, 5, 600);
  settings.seconds("rules", "untouched", config.rules.untouched, 300, 14'400);
  std::int64_t hours = config.keep_parked.count() / 3'600'000;
  settings.read("rules", "keep_parked", hours);
  if (hours < 1 || hours > 24)
    settings.refuse(*root["rules"]["keep_parked"].node(), "rules.keep_parked must be from 1 to 24 hours");
  else
    config.keep_parked = std::chrono::hours(hours);
  settings.seconds("rules", "answer_within", config.rules.answer_within, 20, 300);
  read_languages(settings, root, config.rules);
  // Residents' names are spoken: a file of it may only ever hold made-up ones.
  if (!config.sound_file.empty() && !config.rules.sample_data)
    settings.refuse(*root["sound"]["file"].node(), "sound.file needs terminal.sample_data = true");
  settings.finish();
  if (!settings.error().empty()) return base::fail(base::FailureCode::ConfigInvalid, settings.error());
  return config;
}

}  // namespace bianmin::kiosk
