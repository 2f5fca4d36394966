#pragma once

#include <filesystem>

namespace bianmin::kiosk {

/// The product's data (texts, services, dictionary) that belongs to the running program: ../share/bianmin beside its
/// bin folder, as installed and as built.
std::filesystem::path default_share();

/// The folder the running program is in.
std::filesystem::path program_folder();

}  // namespace bianmin::kiosk
