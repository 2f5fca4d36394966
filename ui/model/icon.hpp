#pragma once

#include <optional>
#include <string_view>

namespace bianmin::ui {

/// What an icon means. The screen draws each as vector paths of our own; it always stands beside a word.
enum class Icon {
  None,
  Home,
  Person,
  Sound,
  Globe,
  Headphones,
  Document,
  Message,
  Clock,
  Card,
  Heart,
  Calendar,
  Gift,
  Book,
  Bell,
  Hand,
  Back,
  Next,
  Print,
  Check,
  Cross,
  Warning,
  Info,
  Code,
  Microphone,
  Erase,
  Pencil,
  Phone,
  Lock,
  Camera,
  Star,
  Place,
  Keyboard,
  Search,
  Refresh,
  Pause,
  Eye,
  Wallet,
  House,
  Drop,
  Bolt,
  Leaf,
  People,
  Plus,
  Minus
};

/// The name used in service files ("document"); nothing for an unknown one.
std::optional<Icon> icon_from(std::string_view name);
std::string_view to_string(Icon icon);

/// The colour of a tile's mark, by name in service files.
enum class Hue { Blue, Orange, Green, Purple, Magenta, Teal, Brown, Slate };
std::optional<Hue> hue_from(std::string_view name);
std::string_view to_string(Hue hue);

}  // namespace bianmin::ui
